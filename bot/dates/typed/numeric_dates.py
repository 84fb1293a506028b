"""Reads dates in figures: 2021-05-14, 20210514, 14/5 2021, 14.5.2021, 14/5-21, 21-05-14, 04/05."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from bot.dates.typed.parts import DatePart, NotADate
from bot.dates.typed.words import COUNTED, WEEKS, DateTokens, months
from bot.dates.when import FIRST_YEAR, LAST_YEAR

Read = tuple[DatePart, int] | None


def numeric_day(line: DateTokens, i: int) -> Read:
    if line.number(i, 99999999, digits=8) is None:
        return None
    return _compact(line, i) or _year_first(line, i) or _day_first(line, i) or _slashed(line, i) or _dotted(line, i)


def _compact(line: DateTokens, i: int) -> Read:
    """As in 20210514, 210514."""
    digits = line.word(i)
    if len(digits) == 6:
        return _short_years(int(digits[:2]), int(digits[2:4]), int(digits[4:])), i + 1
    if len(digits) != 8:
        return None
    return _numeric(int(digits[6:]), int(digits[4:6]), int(digits[:4])), i + 1


def _year_first(line: DateTokens, i: int) -> Read:
    """As in 2021-05-14, 2021/5/14."""
    if len(line.word(i)) != 4 or not line.close(i + 1, "-/.") or line.word(i + 3) != line.word(i + 1):
        return None
    month, day, year = line.number(i + 2, 99), line.number(i + 4, 99), line.number(i, 9999, digits=4)
    if month is None or day is None or year is None or not line.close(i + 3, "-/."):
        return None
    return _numeric(day, month, year), i + 5


def _day_first(line: DateTokens, i: int) -> Read:
    """As in 14.5.2021, 14.5.21, 14/5/2021, 14/5/21, 14-05-2021; 20-05-14 may be read from either end."""
    sign, year = line.word(i + 1), line.number(i + 4, 9999, digits=4)
    if not line.close(i + 1, "-/.") or not line.close(i + 3, sign) or year is None:
        return None
    one, other = line.number(i, 99), line.number(i + 2, 99)
    if one is None or other is None or len(line.word(i + 4)) not in (2, 4):
        return None
    if sign == "-" and len(line.word(i + 4)) == 2:
        return (_short_years(one, other, year), i + 5) if len(line.word(i)) == 2 else None
    full = in_full(year)
    return (_numeric(one, other, full) if sign == "." else _either_way(one, other, full)), i + 5


def _short_years(one: int, month: int, other: int) -> DatePart:
    """A day that begins with its year, as in 21-05-14, or that may end with it."""
    readings: list[DatePart] = []
    for day, year in ((other, one), (one, other)):
        with suppress(NotADate):
            readings.append(_numeric(day, month, in_full(year)))
    if not readings:
        raise NotADate("", "impossible")
    return replace(readings[0], others=tuple(readings[1:]))


def _slashed(line: DateTokens, i: int) -> Read:
    """As in 14/5, 14/5 2021; 04/05 may be either."""
    one, other = line.number(i, 99), line.number(i + 2, 99)
    if not line.close(i + 1, "/") or one is None or other is None or line.close(i + 3, "/"):
        return None
    part, end = dated(line, i + 3, _either_way(one, other, None), 31)
    return replace(part, others=tuple(replace(each, year=each.year or part.year) for each in part.others)), end


def _dotted(line: DateTokens, i: int) -> Read:
    """As in 14.5, 30.6.: a day before its month, where it cannot be an hour (13.30) or an amount (1.5 hours)."""
    day, month, end = line.number(i, 31), line.number(i + 2, 12), line.skip(i + 3, ".")
    after = line.word(end)
    is_hour = len(line.word(i + 2)) > 1 and int(line.word(i) or 0) < 24
    if day is None or month is None or not line.close(i + 1, ".") or is_hour or after.isalnum() or after in _AMOUNTS:
        return None
    return DatePart("day", day, month), end


_AMOUNTS = frozenset({"%", "/", ":", "."})


def _either_way(one: int, other: int, year: int | None) -> DatePart:
    """The day and the month, in the order they can stand in; in doubt when that is either."""
    if other > 12 >= one:
        return replace(_numeric(other, one, year), month_first=True)
    part = _numeric(one, other, year)
    if one == other:
        return part
    part = replace(part, month_first=False)
    if one > 12:
        return part
    return replace(part, others=(replace(part, number=other, month=one, month_first=True),), doubt="day_or_month")


def _numeric(day: int, month: int, year: int | None) -> DatePart:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        raise NotADate("", "impossible")
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate("", "out_of_range")
    return DatePart("day", day, month, year=year)


def year_at(line: DateTokens, i: int) -> tuple[int | None, int]:
    """As in 2021, ’21, -21, 21, and the place after it; what may end a row is left to `dated`."""
    start = line.skip(line.skip(i, ","), ("ar", "of", "in"))
    if (year := four_digits(line, start)) is not None:
        return year, start + 1
    if line.word(i) == "-" and line.word(i + 1) and not line.tokens[i + 1].spaced:
        year = four_digits(line, i + 1) if line.tokens[i].spaced else None  # "maj -2021"
        return (year, i + 2) if year is not None else _short(line, i + 1, i)
    if line.word(start) == "'" and line.word(start + 1) and not line.tokens[start + 1].spaced:
        return _short(line, start + 1, i)
    return _short(line, i, i) if line.word(i) and line.tokens[i].spaced else (None, i)


def dated(line: DateTokens, i: int, part: DatePart, most: int, *, month_first: bool = False) -> tuple[DatePart, int]:
    """The piece with the year that stands there, if any. In "14/5-15", "May 14 -21" and "v 21 -22" the last number may
    also end a row of days or weeks: `most` is the highest that can."""
    year, end = year_at(line, i)
    if year is None or line.word(i) != "-":
        return replace(part, year=year), end
    last = year % 100
    is_tight = not line.tokens[i].spaced
    may_be_row = part.number < last <= most and end == i + 2 and not line.word(i + 1).startswith("0")
    if is_tight and may_be_row and (month_first or part.unit == "week"):
        return part, i  # "May 14-15", "v. 20-22"
    this = replace(part, year=year)
    wraps = part.unit == "week" and is_tight and last < part.number
    if wraps or (may_be_row and last - part.number <= _LONGEST_MEANT):
        row = replace(part, others=(), until=replace(part, others=(), number=last or 53))
        return replace(this, others=(*this.others, row)), end
    return this, end


_LONGEST_MEANT = 6
"""Days or weeks of a row that somebody may mean by "14/5-20"."""


def _short(line: DateTokens, i: int, back: int) -> tuple[int | None, int]:
    """A year of two digits, where no hour, amount or date goes on from it; else None and `back`."""
    word = line.word(i)
    if len(word) != 2 or not word.isdecimal() or not word.isascii() or not _ends(line, i + 1):
        return None, back
    return in_full(int(word)), i + 1


def _ends(line: DateTokens, i: int) -> bool:
    after = line.word(i)
    if not after:
        return True
    if line.tokens[i].spaced:
        tight = line.word(i + 1) if after in "-'" and i + 1 < len(line) and not line.tokens[i + 1].spaced else after
        if tight.isdecimal() and (tight != after or len(after) == 4):  # "Jul 10 2000", "Jul 10 -21"
            return False
        if len(after) == 2 and after.isdecimal() and line.word(i + 2) not in (":", "."):  # "Jul 10 21"
            return False
        return after not in COUNTED and after not in months() and after not in WEEKS
    if after == "," and len(line.word(i + 1)) == 4 and line.word(i + 1).isdecimal():  # "Jul 10, 2000"
        return False
    if after == "-" and line.close(i, "-") and line.word(i + 1).isdecimal():  # "14 maj 21-15 juni 21", not "Jul 10-00"
        return line.word(i + 2) in months()
    return not after.isalnum() and not (after in ":./'" and line.word(i + 1)[:1].isdigit() and line.close(i, ":./'"))


def in_full(year: int) -> int:
    """A year of which perhaps only the last two digits are typed."""
    return year if year >= 100 else 2000 + year if year < FIRST_YEAR % 100 else 1900 + year


def four_digits(line: DateTokens, i: int) -> int | None:
    if len(line.word(i)) != 4 or (number := line.number(i, 9999, digits=4)) is None:
        return None
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise NotADate("", "out_of_range")
    return number
