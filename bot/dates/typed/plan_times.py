"""Reads the "när" of an activity in a plan file (domain.md 14)."""

from __future__ import annotations

from dataclasses import replace

from bot.dates.typed.ends import date_at
from bot.dates.typed.named_dates import named_date
from bot.dates.typed.parts import AmbiguousDate, Around, NamedSpan, NotADate, in_range, longest
from bot.dates.typed.portions import portion
from bot.dates.typed.words import DateTokens, tokens
from bot.dates.when import Seasons, Span

_ONGOING = frozenset({"lopande", "fortlopande", "kontinuerligt", "ongoing", "continuously", "continuous"})
_BETWEEN = frozenset({"samt", "och", "and", ",", ";", "+", "/", "&", "."})
_LONGEST = 500


def parse_plan_times(text: str, period: Span, seasons: Seasons | None = None) -> list[NamedSpan]:
    """Read "Jan 2020 Höst 2020 Löpande" as its times in the order they stand, one for each.

    "Löpande" has kind `ongoing` and is the whole period. A month or season without a year is the first in the
    period, and an open end the end of the period. NotADate or AmbiguousDate with the part that is not understood; an
    empty text gives an empty list.
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
        read = date_at(line, i, around, _planned_date)
    except NotADate as refused:
        raise NotADate(rest, refused.reason) from None
    except AmbiguousDate as refused:
        raise AmbiguousDate(rest, refused.doubt, refused.offers) from None
    if read is None:
        raise NotADate(rest)
    in_range(read[0].span)
    return _within(read[0], period), read[1]


def _planned_date(line: DateTokens, i: int, around: Around) -> tuple[NamedSpan, int] | None:
    """A date or a part of one; a plan counts none from today."""
    return longest(line, i, around, (named_date, lambda line, i, around: portion(line, i, around, named_date)))


def _within(named: NamedSpan, period: Span) -> NamedSpan:
    """An open row until the period's end, or from its beginning."""
    if not named.side:
        return named
    reach = named.reach
    if reach.overlaps(period):
        return NamedSpan(Span(max(reach.first, period.first), min(reach.last, period.last)), "days")
    return replace(named, side="")
