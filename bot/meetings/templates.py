"""The usual kinds of meeting: what the form of a new one begins with, once one is chosen (domain 7-10).

What a host pays for at a meeting of two days and what officials meet for is in the sources; the hours are a proposal,
late enough to travel there the same morning and early enough to travel home. It is all seen before anything is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final

from bot.blocks.parts import Choice
from bot.language import N_, Say, Text
from bot.meetings.card import KIND_NAMES
from bot.meetings.programme import keep
from bot.meetings.rules import CHOSEN_KINDS, read_programme
from bot.models import Meeting, MeetingKind

FILLED: Final = ("starts", "ends", "digital", "programme")
"""The fields that a template fills in."""
IN_SIGHT_OF_NEW: Final = ("kind", "host", "first_day", "last_day", "month", "place")
IN_SIGHT_OF_CHOSEN: Final = ("kind", "invited", "first_day", "last_day", "place", "digital")


@dataclass(frozen=True)
class Template:
    """A meeting as it usually is."""

    kind: MeetingKind
    name: str
    days: int
    starts: time
    ends: time
    digital: bool
    programme: str
    """As one types it."""
    filled: str
    """What is said of it in the form."""
    in_sight: Sequence[str] = IN_SIGHT_OF_NEW


TEMPLATES: Final[Mapping[str, Template]] = {
    "two_days": Template(
        kind=MeetingKind.PARTNERSHIP,
        name=N_("Partnership meeting, two days"),
        days=2,
        starts=time(10),
        ends=time(15),
        digital=False,
        programme=N_(
            "10.00 Coffee and welcome – the host\n"
            "10.30 What has happened since we last met – all\n"
            "12.00 Lunch\n"
            "13.00 The theme of the meeting\n"
            "15.00 Coffee\n"
            "15.30 Experiences from the members – all\n"
            "18.30 Dinner\n"
            "Day 2\n"
            "08.30 The theme in practice\n"
            "10.00 Coffee\n"
            "10.30 The activities of the work plan – all\n"
            "12.00 Lunch\n"
            "13.00 What is happening around us\n"
            "14.30 Until we meet again"
        ),
        filled=N_(
            "Filled in: {starts} the first day to {ends} the last, and a programme with lunch and dinner. If you leave "
            "the last day empty, the meeting takes two days."
        ),
    ),
    "digital_officials": Template(
        kind=MeetingKind.OFFICIALS,
        name=N_("Officials' meeting, digital"),
        days=1,
        starts=time(9, 30),
        ends=time(11, 30),
        digital=True,
        programme=N_(
            "09.30 What has happened since we last met – all\n"
            "10.00 The theme of the next partnership meeting\n"
            "10.45 Prepare the days – the host\n"
            "11.15 What we do until we meet again"
        ),
        filled=N_("Filled in: digital, {starts}–{ends}, and a short programme."),
        in_sight=("kind", "first_day", "starts", "ends", "month", "link"),
    ),
}


def kind_in(chosen: str) -> MeetingKind | None:
    """The kind of what is chosen in the form's first menu: a template, or a kind without any."""
    if chosen in TEMPLATES:
        return TEMPLATES[chosen].kind
    return MeetingKind(chosen) if chosen in list(MeetingKind) else None


def usual_days(chosen: str) -> int:
    """How many days it usually takes."""
    return TEMPLATES[chosen].days if chosen in TEMPLATES else 1


def kind_choices(say: Say, kinds: Sequence[MeetingKind], *, is_new: bool) -> list[Choice]:
    """What the first menu offers: of a new meeting each kind, and after it its templates."""
    choices: list[Choice] = []
    for kind in kinds:
        own = [(key, say(each.name)) for key, each in TEMPLATES.items() if is_new and each.kind is kind]
        choices += [(kind.value, say(KIND_NAMES[kind])), *own]
    return choices


def in_sight_of(chosen: str, kind: MeetingKind) -> Sequence[str]:
    """The fields of a new meeting that are in sight."""
    if chosen in TEMPLATES:
        return TEMPLATES[chosen].in_sight
    return IN_SIGHT_OF_CHOSEN if kind in CHOSEN_KINDS else IN_SIGHT_OF_NEW


def filled_in_words(say: Say, chosen: str) -> Text:
    """What a template has filled in; empty without one."""
    if chosen not in TEMPLATES:
        return Text("")
    template = TEMPLATES[chosen]
    hours = {name: f"{each:%H.%M}" for name, each in (("starts", template.starts), ("ends", template.ends))}
    return say(template.filled, **hours)


def begun(chosen: str, kinds: Sequence[MeetingKind], say: Say) -> Meeting:
    """A new meeting as the form begins with it, of one of those kinds; its programme in the network's language."""
    kind = kind_in(chosen)
    meeting = Meeting(kind=kind if kind in kinds else kinds[0], digital=False, place="", link="", title="", note="")
    if chosen in TEMPLATES and kind in kinds:
        template = TEMPLATES[chosen]
        meeting.starts, meeting.ends, meeting.digital = template.starts, template.ends, template.digital
        keep(meeting, read_programme(say.plain(template.programme), template.days))
    return meeting
