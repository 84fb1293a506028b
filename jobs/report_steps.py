"""The report's steps: when one begins, the officials and the coordinators hear what is to be done (domain 17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.activities.rules import is_report
from bot.dates.when import Span
from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.models import Activity, Member, Period, Step
from bot.network.plan import seasons_of
from bot.reminders.posts import (
    About,
    affairs_of,
    day_of,
    hours_of,
    is_wanted,
    members_without,
    post,
    to_coordinators,
    to_officials,
)
from bot.reminders.rules import PROMPT_IS_USEFUL, step_day
from bot.reminders.texts import report_step


@job("report", about=N_("Steps of the report"))
def plan(run: Run) -> Iterator[Post]:
    """Ten days into each step's time; what has no time of its own, or is done, is not told."""
    for period in affairs_of(run).periods:
        for activity in affairs_of(run).activities(period) if _is_near(run, period) else ():
            if not is_report(activity) or activity.done_at is not None:
                continue
            for step in activity.steps:
                if step.done_at is None:
                    yield from _of(run, period, activity, step)


def _is_near(run: Run, period: Period) -> bool:
    first, last = run.since.astimezone(run.zone).date(), run.until.astimezone(run.zone).date()
    return period.days.overlaps(Span(first, last))


def _of(run: Run, period: Period, activity: Activity, step: Step) -> Iterator[Post]:
    day = step_day(step, period, seasons_of(run.network))
    if day is None or not is_wanted(run, hours_of(run).on(day)):
        return
    due = hours_of(run).on(day)
    about = About("report", "begins", due, due + 2 * PROMPT_IS_USEFUL, day)
    members = affairs_of(run).members_bound_on(day)
    contributed, missing = members_without(run, period, members)
    for to in _whom(run, step, members, due):
        yield post(run, about, step.id, to, report_step, activity, step, contributed, missing)


def _whom(run: Run, step: Step, members: Sequence[Member], due: datetime) -> list[str]:
    """Who answers for the step, when it is said who; else every official. The coordinators always."""
    affairs = affairs_of(run)
    own = affairs.reach(step.person) if step.person and affairs.takes_part(step.person, day_of(run, due)) else None
    reached, missing = to_officials(run, [each for each in members if each is step.member] or members, due)
    people = [own] if own else [to for _, to in reached] + ([CHANNEL] if missing else [])
    return list(dict.fromkeys((*people, *(each for each in to_coordinators(run) if each != CHANNEL or not people))))
