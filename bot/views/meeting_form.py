"""The form that plans a meeting or changes one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form
from bot.blocks.parts import Choice, choice_field, day_field, text_field, ticks_field, time_field
from bot.dates.in_words import month
from bot.dates.when import add_months
from bot.language import Say, clip
from bot.models import Meeting, MeetingKind, MeetingState, Member
from bot.views.meetings import KIND_NAMES

LONGEST: Final = {"place": 200, "link": 500, "title": 140, "note": 2000}
"""How many characters each text may have."""


def plan_form(
    say: Say,
    meeting: Meeting | None,
    hosts: Sequence[Member],
    today: date,
    kinds: Sequence[MeetingKind],
    in_turn: Member | None = None,
) -> Form:
    """The form that plans a meeting, or changes one. Without hosts: who hosts cannot be changed here. `in_turn`: whose
    turn it is after the meetings that are planned."""
    kind_choices: list[Choice] = [(each.value, say(KIND_NAMES[each])) for each in kinds]
    chosen = meeting.kind.value if meeting else kinds[0].value
    blocks: list[Block] = [choice_field("kind", say("Kind of meeting"), kind_choices, chosen=chosen)]
    if hosts:
        host = meeting.host if meeting else None
        choices: list[Choice] = [(str(each.id), each.name) for each in hosts]
        hint = say("Next in turn: {name}", name=clip(in_turn.name, 60)) if in_turn and host is None else ""
        now = str(host.id) if host else None
        blocks.append(choice_field("host", say("Host"), choices, chosen=now, optional=True, hint=hint))
    blocks += [*_when_fields(say, meeting, today), *_where_fields(say, meeting), *_state_field(say, meeting)]
    return Form(
        name="meeting.plan",
        title=say("Change the meeting") if meeting else say("Plan a meeting"),
        blocks=blocks,
        submit=say("Save"),
        close=say("Cancel"),
        about=f"{meeting.id}.{meeting.version}" if meeting else "",
    )


def _when_fields(say: Say, meeting: Meeting | None, today: date) -> list[Block]:
    start = min(meeting.month, today.replace(day=1)) if meeting else today.replace(day=1)
    months = [add_months(start, n) for n in range(36)]
    month_choices: list[Choice] = [(each.isoformat(), month(each, say.code)) for each in months]
    return [
        day_field("first_day", say("First day"), value=meeting.first_day if meeting else None, optional=True),
        day_field("last_day", say("Last day"), value=meeting.last_day if meeting else None, optional=True),
        choice_field(
            "month",
            say("Month, if the days are not set yet"),
            month_choices,
            chosen=meeting.month.isoformat() if meeting else None,
            optional=True,
        ),
        time_field("starts", say("Begins the first day"), value=meeting.starts if meeting else None),
        time_field("ends", say("Ends the last day"), value=meeting.ends if meeting else None),
    ]


def _where_fields(say: Say, meeting: Meeting | None) -> list[Block]:
    digital: list[Choice] = [("digital", say("The meeting is digital"))]
    now = (meeting.place, meeting.link, meeting.title, meeting.note) if meeting else ("", "", "", "")
    place, link, title, note = now
    called = say("Without a title the meeting is called by its kind.")
    return [
        ticks_field("digital", say("Form"), digital, chosen=["digital"] if meeting and meeting.digital else []),
        text_field("place", say("Place"), value=place, optional=True, most=LONGEST["place"]),
        text_field("link", say("Link to the digital meeting"), value=link, optional=True, most=LONGEST["link"]),
        text_field("title", say("Title"), value=title, optional=True, most=LONGEST["title"], hint=called),
        text_field("note", say("More to know"), value=note, optional=True, long=True, most=LONGEST["note"]),
    ]


def _state_field(say: Say, meeting: Meeting | None) -> list[Block]:
    if meeting is None:
        return []
    choices: list[Choice] = [
        (MeetingState.PLANNED.value, say("It takes place")),
        (MeetingState.CANCELLED.value, say("It is cancelled")),
    ]
    return [choice_field("state", say("Does it take place?"), choices, chosen=meeting.state.value)]
