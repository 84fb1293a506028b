"""In autumn the officials hear of which open activities nothing has come from their member that year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.models import Period
from bot.reminders.contributing import nothing_yet
from bot.reminders.posts import (
    About,
    affairs_of,
    asked_of,
    day_of,
    hours_of,
    is_asked_after_a_meeting,
    is_wanted,
    post,
    to_officials,
)
from bot.reminders.rules import PROMPT_IS_USEFUL, autumn_days


@job("contributions", about=N_("Open activities without experiences, in autumn"), waits=("lacking",))
def plan(run: Run) -> Iterator[Post]:
    """In September and November of a period; not where a partnership meeting's question comes at that time."""
    for period in affairs_of(run).periods:
        for day in autumn_days(period.starts, period.ends):
            due = hours_of(run).on(day)
            if is_wanted(run, due) and not is_asked_after_a_meeting(run, due):
                about = About("contributions", "autumn", due, due + PROMPT_IS_USEFUL, day)
                yield from _questions(run, about, period, due)


def _questions(run: Run, about: About, period: Period, due: datetime) -> Iterator[Post]:
    day = day_of(run, due)
    reached, missing = to_officials(run, affairs_of(run).members_bound_on(day), due)
    for person, to in reached:
        asked = asked_of(run, due, [person.member_id])
        if asked.activities:
            yield post(run, about, period.id, to, nothing_yet, asked, day)
    asked = asked_of(run, due, [each.id for each in missing])
    if missing and asked.activities:
        yield post(run, about, period.id, CHANNEL, nothing_yet, asked, day, missing if reached else ())
