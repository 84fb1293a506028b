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
from bot.dates.typed.unread import (
    is_a_date,
    refuse_beside,
    refuse_decade,
    refuse_glued,
    refuse_pair,
    refuse_spaced,
    refuse_week,
    vague_at,
)
from bot.dates.typed.words import COUNTED, PARTS_OF_A_DAY, DateTokens, tokens
from bot.dates.when import Seasons, Span, add_months

__all__ = [
    "AmbiguousDate",
    "NamedSpan",
    "NotADate",
    "NotATime",
    "Side",
    "Towards",
    "find_date",
    "is_counted_from_today",
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


def is_counted_from_today(text: str, today: date) -> bool:
    """Whether a text that is a date is another one when it is read another day, as "igår" and "förra veckan" are."""
    line, around = DateTokens(tokens(text)), Around(today)
    return any(relative_date(line, at, around) for at in range(len(line)))


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
    choices, dates, unread = list(chosen), list[tuple[NamedSpan, int, int]](), None
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
            unread = unread or vague_at(line, i)
            i += 1
            continue
        span, end = read
        if dates and dates[-1][2] == i and not any(each.word in _BETWEEN_DAYS for each in line.tokens[i:end]):
            _refuse_beside_another(line, dates[-1], (span, i, end))
        dates = _with(dates, (span, i, end), today)
        i = end
    if len(dates) > 1:
        if mine := [each[0] for each in dates if each[0] in choices]:
            return mine[0]
        first, last = dates[0], dates[-1]
        raise AmbiguousDate(line.typed(first[1], last[2] - first[1]), "several", tuple(each[0] for each in dates))
    if not dates and unread:
        raise unread
    return dates[0][0] if dates else None


def _refuse_beside_another(
    line: DateTokens, first: tuple[NamedSpan, int, int], second: tuple[NamedSpan, int, int]
) -> None:
    """Refuse a date that goes on where another ends, of which neither is within the other: "måndag om en vecka"."""
    one, other = first[0].reach, second[0].reach
    if not one.covers(other) and not other.covers(one):
        raise NotADate(line.typed(first[1], second[2] - first[1]), "unknown")


def _read_in_sentence(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """The date that begins there among other words, wholly understood; or the doubt about it."""
    refuse_decade(line, i)
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
        if is_a_date(refused, line, i):
            place = next((at for at in range(i, i + 6) if line.word(at) in VARYING), None)
            typed = line.typed(i, 5) if refused.reason != "varies" or place is None else line.typed(place, 1)
            raise NotADate(typed, refused.reason) from None
        return None
    if read is None:
        refuse_week(line, i)
        refuse_pair(line, i)
        refuse_spaced(line, i)
        return None
    refuse_glued(line, i, read[1])
    if not may_stand_in_a_sentence(line, i, read[1]):
        refuse_pair(line, i)
        return None
    refuse_beside(line, i, read)
    _refuse_row(line, i, read)
    _refuse_rest(line, i, read, around)
    return read


def _with(
    dates: list[tuple[NamedSpan, int, int]], other: tuple[NamedSpan, int, int], today: date
) -> list[tuple[NamedSpan, int, int]]:
    """The dates of a sentence with one more: of two the one inside the other, and today only where it stands alone."""
    span = other[0].reach
    if any(span.covers(each.reach) for each, _, _ in dates) or (dates and span == Span.day(today)):
        return dates
    kept = [each for each in dates if not each[0].reach.covers(span) and each[0].reach != Span.day(today)]
    return [*kept, other]


_BETWEEN_DAYS = frozenset({",", "och", "eller", "and", "or", "/", "&"})


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


def _read_at(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """The date that begins there, and the place after it; NotADate or AmbiguousDate, without text, when it is of no
    use."""
    read = date_at(line, i, around, _any_date)
    if read:
        in_range(read[0].span)
    return read


def _any_date(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """What is read there as a date, a part of one or one counted from today, whichever reaches further."""
    read = longest(line, i, around, (_whole, lambda line, i, around: portion(line, i, around, _whole)))
    return (read[0], PARTS_OF_A_DAY.at(line, read[1])[1]) if read and read[0].kind == "day" else read


def _whole(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    return longest(line, i, around, (named_date, relative_date))
