"""What became of a meeting, in words, and the buttons of those who may say it or say otherwise (domain 26)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.parts import button
from bot.dates.in_words import plain_day, span
from bot.dates.when import local_day
from bot.feature.values import as_shown
from bot.language import N_, Say, Text
from bot.meetings.rules import MeetingOutcome, has_days, span_of, when_and_where
from bot.models import Meeting, Person
from bot.network.people import seat_of

OUTCOMES: Final[Mapping[MeetingOutcome, str]] = {
    MeetingOutcome.TO_COME: N_("planned"),
    MeetingOutcome.GOING_ON: N_("going on"),
    MeetingOutcome.CANCELLED: N_("cancelled"),
    MeetingOutcome.TOOK_PLACE: N_("held"),
    MeetingOutcome.DID_NOT_TAKE_PLACE: N_("did not take place"),
    MeetingOutcome.NOT_RECORDED: N_("nobody has noted"),
}


def known_of(meeting: Meeting, outcome: MeetingOutcome) -> tuple[object, ...]:
    """What somebody knows who says otherwise: what became of it, and its days."""
    return outcome, *when_and_where(meeting)[:1]


def outcome_buttons(say: Say, meeting: Meeting, outcome: MeetingOutcome) -> list[ButtonElement]:
    """That it took place, with its days, or that it did not: what is not noted already, and other days."""
    shown = as_shown(meeting.id, *known_of(meeting, outcome))
    match outcome:
        case MeetingOutcome.NOT_RECORDED:
            return [
                button("took_place.yes", say("Yes, it took place"), shown, style="primary"),
                button("took_place.no", say("No, it did not"), shown),
            ]
        case MeetingOutcome.TOOK_PLACE:
            days = say("Change the days") if has_days(meeting) else say("Note the days")
            return [
                button("took_place.yes", days, shown),
                button("took_place.no", say("It did not take place"), shown),
            ]
        case MeetingOutcome.DID_NOT_TAKE_PLACE:
            return [button("took_place.yes", say("It did take place"), shown)]
    return []


def what_became(say: Say, meeting: Meeting, outcome: MeetingOutcome) -> Text:
    """What is known of a meeting whose time has passed; nothing of one to come."""
    days = span(span_of(meeting), say.code)
    match outcome:
        case MeetingOutcome.NOT_RECORDED:
            return say("Nobody has noted whether the meeting took place.")
        case MeetingOutcome.DID_NOT_TAKE_PLACE:
            return say("The meeting did not take place.")
        case MeetingOutcome.TOOK_PLACE if has_days(meeting):
            return say("The meeting took place on {days}.", days=days)
        case MeetingOutcome.TOOK_PLACE:
            return say("The meeting took place in {month}; its days are not noted.", month=days)
    return Text("")


def said_by(say: Say, meeting: Meeting, who: Person | None, zone: ZoneInfo) -> Text:
    """In which seat it was said what became of a meeting, and when; nothing where nobody has said it."""
    if meeting.took_place is None or meeting.took_place_at is None or who is None:
        return Text("")
    day = plain_day(local_day(meeting.took_place_at, zone), say.code)
    return say("Noted on {day} by {seat}.", day=day, seat=seat_of(say, who))
