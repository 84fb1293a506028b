"""Reads the dates and hours that people type, in Swedish and English, and the "när" of a plan file.

The languages are read side by side, in any case, with or without å ä ö. What is not a date, or could be two, is
refused with an exception that carries the typed text; the doors say it in the reader's language. Any text whatever
is read or refused in time proportional to its length.

Without a year the current or next to come is meant (`towards="past"`: the current or latest): in October 2020
"maj" is May 2021 and "oktober" October 2020.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bot.dates.typed.ends import date_at
from bot.dates.typed.feasts import VARYING
from bot.dates.typed.hours import NotATime, parse_hours
from bot.dates.typed.named_dates import named_date
from bot.dates.typed.parts import AmbiguousDate, Around, NamedSpan, NotADate, Side, Towards, in_range, longest
from bot.dates.typed.plan_times import parse_plan_times
from bot.dates.typed.portions import portion
from bot.dates.typed.relative_dates import relative_date
from bot.dates.typed.sentences import may_stand_in_a_sentence
from bot.dates.typed.words import BEFORE_A_DATE, COUNTED, UNITS, WEEKENDS, WEEKS, DateTokens, months, tokens, weekdays
from bot.dates.when import Seasons, Span, add_months

__all__ = [
    "AmbiguousDate",
    "NamedSpan",
    "NotADate",
    "NotATime",
    "Side",
    "Towards",
    "find_date",
    "parse_date",
    "parse_hours",
    "parse_plan_times",
]

_LONGEST = 100
_LONGEST_SEARCHED = 4000  # characters; nobody puts the date of a question further away
_CLOSING = ".?!,"


def parse_date(text: str, today: date, *, towards: Towards = "coming", seasons: Seasons | None = None) -> NamedSpan:
    """Read a text that is a date and nothing else; NotADate or AmbiguousDate when it is not."""
    typed = text.strip().rstrip(_CLOSING) if len(text) <= 2 * _LONGEST else text
    if not typed or len(typed) > _LONGEST:
        raise NotADate(text)
    line = DateTokens(tokens(typed))
    try:
        read = _read_at(line, 0, Around(today, towards, seasons or Seasons()))
    except NotADate as refused:
        raise NotADate(text, refused.reason) from None
    except AmbiguousDate as refused:
        raise AmbiguousDate(text, refused.doubt, refused.offers) from None
    if read is None or line.skip(read[1], ".") != len(line):
        raise NotADate(text)
    return read[0]


def find_date(
    text: str,
    today: date,
    *,
    towards: Towards = "coming",
    seasons: Seasons | None = None,
    chosen: Sequence[NamedSpan] = (),
) -> NamedSpan | None:
    """Find the date in a sentence ("vem är värd i november?"); None when there is none.

    Words that mean something else as well ("may", "vår", "host") count only where a date is plain. When a date cannot
    be used (04/05, 31 februari), may be two (nov 21), is only half understood (november -2x) or is not the only one
    (maj eller november), that is raised, unless one of `chosen` is among what may be meant. The first 4,000 characters
    are read.
    """
    line = DateTokens(tokens(text[:_LONGEST_SEARCHED]))
    around = Around(today, towards, seasons or Seasons())
    choices, dates = list(chosen), list[tuple[NamedSpan, int, int]]()
    i = 0
    while i < len(line):
        try:
            read = _read_in_sentence(line, i, around)
        except AmbiguousDate as doubt:
            choice = next((each for each in choices if each in doubt.offers), None)
            if choice is None or not doubt.end:
                raise
            choices.remove(choice)
            read = choice, doubt.end
        if read is None:
            i += 1
            continue
        span, end = read
        dates = _with(dates, (span, i, end), today)
        i = end
    if len(dates) > 1:
        if mine := [each[0] for each in dates if each[0] in choices]:
            return mine[0]
        first, last = dates[0], dates[-1]
        raise AmbiguousDate(line.typed(first[1], last[2] - first[1]), "several", tuple(each[0] for each in dates))
    return dates[0][0] if dates else None


def _read_in_sentence(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """The date that begins there among other words, wholly understood; or the doubt about it."""
    try:
        read = _read_at(line, i, around)
    except AmbiguousDate as refused:
        if refused.end and not may_stand_in_a_sentence(line, i, refused.end):
            return None
        if refused.doubt == "several" and refused.offers[0].kind == "day":
            i, earlier = _days_before(line, i, refused.offers[0])
            refused.offers = (*earlier, *refused.offers)
        length = refused.end - i if refused.end else 5
        raise AmbiguousDate(line.typed(i, length), refused.doubt, refused.offers, refused.end) from None
    except NotADate as refused:
        if _is_a_date(refused, line, i):
            place = next((at for at in range(i, i + 6) if line.word(at) in VARYING), None)
            typed = line.typed(i, 5) if refused.reason != "varies" or place is None else line.typed(place, 1)
            raise NotADate(typed, refused.reason) from None
        return None
    if read is None:
        _refuse_week(line, i)
        return None
    if not may_stand_in_a_sentence(line, i, read[1]):
        return None
    _refuse_distance(line, i, read[1])
    _refuse_row(line, i, read)
    _refuse_rest(line, i, read, around)
    return read


def _refuse_week(line: DateTokens, i: int) -> None:
    """Refuse a week that no year has: "vecka 60", "v. 60"."""
    word, number = line.word(i), line.skip(i + 1, ".")
    if word not in WEEKS or word == "w" or not line.word(number).isdecimal():
        return
    if len(word) > 1 or number > i + 1 or line.number(number, 99, digits=2) is not None:
        raise NotADate(line.typed(i, 2), "impossible")


def _with(
    dates: list[tuple[NamedSpan, int, int]], other: tuple[NamedSpan, int, int], today: date
) -> list[tuple[NamedSpan, int, int]]:
    """The dates of a sentence with one more: of two the one inside the other, and today only where it stands alone."""
    span = other[0].reach
    if any(span.covers(each.reach) for each, _, _ in dates) or (dates and span == Span.day(today)):
        return dates
    kept = [each for each in dates if not each[0].reach.covers(span) and each[0].reach != Span.day(today)]
    return [*kept, other]


_OTHER_YEARS = frozenset(
    {"aret darpa", "aret efter", "aret innan", "aret fore", "foljande ar", "the following year", "the year after",
     "the year before"}
)  # fmt: skip
_BESIDE = frozenset({"efter", "fore", "innan", "after", "before"})
_BETWEEN_DAYS = frozenset({",", "och", "eller", "and", "or", "/", "&"})
_PARTS = frozenset(
    {"borjan", "mitten", "slutet", "inledningen", "halvan", "halften", "veckan", "veckorna", "dagarna", "helgen",
     "helgerna", "manaderna", "beginning", "start", "middle", "end", "weeks", "days", "weekend", "mid"}
)  # fmt: skip


def _refuse_distance(line: DateTokens, i: int, end: int) -> None:
    """Refuse a day counted from another, "veckan efter midsommar", and a part of a time that is no part we know."""
    back = line.word(i - 1)
    if line.phrase(end, 2) in _OTHER_YEARS or line.phrase(end, 3) in _OTHER_YEARS:
        raise NotADate(line.typed(i, end - i + 3), "vague")
    if (number := line.tokens[i - 1].number if i else None) and 31 < number < 100 and line.word(i) in months():
        raise NotADate(line.typed(i - 1, 2), "impossible")  # "den 32 maj"
    if line.word(i) in _BESIDE and (back in UNITS or back in weekdays() or back in WEEKENDS):
        raise NotADate(line.typed(i - 1, 4), "unknown")
    start = i - 1 if line.word(i - 1) in (*BEFORE_A_DATE, "-", "av", "pa") and i > 1 else i
    if start > 0 and line.word(start - 1) in _PARTS:
        raise NotADate(line.typed(start - 1, i - start + 3), "unknown")


def _refuse_row(line: DateTokens, i: int, read: tuple[NamedSpan, int]) -> None:
    """Refuse the last of several days that share a month: "14 eller 15 maj"."""
    if read[0].kind in ("day", "days"):
        start, earlier = _days_before(line, i, read[0])
        if start < i:
            raise AmbiguousDate(line.typed(start, read[1] - start), "several", (*earlier, read[0]), read[1])


def _days_before(line: DateTokens, i: int, named: NamedSpan) -> tuple[int, list[NamedSpan]]:
    """Where the days begin that stand before one and share its month: "13, 14 och 16 maj"; and those that it has."""
    days, first = list[NamedSpan](), named.span.first
    while (
        i > 1
        and line.word(i - 1) in _BETWEEN_DAYS
        and line.number(i, 31) is not None
        and (day := line.number(i - 2, 31)) is not None
        and not line.close(i - 3, "/-.:")
    ):
        i -= 2
        with suppress(ValueError):  # "31, 1 juni"
            days.insert(0, NamedSpan(Span.day(first.replace(day=day)), "day"))
    return i, days


def _refuse_rest(line: DateTokens, i: int, read: tuple[NamedSpan, int], around: Around) -> None:
    """Refuse a date with something after it that belongs to it and is not understood: "november -2x"."""
    end = read[1]
    length = _rest(line, end, is_day=read[0].kind in ("day", "days"))
    if not length:
        return
    later = replace(around, today=add_months(around.today, 12))
    again = _read_at(line, i, later)
    offers = (read[0], *([again[0]] if again and again[0] != read[0] else []))
    raise AmbiguousDate(line.typed(i, end - i + length), "rest", offers, end + length)


def _rest(line: DateTokens, end: int, *, is_day: bool) -> int:
    """How many tokens there are left over of a date."""
    after, then = line.word(end), line.word(end + 1)
    if not after:
        return 0
    spaced = line.tokens[end].spaced
    if after.isalnum() and not spaced:
        return 0 if line.typed(end, 1) in ("t", "s") else 1
    if after in _SIGNS and then[:1].isdigit() and not line.tokens[end + 1].spaced:
        return 2 + (line.word(end + 2).isalnum() and not line.tokens[end + 2].spaced)
    if not after.isdecimal():
        return 0
    glued = line.word(end + 1) and not line.tokens[end + 1].spaced
    if glued and line.word(end + 1).isalpha():
        return 2
    is_amount = then in COUNTED or (then.isalpha() and not is_day)
    return 0 if is_amount or (is_day and len(after) < 3) else 1


_SIGNS = ("-", "'")


def _is_a_date(refused: NotADate, line: DateTokens, i: int) -> bool:
    """Not so for a case number (KS 13/45), a telephone number or an amount that only looked like a date on its way."""
    if refused.reason in ("varies", "vague"):
        return True
    if refused.reason == "out_of_range":  # "maj 1821" and "14 maj 2150", but not 1821 alone
        return not line.word(i).isdecimal() or line.word(i + 1) in months()
    if refused.reason not in ("impossible", "backwards"):
        return False
    return line.word(i + 1) != "/" and len(line.word(i)) < 8


def _read_at(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """The date that begins there, and the place after it; NotADate or AmbiguousDate, without text, when it is of no
    use."""
    read = date_at(line, i, around, _any_date)
    if read:
        in_range(read[0].span)
    return read


def _any_date(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """What is read there as a date, a part of one or one counted from today, whichever reaches further."""
    return longest(line, i, around, (_whole, lambda line, i, around: portion(line, i, around, _whole)))


def _whole(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    return longest(line, i, around, (named_date, relative_date))
