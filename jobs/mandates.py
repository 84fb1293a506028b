"""Mandates: before one ends, and after each general election, somebody is to be appointed (domain 4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.dates.when import ONE_DAY, moment
from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.models import Mandate, Role
from bot.network.hours import offsets
from bot.reminders.posts import About, affairs_of, day_of, hours_of, is_wanted, post, to_coordinators, to_officials
from bot.reminders.rules import ELECTION_IS_COUNTED, general_election, years
from bot.reminders.texts import after_election, mandate_ends


@job("mandate", about=N_("Mandates end, and elections"))
def plan(run: Run) -> Iterator[Post]:
    """60 days before a mandate ends; ten working days after an election, while an agreement runs."""
    yield from _ends(run)
    yield from _elections(run)


def _ends(run: Run) -> Iterator[Post]:
    for mandate in affairs_of(run).mandates:
        if mandate.ends is None:
            continue
        until = moment(mandate.ends + ONE_DAY, 0, run.zone)
        for days in offsets(run.network, "mandate"):
            due = hours_of(run).before(mandate.ends, days)
            if is_wanted(run, due) and _takes_part(run, mandate, due):
                about = About("mandate", days, due, until, mandate.ends)
                for to in _whom(run, mandate):
                    yield post(run, about, mandate.id, to, mandate_ends, mandate)


def _takes_part(run: Run, mandate: Mandate, due: datetime) -> bool:
    """Whether the member takes part when it is asked and when the mandate ends: else nobody is to be appointed."""
    day = day_of(run, due)
    return mandate.member in affairs_of(run).members_on(day, mandate.ends or day)


def _whom(run: Run, mandate: Mandate) -> tuple[str, ...]:
    affairs = affairs_of(run)
    official = affairs.reach(affairs.seats.get((mandate.member_id, Role.OFFICIAL)))
    receiver = official or affairs.reach(mandate.person)
    return (receiver,) if receiver else to_coordinators(run)


def _elections(run: Run) -> Iterator[Post]:
    first, last = run.since.astimezone(run.zone).date(), run.until.astimezone(run.zone).date()
    for year in years(first, last):
        day = general_election(year)
        due = hours_of(run).after(day, ELECTION_IS_COUNTED) if day else None
        if day is None or due is None or not is_wanted(run, due):
            continue
        about = About(
            "mandate", "election", due, moment(day.replace(month=12, day=31), 0, run.zone), day, True, since=due
        )
        reached, missing = to_officials(run, affairs_of(run).members_bound_on(day, day_of(run, due)), due)
        for _, to in reached:
            yield post(run, about, run.network.id, to, after_election, day, ())
        if missing:
            yield post(run, about, run.network.id, CHANNEL, after_election, day, missing if reached else ())
