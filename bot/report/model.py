"""What the final report is made from: frozen values, without any person's name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.dates.when import Span
from bot.meetings.rules import MeetingOutcome
from bot.models import Coordination, MeetingKind, MemberKind, Role
from bot.network.membership import Part
from bot.report.experience_text import ExperienceText


class Audience(StrEnum):
    """Whom a report is for: it holds what they may read (domain 16)."""

    INTERNAL = "internal"
    PUBLIC = "public"
    RESEARCH = "research"


@dataclass(frozen=True)
class ReportedExperience(ExperienceText):
    """One experience, as its member tells it."""

    member: str
    member_id: int | None
    activity: int | None
    """The activity's number."""
    day: date
    """When it was contributed."""


@dataclass(frozen=True)
class ReportedStep:
    """A part of an activity."""

    title: str
    when: str
    is_done: bool


@dataclass(frozen=True)
class ReportedActivity:
    """An activity, with what was learned in it."""

    number: int
    title: str
    goal: str
    when: str
    how: tuple[str, ...]
    comment: str
    open_question: str
    steps: tuple[ReportedStep, ...]
    is_done: bool
    done_at: int
    """At how many members it is noted as done, where every member has it to do."""
    to_do_at: int
    """How many those are; 0 where it is not every member's to do."""
    goes_on: bool
    """Whether a part of it goes on through the whole period."""
    to_finish: int
    """How many of its parts can be finished; 0: it goes on through the whole period, and is never left undone."""
    finished: int
    """How many of these are."""
    experiences: tuple[ReportedExperience, ...]
    """Those that are told here."""
    contributed: int
    """How many were contributed, also those that are not told here."""

    @property
    def is_finished(self) -> bool:
        """Whether it is marked as done, or all of it that can be finished."""
        return self.is_done or (not self.to_do_at and 0 < self.to_finish == self.finished)

    @property
    def can_be_finished(self) -> bool:
        """Whether it can be left undone."""
        return self.to_do_at > 0 or self.to_finish > 0


@dataclass(frozen=True)
class ReportedMeeting:
    """A meeting of the period, and what is known of whether it took place."""

    kind: MeetingKind
    title: str
    days: Span
    host: str
    place: str
    is_digital: bool
    outcome: MeetingOutcome
    themes: tuple[str, ...]
    came: int
    seats: int
    """How many seats it was noted for, once it has begun; 0: nobody noted who came."""


@dataclass(frozen=True)
class ReportedMember:
    """A member, with what it did."""

    id: int
    name: str
    kind: MemberKind
    municipalities: tuple[str, ...]
    part: Part
    """On the day the report is made, or the period's last when that has been."""
    stay: Span | None
    """The days on which it takes part; None where there are none, or nobody knows them."""
    has_taken_part: bool
    """Then or before."""
    page_text: str
    hosted: tuple[ReportedMeeting, ...]
    experiences: tuple[ReportedExperience, ...]
    """Those that are told here."""
    contributed: Mapping[int | None, int]
    """How many it contributed by the activity's number, also those that are not told here; None: to no activity."""
    challenges: tuple[tuple[str, str], ...]
    came: int
    seats: int

    @property
    def total(self) -> int:
        """How many experiences it contributed."""
        return sum(self.contributed.values())


@dataclass(frozen=True)
class MemberDecision:
    """What a member's board decided or is to decide about taking part in a period (domain 20)."""

    member: str
    body: str
    outcome: str
    case_number: str
    decided_on: date | None


@dataclass(frozen=True)
class ReportedReview:
    """A peer review (domain 21)."""

    member: str
    reviewers: tuple[str, ...]
    challenge: str
    held_on: date | None
    report: str


@dataclass(frozen=True)
class ReportData:
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
    activities: tuple[ReportedActivity, ...]
    other_experiences: tuple[ReportedExperience, ...]
    members: tuple[ReportedMember, ...]
    meetings: tuple[ReportedMeeting, ...]
    reviews: tuple[ReportedReview, ...]
    editorial: Mapping[str, str]
    contributed: int
    """How many experiences the period has, also those that are not told here."""
    left_out: int
    """Experiences that their authors keep from this audience."""
    waiting: int
    """Experiences that may be published and are not approved: a public report is without them."""
    decisions: tuple[MemberDecision, ...]
    """Decisions and proposals about this period."""
    next_decisions: tuple[MemberDecision, ...]
    """Decisions and proposals about the periods that come after."""
    all_confirmed: bool
    """Whether all who wrote what is told here have confirmed that no child can be recognised."""
    as_of: date
    """The day of the newest of these data."""
    is_over: bool
    """Whether the period has ended; until then the report is a draft."""
    seats_by_role: Mapping[Role, tuple[int, int]] = field(default_factory=dict)
    """How many came and how many seats it was noted for."""
    knows_people: bool = False
    """Whether the network has people whose names the texts were looked through for."""
    named: tuple[str, ...] = ()
    """The names of the network's people that stand in it."""
    traces: tuple[str, ...] = ()
    """The same, and likely numbers and addresses of persons."""

    @property
    def experiences(self) -> tuple[ReportedExperience, ...]:
        """All experiences, by number."""
        everything = [*self.other_experiences, *(each for activity in self.activities for each in activity.experiences)]
        return tuple(sorted(everything, key=lambda each: each.number))

    @property
    def took_part(self) -> tuple[ReportedMember, ...]:
        """The members that take part or have: whatever counts the period's members counts these."""
        return tuple(each for each in self.members if each.has_taken_part)

    @property
    def held(self) -> tuple[ReportedMeeting, ...]:
        """The meetings that were held."""
        return tuple(each for each in self.meetings if each.outcome is MeetingOutcome.TOOK_PLACE)

    @property
    def not_recorded(self) -> tuple[ReportedMeeting, ...]:
        """The meetings whose time has passed and of which nobody has noted whether they took place."""
        return tuple(each for each in self.meetings if each.outcome is MeetingOutcome.NOT_RECORDED)
