"""The buttons around a deputy: ask one, nobody comes, and the deputy's own answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.feature.declare import Answer, By, Call, Post, Refusal, Run, Worded, button, redraws
from bot.feature.values import number_in
from bot.language import N_, Say
from bot.meetings import store as meetings_store
from bot.meetings.answers import refuse_if_away
from bot.meetings.deputies import (
    DeputyAnswer,
    DeputyChoice,
    deputy_is_asked,
    deputys_answer,
    names_deputy,
    nobody_comes,
    thanks_deputy,
)
from bot.meetings.rules import begins_at, is_to_come
from bot.meetings.store import meeting_of
from bot.models import Answer as AnswerRow
from bot.models import Meeting, Person, Reply
from bot.network import store as network_store


@button("deputy.ask", by=By.ANSWERING, writes=True)
def ask(call: Call) -> Answer:
    """Let the bot ask one of my deputies to come instead of me."""
    choice = DeputyChoice.read(call.value)
    mine = my_no(call, meeting_of(call, choice.meeting))
    people = network_store.people(call.session, call.network)
    deputy = next(
        (each for each in people if each.id == choice.deputy and each.deputy_for_id == call.answerer.id), None
    )
    if deputy is None:
        raise Refusal(N_("That person is no deputy of yours any longer."))
    mine.deputy, mine.answered_at = deputy, call.now
    return deputy_is_asked(call.say, deputy)


@button("deputy.none", by=By.ANSWERING, writes=True)
def none(call: Call) -> Answer:
    """Nobody comes instead of me."""
    mine = my_no(call, meeting_of(call, number_in(call.value)))
    mine.deputy = None
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


@button("deputy.answer", by=By.ANSWERING, writes=True)
def stand_in(call: Call) -> Answer:
    """The deputy comes, or does not; whoever cannot come hears it."""
    value = DeputyAnswer.read(call.value)
    answer = meetings_store.answer_of_row(call.session, call.network, value.answer)
    if answer is None or answer.deputy_id != call.answerer.id or value.reply not in (Reply.YES, Reply.NO):
        raise Refusal(N_("You are not asked to stand in any longer."))
    meeting, whom = answer.meeting, answer.person
    if not is_to_come(meeting, call.now, call.zone):
        raise Refusal(N_("The meeting's time has passed or it is cancelled, so nobody is asked."))
    refuse_if_away(call, meeting)
    comes = value.reply is Reply.YES
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
