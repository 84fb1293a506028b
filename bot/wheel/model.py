"""What an annual wheel is made of, in plain words and days, and the same in words: no database, no drawing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.dates.in_words import span
from bot.dates.when import Span
from bot.models import MeetingKind

LONGEST_ALT: Final = 1000


@dataclass(frozen=True)
class MeetingMark:
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
    marks: tuple[MeetingMark, ...] = ()
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


# the same in words


def in_words(wheel: Wheel, language: str) -> str:
    """What the picture shows, for those who do not see it; as long as Slack takes."""
    parts = [f"{wheel.words.title}, {wheel.network}."]
    parts += [f"{meeting_line(each)}." for each in wheel.marks] or [wheel.words.nothing]
    parts += [f"{each.number} {each.title}{_bows_in_words(each.bows, language)}." for each in wheel.rings]
    text = " ".join(parts)
    return text if len(text) <= LONGEST_ALT else text[: LONGEST_ALT - 1] + "…"


def meeting_line(mark: MeetingMark) -> str:
    """A meeting on one line."""
    return ", ".join(each for each in (f"{mark.when}: {mark.title}", mark.details) if each)


def bow_line(bow: Bow, language: str) -> str:
    """A step on one line, with its time."""
    return f"{span(Span(bow.first, bow.last), language)}: {'✓ ' if bow.is_done else ''}{bow.text}"


def _bows_in_words(bows: Iterable[Bow], language: str) -> str:
    text = "; ".join(bow_line(each, language) for each in bows)
    return f" ({text})" if text else ""
