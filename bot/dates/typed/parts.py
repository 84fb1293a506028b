"""The pieces of a typed date – a day, a week, a month … – and the rule for which year is meant when none is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Literal

from bot.dates.typed.feasts import FEASTS
from bot.dates.typed.words import DateTokens
from bot.dates.when import FIRST_YEAR, LAST_YEAR, ONE_DAY, Kind, Seasons, Span, add_months

Towards = Literal["coming", "past", "next", "last"]
"""Which one is meant of what comes every year: the current or next to come, the current or latest begun, the next
that has not begun, the last that has ended."""
Reason = Literal["unknown", "impossible", "out_of_range", "backwards", "varies", "vague"]
Doubt = Literal["day_or_month", "weekday", "readings", "several", "rest"]
Side = Literal["", "from", "until", "after", "before"]
"""Whether the days named are meant, or an open row: from them on, up to them, what is after or before them."""
Unit = Literal["day", "week", "month", "quarter", "half", "season", "feast", "year"]

_FIRST_DAY, _LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
_MOST_QUOTED = 80
_LIKELY_AHEAD = 10
"""Years; a short number that would be a later year is no year."""
_LONGEST_WAIT = 9  # years; 29 February can be eight years away


class NotADate(ValueError):
    """What was typed is no date we can use.

    `text` is what was typed, shortened; `reason` is unknown (not understood), impossible (31 February, week 53),
    out_of_range (not 1990–2100), backwards (ends before it begins), varies (a school holiday) or vague (some weeks).
    """

    def __init__(self, text: str, reason: Reason = "unknown") -> None:
        super().__init__(f"{reason}: {text[:_MOST_QUOTED]!r}")
        self.text, self.reason = text[:_MOST_QUOTED], reason


class AmbiguousDate(ValueError):
    """What was typed can be read as several dates, or as one with something more that is not understood.

    `text` is what was typed, shortened; `doubt` is day_or_month (04/05), weekday (a weekday that the date is not),
    readings (nov 21), several (maj och november) or rest (november -2x); `offers` are what may be meant, and `end` the
    place in the line after what was read, when known.
    """

    def __init__(
        self, text: str, doubt: Doubt = "day_or_month", offers: tuple[NamedSpan, ...] = (), end: int = 0
    ) -> None:
        super().__init__(f"{doubt}: {text[:_MOST_QUOTED]!r}")
        self.text, self.doubt, self.offers, self.end = text[:_MOST_QUOTED], doubt, offers, end


@dataclass(frozen=True)
class Around:
    """What a date is read in relation to."""

    today: date
    towards: Towards = "coming"
    seasons: Seasons = field(default_factory=Seasons)


@dataclass(frozen=True)
class NamedSpan:
    """The days that were named, and how; kind `days` is any row of days that no other kind names."""

    span: Span
    kind: Kind
    side: Side = ""

    @property
    def reach(self) -> Span:
        """The days that are meant: "från maj" names May and means all from its first day on."""
        first, last = self.span.first, self.span.last
        match self.side:
            case "from":
                return Span(first, _LAST_DAY)
            case "until":
                return Span(_FIRST_DAY, last)
            case "after":
                return Span(min(last + ONE_DAY, _LAST_DAY), _LAST_DAY)
            case "before":
                return Span(_FIRST_DAY, max(first - ONE_DAY, _FIRST_DAY))
        return self.span


@dataclass(frozen=True)
class DatePart:
    """One typed piece; `number` is the day, week, month or quarter, by its unit, and 1 for a feast with both the years
    it lies in."""

    unit: Unit
    number: int = 0
    month: int = 0
    season: str = ""
    year: int | None = None
    weekday: int | None = None
    until: DatePart | None = None
    """The last of a row, of a reading that is one."""
    others: tuple[DatePart, ...] = ()
    """What else may be meant."""
    doubt: Doubt = "readings"
    """Why something else may be."""
    month_first: bool | None = None
    """In which order a day in figures is typed: 30/6 or 6/30; None where that makes no difference."""
    is_english: bool = False
    """Whether only the English write so, of whom "May 14" is a day unless 2014 is still to come."""

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
                case "half":
                    return Span.months(year, 6 * self.number - 5, 6 * self.number)
                case "feast":
                    return FEASTS[self.season](year)
                case "season":
                    return seasons.span(self.season, year)
                case "year":
                    return Span.year(year)
        except ValueError:
            return None

    @property
    def kind(self) -> Kind:
        match self.unit:
            case "quarter" | "half" | "feast":
                return "days"
            case unit:
                return unit


def resolve(part: DatePart, around: Around) -> NamedSpan:
    """The days of one piece, its year as typed or the nearest in the direction asked for. AmbiguousDate when several
    readings are possible."""
    return _only([partial(_resolved, each, around) for each in _readings(part, around)], part.doubt)


def resolve_range(first: DatePart, last: DatePart, around: Around) -> NamedSpan:
    """From the first piece to the last; a year typed at one end holds for both, or for the nearest that fits. Where
    either may be read in several ways, both are read as the same kind of thing, and days in figures in the same
    order."""
    pairs = [
        (one, other)
        for one in _readings(first, around)
        for other in _readings(last, around)
        if (one.unit == other.unit or not (first.others or last.others))
        and (None in (one.month_first, other.month_first) or one.month_first == other.month_first)
    ]
    ranges = [partial(_resolved_range, one, other, around) for one, other in pairs or [(first, last)]]
    return _only(ranges, first.doubt if first.others else last.doubt)


def _readings(part: DatePart, around: Around) -> list[DatePart]:
    """What may be meant, without the years that nobody plans for yet."""
    every = [replace(part, others=()), *part.others]
    now = around.today.year

    def is_likely(each: DatePart) -> bool:
        return each.year is None or (each.year <= now + _LIKELY_AHEAD and not (each.is_english and each.year < now))

    return [each for each in every if len(every) == 1 or is_likely(each)] or every


def _only(readings: Sequence[Callable[[], NamedSpan]], doubt: Doubt) -> NamedSpan:
    """The only reading that is a date; AmbiguousDate with all that are."""
    if len(readings) == 1:
        return readings[0]()
    spans: list[NamedSpan] = []
    for each in readings:
        with suppress(NotADate):
            if (span := each()) not in spans:
                spans.append(span)
    if not spans:
        raise NotADate("", "impossible")
    if len(spans) > 1:
        raise AmbiguousDate("", doubt, tuple(spans))
    return spans[0]


def _resolved(part: DatePart, around: Around) -> NamedSpan:
    if part.until is not None:
        return _resolved_range(replace(part, until=None), part.until, around)
    if part.unit == "feast" and part.year is not None:
        span = FEASTS[part.season](part.year)
        if span.first.year != span.last.year and not part.number:  # "nyår 2021" begins or ends it
            earlier = NamedSpan(FEASTS[part.season](part.year - 1), "days")
            raise AmbiguousDate("", "readings", (earlier, NamedSpan(span, "days")))
    span = _checked(_of(part, around), part, part)
    return NamedSpan(span, "day" if part.unit == "feast" and span.days == 1 else part.kind)


def _resolved_range(first: DatePart, last: DatePart, around: Around) -> NamedSpan:
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
            raise AmbiguousDate("", "weekday", _either(span, part.weekday))
    return in_range(span)


def _either(span: Span, weekday: int) -> tuple[NamedSpan, ...]:
    """The date as it is typed, or that weekday of its week."""
    if span.days > 1:
        return (NamedSpan(span, "days"),)
    other = span.first + (weekday - span.first.weekday()) * ONE_DAY
    return NamedSpan(span, "day"), NamedSpan(Span.day(other), "day")


def this_week(day: date) -> Span:
    monday = day - day.weekday() * ONE_DAY
    return Span(monday, monday + 6 * ONE_DAY)


MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def moved(unit: str, count: int, today: date) -> NamedSpan:
    """The whole week, month, quarter or year that many after (before when negative) the one of today."""
    if unit == "day":
        return NamedSpan(Span.day(today + count * ONE_DAY), "day")
    if unit == "week":
        return NamedSpan(this_week(today + count * 7 * ONE_DAY), "week")
    months = MONTHS_IN[unit] * count
    if not 12 < today.year * 12 + months < 9999 * 12:
        raise NotADate("", "out_of_range")
    day = add_months(today, months)
    if unit == "half":
        first = 1 if day.month <= 6 else 7
        return NamedSpan(Span.months(day.year, first, first + 5), "days")
    if unit == "quarter":
        return NamedSpan(Span.quarter(day.year, (day.month + 2) // 3), "days")
    kind: Kind = "month" if unit == "month" else "year"
    return NamedSpan(Span.month(day.year, day.month) if unit == "month" else Span.year(day.year), kind)


Reader = Callable[[DateTokens, int, Around], "tuple[NamedSpan, int] | None"]
"""Reads the date that begins at a place in a line, and tells the place after it."""


def longest(line: DateTokens, i: int, around: Around, readers: Sequence[Reader]) -> tuple[NamedSpan, int] | None:
    """What the reader that reaches furthest reads there."""
    readings = [read for reader in readers if (read := reader(line, i, around))]
    return max(readings, key=lambda read: read[1], default=None)
