"""The pieces of a typed date – a day, a week, a month … – and the rule for which year is meant when none is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.dates.when import FIRST_YEAR, LAST_YEAR, ONE_DAY, Kind, Seasons, Span

Towards = Literal["coming", "past", "next", "last"]
"""Which one is meant of what comes every year: the current or next to come, the current or latest begun, the next
that has not begun, the last that has ended."""
Reason = Literal["unknown", "impossible", "out_of_range", "backwards"]
Doubt = Literal["day_or_month", "weekday"]
Unit = Literal["day", "week", "month", "quarter", "season", "year"]

_MOST_QUOTED = 80
_LONGEST_WAIT = 9  # years; 29 February can be eight years away


class NotADate(ValueError):
    """What was typed is no date we can use.

    `text` is what was typed, shortened; `reason` is unknown (not understood), impossible (31 February, week 53),
    out_of_range (not 1990–2100) or backwards (ends before it begins).
    """

    def __init__(self, text: str, reason: Reason = "unknown") -> None:
        super().__init__(f"{reason}: {text[:_MOST_QUOTED]!r}")
        self.text, self.reason = text[:_MOST_QUOTED], reason


class AmbiguousDate(ValueError):
    """What was typed can be read as two dates.

    `text` is what was typed, shortened; `doubt` is day_or_month (04/05) or weekday (a weekday that the date is not).
    """

    def __init__(self, text: str, doubt: Doubt = "day_or_month") -> None:
        super().__init__(f"{doubt}: {text[:_MOST_QUOTED]!r}")
        self.text, self.doubt = text[:_MOST_QUOTED], doubt


@dataclass(frozen=True)
class Around:
    """What a date is read in relation to."""

    today: date
    towards: Towards = "coming"
    seasons: Seasons = field(default_factory=Seasons)


@dataclass(frozen=True)
class NamedSpan:
    """The days that were meant, and how they were named; kind `days` is any row of days that no other kind names."""

    span: Span
    kind: Kind


@dataclass(frozen=True)
class DatePart:
    """One typed piece; `number` is the day, week, month or quarter, by its unit."""

    unit: Unit
    number: int = 0
    month: int = 0
    season: str = ""
    year: int | None = None
    weekday: int | None = None

    def span(self, year: int, seasons: Seasons) -> Span | None:
        """Its days in that year; None when that year has no such day or week."""
        try:
            match self.unit:
                case "day":
                    return Span.day(date(year, self.month, self.number))
                case "week":
                    return Span.week(year, self.number)
                case "month":
                    return Span.month(year, self.number)
                case "quarter":
                    return Span.quarter(year, self.number)
                case "season":
                    return seasons.span(self.season, year)
                case "year":
                    return Span.year(year)
        except ValueError:
            return None

    @property
    def kind(self) -> Kind:
        return "days" if self.unit == "quarter" else self.unit


def resolve(part: DatePart, around: Around) -> NamedSpan:
    """The days of one piece, its year as typed or the nearest in the direction asked for."""
    return NamedSpan(_checked(_of(part, around), part, part), part.kind)


def resolve_range(first: DatePart, last: DatePart, around: Around) -> NamedSpan:
    """From the first piece to the last; a year typed at one end holds for both, or for the nearest that fits."""
    span = _checked(_between(first, last, around), first, last)
    if first.unit == "year":
        return NamedSpan(span, "days" if span.first.year != span.last.year else "year")
    return NamedSpan(span, "days" if span.first != span.last else "day")


def nearest(of_year: Callable[[int], Span | None], around: Around) -> Span:
    """The one that is meant among what comes every year; NotADate when it never comes."""
    today = around.today
    later = around.towards in ("coming", "next")
    wanted: Callable[[Span], bool] = {
        "coming": lambda span: span.last >= today,
        "past": lambda span: span.first <= today,
        "next": lambda span: span.first > today,
        "last": lambda span: span.last < today,
    }[around.towards]
    for away in range(-1, _LONGEST_WAIT):
        span = of_year(today.year + away if later else today.year - away)
        if span and wanted(span):
            return span
    raise NotADate("", "impossible")


def in_range(span: Span) -> Span:
    if span.first.year < FIRST_YEAR or span.last.year > LAST_YEAR:
        raise NotADate("", "out_of_range")
    return span


def _of(part: DatePart, around: Around) -> Span:
    if part.year is None:
        return nearest(lambda year: part.span(year, around.seasons), around)
    return _existing(part.span(part.year, around.seasons))


def _between(first: DatePart, last: DatePart, around: Around) -> Span:
    if first.year is None and last.year is None:
        return nearest(lambda year: _joined(first, last, year, around.seasons), around)
    if last.year is None and first.year is not None:
        return _existing(_joined(first, last, first.year, around.seasons))
    assert last.year is not None
    end = _existing(last.span(last.year, around.seasons)).last
    start = _existing(first.span(last.year if first.year is None else first.year, around.seasons)).first
    if first.year is None and start > end and not _in_one_month(first, last):
        start = _existing(first.span(last.year - 1, around.seasons)).first
    return _forward(start, end)


def _joined(first: DatePart, last: DatePart, year: int, seasons: Seasons) -> Span | None:
    start, end = first.span(year, seasons), last.span(year, seasons)
    if start and end and end.last < start.first:
        if _in_one_month(first, last):
            raise NotADate("", "backwards")
        end = last.span(year + 1, seasons)
    return Span(start.first, end.last) if start and end else None


def _in_one_month(first: DatePart, last: DatePart) -> bool:
    return first.unit == last.unit == "day" and first.month == last.month


def _forward(start: date, end: date) -> Span:
    if end < start:
        raise NotADate("", "backwards")
    return Span(start, end)


def _existing(span: Span | None) -> Span:
    if span is None:
        raise NotADate("", "impossible")
    return span


def _checked(span: Span, first: DatePart, last: DatePart) -> Span:
    for part, day in ((first, span.first), (last, span.last)):
        if part.weekday is not None and part.weekday != day.weekday():
            raise AmbiguousDate("", "weekday")
    return in_range(span)


def this_week(day: date) -> Span:
    monday = day - day.weekday() * ONE_DAY
    return Span(monday, monday + 6 * ONE_DAY)
