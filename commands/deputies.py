"""The buttons around a deputy: ask one, nobody comes, and the deputy's own answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bot.blocks.parts import actions, section
from bot.feature.declare import Answer, By, Call, InWords, Message, Overtaken, Run, Worded, button, grave, redraws
from bot.feature.pages import framed
from bot.feature.values import number_in
from bot.language import N_, Say, joined
from bot.meetings import answers
from bot.meetings import store as meetings_store
from bot.meetings.answers import refuse_if_away
from bot.meetings.card import answer_buttons, in_one_line
from bot.meetings.deputies import (
    TELLS,
    DeputyAnswer,
    DeputyChoice,
    Told,
    asks_to_stand_in,
    chooses_anew,
    deputy_is_asked,
    is_still_so,
    nobody_comes,
    thanks_deputy,
)
from bot.meetings.rules import is_to_come
from bot.meetings.show import about_meeting
from bot.meetings.store import meeting_of
from bot.models import Answer as AnswerRow
from bot.models import Meeting, Person, Reply
from bot.network import store as network_store
from bot.reminders.posts import affairs_of, replies_to

NOT_ASKED = N_("You are not asked to stand in any longer.")
NOBODY_IS_ASKED = N_("The meeting's time has passed or it is cancelled, so nobody is asked.")


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
        raise Overtaken(N_("That person is no deputy of yours any longer."), "meeting.show", choice.meeting)
    return mine, deputy


ABOUT_CHOICE = about_meeting(lambda call: chosen(call)[0].meeting, whom_to_ask)
ABOUT_NO = about_meeting(lambda call: no_of_button(call).meeting, whom_to_ask)


def which_is_meant(call: Call) -> Answer:
    """The question which deputy comes, and beside it whether one comes oneself after all."""
    meeting = meeting_of(call, DeputyChoice.read(call.value).meeting)
    mine = meetings_store.answer(call.session, meeting, call.answerer)
    row = actions(*answer_buttons(call.say, meeting, mine.reply if mine else None))
    return framed(
        whom_to_ask(call, meeting),
        below=[section(joined(" ", [call.say("Or do you come yourself?"), in_one_line(call.say, meeting)])), row],
    )


@button("deputy.ask", by=By.ANSWERING, writes=True, about=ABOUT_CHOICE, in_words=grave(Reply.YES, which_is_meant))
def ask(call: Call) -> Answer:
    """Let the bot ask one of my deputies to come instead of me."""
    mine, deputy = chosen(call)
    mine.deputy, mine.answered_at = deputy, call.now
    return deputy_is_asked(call.say, deputy)


def no_of_button(call: Call) -> AnswerRow:
    """My no to the button's meeting."""
    return my_no(call, meeting_of(call, number_in(call.value)))


@button("deputy.none", by=By.ANSWERING, writes=True, about=ABOUT_NO, in_words=grave(Reply.NO, which_is_meant))
def none(call: Call) -> Answer:
    """Nobody comes instead of me."""
    no_of_button(call).deputy = None
    return nobody_comes(call.say)


def my_no(call: Call, meeting: Meeting) -> AnswerRow:
    """My answer to a meeting to come, when it is no."""
    if not is_to_come(meeting, call.now, call.zone):
        raise Overtaken(NOBODY_IS_ASKED, "meeting.show", meeting.id)
    refuse_if_away(call, meeting)
    given = meetings_store.answers(call.session, meeting)
    mine = next((each for each in given if each.person_id == call.answerer.id and each.reply is Reply.NO), None)
    if mine is None:
        raise Overtaken(
            N_("You have not answered no to this meeting, so no deputy is asked."), "meeting.show", meeting.id
        )
    return mine


def asked_for(call: Call) -> tuple[AnswerRow, bool]:
    """The answer that names the asker as deputy, and whether they come."""
    value = DeputyAnswer.read(call.value)
    answer = meetings_store.answer_of_row(call.session, call.network, value.answer)
    if answer is None:
        raise Overtaken(NOT_ASKED, "meeting.list")
    if answer.deputy_id != call.answerer.id or value.reply not in (Reply.YES, Reply.NO):
        raise Overtaken(NOT_ASKED, "meeting.show", answer.meeting_id)
    if not is_to_come(answer.meeting, call.now, call.zone):
        raise Overtaken(NOBODY_IS_ASKED, "meeting.show", answer.meeting_id)
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
    in_words=InWords(lambda value: DeputyAnswer.read(value).reply, is_of_coming=True),
)
def stand_in(call: Call) -> Answer:
    """The deputy comes, or does not; whoever cannot come hears it."""
    answer, comes = asked_for(call)
    meeting, whom = answer.meeting, answer.person
    answers.stand_in(call, answer, comes=comes)
    return thanks_deputy(call.say, meeting, whom, comes=comes)


@redraws(answers.KIND)
def as_it_stands(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """What was told of a deputy, while it is so and the meeting is to come; the question becomes what was answered."""
    about = message.about
    answer = meetings_store.answer_of_row(run.session, run.network, number_in(about.get("answer", "")))
    if answer is None or not is_to_come(answer.meeting, run.now, run.zone):
        return None
    told = Told(about.get("told", Told.ASK))
    deputy = run.session.get(Person, number_in(about.get("deputy", ""))) or answer.deputy
    if deputy is None or (told is Told.ASK and deputy.slack_id != message.to):
        return None
    if told is Told.ASK and affairs_of(run).last_question(answer, message.to) != message.key:
        return None
    comes = replies_to(run, answer.meeting).stands_in(answer)
    if not is_still_so(told, answer, deputy, comes=comes):
        return None
    if told is Told.ASK and comes:
        return partial(thanks_deputy, meeting=answer.meeting, whom=answer.person, comes=True)
    return partial(TELLS[told], answer=answer, deputy=deputy)
