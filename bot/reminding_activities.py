"""Which activities a reminder is about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.activities.rules import open_ones
from bot.dates.when import ONE_DAY, moment
from bot.feature.declare import Run
from bot.meetings.rules import span_of
from bot.models import Activity, Meeting, MeetingKind, Member, Period
from bot.network.hours import offsets
from bot.reminding import affairs_of, hours_of

APART = timedelta(days=35)
"""Nobody is asked for experiences twice within so many days."""


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


def is_asked_after_a_meeting(run: Run, due: datetime) -> bool:
    """Whether the same people are asked for experiences around then because a meeting has been."""
    hours, days = hours_of(run), offsets(run.network, "experiences")[0]
    asked = [hours.after(span_of(each).last, days) for each in affairs_of(run).meetings if asks_for_experiences(each)]
    return any(abs(each - due) <= APART for each in asked)


def asks_for_experiences(meeting: Meeting) -> bool:
    """Whether what was learned is asked for after a meeting: not where the work was only planned."""
    return meeting.kind is not MeetingKind.OFFICIALS


def members_without(run: Run, period: Period, members: Collection[Member]) -> tuple[int, list[Member]]:
    """How many experiences a period has, and the members that have contributed none."""
    affairs = affairs_of(run)
    first, last = moment(period.starts, 0, run.zone), moment(period.ends + ONE_DAY, 0, run.zone)
    told = [member for _, member, at in affairs.contributed if first <= at < last]
    return len(told), [each for each in members if each.id not in told]
