"""Reads the dates and hours that people type, in Swedish and English, and the "när" of a plan file.

The languages are read side by side, in any case, with or without å ä ö. What is not a date, or could be two, is
refused with an exception that carries the typed text; the doors say it in the reader's language. Any text whatever
is read or refused in time proportional to its length.

Without a year the current or next to come is meant (`towards="past"`: the current or latest): in October 2020
"maj" is May 2021 and "oktober" October 2020.
"""

from __future__ import annotations

from datetime import date

from bot.dates.typed.hours import NotATime, parse_hours
from bot.dates.typed.named_dates import named_date
from bot.dates.typed.parts import AmbiguousDate, Around, NamedSpan, NotADate, Towards, in_range
from bot.dates.typed.plan_times import parse_plan_times
from bot.dates.typed.relative_dates import relative_date
from bot.dates.typed.sentences import may_stand_in_a_sentence
from bot.dates.typed.words import BEFORE_A_DATE, DateTokens, tokens
from bot.dates.when import Seasons

__all__ = [
    "AmbiguousDate",
    "NamedSpan",
    "NotADate",
    "NotATime",
    "find_date",
    "parse_date",
    "parse_hours",
    "parse_plan_times",
]

_LONGEST = 100
_LONGEST_SEARCHED = 4000  # characters; nobody puts the date of a question further away
_CLOSING = ".?!,"
_MOST_WORDS_BEFORE = 2  # "nu på torsdag"


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
        raise AmbiguousDate(text, refused.doubt) from None
    if read is None or line.skip(read[1], ".") != len(line):
        raise NotADate(text)
    return read[0]


def find_date(
    text: str, today: date, *, towards: Towards = "coming", seasons: Seasons | None = None
) -> NamedSpan | None:
    """Find the first date in a sentence ("vem är värd i november?"); None when there is none.

    Words that mean something else as well ("may", "vår", "host") count only where a date is plain. When the first
    date cannot be used (04/05, 31 februari), that is raised as by `parse_date`. The first 4,000 characters are read.
    """
    line = DateTokens(tokens(text[:_LONGEST_SEARCHED]))
    around = Around(today, towards, seasons or Seasons())
    for i in range(len(line)):
        try:
            read = _read_at(line, i, around)
        except AmbiguousDate as refused:
            raise AmbiguousDate(line.typed(i, 5), refused.doubt) from None
        except NotADate as refused:
            if _is_a_date(refused, line, i):
                raise NotADate(line.typed(i, 5), refused.reason) from None
            continue
        if read and may_stand_in_a_sentence(line, i, read[1]):
            return read[0]
    return None


def _is_a_date(refused: NotADate, line: DateTokens, i: int) -> bool:
    """Not so for a case number (KS 13/45), a telephone number or an amount that only looked like a date on its way."""
    if refused.reason not in ("impossible", "backwards"):
        return False
    return line.word(i + 1) != "/" and len(line.word(i)) < 8


def _read_at(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """The date that begins there, and the place after it; NotADate or AmbiguousDate, without text, when it is of no
    use."""
    for place in range(i, i + _MOST_WORDS_BEFORE + 1):
        if date_there := _longest(line, place, around):
            in_range(date_there[0].span)
            return date_there
        if line.word(place) not in BEFORE_A_DATE:
            return None
    return None


def _longest(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """What is read there as a named date or one counted from today, whichever reaches further."""
    readings = [read for reader in (named_date, relative_date) if (read := reader(line, i, around))]
    return max(readings, key=lambda read: read[1], default=None)
