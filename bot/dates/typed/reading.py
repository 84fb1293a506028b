"""Reads one date at a place in a line, named or told from today, whichever reaches further."""

from __future__ import annotations

from bot.dates.typed.named_dates import named_date
from bot.dates.typed.parts import Around, Understood, in_range
from bot.dates.typed.relative_dates import relative_date
from bot.dates.typed.words import BEFORE_A_DATE, Line

_MOST_WORDS_BEFORE = 2  # "nu på torsdag"


def read_at(line: Line, i: int, around: Around) -> tuple[Understood, int] | None:
    """What is read there and the place after it; NotADate or AmbiguousDate, without text, when it cannot be used."""
    for place in range(i, i + _MOST_WORDS_BEFORE + 1):
        if found := _longest(line, place, around):
            in_range(found[0].span)
            return found
        if line.word(place) not in BEFORE_A_DATE:
            return None
    return None


def _longest(line: Line, i: int, around: Around) -> tuple[Understood, int] | None:
    read = [found for reader in (named_date, relative_date) if (found := reader(line, i, around))]
    return max(read, key=lambda found: found[1], default=None)
