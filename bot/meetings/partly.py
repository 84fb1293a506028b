"""The parts of a meeting that somebody may come to: its days, counted from 1, and its dinner. Rules only.

An answer says so many parts of so many days. It goes with a meeting that is moved; when the number of days becomes
another, it is known no longer which they are, and it is asked for again.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Self

from bot.dates.when import ONE_DAY, Span
from bot.feature.values import number_in
from bot.intents.part_said import PartSaid
from bot.meetings.rules import days_of, has_dinner, span_of
from bot.models import Answer, Meeting, Reply

DINNER: Final = "dinner"
"""How a form's box and the column call it; days are called by their number."""
MOST_DAYS_TO_TICK: Final = 9
"""Slack shows ten boxes, and one is the dinner's."""


@dataclass(frozen=True)
class Whole:
    """All there is to come to."""

    days: int
    dinner: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """Each part, as a form's box calls it."""
        return (*map(str, range(1, self.days + 1)), *([DINNER] if self.dinner else []))


@dataclass(frozen=True)
class MeetingPart:
    """What somebody comes to who does not come to all of it. `str(part)` is what the column keeps."""

    of: int
    """How many days the meeting had."""
    days: frozenset[int] = frozenset()
    dinner: bool | None = None
    """None: they were not asked."""

    def __str__(self) -> str:
        dinner = "" if self.dinner is None else f"+{DINNER}" if self.dinner else f"-{DINNER}"
        return f"{self.of}:{','.join(map(str, sorted(self.days)))}{dinner}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The part that was written so; None for all of it."""
        of, _, rest = text.partition(":")
        days = rest.removesuffix(f"+{DINNER}").removesuffix(f"-{DINNER}")
        dinner = f"+{DINNER}" in rest if DINNER in rest else None
        known = frozenset(map(number_in, days.split(","))) - {0}
        return cls(number_in(of), known, dinner) if text else None

    @property
    def is_unknown(self) -> bool:
        """Whether the meeting has another number of days than when it was said."""
        return not self.days and not self.dinner

    @property
    def parts(self) -> tuple[str, ...]:
        """Each part, as a form's box calls it."""
        return (*map(str, sorted(self.days)), *([DINNER] if self.dinner else []))


def whole_of(meeting: Meeting) -> Whole | None:
    """What of a meeting one may come to a part of; None when that is all or nothing: a day without dinner, days that
    are not set, or more than can be ticked."""
    days = days_of(meeting)
    if days is None or days > MOST_DAYS_TO_TICK:
        return None
    whole = Whole(days, has_dinner(meeting))
    return whole if len(whole.parts) > 1 else None


def part_of(meeting: Meeting, days: Collection[int], dinner: bool | None) -> MeetingPart | None:
    """The part of a meeting that is said so; None when it is all of it. Days that it does not have are left out."""
    whole = whole_of(meeting) or Whole(days_of(meeting) or 0, dinner=False)
    part = MeetingPart(
        whole.days, frozenset(days) & frozenset(range(1, whole.days + 1)), dinner if whole.dinner else None
    )
    return None if part.parts == whole.parts else part


def part_said(meeting: Meeting, said: str) -> MeetingPart | None:
    """What of a meeting somebody has answered they come to, as the column keeps it; None for all of it, and what is
    unknown when the meeting has another number of days by now."""
    part = MeetingPart.read(said)
    return part if part is None or part.of == days_of(meeting) else MeetingPart(part.of)


def part_meant(meeting: Meeting, said: PartSaid) -> tuple[frozenset[int], bool | None] | None:
    """The days of a meeting, counted from 1, and whether the dinner, that somebody says they come to; None where it has
    no such."""
    whole, count = whole_of(meeting), days_of(meeting) or 0
    if said.is_all:
        return frozenset(range(1, count + 1)), True
    days = said.days_of(span_of(meeting)) if count else frozenset()
    is_all_days = len(days) == count and not said.is_dinner_only
    if not (days or said.is_dinner_only) or (whole is None and not is_all_days):
        return None
    if said.names_dinner and not (whole is not None and whole.dinner):
        return None
    return days, said.dinner


def some_days(meeting: Meeting, part: MeetingPart | None) -> Span | None:
    """From the first to the last day that somebody comes who does not come to all of them."""
    if part is None or not part.days or len(part.days) == part.of:
        return None
    first = span_of(meeting).first - ONE_DAY
    return Span(first + min(part.days) * ONE_DAY, first + max(part.days) * ONE_DAY)


def said_in(answer: Answer | None) -> MeetingPart | None:
    """The same of an answer."""
    return part_said(answer.meeting, answer.part) if answer is not None and answer.part else None


def ticked(whole: Whole, reply: Reply | None, part: MeetingPart | None) -> tuple[str, ...]:
    """What is ticked in the form at first: what somebody has answered before."""
    if part is not None:
        return part.parts
    return whole.parts if reply is Reply.YES else ()
