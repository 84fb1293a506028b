"""The buttons around a deputy: ask one, nobody comes, and the deputy's own answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.feature.declare import Answer, By, Call, Message, Post, Refusal, Run, Worded, button, redraws
from bot.feature.values import number_in
from bot.language import N_, Say
from bot.meetings import store as meetings_store
from bot.meetings.answers import refuse_if_away
from bot.meetings.deputies import (
    DeputyAnswer,
    DeputyChoice,
    asks_to_stand_in,
    chooses_anew,
    deputy_is_asked,
    deputys_answer,
    names_deputy,
    nobody_comes,
    thanks_deputy,
)
from bot.meetings.rules import begins_at, is_to_come
from bot.meetings.show import about_meeting
from bot.meetings.store import meeting_of
from bot.models import Answer as AnswerRow
from bot.models import Meeting, Person, Reply
from bot.network import store as network_store


def whom_to_ask(call: Call, meeting: Meeting) -> Message:
    """The question which deputy comes, about the meeting as it is now."""
    return chooses_anew(call.say, meeting, meetings_store.deputies(call.session, call.answerer))


def chosen(call: Call) -> tuple[AnswerRow, Person]:
    """My no, and the deputy of mine that a button has asked."""
    choice = DeputyChoice.read(call.value)
    mine = my_no(call, meeting_of(call, choice.meeting))
    people = network_store.people(call.session, call.network)
    deputy = next(
        (each for each in people if each.id == choice.deputy and each.deputy_for_id == call.answerer.id), None
    )
    if deputy is None:
        raise Refusal(N_("That person is no deputy of yours any longer."))
    return mine, deputy


ABOUT_CHOICE = about_meeting(lambda call: chosen(call)[0].meeting, whom_to_ask)
ABOUT_NO = about_meeting(lambda call: no_of_button(call).meeting, whom_to_ask)


@button("deputy.ask", by=By.ANSWERING, writes=True, about=ABOUT_CHOICE)
def ask(call: Call) -> Answer:
    """Let the bot ask one of my deputies to come instead of me."""
    mine, deputy = chosen(call)
    mine.deputy, mine.answered_at = deputy, call.now
    return deputy_is_asked(call.say, deputy)


def no_of_button(call: Call) -> AnswerRow:
    """My no to the button's meeting."""
    return my_no(call, meeting_of(call, number_in(call.value)))


@button("deputy.none", by=By.ANSWERING, writes=True, about=ABOUT_NO)
def none(call: Call) -> Answer:
    """Nobody comes instead of me."""
    no_of_button(call).deputy = None
    return nobody_comes(call.say)


def my_no(call: Call, meeting: Meeting) -> AnswerRow:
    """My answer to a meeting to come, when it is no."""
    if not is_to_come(meeting, call.now, call.zone):
        raise Refusal(N_("The meeting's time has passed or it is cancelled, so nobody is asked."))
    refuse_if_away(call, meeting)
    answers = meetings_store.answers(call.session, meeting)
    mine = next((each for each in answers if each.person_id == call.answerer.id and each.reply is Reply.NO), None)
    if mine is None:
        raise Refusal(N_("You have not answered no to this meeting, so no deputy is asked."))
    return mine


def asked_for(call: Call) -> tuple[AnswerRow, bool]:
    """The answer that names the asker as deputy, and whether they come."""
    value = DeputyAnswer.read(call.value)
    answer = meetings_store.answer_of_row(call.session, call.network, value.answer)
    if answer is None or answer.deputy_id != call.answerer.id or value.reply not in (Reply.YES, Reply.NO):
        raise Refusal(N_("You are not asked to stand in any longer."))
    if not is_to_come(answer.meeting, call.now, call.zone):
        raise Refusal(N_("The meeting's time has passed or it is cancelled, so nobody is asked."))
    refuse_if_away(call, answer.meeting)
    return answer, value.reply is Reply.YES


def asked_anew(call: Call, meeting: Meeting) -> Message:
    """The question to the deputy about the meeting as it is now."""
    return asks_to_stand_in(call.say, asked_for(call)[0])


@button(
    "deputy.answer",
    by=By.ANSWERING,
    writes=True,
    about=about_meeting(lambda call: asked_for(call)[0].meeting, asked_anew),
)
def stand_in(call: Call) -> Answer:
    """The deputy comes, or does not; whoever cannot come hears it."""
    answer, comes = asked_for(call)
    meeting, whom = answer.meeting, answer.person
    if comes:
        answer.reply, answer.answered_at, answer.answered_by_id = Reply.DEPUTY, call.now, call.answerer.id
    else:
        answer.reply, answer.deputy = Reply.NO, None
    tell_replaced(call, meeting, whom, comes=comes)
    return thanks_deputy(call.say, meeting, whom, comes=comes)


def tell_replaced(call: Call, meeting: Meeting, whom: Person, *, comes: bool) -> None:
    """Tell the one who cannot come what the deputy answered."""
    if whom.slack_id is None:
        return
    deputy = call.answerer
    call.post(
        Post(
            key=f"deputy/{meeting.id}/{'comes' if comes else 'stays'}/{whom.slack_id}/{call.now:%Y%m%d%H%M%S%f}",
            kind="deputy",
            to=whom.slack_id,
            due=call.now,
            useful_until=begins_at(meeting, call.zone),
            write=lambda say: deputys_answer(say, meeting, deputy, comes=comes),
        )
    )


@redraws("deputy")
def as_it_stands(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """The question to a deputy, while it waits; then what they answered. When nobody is to be replaced it is over."""
    answer = meetings_store.answer_of_row(run.session, run.network, number_in(message.about.get("answer", "")))
    deputy = answer.deputy if answer is not None else None
    if answer is None or deputy is None or deputy.slack_id != message.to:
        return None
    meeting, whom = answer.meeting, answer.person
    if answer.reply is Reply.DEPUTY:
        return lambda say: thanks_deputy(say, meeting, whom, comes=True)
    return (lambda say: names_deputy(say, meeting, answer)) if is_to_come(meeting, run.now, run.zone) else None
