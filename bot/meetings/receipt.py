"""The receipt of one's own answer: what one has said, in a sentence, and what one can do next. It stands where one
answered, and in the message that asked; the question takes its place again for who changes their mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, rest_menu, section
from bot.dates.in_words import day, span
from bot.language import N_, Say, Text, escape, joined, lines
from bot.meetings.card import (
    ASKED,
    answer_buttons,
    calendar_button,
    deputy_button,
    needs_button,
    own_answer,
    replied,
    the_meeting,
)
from bot.meetings.partly import MeetingPart, some_days
from bot.meetings.partly_view import in_brackets, part_in_words
from bot.meetings.seats import PersonReply, Seats
from bot.models import COMES, Meeting, Reply, Role
from bot.municipalities import real_name

ANSWER: Final = "receipt.answer"
"""The button that answers where the question stands, and leaves the receipt there."""
SAID: Final[Mapping[Reply, str]] = {
    Reply.YES: N_("✓ You are coming to {meeting}."),
    Reply.DIGITAL: N_("✓ You attend {meeting} digitally."),
    Reply.NO: N_("You do not come to {meeting}."),
    Reply.MAYBE: N_("You have answered maybe to {meeting}."),
    Reply.DEPUTY: N_("You do not come to {meeting}."),
}


def receipt(say: Say, meeting: Meeting, seats: Seats, person_id: int, food: str = "") -> Message | None:
    """What somebody has answered, with the next steps; None when they have answered nothing that is known to hold.
    `food`: what they have said of it with that, where nobody else reads it."""
    mine = seats.own(person_id)
    if mine is None or (mine.part is not None and mine.part.is_unknown):
        return None
    which = joined(" ", [meeting_and_place(say, meeting, mine.part), in_brackets(part_in_words(say, mine.part))])
    said = say(SAID[mine.reply], meeting=which)
    needs = say("What you need of food and accessibility is noted.") if mine.has_need and mine.reply in COMES else ""
    noted = say("Noted under *Food and accessibility*: {food}", food=food) if food else needs
    text = lines(joined(" ", [said, _instead(say, seats, mine)]), noted)
    others = [] if mine.reply is Reply.MAYBE else _otherwise(say, meeting, mine)
    row = [*_next_steps(say, meeting, mine), rest_menu(say, [_show(say, meeting), *others])]
    return Message(text, [section(text), actions(*row)])


def asks_again(say: Say, meeting: Meeting, seats: Seats, person_id: int) -> Message:
    """The question in the receipt's place, with all ways to answer; one's own answer has a tick."""
    mine = seats.own(person_id)
    ask = say("Can you come to {meeting}?", meeting=meeting_and_place(say, meeting))
    text = lines(ask, own_answer(say, mine, None, may_answer=True))
    asked = answer_buttons(say, meeting, *replied(mine), name=ANSWER)
    return Message(text, [section(text), actions(*asked, rest_menu(say, [_show(say, meeting)]))])


def meeting_and_place(say: Say, meeting: Meeting, part: MeetingPart | None = None) -> Text:
    """A meeting inside a sentence with its days and place: "partnerskapsträffen 14–15 maj 2020 i Uppsala"; the day that
    somebody comes by its weekday."""
    days = some_days(meeting, part)
    when = "" if days is None else day(days.first, say.code) if days.days == 1 else span(days, say.code)
    name = the_meeting(say, meeting, when)
    if real_name(meeting.place):
        return say("{meeting} in {place}", meeting=name, place=meeting.place)
    return joined(", ", [name, escape(meeting.place)])


def _instead(say: Say, seats: Seats, mine: PersonReply) -> Text:
    """Who comes in one's place, or is asked to."""
    if mine.reply is not Reply.DEPUTY:
        return Text("")
    if not mine.deputy:
        return say("Your deputy comes in your place.")
    if seats.stands_in(mine) or mine.is_settled:
        return say("{name} comes in your place.", name=mine.deputy)
    if mine.deputy_in_slack:
        return say("{name} is asked to come in your place.", name=mine.deputy)
    return say("{name} is not in Slack, so you need to ask them yourself.", name=mine.deputy)


def _next_steps(say: Say, meeting: Meeting, mine: PersonReply) -> Sequence[ButtonElement]:
    change = button("receipt.change", say("Change my answer"), meeting.id)
    match mine.reply:
        case Reply.YES | Reply.DIGITAL:
            return [calendar_button(say, meeting), needs_button(say, meeting), change]
        case Reply.MAYBE:
            return _otherwise(say, meeting, mine)
        case Reply.NO if mine.role in (Role.ELECTED, Role.OFFICIAL):
            return [deputy_button(say, meeting, name="receipt.deputy"), change]
        case _:
            return [change]


def _otherwise(say: Say, meeting: Meeting, mine: PersonReply) -> list[ButtonElement]:
    """The other answers, which words can say too."""
    asked = answer_buttons(say, meeting, None, name=ANSWER)[: len(ASKED)]
    return [each for each, reply in zip(asked, ASKED, strict=True) if reply is not mine.reply or mine.part is not None]


def _show(say: Say, meeting: Meeting) -> ButtonElement:
    return button("meeting.show", say("Show the meeting"), meeting.id)
