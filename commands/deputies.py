"""The buttons around a deputy: ask one, nobody comes, and the deputy's own answer."""

from __future__ import annotations

from bot.feature.declare import Answer, Call, Post, Refusal, button
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.deputies import answer_told, has_answered, is_asked, nobody_comes
from bot.meetings.rules import begins_at, is_to_come
from bot.meetings.store import meeting_meant
from bot.models import Answer as Given
from bot.models import Meeting, Person, Reply
from bot.network import store as network_store
from bot.reminders import affairs


@button("deputy.ask", writes=True)
def ask(call: Call) -> Answer:
    """Let the bot ask one of my deputies to come instead of me."""
    meeting_id, _, deputy_id = call.value.partition(".")
    mine = my_no(call, meeting_meant(call, meeting_id))
    people = network_store.people(call.session, call.network)
    deputy = next((each for each in people if str(each.id) == deputy_id and each.deputy_for_id == call.me.id), None)
    if deputy is None:
        raise Refusal(N_("That person is no deputy of yours any longer."))
    mine.deputy, mine.answered_at = deputy, call.now
    return is_asked(call.say, deputy)


@button("deputy.none", writes=True)
def none(call: Call) -> Answer:
    """Nobody comes instead of me."""
    mine = my_no(call, meeting_meant(call, call.value))
    mine.deputy = None
    return nobody_comes(call.say)


def my_no(call: Call, meeting: Meeting) -> Given:
    """My answer to a meeting to come, when it is no."""
    if not is_to_come(meeting, call.now, call.zone):
        raise Refusal(N_("The meeting has been or is cancelled, so nobody is asked."))
    answers = meetings_store.answers(call.session, meeting)
    mine = next((each for each in answers if each.person_id == call.me.id and each.reply is Reply.NO), None)
    if mine is None:
        raise Refusal(N_("You have not answered no to this meeting, so no deputy is asked."))
    return mine


@button("deputy.answer", writes=True)
def answered(call: Call) -> Answer:
    """The deputy comes, or does not; whoever cannot come hears it."""
    answer_id, _, reply = call.value.partition(".")
    given = affairs.answer(call.session, call.network, answer_id)
    if given is None or given.deputy_id != call.me.id or reply not in (Reply.YES, Reply.NO):
        raise Refusal(N_("You are not asked to stand in any longer."))
    meeting, whom = given.meeting, given.person
    if not is_to_come(meeting, call.now, call.zone):
        raise Refusal(N_("The meeting has been or is cancelled, so nobody is asked."))
    comes = reply == Reply.YES
    if comes:
        given.reply, given.answered_at, given.answered_by_id = Reply.DEPUTY, call.now, call.me.id
    else:
        given.reply, given.deputy = Reply.NO, None
    tell_replaced(call, meeting, whom, comes=comes)
    return has_answered(call.say, meeting, whom, comes=comes)


def tell_replaced(call: Call, meeting: Meeting, whom: Person, *, comes: bool) -> None:
    """Tell the one who cannot come what the deputy answered."""
    if whom.slack_id is None:
        return
    deputy = call.me
    call.post(
        Post(
            key=f"deputy/{meeting.id}/{'comes' if comes else 'stays'}/{whom.slack_id}/{call.now:%Y%m%d%H%M%S%f}",
            kind="deputy",
            to=whom.slack_id,
            due=call.now,
            useful_until=begins_at(meeting, call.zone),
            write=lambda say: answer_told(say, meeting, deputy, comes=comes),
        )
    )
