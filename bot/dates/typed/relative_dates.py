"""Reads dates counted from today: "i morgon", "nästa torsdag", "om två veckor", "i våras", "last month"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.dates.typed.named_dates import part, weekday_at
from bot.dates.typed.parts import Around, DatePart, NamedSpan, NotADate, Towards, nearest, resolve, this_week
from bot.dates.typed.words import NUMBERS, PAST_SEASONS, UNITS, WEEKS, DateTokens, Phrases, past_weekdays
from bot.dates.when import ONE_DAY, Kind, Span, add_months

Read = tuple[NamedSpan, int] | None

_DAYS = Phrases({
    "idag": 0, "i dag": 0, "today": 0, "ikvall": 0, "i kvall": 0, "tonight": 0,
    "imorgon": 1, "i morgon": 1, "tomorrow": 1,
    "overmorgon": 2, "iovermorgon": 2, "i overmorgon": 2, "day after tomorrow": 2, "the day after tomorrow": 2,
    "igar": -1, "i gar": -1, "yesterday": -1,
    "forrgar": -2, "i forrgar": -2, "day before yesterday": -2, "the day before yesterday": -2,
})  # fmt: skip
_PERIODS = Phrases({
    "i ar": ("year", 0), "arets": ("year", 0), "i fjol": ("year", -1), "i veckan": ("week", 0), "veckans": ("week", 0),
    "manadens": ("month", 0),
})  # fmt: skip
_YEARS = Phrases({
    "i ar": 0, "this year": 0, "of this year": 0, "nasta ar": 1, "next year": 1, "of next year": 1, "i fjol": -1,
    "forra aret": -1, "last year": -1, "of last year": -1, "foregaende ar": -1, "nasta ars": 1, "forra arets": -1,
    "arets": 0,
})  # fmt: skip
_MODIFIERS = Phrases({
    "nasta": 1, "kommande": 1, "next": 1, "forra": -1, "foregaende": -1, "last": -1, "previous": -1,
    "denna": 0, "detta": 0, "den har": 0, "det har": 0, "this": 0, "innevarande": 0,
})  # fmt: skip
_TOWARDS: dict[int, Towards] = {1: "next", 0: "coming", -1: "last"}


def relative_date(line: DateTokens, i: int, around: Around) -> Read:
    return (
        _in_a_year(line, i, around)
        or _phrase(line, i, around.today)
        or _counted(line, i, around.today)
        or _modified(line, i, around)
        or _weekday(line, i, around)
        or _bygone(line, i, around)
    )


def _phrase(line: DateTokens, i: int, today: date) -> Read:
    days, end = _DAYS.at(line, i)
    if days is not None:
        return _day(today + days * ONE_DAY), end
    period, end = _PERIODS.at(line, i)
    return (moved(*period, today), end) if period else None


def _in_a_year(line: DateTokens, i: int, around: Around) -> Read:
    """As in "maj nästa år", "next year in May", "november i år"."""
    away, start = _YEARS.at(line, i)
    read = part(line, line.skip(start, ("i", "in", "pa")))
    if read is None or read[0].year is not None or read[0].unit == "year":
        return None
    end = read[1]
    if away is None:
        away, end = _YEARS.at(line, end)
    if away is None:
        return None
    return resolve(replace(read[0], year=around.today.year + away), around), end


def _counted(line: DateTokens, i: int, today: date) -> Read:
    """As in "om två veckor", "in 3 days", "för 3 dagar sedan", "two weeks ago"."""
    opening = line.word(i) if line.word(i) in ("om", "in", "for") else ""
    start = i + 1 if opening else i
    count = NUMBERS.get(line.word(start)) or line.number(start, 9999, digits=4)
    unit = UNITS.get(line.word(start + 1))
    if count is None or unit is None:
        return None
    if opening in ("om", "in"):
        return _away(unit, count, today), start + 2
    if line.word(start + 2) in ("sedan", "sen", "ago"):
        return _away(unit, -count, today), start + 3
    if line.phrase(start + 2, 2) == "from now":
        return _away(unit, count, today), start + 4
    return None


def _away(unit: str, count: int, today: date) -> NamedSpan:
    """Days and weeks are counted to the very day; so many months, quarters or years away is the whole of it."""
    if unit in ("day", "week"):
        return _day(today + timedelta(days=count * (7 if unit == "week" else 1)))
    return moved(unit, count, today)


def moved(unit: str, count: int, today: date) -> NamedSpan:
    """The whole week, month, quarter or year that many after (before when negative) the one of today."""
    if unit == "day":
        return _day(today + count * ONE_DAY)
    if unit == "week":
        return NamedSpan(this_week(today + count * 7 * ONE_DAY), "week")
    months = {"month": 1, "quarter": 3, "year": 12}[unit] * count
    if not 12 < today.year * 12 + months < 9999 * 12:
        raise NotADate("", "out_of_range")
    day = add_months(today, months)
    if unit == "quarter":
        return NamedSpan(Span.quarter(day.year, (day.month + 2) // 3), "days")
    kind: Kind = "month" if unit == "month" else "year"
    return NamedSpan(Span.month(day.year, day.month) if unit == "month" else Span.year(day.year), kind)


def _modified(line: DateTokens, i: int, around: Around) -> Read:
    """As in "nästa vecka", "förra våren", "this Thursday": nästa torsdag is the one in next week."""
    modifier, start = _MODIFIERS.at(line, i)
    if modifier is None:
        return None
    if unit := UNITS.get(line.word(start)):
        return moved(unit, modifier, around.today), start + 1
    weekday, end = weekday_at(line, start)
    if weekday is not None:
        return _day(_modified_weekday(weekday, modifier, around.today)), end
    read = part(line, start)
    if read is None or read[0].year is not None:
        return None
    return resolve(read[0], replace(around, towards=_TOWARDS[modifier])), read[1]


def _modified_weekday(weekday: int, modifier: int, today: date) -> date:
    if modifier < 0:
        return _weekday_before(weekday, today)
    return this_week(today).first + (weekday + 7 * modifier) * ONE_DAY


def _weekday_before(weekday: int, today: date) -> date:
    return today - ((today.weekday() - weekday - 1) % 7 + 1) * ONE_DAY


def _weekday(line: DateTokens, i: int, around: Around) -> Read:
    """As in "torsdag" (the next after today), "torsdag nästa vecka", "torsdag vecka 21"."""
    weekday, end = weekday_at(line, i)
    if weekday is None:
        return None
    week = _week(line, line.skip(end, ("i", "in", "of")), around)
    if week:
        return _day(week[0].span.first + weekday * ONE_DAY), week[1]
    if around.towards in ("past", "last"):
        return _day(_weekday_before(weekday, around.today)), end
    return _day(around.today + ((weekday - around.today.weekday() - 1) % 7 + 1) * ONE_DAY), end


def _week(line: DateTokens, i: int, around: Around) -> Read:
    modifier, start = _MODIFIERS.at(line, i)
    if modifier is not None and UNITS.get(line.word(start)) == "week":
        return moved("week", modifier, around.today), start + 1
    if line.word(i) in WEEKS and (read := part(line, i)):
        return resolve(read[0], around), read[1]
    return None


def _bygone(line: DateTokens, i: int, around: Around) -> Read:
    """As in "i torsdags", "i våras"."""
    if line.word(i) != "i":
        return None
    word = line.word(i + 1)
    if (weekday := past_weekdays().get(word)) is not None:
        return _day(_weekday_before(weekday, around.today)), i + 2
    if season := PAST_SEASONS.get(word):
        bygone = DatePart("season", season=season)
        span = nearest(lambda year: bygone.span(year, around.seasons), replace(around, towards="last"))
        return NamedSpan(span, "season"), i + 2
    return None


def _day(day: date) -> NamedSpan:
    return NamedSpan(Span.day(day), "day")
