"""What an annual wheel is made of, in plain words and days: no database, no drawing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.models import MeetingKind


@dataclass(frozen=True)
class Mark:
    """A meeting on the wheel's rim."""

    kind: MeetingKind
    first: date
    last: date
    has_days: bool
    when: str
    title: str
    details: str
    """Host and place."""


@dataclass(frozen=True)
class Bow:
    """A step of an activity, for the days it takes within the year."""

    first: date
    last: date
    text: str
    is_done: bool = False


@dataclass(frozen=True)
class Ring:
    """An activity: open from one day to another within the year, with its steps."""

    number: int
    title: str
    first: date
    last: date
    bows: tuple[Bow, ...] = ()
    is_report: bool = False
    is_done: bool = False


@dataclass(frozen=True)
class WheelWords:
    """What stands in the picture beside the plan's own words, in the reader's language."""

    title: str
    activities: str
    months: tuple[str, ...]
    kinds: Mapping[MeetingKind, str]
    step: str
    report: str
    preliminary: str
    nothing: str
    more_meetings: Callable[[int], str]
    more_activities: Callable[[int], str]


@dataclass(frozen=True)
class Wheel:
    """A year of a network."""

    year: int
    network: str
    words: WheelWords
    marks: tuple[Mark, ...] = ()
    rings: tuple[Ring, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the plan has nothing in that year."""
        return not self.marks and not self.rings


def angle_of(day: date) -> float:
    """Where a day begins on the wheel, in degrees clockwise from the top; every month takes a twelfth."""
    return 30 * (day.month - 1) + 30 * (day.day - 1) / monthrange(day.year, day.month)[1]


def end_of(day: date) -> float:
    """Where a day ends on the wheel, in degrees; 31 December ends at 360."""
    return 30 * (day.month - 1) + 30 * day.day / monthrange(day.year, day.month)[1]
