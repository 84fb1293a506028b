"""Reads the "när" of an activity in a plan file (domain.md 14)."""

from __future__ import annotations

from bot.dates.typed.named_dates import named_date
from bot.dates.typed.parts import AmbiguousDate, Around, NamedSpan, NotADate, in_range
from bot.dates.typed.words import DateTokens, tokens
from bot.dates.when import Seasons, Span

_ONGOING = frozenset({"lopande", "fortlopande", "kontinuerligt", "ongoing", "continuously", "continuous"})
_BETWEEN = frozenset({"samt", "och", "and", ",", ";", "+", "/", "&", "."})
_LONGEST = 500


def parse_plan_times(text: str, period: Span, seasons: Seasons | None = None) -> list[NamedSpan]:
    """Read "Jan 2020 Höst 2020 Löpande" as its times in the order they stand, one for each.

    "Löpande" has kind `ongoing` and is the whole period. A month or season without a year is the first in the
    period. NotADate or AmbiguousDate with the part that is not understood; an empty text gives an empty list.
    """
    if len(text) > _LONGEST:
        raise NotADate(text)
    line, around = DateTokens(tokens(text)), Around(period.first, "coming", seasons or Seasons())
    times, i = [], 0
    while i < len(line):
        if line.word(i) in _BETWEEN:
            i += 1
            continue
        time, i = _one(line, i, period, around)
        times.append(time)
    return times


def _one(line: DateTokens, i: int, period: Span, around: Around) -> tuple[NamedSpan, int]:
    if line.word(i) in _ONGOING:
        return NamedSpan(period, "ongoing"), i + 1
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
