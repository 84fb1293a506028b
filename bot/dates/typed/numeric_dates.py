"""Reads dates in figures: 2021-05-14, 20210514, 14/5 2021, 14.5.2021; 04/05 is refused, it could be two days."""

from __future__ import annotations

from bot.dates.typed.parts import AmbiguousDate, DatePart, NotADate
from bot.dates.typed.words import DateTokens
from bot.dates.when import FIRST_YEAR, LAST_YEAR

Read = tuple[DatePart, int] | None


def numeric_day(line: DateTokens, i: int) -> Read:
    if line.number(i, 99999999, digits=8) is None:
        return None
    return _compact(line, i) or _year_first(line, i) or _day_first(line, i) or _slashed(line, i)


def _compact(line: DateTokens, i: int) -> Read:
    """As in 20210514."""
    digits = line.word(i)
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
    """As in 14.5.2021, 14.5.21, 14/5/2021, 14-05-2021; only with full stops is the order sure, so that a short year
    is taken there alone (20-05-14 may be read from either end)."""
    sign, year = line.word(i + 1), line.number(i + 4, 9999, digits=4)
    if not line.close(i + 1, "-/.") or not line.close(i + 3, sign) or year is None:
        return None
    one, other = line.number(i, 99), line.number(i + 2, 99)
    if one is None or other is None or len(line.word(i + 4)) not in ((2, 4) if sign == "." else (4,)):
        return None
    day, month = (one, other) if sign == "." else _which_is_day(one, other)
    return _numeric(day, month, 2000 + year if year < 100 else year), i + 5


def _slashed(line: DateTokens, i: int) -> Read:
    """As in 14/5, 14/5 2021; 04/05 is refused."""
    one, other = line.number(i, 99), line.number(i + 2, 99)
    if not line.close(i + 1, "/") or one is None or other is None or line.close(i + 3, "/"):
        return None
    day, month = _which_is_day(one, other)
    year, end = year_at(line, i + 3)
    return _numeric(day, month, year), end


def _which_is_day(one: int, other: int) -> tuple[int, int]:
    if one <= 12 and other <= 12 and one != other:
        raise AmbiguousDate("", "day_or_month")
    return (other, one) if other > 12 >= one else (one, other)


def _numeric(day: int, month: int, year: int | None) -> DatePart:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        raise NotADate("", "impossible")
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADate("", "out_of_range")
    return DatePart("day", day, month, year=year)


def year_at(line: DateTokens, i: int) -> tuple[int | None, int]:
    start = line.skip(line.skip(i, ","), ("ar", "of"))
    year = four_digits(line, start)
    return (None, i) if year is None else (year, start + 1)


def four_digits(line: DateTokens, i: int) -> int | None:
    if len(line.word(i)) != 4 or (number := line.number(i, 9999, digits=4)) is None:
        return None
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise NotADate("", "out_of_range")
    return number
