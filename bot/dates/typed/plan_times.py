"""Reads the "när" of an activity in a plan file (domain.md 14)."""

from __future__ import annotations

from bot.dates.typed.named_dates import named_date
from bot.dates.typed.parts import AmbiguousDate, Around, NotADate, Understood, in_range
from bot.dates.typed.words import Line, tokens
from bot.dates.when import Seasons, Span

_ONGOING = frozenset({"lopande", "fortlopande", "kontinuerligt", "ongoing", "continuously", "continuous"})
_BETWEEN = frozenset({"samt", "och", "and", ",", ";", "+", "/", "&", "."})
_LONGEST = 500


def parse_plan_times(text: str, period: Span, seasons: Seasons | None = None) -> list[Understood]:
    """Read "Jan 2020 Höst 2020 Löpande" as its times in the order they stand, one for each.

    "Löpande" has kind `ongoing` and is the whole period. A month or season without a year is the first in the
    period. NotADate or AmbiguousDate with the part that is not understood; an empty text gives an empty list.
    """
    if len(text) > _LONGEST:
        raise NotADate(text)
    line, around = Line(tokens(text)), Around(period.first, "coming", seasons or Seasons())
    found, i = [], 0
    while i < len(line):
        if line.word(i) in _BETWEEN:
            i += 1
            continue
        read, i = _one(line, i, period, around)
        found.append(read)
    return found


def _one(line: Line, i: int, period: Span, around: Around) -> tuple[Understood, int]:
    if line.word(i) in _ONGOING:
        return Understood(period, "ongoing"), i + 1
    rest = line.typed(i, 12)
    try:
        read = named_date(line, i, around)
    except NotADate as refused:
        raise NotADate(rest, refused.reason) from None
    except AmbiguousDate as refused:
        raise AmbiguousDate(rest, refused.doubt) from None
    if read is None:
        raise NotADate(rest)
    in_range(read[0].span)
    return read
