"""Once a year each member is asked whether its text on the network's pages is up to date (domain 18)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.models import Member
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, post, to_officials
from bot.reminders.rules import years
from bot.website.view import bring_up_to_date

MONTH, DAY = 10, 1
"""The first of October: after the summer and the officials' meeting of September."""
FRESH: Final = timedelta(days=180)
"""Who brought it up to date this lately is not asked."""
USEFUL: Final = timedelta(days=45)


@job("website", about=N_("Your text on the network's pages, once a year"))
def plan(run: Run) -> Iterator[Post]:
    """On the first of October, while a period runs; members nobody can be reached of are named in the channel."""
    first, last = run.since.astimezone(run.zone).date(), run.until.astimezone(run.zone).date()
    for year in years(first, last):
        day = date(year, MONTH, DAY)
        due = hours_of(run).on(day)
        if not is_wanted(run, due) or affairs_of(run).period_on(day) is None:
            continue
        about = About("website", year, due, due + USEFUL, day)
        stale = [each for each in affairs_of(run).members_bound_on(day) if not is_fresh(each, due)]
        reached, missing = to_officials(run, stale, due)
        for person, to in reached:
            if person.member is not None:
                yield post(
                    run, about, person.member.id, to, bring_up_to_date, person.member, looked_over(run, person.member)
                )
        if missing:
            yield post(run, about, run.network.id, CHANNEL, bring_up_to_date, None, None, missing if reached else ())


def is_fresh(member: Member, due: datetime) -> bool:
    """Whether its text was brought up to date lately when the question is due."""
    return member.page_updated_at is not None and due - member.page_updated_at < FRESH


def looked_over(run: Run, member: Member) -> date | None:
    """The day its text was last brought up to date."""
    return member.page_updated_at.astimezone(run.zone).date() if member.page_updated_at else None
