"""The next period made from the one before: its days and name, who is asked to take part, what is taken over. Pure.

The terms go on as they are. Members wait for their boards' decisions (domain 1), so nobody answers for anything yet;
activities are taken over one by one, without times that were those of the period before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Final, TypeVar

from bot.dates.typed import AmbiguousDate, NotADate, parse_plan_times
from bot.dates.when import ONE_DAY, Seasons, Span
from bot.models import Activity, Coordination, MembershipState
from bot.plan.nouns import Plan, PlannedActivity, PlannedMember, PlannedStep

T = TypeVar("T", PlannedActivity, Activity)
ONGOING: Final = {"sv": "Löpande", "en": "Ongoing"}
_YEARS: Final = re.compile(r"(?P<first>\d{4})(?:(?P<dash>\s*[-–—/]\s*)(?P<last>\d{4}))?", re.ASCII)


@dataclass(frozen=True)
class NextPeriod:
    """What is chosen of the next period."""

    name: str
    days: Span
    coordination: Coordination
    fee: int | None
    agreement: str
    """What its agreement is called."""
    members: Collection[str]
    """The names of those that are asked to take part, or do."""
    begins_as: MembershipState = MembershipState.PENDING


def days_after(days: Span) -> Span:
    """As many whole months as a period had, or as many days, from the day after its last."""
    first = days.last + ONE_DAY
    if days.first.day != 1 or first.day != 1:
        return Span(first, first + (days.last - days.first))
    months = (first.year - days.first.year) * 12 + first.month - days.first.month
    return Span(first, _first_of_month(first, months) - ONE_DAY)


def _first_of_month(day: date, later: int) -> date:
    month = day.year * 12 + day.month - 1 + later
    return date(month // 12, month % 12 + 1, 1)


def name_after(name: str, days: Span) -> str:
    """What the next period is called: as the one before, with its own years."""
    first, last = str(days.first.year), str(days.last.year)

    def years(written: re.Match[str]) -> str:
        return first if first == last else f"{first}{written['dash'] or '–'}{last}"

    return _YEARS.sub(years, name, count=1) if _YEARS.search(name) else first if first == last else f"{first}–{last}"


def plan_after(plan: Plan, wanted: NextPeriod) -> Plan:
    """The next period's plan: the terms of the one before and the members chosen, without work and meetings."""
    election = plan.agreement.across_election
    is_within = election is not None and wanted.days.first.year <= election <= wanted.days.last.year
    return replace(
        plan,
        period=replace(plan.period, name=wanted.name, starts=wanted.days.first, ends=wanted.days.last,
                       coordination=wanted.coordination),
        agreement=replace(plan.agreement, title=wanted.agreement, fee=wanted.fee,
                          across_election=election if is_within else None),
        members=tuple(_goes_on(each, wanted.begins_as) for each in plan.members if each.name in wanted.members),
        goals=(), activities=(), meetings=(), queue=(),
    )  # fmt: skip


def _goes_on(member: PlannedMember, state: MembershipState) -> PlannedMember:
    """A member without what was of the period before: days, decisions, mandates, notes."""
    return PlannedMember(member.name, member.kind, member.municipalities, state=state)


def not_taken_over(before: Iterable[T], now: Iterable[T]) -> list[T]:
    """Of the activities of the period before those that the next does not have, by their titles."""
    there = {each.title for each in now}
    return [each for each in before if each.title not in there]


def with_activities(plan: Plan, before: Plan, numbers: Collection[int]) -> Plan:
    """The plan with those activities of the period before, and their goals; a number that is taken becomes the next
    that is free."""
    chosen = [each for each in not_taken_over(before.activities, plan.activities) if each.number in numbers]
    goals = {each.goal for each in chosen} - {each.title for each in plan.goals}
    taken = {each.number for each in plan.activities}
    copies = []
    for each in chosen:
        number = each.number if each.number not in taken else next(free for free in count(1) if free not in taken)
        taken.add(number)
        copies.append(_taken_over(each, number, plan))
    new = tuple(replace(each, activities=()) for each in before.goals if each.title in goals)
    return replace(plan, goals=(*plan.goals, *new), activities=(*plan.activities, *copies))


def _taken_over(activity: PlannedActivity, number: int, plan: Plan) -> PlannedActivity:
    how = tuple(_step(each, plan) for each in activity.how)
    responsible = _who(activity.responsible, plan)
    return replace(activity, number=number, how=how, steps=(), when=_when(activity.when, plan), responsible=responsible,
                   answer=())  # fmt: skip


def _step(step: PlannedStep, plan: Plan) -> PlannedStep:
    return PlannedStep(step.what, _when(step.when, plan), _who(step.responsible, plan))


def _who(name: str, plan: Plan) -> str:
    """Who answers for it, when they take part in the next period."""
    member = plan.member(name) if name else None
    return name if member is not None and member.state is MembershipState.ACTIVE else ""


def _when(when: str, plan: Plan) -> str:
    """A time that is one of the next period's too; of the others only that it goes on."""
    days, seasons = Span(plan.period.starts, plan.period.ends), Seasons(**plan.seasons)
    try:
        times = parse_plan_times(when, days, seasons)
    except (NotADate, AmbiguousDate):
        return ""
    if all(each.span.overlaps(days) for each in times):
        return when
    goes_on = any(each.kind == "ongoing" for each in times)
    return ONGOING.get(plan.network.language, ONGOING["sv"]) if goes_on else ""
