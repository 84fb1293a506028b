"""/mote: the next meeting, all to come, one by its number, and one's answer."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.parts import section
from bot.feature.call import Does
from bot.feature.declare import Answer, By, Call, InWords, Refusal, button, command, number, word
from bot.feature.pages import framed
from bot.feature.values import number_in
from bot.home.show import known_period, show_period, with_earlier_periods
from bot.intents.food_said import speaks_of_food
from bot.intents.part_said import PartSaid
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.answers import keep_need, needs_too, note_answer, note_part, open_meeting, take_back
from bot.meetings.card import (
    AnswerButton,
    all_seats,
    answer_taken_back,
    meeting_list,
    needs_button,
    reply_in_words,
    whole_programme,
)
from bot.meetings.drafts_view import draft_row
from bot.meetings.load import MeetingCard
from bot.meetings.partly import part_meant
from bot.meetings.receipt import ANSWER as RECEIPT
from bot.meetings.rules import LONGEST_NEED, may_change
from bot.meetings.show import about_meeting, nothing_to_come, show_meeting, show_next, show_question, show_receipt
from bot.meetings.store import meeting_of
from bot.models import Meeting, Reply
from bot.network.periods import Shown

BY_BUTTON = (Reply.YES, Reply.NO, Reply.MAYBE, Reply.DIGITAL)
"""The answers that need nothing more said."""


@command(
    "mote",
    "meeting",
    about=N_("The next meeting: when, where, host, the answers, and buttons to answer"),
    in_time=N_("Which meetings are there"),
    label=N_("When is the next meeting?"),
    first=2,
)
def next_meeting(call: Call) -> Answer:
    """The next meeting, as the asker sees it."""
    return show_next(call)


@word(
    "mote", "lista", "list", about=N_("All meetings to come, or those of a period"), argument=N_("<period>"),
    label=N_("All meetings"), first=3,
)  # fmt: skip
@button("meeting.list")
def all_to_come(call: Call) -> Answer:
    """Every meeting to come, with its number; or every meeting of the period that is named."""
    if call.words:
        return show_period(call, known_period(call, call.words), Shown.MEETINGS)
    coming = meetings_store.coming_meetings(call.session, call.network, call.now)
    off = meetings_store.cancelled_to_come(call.session, call.network, call.today)
    cancelled = {each: call.is_private and may_change(each, call.host, call.is_coordinator) for each in off}
    drafts = [draft_row(call.say, each) for each in meetings_store.drafts(call)]
    is_any = coming or off or drafts
    shown = meeting_list(call.say, coming, call.today, cancelled, drafts=drafts) if is_any else nothing_to_come(call)
    return with_earlier_periods(call, shown, Shown.MEETINGS)


@number("mote", about=N_("The n-th meeting to come"))
def numbered(call: Call) -> Answer:
    """The n-th meeting to come."""
    coming = meetings_store.coming_meetings(call.session, call.network, call.now)
    if not coming:
        return nothing_to_come(call)
    n = int(call.value)
    if not 1 <= n <= len(coming):
        raise Refusal(
            N_("There is no meeting number {number}; those to come are numbered 1 to {last}."),
            number=n,
            last=len(coming),
        )
    return show_meeting(call, coming[n - 1], is_next=n == 1)


@button("meeting.show")
def show(call: Call) -> Answer:
    """The meeting of a list's button."""
    return show_meeting(call, meeting_of(call, number_in(call.value)))


@button("meeting.programme")
def programme(call: Call) -> Answer:
    """All that a meeting is about, in place of its card."""
    return whole_programme(call.say, MeetingCard.load(call, meeting_of(call, number_in(call.value))))


@button("meeting.seats", by=By.INSIDE)
def seats(call: Call) -> Answer:
    """Every seat of a meeting with its answer, in place of its card."""
    return all_seats(call.say, MeetingCard.load(call, meeting_of(call, number_in(call.value))))


def answered(call: Call) -> tuple[Meeting, Reply]:
    """The meeting that is answered by a button, and how."""
    value = AnswerButton.read(call.value)
    if value.reply not in BY_BUTTON:
        raise Refusal(N_("That is not an answer the bot knows."))
    return open_meeting(call, value.meeting), value.reply


def more_than_an_answer(call: Call) -> Answer:
    """The meeting with all its buttons, and where what one needs is written: what they wrote stands there already."""
    meeting = meeting_of(call, AnswerButton.read(call.value).meeting)
    where = call.say("What you may not eat, and what else you need, is written under *Food and accessibility*.")
    keeps = speaks_of_food(call.words) and len(call.words) <= LONGEST_NEED
    own = needs_button(call.say, meeting, call.words) if keeps else None
    return framed(show_meeting(call, meeting), above=[section(where, own)])


def taken_back(call: Call, reply: Reply) -> Answer:
    """An answer is no longer given, when it is still that one and nobody has been told that it is counted on."""
    meeting = open_meeting(call, AnswerButton.read(call.value).meeting)
    if not take_back(call, meeting, reply):
        return None
    return answer_taken_back(call.say, meeting)


def comes_in_part(said: PartSaid) -> Does:
    """What is noted for who says that they come to a part, or what they do not eat; nothing where the meeting has no
    such part."""

    def note(call: Call) -> Answer:
        meeting = open_meeting(call, AnswerButton.read(call.value).meeting)
        part, needs = part_meant(meeting, said), needs_too(call, meeting, said.food)
        if part is None or len(needs) > LONGEST_NEED:
            return None
        note_part(call, meeting, call.answerer, *part)
        if said.food:
            keep_need(call, meeting, needs)
        return show_receipt(call, meeting, said.food)

    return note


def said_already(call: Call, reply: Reply) -> Answer:
    """The receipt again, for who says once more what they have answered."""
    meeting = meeting_of(call, AnswerButton.read(call.value).meeting)
    mine = meetings_store.seats(call.session, call.network, meeting).own(call.answerer.id)
    if mine is None or mine.reply is not reply:
        return None
    said = call.say("You have already answered *{reply}*.", reply=reply_in_words(call.say, mine.reply, mine.part))
    return framed(show_receipt(call, meeting), above=[section(said)], text=said)


ANSWERS = InWords(
    lambda value: AnswerButton.read(value).reply,
    is_of_coming=True,
    taken_back=taken_back,
    in_part=comes_in_part,
    repeated=said_already,
    shows=more_than_an_answer,
)


@button(
    "meeting.answer",
    by=By.ANSWERING,
    writes=True,
    about=about_meeting(lambda call: answered(call)[0]),
    in_words=ANSWERS,
)
def answer(call: Call) -> Answer:
    """Answer for the one who clicks, at once."""
    meeting, reply = answered(call)
    note_answer(call, meeting, call.answerer, reply)
    return show_meeting(call, meeting)


@button(
    RECEIPT,
    by=By.ANSWERING,
    writes=True,
    about=about_meeting(lambda call: answered(call)[0], show_question),
    in_words=ANSWERS,
)
def answer_there(call: Call) -> Answer:
    """The same where the question stands, which becomes the receipt."""
    meeting, reply = answered(call)
    note_answer(call, meeting, call.answerer, reply)
    return show_receipt(call, meeting)


@button("receipt.change", by=By.ANSWERING)
def change_answer(call: Call) -> Answer:
    """The question again, in the receipt's place."""
    return replace(show_question(call, open_meeting(call, number_in(call.value))), in_place=True)
