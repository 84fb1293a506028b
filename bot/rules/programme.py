"""Reads a meeting's programme as people type it, a line for each item: "09.00 Inledning – Samordnare". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from typing import Final, Literal

from bot.dates.typed import NotATime, parse_hours
from bot.models import Meeting, ProgrammeItem
from bot.rules.meetings import has_days, span_of

MOST_LINES: Final = 60
LONGEST_TITLE: Final = 200
LONGEST_WHO: Final = 100
MOST_DAYS: Final = 31

_DAY: Final = re.compile(r"(?:dag|day)\s*([0-9]{1,3})\s*[:.]?", re.IGNORECASE)
_TIME: Final = re.compile(
    r"((?:(?:kl\.?|klockan)\s*)?[0-9]{1,3}[.:][0-9]{1,2}(?:\s*[-–—]\s*[0-9]{1,2}(?:[.:][0-9]{1,2})?)?"
    r"|[0-9]{1,2}\s?[-–—]\s?[0-9]{1,2}|(?:kl\.?|klockan)\s*[0-9]{1,2})(?:\s*[:,]?\s+(.*)|)$",
    re.IGNORECASE,
)
"""A time has minutes, an end, or "kl" before it: "3 kommuner berättar" has none."""
_WHO: Final = re.compile(r"\s+[–—-]\s+")

Why = Literal["time", "day", "empty", "long", "many"]


class NotALine(ValueError):
    """A line that is no item: its number from 1, the words it is about, and what is wrong."""

    def __init__(self, number: int, words: str, why: Why) -> None:
        super().__init__(f"line {number}: {why}")
        self.number, self.words, self.why = number, words[:60], why


@dataclass(frozen=True)
class Item:
    """One item: the day counted from 1, when it begins if that is said, what and who."""

    day: int
    starts: time | None
    title: str
    who: str


def days_of(meeting: Meeting) -> int | None:
    """How many days a meeting takes; None while they are not set."""
    return span_of(meeting).days if has_days(meeting) else None


def items_of(meeting: Meeting) -> list[Item]:
    """The programme a meeting has."""
    return [Item(each.day, each.starts, each.title, each.who) for each in meeting.programme]


def read_programme(text: str, days: int | None) -> list[Item]:
    """Read every line; NotALine for the first that is none. "Dag 2" on a line begins the second day."""
    items: list[Item] = []
    day = 1
    for number, line in _lines(text):
        heading = _DAY.fullmatch(line)
        if heading:
            day = int(heading[1])
            if not 1 <= day <= (days or MOST_DAYS):
                raise NotALine(number, line, "day")
            continue
        if len(items) == MOST_LINES:
            raise NotALine(number, line, "many")
        items.append(_item(number, line, day))
    return items


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        words = " ".join(line.split())
        if words:
            yield number, words


def _item(number: int, line: str, day: int) -> Item:
    starts, rest = None, line
    timed = _TIME.match(line)
    if timed:
        starts, rest = _starts(number, timed[1]), timed[2] or ""
    parts = _WHO.split(rest)
    title, who = (" – ".join(parts[:-1]), parts[-1]) if len(parts) > 1 else (rest, "")
    if not title.strip("–—- "):
        raise NotALine(number, line, "empty")
    if len(title) > LONGEST_TITLE or len(who) > LONGEST_WHO:
        raise NotALine(number, line, "long")
    return Item(day, starts, title.strip(), who.strip())


def _starts(number: int, typed: str) -> time:
    try:
        return parse_hours(typed)[0]
    except NotATime as no:
        raise NotALine(number, typed, "time") from no


def write_programme(items: Iterable[ProgrammeItem], day_word: str) -> str:
    """Write a programme as `read_programme` reads it; days are headed when there is more than one."""
    rows: list[str] = []
    last = 1
    for each in sorted(items, key=lambda item: (item.day, item.position)):
        if each.day != last:
            rows += ["", f"{day_word} {each.day}"]
            last = each.day
        at = f"{each.starts:%H.%M} " if each.starts else ""
        rows.append(f"{at}{each.title}" + (f" – {each.who}" if each.who else ""))
    return "\n".join(rows).strip()
