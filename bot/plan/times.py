"""Works out what a plan means by its times: the steps of its activities, the days of its meetings, its seasons.

What is not understood, or lies outside the period, is noted as a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from itertools import chain, count
from typing import Final

from bot.dates.typed import AmbiguousDate, NamedSpan, NotADate, NotATime, parse_hours, parse_plan_times
from bot.dates.when import Seasons, Span
from bot.language import N_
from bot.models import MeetingKind
from bot.network.quiet import LONGEST, MOST_DAYS, NOT_QUIET, NotQuiet, quiet_in
from bot.plan.errors import PlanFaults, quoted
from bot.plan.nouns import (
    Plan,
    PlannedActivity,
    PlannedGoal,
    PlannedMeeting,
    PlannedReminders,
    PlannedSeasons,
    PlannedStep,
)

LONGEST_MEETING: Final = 14
"""Days."""


def settle(plan: Plan, faults: PlanFaults) -> Plan:
    """Give the plan with all that can be worked out; its activities are all, also those under goals."""
    if plan.period.ends < plan.period.starts:
        faults.add(plan.period.at("ends"), N_("the period ends ({ends}) before it starts ({starts})."),
                   ends=plan.period.ends, starts=plan.period.starts)  # fmt: skip
        return plan
    seasons = _seasons(plan.network.seasons, faults)
    times = _Times(Span(plan.period.starts, plan.period.ends), Seasons(**seasons), faults)
    under_goals = [_under(goal, each) for goal in plan.goals for each in goal.activities]
    activities = tuple(times.activity(each) for each in (*under_goals, *plan.activities))
    meetings = tuple(times.meeting(each) for each in plan.meetings)
    return replace(plan, activities=activities, meetings=_with_keys(meetings), seasons=seasons,
                   quiet=_quiet(plan.network.reminders, faults))  # fmt: skip


def _quiet(planned: PlannedReminders | None, faults: PlanFaults) -> str:
    if planned is None or not planned.quiet:
        return ""
    try:
        return quiet_in(planned.quiet).text
    except NotQuiet:
        faults.add(planned.at("quiet"), NOT_QUIET, most=MOST_DAYS, longest=LONGEST)
        return ""


def _under(goal: PlannedGoal, activity: PlannedActivity) -> PlannedActivity:
    return replace(activity, goal=goal.title)


def _seasons(planned: PlannedSeasons | None, faults: PlanFaults) -> dict[str, tuple[int, int]]:
    if planned is None:
        return {}
    texts = {"spring": planned.spring, "summer": planned.summer, "autumn": planned.autumn}
    seasons = {name: _months(text, planned.at(name), faults) for name, text in texts.items()}
    return {name: months for name, months in seasons.items() if months}


def _months(text: str, line: int, faults: PlanFaults) -> tuple[int, int] | None:
    if not text:
        return None
    try:
        times = parse_plan_times(f"{text} 2021", Span.year(2021))
    except (NotADate, AmbiguousDate):
        times = []
    if len(times) == 1 and times[0].span.is_whole_months:
        return times[0].span.first.month, times[0].span.last.month
    faults.add(
        line, N_("a season is written as its first and last month (januari-juni), not “{found}”."), found=quoted(text)
    )
    return None


def times_of(when: str, plan: Plan) -> list[NamedSpan]:
    """A time in the plan's words, as it is understood. PlanRefused when it is not, or lies outside the period."""
    faults = PlanFaults("")
    days = Span(plan.period.starts, plan.period.ends)
    times = _Times(days, Seasons(**plan.seasons), faults).read(when, 0)
    faults.refuse()
    return times


class _Times:
    def __init__(self, period: Span, seasons: Seasons, faults: PlanFaults) -> None:
        self._period = period
        self._seasons = seasons
        self._faults = faults

    def activity(self, activity: PlannedActivity) -> PlannedActivity:
        self.read(activity.when, activity.at("when"))
        lines = tuple(self._step(each, each.when) for each in activity.how)
        answered = tuple(each for each in lines if each.when or each.responsible)
        steps = answered if any(each.when for each in lines) else ()
        if not steps and (activity.when or activity.responsible or answered):
            whole = PlannedStep("", line=activity.at("when"))
            steps = tuple(self._step(each, activity.when) for each in activity.how or (whole,))
        steps = tuple(replace(each, responsible=each.responsible or activity.responsible) for each in steps)
        return replace(activity, how=lines, steps=steps)

    def _step(self, step: PlannedStep, when: str) -> PlannedStep:
        times = self.read(when, step.at("when"))
        spans = [each.span for each in times if each.kind != "ongoing"]
        days = Span(min(each.first for each in spans), max(each.last for each in spans)) if spans else None
        return replace(step, when=when, days=days, ongoing=not when or len(spans) < len(times))

    def read(self, when: str, line: int) -> list[NamedSpan]:
        """The times that words name; what is wrong with them is noted."""
        try:
            times = parse_plan_times(when, self._period, self._seasons)
        except AmbiguousDate as doubt:
            sentence = N_("“{found}” could mean two times; write the month as a word and the year with four digits.")
            self._faults.add(line, sentence, found=quoted(doubt.text))
            return []
        except NotADate as fault:
            sentence = N_(
                "“{found}” is no time; write for example Jan {year}, vår {year}, 14-15 maj {year}, {year}-05-14 or "
                "löpande, and several with a comma between."
            )
            self._faults.add(line, sentence, found=quoted(fault.text), year=self._period.first.year)
            return []
        return [each for each in times if self._is_within(each, line)]

    def _is_within(self, time: NamedSpan, line: int) -> bool:
        if time.span.overlaps(self._period):
            return True
        sentence = N_("the time {first} – {last} lies outside the period ({starts} – {ends}).")
        self._faults.add(
            line,
            sentence,
            first=time.span.first,
            last=time.span.last,
            starts=self._period.first,
            ends=self._period.last,
        )
        return False

    def meeting(self, meeting: PlannedMeeting) -> PlannedMeeting:
        faults_before = len(self._faults)
        times = self.read(meeting.when, meeting.at("when"))
        if len(times) != 1 or not self._fits_a_meeting(times[0]):
            if len(self._faults) == faults_before:
                sentence = N_(
                    "a meeting’s time is one month (maj {year}) or its days (14-15 maj {year}), not “{found}”."
                )
                self._faults.add(meeting.at("when"), sentence, found=quoted(meeting.when), year=self._period.first.year)
            return meeting
        days = None if times[0].kind == "month" else times[0].span
        settled = replace(
            meeting,
            month=times[0].span.first.replace(day=1),
            days=days,
            begins=self._hour(meeting.starts, meeting.at("starts"), days),
            closes=self._hour(meeting.ends, meeting.at("ends"), days),
        )
        self._in_order(settled)
        return settled

    def _fits_a_meeting(self, time: NamedSpan) -> bool:
        one_month = time.kind == "month" and time.span == Span.month(time.span.first.year, time.span.first.month)
        return one_month or (time.kind in ("day", "days") and time.span.days <= LONGEST_MEETING)

    def _hour(self, text: str, line: int, days: Span | None) -> time | None:
        if not text:
            return None
        if days is None:
            self._faults.add(line, N_("the meeting has an hour but no days; write its days in “when”."))
            return None
        try:
            hour, until = parse_hours(text)
        except NotATime:
            until, hour = None, None
        if hour is None or until is not None:
            self._faults.add(line, N_("“{found}” is no time of day; write for example 13:00."), found=quoted(text))
        return hour

    def _in_order(self, meeting: PlannedMeeting) -> None:
        same_day = meeting.days is not None and meeting.days.days == 1
        if same_day and meeting.begins and meeting.closes and meeting.closes <= meeting.begins:
            sentence = N_("the meeting ends ({ends}) before it starts ({starts}).")
            self._faults.add(meeting.at("ends"), sentence, starts=meeting.starts, ends=meeting.ends)


def usual_key(kind: MeetingKind, month: date) -> str:
    """What a meeting is known by where nothing else is written: "partnership-2020-05"."""
    return f"{kind.value}-{month:%Y-%m}"


def numbered(key: str) -> Iterator[str]:
    """That, and for the next of its kind in the month "…-2"."""
    return chain([key], (f"{key}-{n}" for n in count(2)))


def _with_keys(meetings: tuple[PlannedMeeting, ...]) -> tuple[PlannedMeeting, ...]:
    keys: dict[str, Iterator[str]] = {}
    with_keys = []
    for meeting in meetings:
        key = meeting.key
        if not key and meeting.month != date.min:
            usual = usual_key(meeting.kind, meeting.month)
            key = next(keys.setdefault(usual, numbered(usual)))
        with_keys.append(replace(meeting, key=key))
    return tuple(with_keys)
