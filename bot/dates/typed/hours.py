"""Reads the hours people type: "09:00", "9", "9.30", "kl 9", "9–16", "1 pm to 4 pm"."""

from __future__ import annotations

import re
from datetime import time

_MOST_QUOTED = 80
_LONGEST = 60
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_OPENING = re.compile(r"\b(?:kl\b\.?|klockan\b|at\b|fr[åa]n\b|from\b)|[.\s]+$")
_TO = re.compile(r"-|\b(?:till|to|until)\b")
_HOUR = re.compile(r"(?:([0-9]{1,2})|([0-9]{1,2})[:.]?([0-9]{2}))\s*(am|pm|)")


class NotATime(ValueError):
    """What was typed is no time of day, or ends before it begins; `text` is what was typed, shortened."""

    def __init__(self, text: str) -> None:
        super().__init__(repr(text[:_MOST_QUOTED]))
        self.text = text[:_MOST_QUOTED]


def parse_hours(text: str) -> tuple[time, time | None]:
    """Read a start and, when it is given, an end later the same day; NotATime for anything else."""
    if len(text) > _LONGEST:
        raise NotATime(text)
    sides = _TO.split(_OPENING.sub("", text.lower().translate(_DASHES)))
    hours = [_HOUR.fullmatch(side.strip()) for side in sides]
    if len(hours) == 1 and hours[0]:
        return _time(hours[0], hours[0][4], text), None
    if len(hours) == 2 and hours[0] and hours[1]:
        return _from_to(hours[0], hours[1], text)
    raise NotATime(text)


def _from_to(first: re.Match[str], last: re.Match[str], text: str) -> tuple[time, time]:
    end = _time(last, last[4], text)
    for half in [first[4]] if first[4] else [last[4], ""]:  # "1-4 pm" is afternoon at both ends, "11-1 pm" is not
        start = _time(first, half, text)
        if start < end:
            return start, end
    raise NotATime(text)


def _time(hour: re.Match[str], half: str, text: str) -> time:
    number, minutes = int(hour[1] or hour[2]), int(hour[3] or 0)
    if half and not 1 <= number <= 12:
        raise NotATime(text)
    number = number % 12 + (12 if half == "pm" else 0) if half else number
    if number > 23 or minutes > 59:
        raise NotATime(text)
    return time(number, minutes)
