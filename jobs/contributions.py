"""Once a quarter the officials hear to which open activities their member has contributed nothing that year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.models import Period
from bot.reminders.posts import (
    About,
    activities_in_question,
    affairs_of,
    day_of,
    hours_of,
    is_asked_after_a_meeting,
    is_wanted,
    post,
    to_officials,
)
from bot.reminders.rules import PROMPT_IS_USEFUL, quarter_days
from bot.reminders.texts import nothing_yet


@job("contributions", about=N_("Open activities without experiences, once a quarter"))
def plan(run: Run) -> Iterator[Post]:
    """In the middle of each quarter of a period; not where a partnership meeting's question comes at that time."""
    for period in affairs_of(run).periods:
        for day in quarter_days(period.starts, period.ends):
            due = hours_of(run).on(day)
            if is_wanted(run, due) and not is_asked_after_a_meeting(run, due):
                about = About("contributions", "quarter", due, due + PROMPT_IS_USEFUL, day)
                yield from _questions(run, about, period, due)


def _questions(run: Run, about: About, period: Period, due: datetime) -> Iterator[Post]:
    day = day_of(run, due)
    reached, missing = to_officials(run, affairs_of(run).members_bound_on(day), due)
    for person, to in reached:
        activities = activities_in_question(run, due, [person.member_id])
        if activities:
            yield post(run, about, period.id, to, nothing_yet, activities, day.year)
    activities = activities_in_question(run, due, [each.id for each in missing])
    if missing and activities:
        yield post(run, about, period.id, CHANNEL, nothing_yet, activities, day.year, missing if reached else ())
