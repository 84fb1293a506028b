"""The plan may be revised after some years, as the agreement says: who coordinates hears of it in time (domain 15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.dates.when import ONE_DAY, moment
from bot.feature.declare import Post, Run, job
from bot.language import N_
from bot.models import Period
from bot.reminders.deciding import may_be_revised
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, post, to_coordinators

DAYS_BEFORE = 90


@job("revision", about=N_("The plan may be revised"))
def plan(run: Run) -> Iterator[Post]:
    """Three months before the day, to who coordinates; in the channel where nobody does."""
    for period in affairs_of(run).periods:
        day = revised_on(period)
        due = hours_of(run).before(day, DAYS_BEFORE) if day else None
        if day is None or due is None or not is_wanted(run, due):
            continue
        about = About("revision", DAYS_BEFORE, due, moment(day + ONE_DAY, 0, run.zone), day)
        for to in to_coordinators(run):
            yield post(run, about, period.id, to, may_be_revised, period, day)


def revised_on(period: Period) -> date | None:
    """The day on which the plan may be revised; None where the agreement says none within the period."""
    years = period.terms.get("revised_after_years")
    if not isinstance(years, int) or years < 1:
        return None
    starts = period.starts
    day = date(starts.year + years, starts.month, 28 if (starts.month, starts.day) == (2, 29) else starts.day)
    return day if day < period.ends else None
