"""Loads a plan's network and period. What several periods' files say of a network or member, the latest one decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.dates.when import Span
from bot.files.plan_changes import ADDED, Named
from bot.files.plan_errors import PlanFault, PlanRefused
from bot.files.plan_merge import Memory, Merge, Wish
from bot.files.plan_nouns import Plan, PlannedReminders
from bot.language import N_
from bot.models import Network, Period

OVERLAPS = N_("the period {name} overlaps {other} ({starts} – {ends}), which is loaded already.")


def load_network(merge: Merge, plan: Plan, periods: Sequence[Period], network: Network, *, is_new: bool) -> None:
    """Bring name, aim and the like in line with the plan."""
    thing = Named(N_("the network {name}"), {"name": plan.network.name})
    wishes = _network_wishes(plan)
    if is_new:
        merge.fill("network", network, wishes)
        merge.report(ADDED, thing)
    else:
        shared(merge, "network", network, thing, wishes, plan.period.starts, periods)


def _network_wishes(plan: Plan) -> list[Wish]:
    said = plan.network
    texts = {"name": said.name, "aim": said.aim, "website": said.website, "language": said.language}
    wishes = [Wish(name, {name: text}) for name, text in (texts | {"timezone": said.timezone}).items() if text]
    seasons = {name: list(months) for name, months in plan.seasons.items()}
    own = said.reminders or PlannedReminders()
    settings: dict[str, tuple[str, object]] = {
        "seasons": ("seasons", seasons),
        "host_list": ("checklist", list(said.host_list)),
        "hour": ("hour", own.hour),
        "reminders": ("offsets", own.offsets),
    }
    return wishes + [Wish(name, {f"settings.{key}": value}) for name, (key, value) in settings.items() if value]


def shared(
    merge: Merge,
    section: str,
    row: Any,
    thing: Named,
    wishes: Iterable[Wish],
    starts: date,
    periods: Iterable[Period],
) -> None:
    """Bring in line what the files of several periods may say: the file of the latest period that says it decides."""
    for wish in wishes:
        says = [each for each in periods if wish.field in _remembered(each, section, row)]
        last = max(says, key=lambda each: each.starts, default=None)
        merge.remember(section, row, [wish])
        if last is None or last.starts <= starts:
            merge.settle(row, thing, wish, _remembered(last, section, row) if last else {})


def _remembered(period: Period, section: str, row: Any) -> Memory:
    found: Memory = (period.loaded or {}).get(section, {}).get(str(row.id), {})
    return found


def find_period(plan: Plan, periods: Iterable[Period]) -> Period | None:
    """The plan's period by its name, else by its first day; PlanRefused when it would overlap another."""
    name, span = plan.period.name, Span(plan.period.starts, plan.period.ends)
    found = next((each for each in periods if each.name == name), None)
    found = found or next((each for each in periods if each.starts == span.first), None)
    for other in periods:
        if other is not found and span.overlaps(Span(other.starts, other.ends)):
            values = {"name": name, "other": other.name, "starts": other.starts, "ends": other.ends}
            raise PlanRefused([PlanFault(plan.file, plan.period.line, OVERLAPS, values)])
    return found


def load_period(merge: Merge, plan: Plan, network: Network, period: Period | None) -> Period:
    """Bring the period and its agreement in line with the plan; a new one is made."""
    thing = Named(N_("the period {name}"), {"name": plan.period.name})
    wishes = [*_period_wishes(plan), *_term_wishes(plan)]
    if period is None:
        period = Period(network_id=network.id)
        merge.add("period", period, thing, wishes)
    else:
        merge.change("period", period, thing, wishes)
    return period


def _period_wishes(plan: Plan) -> list[Wish]:
    said = plan.period
    return [
        Wish("name", {"name": said.name}),
        Wish("starts", {"starts": said.starts}),
        Wish("ends", {"ends": said.ends}),
        Wish("coordination", {"coordination": said.coordination}),
        Wish("title", {"agreement": plan.agreement.title}),
        Wish("fee", {"fee": plan.agreement.fee}),
        Wish("focus_areas", {"focus": list(plan.focus_areas)}),
    ]


def _term_wishes(plan: Plan) -> list[Wish]:
    """What is told in words, or is of use to few: `Period.terms`, by the file's own names."""
    period, agreement = plan.period, plan.agreement
    terms: dict[str, object] = {
        "coordination_text": period.coordination_text,
        "meetings_a_year": period.meetings_a_year,
        "days_a_meeting": period.days_a_meeting,
        "background": list(period.background),
        "strategy": list(period.strategy),
        "ways_of_working": list(period.ways_of_working),
        "peer_review": period.peer_review,
        "final_report": period.final_report,
        "adopted_by": agreement.adopted_by,
        "laws": list(agreement.laws),
        "host_pays": list(agreement.host_pays),
        "others_pay": list(agreement.others_pay),
        "everyone_pays": list(agreement.everyone_pays),
        "across_election": agreement.across_election,
        "revised_after_years": agreement.revised_after_years,
        "text": list(agreement.text),
        "conditions": list(agreement.conditions),
    }
    return [Wish(name, {f"terms.{name}": value}) for name, value in terms.items()]
