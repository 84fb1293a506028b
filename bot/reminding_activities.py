"""Which activities a reminder is about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.declare import Run
from bot.models import Activity
from bot.reminding import affairs_of
from bot.rules.activities import open_ones


def activities_in_question(run: Run, due: datetime, members: Collection[int | None]) -> list[Activity]:
    """The activities open then to which one of the members has contributed nothing that year."""
    affairs, day = affairs_of(run), due.astimezone(run.zone).date()
    period = affairs.period_on(day)
    if period is None:
        return []
    told = {
        (activity, member) for activity, member, at in affairs.contributed if at.astimezone(run.zone).year == day.year
    }
    return [
        each
        for each in open_ones(affairs.activities(period), day)
        if any((each.id, member) not in told for member in members)
    ]
