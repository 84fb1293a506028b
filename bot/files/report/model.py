"""What the final report is made from: frozen values, gathered in one order, with only what its audience may read.

No person's name is among them, and nothing that the clock says but what has been held by `now`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import store_activities, store_report
from bot.language import swedish_order
from bot.models import (
    Activity,
    Attendance,
    Coordination,
    Experience,
    Meeting,
    MeetingKind,
    MeetingState,
    MembershipState,
    Network,
    Period,
    Role,
)
from bot.rules.experiences import links_of
from bot.rules.meetings import in_order, is_to_come, span_of
from bot.when import Span


class Audience(StrEnum):
    """Whom a report is for: it holds what they may read (domain 16)."""

    INTERNAL = "internal"
    PUBLIC = "public"
    RESEARCH = "research"


@dataclass(frozen=True)
class ExperienceTold:
    """One experience, as its member tells it."""

    number: int
    title: str
    did: str
    result: str
    learned: str
    links: tuple[str, ...]
    time: str
    member: str
    activity: int | None
    """The activity's number."""
    day: date
    """When it was contributed."""


@dataclass(frozen=True)
class StepTold:
    """A part of an activity."""

    title: str
    when: str
    is_done: bool


@dataclass(frozen=True)
class ActivityTold:
    """An activity, with what was learned in it."""

    number: int
    title: str
    goal: str
    when: str
    how: tuple[str, ...]
    comment: str
    open_question: str
    steps: tuple[StepTold, ...]
    is_done: bool
    experiences: tuple[ExperienceTold, ...]


@dataclass(frozen=True)
class MeetingTold:
    """A meeting that was held, is planned or was cancelled."""

    kind: MeetingKind
    title: str
    days: Span
    host: str
    place: str
    is_digital: bool
    state: MeetingState
    is_held: bool
    themes: tuple[str, ...]
    came: int
    seats: int
    """How many seats it was noted for; 0: nobody noted who came."""


@dataclass(frozen=True)
class MemberTold:
    """A member, with what it did."""

    name: str
    municipalities: tuple[str, ...]
    state: MembershipState
    page_text: str
    hosted: tuple[MeetingTold, ...]
    experiences: tuple[ExperienceTold, ...]
    challenges: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[str, str, str, date | None], ...]
    """Board, outcome, case number, day."""
    came: int
    seats: int


@dataclass(frozen=True)
class ReviewTold:
    """A peer review (domain 21)."""

    member: str
    reviewers: tuple[str, ...]
    challenge: str
    held_on: date | None
    report: str


@dataclass(frozen=True)
class Told:
    """Everything a report tells of one period."""

    audience: Audience
    network: str
    aim: str
    website: str
    period: str
    days: Span
    agreement: str
    coordination: Coordination
    focus: tuple[str, ...]
    terms: Mapping[str, tuple[str, ...]]
    activities: tuple[ActivityTold, ...]
    other_experiences: tuple[ExperienceTold, ...]
    members: tuple[MemberTold, ...]
    meetings: tuple[MeetingTold, ...]
    reviews: tuple[ReviewTold, ...]
    editorial: Mapping[str, str]
    left_out: int
    """Experiences that their authors keep from this audience."""
    as_of: date
    """The day of the newest of these data."""
    seats_by_role: Mapping[Role, tuple[int, int]] = field(default_factory=dict)
    """How many came and how many seats it was noted for."""

    @property
    def experiences(self) -> tuple[ExperienceTold, ...]:
        """All experiences, by number."""
        found = [*self.other_experiences, *(each for activity in self.activities for each in activity.experiences)]
        return tuple(sorted(found, key=lambda each: each.number))

    @property
    def active(self) -> tuple[MemberTold, ...]:
        """The members that take part."""
        return tuple(each for each in self.members if each.state is MembershipState.ACTIVE)

    @property
    def held(self) -> tuple[MeetingTold, ...]:
        """The meetings that were held."""
        return tuple(each for each in self.meetings if each.is_held)


_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff0-\uffff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Text without what no file format takes: control characters, lone surrogates, marks that turn text around."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def gather(session: Session, network: Network, period: Period, *, now: datetime, audience: Audience) -> Told:
    """Everything a report tells of a period."""
    zone = ZoneInfo(network.timezone)
    kept, left_out = _experiences(session, period, audience)
    told = [_experience(each, zone) for each in kept]
    attendances = list(store_report.attendances(session, period))
    meetings = [
        (each, _meeting(each, attendances, now, zone)) for each in in_order(store_report.meetings(session, period))
    ]
    activities = store_activities.activities(session, period)
    numbers = {each.number for each in activities}
    return Told(
        audience=audience,
        network=clean(network.name),
        aim=clean(network.aim),
        website=clean(network.website),
        period=clean(period.name),
        days=Span(period.starts, period.ends),
        agreement=clean(period.agreement),
        coordination=period.coordination,
        focus=_texts(period.focus),
        terms={name: _texts(value) for name, value in sorted(period.terms.items())},
        activities=tuple(_activity(each, told) for each in activities),
        other_experiences=tuple(each for each in told if each.activity not in numbers),
        members=_members(session, period, meetings, told, attendances, audience),
        meetings=tuple(each for _, each in meetings),
        reviews=_reviews(session, period, audience),
        editorial={each.chapter: clean(each.text) for each in store_report.chapter_texts(session, period)},
        left_out=left_out,
        as_of=_as_of(session, period, activities, attendances, zone),
        seats_by_role=_by_role(attendances),
    )


def _experiences(session: Session, period: Period, audience: Audience) -> tuple[list[Experience], int]:
    everything = store_report.experiences(session, period)
    kept = [each for each in everything if _is_for(audience, each)]
    return kept, len(everything) - len(kept)


def _is_for(audience: Audience, experience: Experience) -> bool:
    """Whether its author lets this audience read it."""
    if audience is Audience.PUBLIC:
        return experience.may_publish
    return experience.may_research if audience is Audience.RESEARCH else True


def _experience(experience: Experience, zone: ZoneInfo) -> ExperienceTold:
    return ExperienceTold(
        number=experience.id,
        title=clean(experience.title),
        did=clean(experience.did),
        result=clean(experience.result),
        learned=clean(experience.learned),
        links=links_of(clean(experience.links)),
        time=clean(experience.time),
        member=clean(experience.member.name) if experience.member else "",
        activity=experience.activity.number if experience.activity else None,
        day=experience.created_at.astimezone(zone).date(),
    )


def _activity(activity: Activity, experiences: Iterable[ExperienceTold]) -> ActivityTold:
    steps = [each for each in activity.steps if each.title]
    return ActivityTold(
        number=activity.number,
        title=clean(activity.title),
        goal=clean(activity.goal.title) if activity.goal else "",
        when=clean(activity.when),
        how=_texts(activity.how),
        comment=clean(activity.comment),
        open_question=clean(activity.open_question),
        steps=tuple(StepTold(clean(each.title), clean(each.when), each.done_at is not None) for each in steps),
        is_done=activity.done_at is not None,
        experiences=tuple(each for each in experiences if each.activity == activity.number),
    )


def _meeting(meeting: Meeting, attendances: Iterable[Attendance], now: datetime, zone: ZoneInfo) -> MeetingTold:
    noted = [each for each in attendances if each.meeting_id == meeting.id]
    planned = meeting.state is MeetingState.PLANNED
    return MeetingTold(
        kind=meeting.kind,
        title=clean(meeting.title),
        days=span_of(meeting),
        host=clean(meeting.host.name) if meeting.host else "",
        place=clean(meeting.place),
        is_digital=meeting.digital,
        state=meeting.state,
        is_held=planned and not is_to_come(meeting, now, zone),
        themes=tuple(clean(each.text) for each in meeting.themes if each.withdrawn_at is None),
        came=sum(each.came for each in noted),
        seats=len(noted),
    )


def _members(
    session: Session,
    period: Period,
    meetings: Iterable[tuple[Meeting, MeetingTold]],
    experiences: Iterable[ExperienceTold],
    attendances: Iterable[Attendance],
    audience: Audience,
) -> tuple[MemberTold, ...]:
    challenges = store_report.challenges(session, period) if audience is Audience.INTERNAL else ()
    meetings, experiences, attendances = list(meetings), list(experiences), list(attendances)
    members = [
        MemberTold(
            name=clean(each.member.name),
            municipalities=_texts(each.member.municipalities),
            state=each.state,
            page_text=clean(each.member.page_text),
            hosted=tuple(told for row, told in meetings if row.host is not None and row.host.id == each.member_id),
            experiences=tuple(one for one in experiences if one.member == clean(each.member.name)),
            challenges=tuple((clean(c.title), clean(c.text)) for c in challenges if c.member_id == each.member_id),
            decisions=tuple(
                (clean(d.body), clean(d.outcome), clean(d.case_number), d.decided_on) for d in each.decisions
            ),
            came=sum(a.came for a in attendances if a.member_id == each.member_id),
            seats=sum(1 for a in attendances if a.member_id == each.member_id),
        )
        for each in store_report.memberships(session, period)
    ]
    return tuple(sorted(members, key=lambda each: swedish_order(each.name)))


def _reviews(session: Session, period: Period, audience: Audience) -> tuple[ReviewTold, ...]:
    """What a review found stays inside the network."""
    inside = audience is Audience.INTERNAL
    reviews = [
        ReviewTold(
            member=clean(each.member.name),
            reviewers=tuple(sorted((clean(one.member.name) for one in each.reviewers), key=swedish_order)),
            challenge=clean(each.challenge.title) if inside and each.challenge else "",
            held_on=each.held_on,
            report=clean(each.report) if inside else "",
        )
        for each in store_report.reviews(session, period)
    ]
    return tuple(sorted(reviews, key=lambda each: swedish_order(each.member)))


def _by_role(attendances: Iterable[Attendance]) -> dict[Role, tuple[int, int]]:
    noted = list(attendances)
    came, seats = Counter(each.role for each in noted if each.came), Counter(each.role for each in noted)
    return {role: (came[role], seats[role]) for role in (Role.ELECTED, Role.OFFICIAL) if seats[role]}


def _as_of(
    session: Session, period: Period, activities: Iterable[Activity], attendances: Iterable[Attendance], zone: ZoneInfo
) -> date:
    moments = [
        store_report.last_change(session, period),
        *(each.done_at for each in activities),
        *(step.done_at for each in activities for step in each.steps),
        *(each.noted_at for each in attendances),
        *(each.changed_at for each in store_report.chapter_texts(session, period)),
    ]
    known = [each.astimezone(zone).date() for each in moments if each is not None]
    return max(known, default=period.starts)


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(clean(str(each)) for each in values if each not in (None, ""))
