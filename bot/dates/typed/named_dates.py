"""Reads dates that are named: days, weeks, months, quarters, seasons and years, and rows of them.

Every reader takes a line and a place in it, and returns what it read with the place after it, or None. None of them
looks further than some ten tokens ahead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from bot.dates.typed.feasts import FEASTS, VARYING
from bot.dates.typed.numeric_dates import dated, four_digits, in_full, numeric_day, year_at
from bot.dates.typed.parts import AmbiguousDate, Around, DatePart, NamedSpan, NotADate, Unit, resolve, resolve_range
from bot.dates.typed.words import (
    AND,
    BETWEEN,
    COUNTED,
    ENGLISH_MONTHS,
    FROM,
    HALVES,
    OR,
    ORDINALS,
    QUARTERS,
    SEASONS,
    SPELLED_ORDINALS,
    TO,
    WEEKS,
    DateTokens,
    Phrases,
    months,
    weekdays,
)
from bot.dates.when import ONE_DAY

Read = tuple[DatePart, int] | None
_LENDABLE = ("day", "week", "quarter", "year")
_ARTICLES = ("den", "the")
_AND_OR = AND | OR
_BESIDE = _AND_OR | {"/"}
_JOINS = TO | OR
_YEAR_WORDS = frozenset({"ar", "aret", "year"})


def named_date(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """A named date or a row of them: "14–15 maj 2021", "v. 21", "jan–mars", "våren 2021"."""
    start = line.skip(i, FROM)
    if not may_begin(line, start):
        return None
    single = part(line, start)
    if row := _row(line, start, single):
        first, last, end, word = row
        understood = _ending(lambda: resolve_range(first, last, around), end)
        if word in _BESIDE and start == i:  # "14 och 20 maj" are two days, not seven
            both = resolve(replace(first, year=first.year or last.year), around), resolve(last, around)
            if word in OR or both[1].span.first - both[0].span.last > ONE_DAY:
                raise AmbiguousDate("", "several", both, end)
        return understood, end
    if single and start == i:  # "från maj" is an open row, for `ends`
        return _ending(lambda: resolve(single[0], around), single[1]), single[1]
    return None


def _ending(read: Callable[[], NamedSpan], end: int) -> NamedSpan:
    """What was read; a doubt carries where it ends."""
    try:
        return read()
    except AmbiguousDate as doubt:
        doubt.end = end
        raise


def _row(line: DateTokens, i: int, read: Read) -> tuple[DatePart, DatePart, int, str] | None:
    bare = None
    if read is None and (bare := _bare_day(line, i)) is None:
        return None
    middle = read[1] if read else bare[2] if bare else i
    if (word := line.word(middle)) not in _JOINS and not (word == "/" and _is_after(line, middle + 1, read)):
        return None
    second = part(line, middle + 1)
    if bare and second and second[0].unit == "day":
        last = replace(second[0], others=tuple(each for each in second[0].others if each.until is None))
        return replace(last, number=bare[0], weekday=bare[1]), last, second[1], word
    lent = False
    if read and read[0].unit in _YEARLY and second and second[0].unit == "year":
        second = None
    if read and second is None:
        second, lent = _lent(line, middle + 1, read[0]), True
    if read is None or second is None:
        return None
    if lent and word in _AND_OR and line.word(second[1]).isalpha():  # "v. 20 och 3 möten"
        return None
    if word in _AND_OR and read[0].unit != "day" and not lent and line.word(i - 1) not in BETWEEN:
        return None
    return replace(read[0], others=()) if lent else read[0], second[0], second[1], word


def _lent(line: DateTokens, i: int, first: DatePart) -> Read:
    """The bare number that ends a row, as in "May 14-15, 2021", "v. 21-22", "Q1-2" and "2020-21"."""
    if first.unit == "year":
        return _lent_year(line, i, first)
    if first.unit in _YEARLY and first.year and line.word(i - 1) in _AND_OR:  # "november 2021 eller 2022"
        other = four_digits(line, i)
        return None if other is None else (replace(first, year=other, others=()), i + 1)
    if first.unit not in _LENDABLE or (number := line.number(i, _MOST[first.unit])) is None:
        return None
    year, end = year_at(line, _after_ordinal(line, i + 1))
    return replace(first, number=number, weekday=None, year=year or first.year), end


_YEARLY = ("month", "quarter", "half", "season")
_MOST = {"day": 31, "week": 53, "quarter": 4}


def _lent_year(line: DateTokens, i: int, first: DatePart) -> Read:
    """As in 2020-21: years, when the last two digits are no month; as in 2020/21 when they are the year after."""
    digits = line.word(i)
    if len(digits) != 2 or not digits.isdecimal() or first.year is None or int(digits) <= first.year % 100:
        return None
    return DatePart("year", year=in_full(int(digits))), i + 1


def _is_after(line: DateTokens, i: int, read: Read) -> bool:
    """As in maj/juni, 2020/21; 2019/76 is the number of a case."""
    if read and read[0].unit in ("month", "season") and (other := part(line, i)):
        return read[0].unit == other[0].unit
    year = read[0].year if read and read[0].unit == "year" else None
    return year is not None and line.word(i) in (str(year + 1), f"{year + 1}"[2:]) and line.close(i - 1, "/")


def part(line: DateTokens, i: int) -> Read:
    """One day, week, month, quarter, half, season, feast or year."""
    if not may_begin(line, i):
        return None
    if line.word(i) in _YEAR_WORDS:
        return _only_year(line, i)
    return (
        _feast(line, i)
        or _day(line, i)
        or _week(line, i)
        or _month(line, i)
        or _quarter(line, i)
        or _ordinal_part(line, i)
        or _season(line, i)
        or _only_year(line, i)
    )


def may_begin(line: DateTokens, i: int) -> bool:
    """Whether a piece can begin there at all: most words of a sentence are passed by at once."""
    word = line.word(i)
    return word in _beginnings() or word[:1].isdigit()


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    feasts = {each.partition(" ")[0] for each in FEASTS}
    ordinals = {each.partition(" ")[0] for each in SPELLED_ORDINALS}
    return frozenset(
        {*months(), *weekdays(), *SEASONS, *WEEKS, *QUARTERS, *HALVES, *_ARTICLES, *feasts, *ordinals, *VARYING,
         *_LAST, *_YEAR_WORDS, "-", "'"}
    )  # fmt: skip


_FEASTS = Phrases({name: name for name in FEASTS if name != "jul"})
_ORDINALS = Phrases(SPELLED_ORDINALS)
_SWEDISH_BEFORE = frozenset({"i", "till", "vid", "over", "fore", "efter", "innan", "kring", "runt", "under", "om"})
_ENGLISH_BEFORE = frozenset({"in", "by", "during", "of", "since", "until", "from", "to", "for", "before", "after"})


def _feast(line: DateTokens, i: int) -> Read:
    """As in julafton, midsommar 2021; a school holiday is refused, its weeks differ. "Jul" is Christmas after Swedish
    words, July after English ones and in rows of months, else both."""
    if line.word(i) in VARYING:
        raise NotADate("", "varies")
    if line.word(i) == "jul":
        return _christmas_or_july(line, i)
    name, end = _FEASTS.at(line, i)
    if name is None:
        return None
    if both := _two_years(line, end):
        return DatePart("feast", 1, season=name, year=both[0]), both[1]
    year, end = year_at(line, end)
    return DatePart("feast", season=name, year=year), end


def _two_years(line: DateTokens, i: int) -> tuple[int, int] | None:
    """The year in which something begins that ends in the next, as in vintern 2020/21, årsskiftet 20-21."""
    first, last = line.word(i), line.word(i + 2)
    if not line.close(i + 1, "/-") or {len(first), len(last)} - {2, 4} or not (first + last).isdecimal():
        return None
    year = in_full(int(first))
    return (year, i + 3) if int(last) % 100 == (year + 1) % 100 else None


def _christmas_or_july(line: DateTokens, i: int) -> Read:
    before, after = line.word(i - 1), line.word(i + 1)
    year, end = year_at(line, line.skip(i + 1, "."))
    is_row = before in TO and (line.word(i - 2) in months() or line.number(i - 2, 9999, digits=4) is not None)
    is_row = is_row or (after in TO and line.word(i + 2) in months())
    if is_row or (before in _ENGLISH_BEFORE and before not in _SWEDISH_BEFORE):
        return None
    christmas = DatePart("feast", season="jul", year=year)
    if before in _SWEDISH_BEFORE:
        return christmas, end
    if year is None and line.number(line.skip(i + 1, "."), 31) is not None:
        return None
    july: list[DatePart] = [DatePart("month", 7, year=year)]
    if (day := line.number(line.skip(i + 1, "."), 31)) is not None:
        july.append(DatePart("day", day, 7))
    return replace(christmas, others=tuple(july)), end


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
    day, end = _ORDINALS.at(line, i)
    if day is None:
        day, end = line.number(i, 31), _after_ordinal(line, i + 1)
    if day is None:
        return None
    month, end = month_at(line, line.skip(end, ("of", "i", "-") if line.close(end, "-") else ("of", "i")))
    return None if month is None else dated(line, end, DatePart("day", day, month), 31)


def _month_then_day(line: DateTokens, i: int) -> Read:
    before = line.word(i - 1)
    if before == "," and weekdays().get(line.word(i - 2)) is not None:  # "Thursday, May 14"
        before = line.word(i - 2)
    is_english = line.word(i) in ENGLISH_MONTHS
    month, i = month_at(line, i)
    start = line.skip(i, ("the",))
    if month is None or (day := line.number(start, 31)) is None or line.close(start + 1, ":."):
        return None
    if line.word(start + 1) in COUNTED and line.tokens[start + 1].spaced:  # "i maj 14 personer"
        return None
    end = _after_ordinal(line, start + 1)
    read, last = dated(line, end, DatePart("day", day, month), 31, month_first=True)
    is_row = (
        line.word(end) in TO
        and line.word(end + 1) not in months()
        and (line.word(end) not in AND or line.number(end + 1, 31) is not None)
    )
    is_sure = end > start + 1 or start > i or len(line.word(start)) < 2 or before in _BEFORE_A_DAY or is_row
    if read.year is not None or is_sure or weekdays().get(before) is not None:
        return read, last
    as_year = DatePart("month", month, year=2000 + day, is_english=is_english)
    if before in _BEFORE_A_MONTH:
        return as_year, last
    return replace(read, others=(*read.others, as_year)), last


_BEFORE_A_DAY = frozenset({"den", "the", "on", "pa"})
_BEFORE_A_MONTH = frozenset({"i", "in", "under", "during"})


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
    if year:
        return DatePart("week", week, year=year), place + 1
    return dated(line, place + 1, DatePart("week", week), 53)


def _month(line: DateTokens, i: int) -> Read:
    """As in maj, maj 2021, maj månad 2021, 2021-05."""
    if line.close(i + 1, "-") and len(line.word(i + 2)) == 2 and (number := line.number(i + 2, 12)):
        year = four_digits(line, i)
        return None if year is None else (DatePart("month", number, year=year), i + 3)
    if line.close(i + 1, "/") and (number := line.number(i, 12)) and len(line.word(i + 2)) == 4:  # 05/2021
        year = four_digits(line, i + 2)
        return None if year is None else (DatePart("month", number, year=year), i + 3)
    month, end = month_at(line, i)
    if month is None:
        return None
    if line.close(end, "/") and len(line.word(end + 1)) in (2, 4) and (year := line.number(end + 1, 9999, digits=4)):
        return DatePart("month", month, year=in_full(year)), end + 2  # nov/21
    year, end = year_at(line, end)
    return DatePart("month", month, year=year), end


def _quarter(line: DateTokens, i: int) -> Read:
    """As in Q1 2021, kvartal 1 2021, H1 2021."""
    unit = _PARTS_OF_YEARS.get(line.word(i))
    start = line.skip(i + 1, ".")
    if unit is None or (number := line.number(start, _IN_A_YEAR[unit])) is None:
        return None
    year, end = year_at(line, line.skip(start + 1, "/") if line.close(start + 1, "/") else start + 1)
    return DatePart(unit, number, year=year), end


def _ordinal_part(line: DateTokens, i: int) -> Read:
    """As in andra kvartalet 2021, 2:a halvåret 2021, 3 kv. 2021, first half of 2021, sista kvartalet."""
    start = line.skip(i, _ARTICLES)
    number, end = _ORDINALS.at(line, start)
    if number is None and (number := line.number(start, 4)) is not None:
        end = _after_ordinal(line, start + 1)
    unit = _PARTS_OF_YEARS.get(line.word(end))
    if number is None and line.word(start) in _LAST:
        unit = _PARTS_OF_YEARS.get(line.word(end := start + 1))
        number = _IN_A_YEAR[unit] if unit else None
    if number is None or unit is None or number > _IN_A_YEAR[unit] or len(line.word(end)) < 2:
        return None
    year, end = year_at(line, line.skip(end + 1, ("year", ".")))
    return DatePart(unit, number, year=year), end


_LAST = frozenset({"sista", "last"})


_PARTS_OF_YEARS: dict[str, Unit] = {**dict.fromkeys(QUARTERS, "quarter"), **dict.fromkeys(HALVES, "half")}
_IN_A_YEAR: dict[Unit, int] = {"quarter": 4, "half": 2}


def _season(line: DateTokens, i: int) -> Read:
    """As in våren, våren 2021, vt 2021, vt21."""
    if (season := SEASONS.get(line.word(i))) is None:
        return None
    year, end = year_at(line, line.skip(i + 1, ("term", "semester")))
    is_short = line.word(i) in ("vt", "ht") or (len(line.word(i + 1)) == 2 and not line.tokens[i + 1].spaced)
    if year is None and is_short and (short := line.number(i + 1, 99)) is not None:
        year, end = in_full(short), i + 2
    return DatePart("season", season=season, year=year), end


def _only_year(line: DateTokens, i: int) -> Read:
    """As in 2021, år 2021; also first, as in 2021 i november and 2021, hösten."""
    if not line.has_figures:
        return None
    if line.word(i) in ("-", "'"):  # "möten -21"
        year, end = year_at(line, i) if line.tokens[i].spaced else (None, i)
        return None if year is None else (DatePart("year", year=year), end)
    start, i = i, line.skip(i, _YEAR_WORDS)
    year = four_digits(line, i)
    if year is None and i > start and line.word(start - 1) != "i":  # "i år 21 möten"
        year, end = year_at(line, i)
        return None if year is None else (DatePart("year", year=year), end)
    if year is None:
        return None
    inner = line.skip(line.skip(i + 1, ","), ("i", "in", "pa"))
    within = part(line, inner) if inner > i + 1 and not line.word(inner).isdecimal() else None
    if within and within[0].year is None and within[0].unit != "year":
        return replace(within[0], year=year, others=()), within[1]
    return DatePart("year", year=year), i + 1
