"""From what somebody looks for to the experiences that they may read and that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import store_experiences
from bot.feature.call import Call
from bot.meant import reader_of
from bot.models import Experience
from bot.network import plan
from bot.rules.search_asked import Asked
from bot.rules.search_words import Term, terms
from bot.search import Hits, Within, search

PER_PAGE = 8


@dataclass(frozen=True)
class Found:
    """One page of what was found, with what was looked for."""

    asked: Asked
    terms: tuple[Term, ...]
    hits: Hits
    shown: Sequence[Experience]
    page: int


def find(call: Call, asked: Asked, page: int) -> Found:
    """One page of what answers it, best first; without words the newest first."""
    looked_for, page = terms(asked.words), max(page, 1)
    hits = search(
        call.session, call.network, reader_of(call), looked_for,
        within=_within(call, asked), skip=(page - 1) * PER_PAGE, most=PER_PAGE,
    )  # fmt: skip
    return Found(asked, looked_for, hits, store_experiences.in_this_order(call.session, hits.ids), page)


def _within(call: Call, asked: Asked) -> Within:
    year = asked.year
    return Within(
        member=asked.member,
        activities=None if asked.activity is None else _activities(call, asked.activity),
        year=year,
        year_starts=datetime(year, 1, 1, tzinfo=call.zone) if year else None,
        year_ends=datetime(year + 1, 1, 1, tzinfo=call.zone) if year else None,
    )


def _activities(call: Call, number: int) -> tuple[int, ...]:
    """The activities of that number, of whatever period."""
    return tuple(each.id for each in plan.all_activities(call.session, call.network) if each.number == number)
