"""Reads dates that are named: days, weeks, months, quarters, seasons and years, and rows of them.

Every reader takes a line and a place in it, and returns what it read with the place after it, or None. None of them
looks further than some ten tokens ahead.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bot.dates.typed.numeric_dates import four_digits, numeric_day, year_at
from bot.dates.typed.parts import Around, DatePart, NamedSpan, NotADate, resolve, resolve_range
from bot.dates.typed.words import AND, FROM, ORDINALS, QUARTERS, SEASONS, TO, WEEKS, DateTokens, months, weekdays

Read = tuple[DatePart, int] | None
_LENDABLE = ("day", "week")
_ARTICLES = ("den", "the")


def named_date(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """A named date or a row of them: "14–15 maj 2021", "v. 21", "jan–mars", "våren 2021"."""
    start = line.skip(i, FROM)
    if not _may_begin(line, start):
        return None
    single = part(line, start)
    if row := _row(line, start, single):
        first, last, end, word = row
        understood = resolve_range(first, last, around)
        if word in AND and start == i and understood.span.days != 2:  # "14 och 20 maj" are two days, not seven
            raise NotADate("", "unknown")
        return understood, end
    if single:
        return resolve(single[0], around), single[1]
    return None


def _row(line: DateTokens, i: int, read: Read) -> tuple[DatePart, DatePart, int, str] | None:
    bare = None
    if read is None and (bare := _bare_day(line, i)) is None:
        return None
    middle = read[1] if read else bare[2] if bare else i
    if (word := line.word(middle)) not in TO:
        return None
    second = part(line, middle + 1)
    if bare and second and second[0].unit == "day":
        first = replace(second[0], number=bare[0], weekday=bare[1])
        return first, second[0], second[1], word
    if read and second is None:
        second = _lent(line, middle + 1, read[0])
    if read is None or second is None or (word in AND and read[0].unit != "day"):
        return None
    return read[0], second[0], second[1], word


def _lent(line: DateTokens, i: int, first: DatePart) -> Read:
    """The bare number that ends a row, as in "May 14-15, 2021" and "v. 21-22"."""
    if first.unit not in _LENDABLE or (number := line.number(i, 53 if first.unit == "week" else 31)) is None:
        return None
    year, end = year_at(line, _after_ordinal(line, i + 1))
    return replace(first, number=number, weekday=None, year=year or first.year), end


def part(line: DateTokens, i: int) -> Read:
    """One day, week, month, quarter, season or year."""
    if not _may_begin(line, i):
        return None
    return (
        _day(line, i)
        or _week(line, i)
        or _month(line, i)
        or _quarter(line, i)
        or _season(line, i)
        or _only_year(line, i)
    )


def _may_begin(line: DateTokens, i: int) -> bool:
    """Whether a piece can begin there at all: most words of a sentence are passed by at once."""
    word = line.word(i)
    return word in _beginnings() or word[:1].isdigit()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset({*months(), *weekdays(), *SEASONS, *WEEKS, *QUARTERS, *_ARTICLES, "ar"})


def _day(line: DateTokens, i: int) -> Read:
    weekday, start = weekday_at(line, i)
    start = line.skip(start, _ARTICLES) if line.word(start) else start
    read = numeric_day(line, start) or _day_then_month(line, start) or _month_then_day(line, start)
    return (replace(read[0], weekday=weekday), read[1]) if read else None


def weekday_at(line: DateTokens, i: int) -> tuple[int | None, int]:
    weekday = weekdays().get(line.word(i))
    if weekday is None:
        return None, i
    return weekday, line.skip(line.skip(i + 1, "."), ",")


def _bare_day(line: DateTokens, i: int) -> tuple[int, int | None, int] | None:
    weekday, i = weekday_at(line, i)
    i = line.skip(i, _ARTICLES)
    day = line.number(i, 31)
    return None if day is None else (day, weekday, _after_ordinal(line, i + 1))


def _day_then_month(line: DateTokens, i: int) -> Read:
    if (day := line.number(i, 31)) is None:
        return None
    month, end = month_at(line, line.skip(_after_ordinal(line, i + 1), ("of",)))
    if month is None:
        return None
    year, end = year_at(line, end)
    return DatePart("day", day, month, year=year), end


def _month_then_day(line: DateTokens, i: int) -> Read:
    month, i = month_at(line, i)
    i = line.skip(i, ("the",))
    if month is None or (day := line.number(i, 31)) is None or line.close(i + 1, ":."):
        return None
    year, end = year_at(line, _after_ordinal(line, i + 1))
    return DatePart("day", day, month, year=year), end


def _after_ordinal(line: DateTokens, i: int) -> int:
    if line.word(i) == ":" and line.word(i + 1) in ORDINALS:
        return i + 2
    return i + 1 if line.word(i) in ORDINALS and not line.tokens[i].spaced else i


def month_at(line: DateTokens, i: int) -> tuple[int | None, int]:
    month = months().get(line.word(i))
    return (None, i) if month is None else (month, line.skip(line.skip(i + 1, "."), ("manad",)))


def _week(line: DateTokens, i: int) -> Read:
    """As in v. 21, vecka 21 2021, week 21 of 2021, 2021-W21, 2021 v 21."""
    year = four_digits(line, i) if line.word(i + 1) in WEEKS or line.word(i + 2) in WEEKS else None
    start = line.skip(i + 1, "-") if year else i
    if line.word(start) not in WEEKS:
        return None
    place = line.skip(start + 1, ".")
    if (week := line.number(place, 53)) is None:
        return None
    later, end = (year, place + 1) if year else year_at(line, place + 1)
    return DatePart("week", week, year=later), end


def _month(line: DateTokens, i: int) -> Read:
    """As in maj, maj 2021, maj månad 2021, 2021-05."""
    if line.close(i + 1, "-") and len(line.word(i + 2)) == 2 and (number := line.number(i + 2, 12)):
        year = four_digits(line, i)
        return None if year is None else (DatePart("month", number, year=year), i + 3)
    month, end = month_at(line, i)
    if month is None:
        return None
    year, end = year_at(line, end)
    return DatePart("month", month, year=year), end


def _quarter(line: DateTokens, i: int) -> Read:
    """As in Q1 2021, kvartal 1 2021."""
    if line.word(i) not in QUARTERS or (quarter := line.number(i + 1, 4)) is None:
        return None
    year, end = year_at(line, i + 2)
    return DatePart("quarter", quarter, year=year), end


def _season(line: DateTokens, i: int) -> Read:
    """As in våren, våren 2021, vt 2021, vt21."""
    if (season := SEASONS.get(line.word(i))) is None:
        return None
    year, end = year_at(line, i + 1)
    if year is None and line.word(i) in ("vt", "ht") and (short := line.number(i + 1, 99)) is not None:
        year, end = 2000 + short, i + 2
    return DatePart("season", season=season, year=year), end


def _only_year(line: DateTokens, i: int) -> Read:
    i = line.skip(i, ("ar",))
    year = four_digits(line, i)
    return None if year is None else (DatePart("year", year=year), i + 1)
