"""Writes a period of a network as the plan file that, loaded, changes nothing, so that what was made in Slack can be
kept, moved and loaded again. Of people it has the Slack ids of who coordinates and of who is invited alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterator, Mapping
from datetime import time
from enum import Enum
from typing import Any, Final, cast

import yaml
from sqlalchemy.orm import Session

from bot.dates.in_words import month, names, span
from bot.meetings.rules import has_days, span_of
from bot.models import (
    Activity,
    Decision,
    Goal,
    HostingTurn,
    Mandate,
    Meeting,
    MeetingState,
    MemberKind,
    Membership,
    Network,
    Period,
    Role,
)
from bot.municipalities import real_name
from bot.network import store as network_store
from bot.network.hours import DAYS_BEFORE
from bot.plan import store as plan_store
from bot.plan.adoption import is_named
from bot.plan.fields import fields_of
from bot.plan.nouns import (
    Placed,
    Plan,
    PlannedActivity,
    PlannedAgreement,
    PlannedDecision,
    PlannedGoal,
    PlannedMandate,
    PlannedMeeting,
    PlannedMember,
    PlannedNetwork,
    PlannedPeriod,
    PlannedReminders,
    PlannedSeasons,
    PlannedStep,
    PlannedTurn,
)
from bot.plan.times import numbered, usual_key

MONTHS: Final = names("sv").months
WIDTH: Final = 118
"""Signs on a line."""


def written(session: Session, network: Network, period: Period) -> str:
    """A period as a plan file."""
    return as_file(planned(session, network, period))


def as_file(plan: Plan) -> str:
    """A plan as its file."""
    goals = [dataclasses.replace(each, activities=_under(plan, each.title)) for each in plan.goals]
    sections = {
        "network": plan.network, "period": plan.period, "agreement": plan.agreement, "members": plan.members,
        "goals": goals, "focus_areas": plan.focus_areas, "activities": _under(plan, ""), "meetings": plan.meetings,
        "queue": plan.queue,
    }  # fmt: skip
    parts = [_dumped({name: _plain(each)}) for name, each in sections.items() if _plain(each)]
    return "\n".join(parts)


def _under(plan: Plan, goal: str) -> tuple[PlannedActivity, ...]:
    return tuple(each for each in plan.activities if each.goal == goal)


def _dumped(section: dict[str, Any]) -> str:
    text: str = yaml.safe_dump(section, allow_unicode=True, sort_keys=False, width=WIDTH)
    return text


def _plain(value: object) -> Any:
    """A value as a file has it: of a noun what is not as it is when it is left out."""
    if isinstance(value, Placed):
        said = {
            name: _plain(getattr(value, name))
            for name, (declared, _) in fields_of(cast(Hashable, type(value))).items()
            if getattr(value, name) != declared.default
        }
        shorthand = getattr(value, "shorthand", None)
        return said[shorthand] if shorthand and set(said) == {shorthand} else said
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value


# from the database


def planned(session: Session, network: Network, period: Period) -> Plan:
    """A period as a plan has it."""
    members = sorted(plan_store.rows_of(session, Membership, period_id=period.id), key=lambda each: each.id)
    return Plan(
        network=_network(session, network, period),
        period=PlannedPeriod(name=period.name, starts=period.starts, ends=period.ends,
                             coordination=period.coordination, **_terms(period, PlannedPeriod)),
        agreement=PlannedAgreement(title=period.agreement, fee=period.fee, **_terms(period, PlannedAgreement)),
        members=tuple(_member(session, period, each) for each in members),
        goals=tuple(PlannedGoal(each.title) for each in plan_store.rows_of(session, Goal, period_id=period.id)),
        focus_areas=tuple(period.focus),
        activities=tuple(_activity(each) for each in sorted(
            plan_store.rows_of(session, Activity, period_id=period.id), key=lambda each: each.number
        )),
        meetings=tuple(_meetings(session, network, period)),
        queue=tuple(_queue(session, network, period, {each.member_id: each.name for each in members})),
    )  # fmt: skip


def _terms(period: Period, kind: type[Placed]) -> dict[str, Any]:
    """What is kept by the file's own names."""
    named = fields_of(cast(Hashable, kind))
    terms = {name: value for name, value in period.terms.items() if name in named}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in terms.items()}


def _network(session: Session, network: Network, period: Period) -> PlannedNetwork:
    settings = network.settings
    return PlannedNetwork(
        key=network.key,
        name=network.name_in(period.id),
        aim=str(network.in_period(period.id, "aim")),
        website=str(network.in_period(period.id, "website")),
        language=network.language,
        timezone=network.timezone,
        channel=network.channel or "",
        history=tuple(settings.get("history") or ()),
        seasons=_seasons(network),
        reminders=_reminders(network),
        host_list=tuple(settings.get("checklist") or ()),
        coordinators=network_store.named_coordinators(session, network, ()),
    )


def _seasons(network: Network) -> PlannedSeasons | None:
    own: dict[str, Any] = {
        name: f"{MONTHS[first]}-{MONTHS[last]}"
        for name, (first, last) in (network.settings.get("seasons") or {}).items()
    }
    return PlannedSeasons(**own) if own else None


def _reminders(network: Network) -> PlannedReminders | None:
    settings: Any = network.settings
    own: dict[str, Any] = {name: settings[name] for name in ("hour", "quiet") if settings.get(name)}
    for name, days in (settings.get("offsets") or {}).items():
        own[name] = days[0] if DAYS_BEFORE[name].is_single else tuple(days)
    return PlannedReminders(**own) if own else None


def _member(session: Session, period: Period, membership: Membership) -> PlannedMember:
    decisions = plan_store.rows_of(session, Decision, membership_id=membership.id)
    mandates = plan_store.mandates_of(session, [membership.member])
    return PlannedMember(
        name=membership.name,
        kind=membership.kind,
        municipalities=_municipalities(membership),
        state=membership.state,
        starts=membership.starts,
        ends=membership.ends,
        since=membership.member.since,
        note=membership.note,
        decisions=tuple(
            PlannedDecision(each.body, each.decided_on, each.case_number, each.outcome) for each in decisions
        ),
        mandates=tuple(
            PlannedMandate(Role(each.role), each.starts, each.ends, each.case_number, each.condition)
            for each in mandates
            if is_said_of(period, each)
        ),
    )


def _municipalities(membership: Membership) -> tuple[str, ...]:
    """Of which it consists, where its name does not say it."""
    names = tuple(membership.municipalities)
    is_itself = membership.kind is MemberKind.MUNICIPALITY and names == (real_name(membership.name) or membership.name,)
    return () if is_itself else names


def is_said_of(period: Period, mandate: Mandate) -> bool:
    """Whether a mandate is this period's to say: its file had it, or it holds some day of the period."""
    is_in_file = str(mandate.id) in (period.loaded or {}).get("mandates", {})
    holds = (mandate.starts or period.starts) <= period.ends and (mandate.ends or period.ends) >= period.starts
    return is_in_file or holds


def _activity(activity: Activity) -> PlannedActivity:
    how, when = _how(activity)
    alone = activity.steps[0] if activity.steps and not how else None
    return PlannedActivity(
        number=activity.number,
        title=activity.title,
        how=how,
        when=when,
        comment=tuple(filter(None, activity.comment.split("\n"))),
        open_question=tuple(filter(None, activity.open_question.split("\n"))),
        answer=tuple(filter(None, activity.answer.split("\n"))),
        each_member=activity.each_member,
        responsible=alone.member_name if alone else "",
        goal=activity.goal.title if activity.goal else "",
    )


def _how(activity: Activity) -> tuple[tuple[PlannedStep, ...], str]:
    """Its lines, each with its own time, unless all of them have the activity's."""
    steps = {each.title: each for each in activity.steps}
    is_whole = all(line in steps and steps[line].when == activity.when for line in activity.how)
    lines = []
    for what in (*activity.how, *(title for title in steps if title and title not in activity.how)):
        step = steps.get(what)
        own = "" if step is None or is_whole else step.when
        lines.append(PlannedStep(what, own, step.member_name if step else ""))
    return tuple(lines), activity.when


def _meetings(session: Session, network: Network, period: Period) -> Iterator[PlannedMeeting]:
    """Those that lie in the period, in the order of time; not what another period's file names, nor drafts."""
    others = [each for each in network_store.periods(session, network) if each is not period]
    rows = [
        each
        for each in plan_store.rows_of(session, Meeting, network_id=network.id)
        if each.period_id == period.id and not any(is_named(other, each) for other in others)
    ]
    taken = {each.key for each in rows if each.key}
    for each in sorted(rows, key=lambda row: (span_of(row).first, row.id)):
        yield _meeting(session, each, _key(each, taken))


def _queue(session: Session, network: Network, period: Period, names: Mapping[int, str]) -> Iterator[PlannedTurn]:
    """The turns of the period's members, in the one period that has the queue."""
    if network_store.period_with_queue(session, network) is period:
        for each in plan_store.waiting_turns(session, network):
            if each.member_id in names:
                yield PlannedTurn(names[each.member_id])


def _key(meeting: Meeting, taken: set[str]) -> str:
    """What it is known by: nothing where the file's reader calls it that by itself."""
    usual = usual_key(meeting.kind, meeting.month)
    if meeting.key:
        return "" if meeting.key == usual else meeting.key
    key = next(each for each in numbered(usual) if each not in taken)
    taken.add(key)
    return "" if key == usual else key


def _meeting(session: Session, meeting: Meeting, key: str) -> PlannedMeeting:
    turns = plan_store.rows_of(session, HostingTurn, meeting_id=meeting.id)
    host = turns[0] if turns else None
    days = span_of(meeting)
    return PlannedMeeting(
        when=span(days, "sv") if has_days(meeting) else month(meeting.month, "sv"),
        kind=meeting.kind,
        key=key,
        title=meeting.title,
        starts=_hour(meeting.starts),
        ends=_hour(meeting.ends),
        digital=meeting.digital,
        place=meeting.place,
        link=meeting.link,
        note=meeting.note,
        cancelled=meeting.state is MeetingState.CANCELLED,
        invites=meeting.invites,
        invited=_invited(meeting),
        host=host.member.name_in(meeting.period_id) if host else "",
        host_reason=host.reason if host else "",
    )


def _hour(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""


def _invited(meeting: Meeting) -> tuple[str, ...]:
    """The members, and by their Slack ids the people, that are chosen."""
    members = [each.member.name_in(meeting.period_id) for each in meeting.invited if each.member is not None]
    people = [each.person.slack_id for each in meeting.invited if each.person is not None and each.person.slack_id]
    return (*sorted(members), *sorted(people))
