"""Quiet weeks: when people are away, so that nothing goes out by itself. Sweden's municipalities are over New Year and
in the middle of summer; a network may have its own ({"quiet": "30/12-7/1, v28-31"}), or none ({"quiet": "none"}).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.dates.in_words import ENGLISH, SWEDISH, names
from bot.dates.when import ONE_DAY
from bot.language import N_

USUAL: Final = "30/12-7/1, v28-31"
NONE: Final = "none"
LONGEST_TYPED: Final = 200
NOT_QUIET: Final = N_(
    "Quiet weeks are written as “30/12–7/1, v. 28–31”, or “none”: together at most {most} days a year, and {longest} in"
    " a row."
)
MOST_DAYS: Final = 70
"""Days a year that may be quiet: what is to be said after a meeting must come while it is remembered."""
LONGEST: Final = 35
"""Days in a row: what is put off after them is laid out already (`AHEAD` in bot/outbox/preview.py)."""

_NONE_TYPED: Final = ("inga", "inga alls", "none", "-", "–")
_MONTHS: Final = {
    name.casefold().rstrip(".")[:3]: number
    for language in (SWEDISH, ENGLISH)
    for number, name in enumerate(language.months)
    if name
}
_WEEKS: Final = re.compile(r"(?:v\.?|vecka|veckorna|w\.?|week|weeks)\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?")
_END: Final = r"(\d{1,2})(?:\s*/\s*(\d{1,2})|\.?\s*([^\W\d]+)\.?)"
_DAYS: Final = re.compile(rf"{_END}\s*-\s*{_END}")
_DASHES: Final = str.maketrans("–—‐‑−", "-----")


class NotQuiet(ValueError):
    """A text names no times of the year, or too many."""


@dataclass(frozen=True)
class Quiet:
    """Times that come each year: days from (month, day) to (month, day), and ISO weeks; all ends counted."""

    days: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    weeks: tuple[tuple[int, int], ...] = ()

    def __contains__(self, day: date) -> bool:
        week, here = day.isocalendar().week, (day.month, day.day)
        return any(first <= week <= last for first, last in self.weeks) or any(
            first <= here <= last if first <= last else here >= first or here <= last for first, last in self.days
        )

    @property
    def text(self) -> str:
        """As it is stored: it reads as the same."""
        days = [f"{a[1]}/{a[0]}-{b[1]}/{b[0]}" for a, b in self.days]
        return ", ".join(days + [f"v{a}-{b}" for a, b in self.weeks]) or NONE

    def in_words(self, language: str) -> str:
        """As in "30 december–7 januari, vecka 28–31"; it can be typed so."""
        months, week = names(language).months, "vecka" if language.startswith("sv") else "week"
        days = [f"{a[1]} {months[a[0]]}–{b[1]} {months[b[0]]}" for a, b in self.days]
        weeks = [f"{week} {a}–{b}" if a != b else f"{week} {a}" for a, b in self.weeks]
        return ", ".join(days + weeks) or ("inga" if language.startswith("sv") else "none")


NEVER: Final = Quiet()


def quiet_in(text: str) -> Quiet:
    """Read "30 december–7 januari, vecka 28–31", "30/12-7/1, v28-31" or "inga"; NotQuiet for anything else."""
    typed = text.translate(_DASHES).casefold().strip()
    if typed in _NONE_TYPED:
        return Quiet()
    days, weeks = [], []
    for each in re.split(r"\s*[,;\n]\s*", typed):
        if found := _WEEKS.fullmatch(each):
            first = int(found[1])
            weeks.append((first, int(found[2] or first)))
        elif found := _DAYS.fullmatch(each):
            days.append((_day(*found.groups()[:3]), _day(*found.groups()[3:])))
        else:
            raise NotQuiet(text)
    quiet = Quiet(tuple(days), tuple(weeks))
    _refuse_odd(quiet, text)
    return quiet


def _day(day: str, number: str | None, name: str | None) -> tuple[int, int]:
    month = int(number) if number else _MONTHS.get((name or "")[:3], 0)
    try:
        date(2020, month, int(day))
    except ValueError:
        raise NotQuiet(f"{day} {name or number}") from None
    return month, int(day)


def _refuse_odd(quiet: Quiet, text: str) -> None:
    """Weeks there are not, or so many days that too few are left to say anything on."""
    there_are = all(1 <= first <= last <= 53 for first, last in quiet.weeks)
    two_years = (date(2020, 1, 1) + each * ONE_DAY for each in range(731))
    is_quiet = "".join("q" if each in quiet else " " for each in two_years)
    if not there_are or is_quiet[:366].count("q") > MOST_DAYS or "q" * (LONGEST + 1) in is_quiet:
        raise NotQuiet(text)
