"""The report: when a step of it begins, and what is missing before the period ends (domain 17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.activities.rules import done_since, is_report
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
from bot.reminders.rules import PROMPT_IS_USEFUL, final_report_days, step_day
from bot.reminders.work import Material, final_report, report_step


@job("report", about=N_("The report and its steps"))
def plan(run: Run) -> Iterator[Post]:
    """Ten days into each step's time; then half-way to the period's end and a month before that, what is missing, also
    where the agreement demands a final report and no activity is called so. What is done is not told."""
    for period in affairs_of(run).periods:
        if not _is_near(run, period):
            continue
        reports = [each for each in affairs_of(run).activities(period) if is_report(each)]
        today = run.since.astimezone(run.zone).date()
        undone = [each for each in reports if done_since(each, today) is None]
        for activity in undone:
            for step in activity.steps:
                if step.done_at is None:
                    yield from _of(run, period, activity, step)
            yield from _before_the_end(run, period, activity)
        if not reports and period.terms.get("final_report"):
            yield from _before_the_end(run, period, None)


def _before_the_end(run: Run, period: Period, activity: Activity | None) -> Iterator[Post]:
    seasons = seasons_of(run.network)
    timed = [(day, each) for each in (activity.steps if activity else ()) if (day := step_day(each, period, seasons))]
    told, last = max(timed, key=lambda each: each[0], default=(None, None))
    if last is not None and last.done_at is not None:
        return
    left = [each for _, each in timed if each.done_at is None]
    for name, day in final_report_days(period, told).items():
        due = hours_of(run).on(day)
        if is_wanted(run, due):
            about = About("report", name, due, due + 2 * PROMPT_IS_USEFUL, day)
            members = affairs_of(run).members_bound_on(day)
            material = Material(*members_without(run, period, members))
            for to in _whom(run, last, members, due):
                yield post(run, about, period.id, to, final_report, period, activity, left, material)


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
    material = Material(*members_without(run, period, members))
    for to in _whom(run, step, members, due):
        yield post(run, about, step.id, to, report_step, activity, step, material)


def _whom(run: Run, step: Step | None, members: Sequence[Member], due: datetime) -> list[str]:
    """Who answers for the step, when it is said who; else every official. The coordinators always."""
    affairs = affairs_of(run)
    person, member = (step.person, step.member) if step is not None else (None, None)
    own = affairs.reach(person) if person and affairs.takes_part(person, day_of(run, due)) else None
    reached, missing = to_officials(run, [each for each in members if each is member] or members, due)
    people = [own] if own else [to for _, to in reached] + ([CHANNEL] if missing else [])
    return list(dict.fromkeys((*people, *(each for each in to_coordinators(run) if each != CHANNEL or not people))))
