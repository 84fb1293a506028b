"""The fee: each January what the coordination costs that year (domain 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, post, to_coordinators, to_officials
from bot.reminders.rules import years
from bot.reminders.texts import fee

DAY_IN_JANUARY = 15
USEFUL = timedelta(days=30)


@job("fee", about=N_("The year's fee, each January"))
def plan(run: Run) -> Iterator[Post]:
    """In the middle of January, to the coordinators and each official; where there is none, in the channel."""
    for period in affairs_of(run).periods:
        for year in years(period.starts, period.ends) if period.fee else ():
            day = date(year, 1, DAY_IN_JANUARY)
            due = hours_of(run).on(day)
            if period.fee and day in period.days and is_wanted(run, due):
                about = About("fee", "year", due, due + USEFUL, day)
                for to, pays in _whom(run, day, due).items():
                    yield post(run, about, period.id, to, fee, year, period.fee, pays=pays)


def _whom(run: Run, day: date, due: datetime) -> dict[str, bool]:
    """Who hears of it, and whether they see to it or only need to know."""
    reached, missing = to_officials(run, affairs_of(run).members_bound_on(day), due)
    pay = dict.fromkeys([*(to for _, to in reached), *([CHANNEL] if missing else [])], True)
    others = dict.fromkeys((each for each in to_coordinators(run) if each != CHANNEL), not reached)
    return others | (pay or {CHANNEL: True})
