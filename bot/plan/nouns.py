"""What a plan file says, as values. The field names are the file's own; docs/plan-format.md explains each.

Texts are as written; times are both as written (`when`) and as days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, ClassVar, Final

from bot.dates.when import Span
from bot.models import Coordination, Invites, MeetingKind, MemberKind, MembershipState, Role
from bot.municipalities import first_called
from bot.network.hours import DAYS_BEFORE, FIRST_HOUR, LAST_HOUR, LONGEST_OFFSET

COMPUTED: Final = {"computed": True}
"""Marks what is worked out after reading and has no name in the file."""


def between(least: int, most: int) -> Any:
    """A whole number that may be left out, with what is allowed."""
    return field(default=None, metadata={"least": least, "most": most})


@dataclass(frozen=True)
class Placed:
    """Something that stands in a file; its own line and those of its fields."""

    line: int = field(default=0, kw_only=True, metadata=COMPUTED)
    lines: Mapping[str, int] = field(default_factory=dict, kw_only=True, compare=False, repr=False, metadata=COMPUTED)

    def at(self, name: str) -> int:
        """The line of a field; the thing's own when the field was left out."""
        return self.lines.get(name, self.line)


@dataclass(frozen=True)
class PlannedSeasons(Placed):
    """First to last month of a season ("januari-juni"), where it is not the usual (domain 14)."""

    spring: str = ""
    summer: str = ""
    autumn: str = ""


def days_before() -> Any:
    """A list of days that may be left out."""
    return field(default=(), metadata={"least": 1, "most": LONGEST_OFFSET})


@dataclass(frozen=True)
class PlannedReminders(Placed):
    """When reminders come, where it is not as usual: days before (`came`, `experiences`: working days after)."""

    hour: int | None = between(FIRST_HOUR, LAST_HOUR)
    quiet: str = ""
    """The quiet weeks ("30/12-7/1, v28-31"), where they are not the usual."""
    dates: tuple[int, ...] = days_before()
    invitation: int | None = between(1, LONGEST_OFFSET)
    silent: tuple[int, ...] = days_before()
    summary: tuple[int, ...] = days_before()
    soon: tuple[int, ...] = days_before()
    checklist: tuple[int, ...] = days_before()
    planning: tuple[int, ...] = days_before()
    came: tuple[int, ...] = days_before()
    experiences: int | None = between(1, LONGEST_OFFSET)
    agreement: tuple[int, ...] = days_before()
    mandate: tuple[int, ...] = days_before()

    @property
    def offsets(self) -> dict[str, list[int]]:
        """The days by kind, as far as they are written; the largest first."""
        days = {name: getattr(self, name) for name in DAYS_BEFORE}
        return {
            name: [value] if isinstance(value, int) else sorted(set(value), reverse=True)
            for name, value in days.items()
            if value
        }


@dataclass(frozen=True)
class PlannedNetwork(Placed):
    """The network, the same in all its periods' files; `key` ties them together."""

    key: str
    name: str
    aim: str = ""
    website: str = ""
    language: str = ""
    timezone: str = ""
    channel: str = ""
    """Its channel in Slack, by the id that Slack gives it; as it is when nothing is said."""
    history: tuple[str, ...] = ()
    """What was before the periods that are loaded, and projects of the past: a line for each."""
    seasons: PlannedSeasons | None = None
    reminders: PlannedReminders | None = None
    host_list: tuple[str, ...] = ()
    """What every host sees to, instead of the usual things."""
    coordinators: tuple[str, ...] = ()
    """Slack ids of who coordinates it."""


@dataclass(frozen=True)
class PlannedPeriod(Placed):
    """A period, both days included, and how its members work together (domain 6, 9-12, 16, 21)."""

    name: str
    starts: date
    ends: date
    coordination: Coordination = Coordination.COORDINATOR
    coordination_text: str = ""
    meetings_a_year: int | None = between(0, 50)
    days_a_meeting: int | None = between(1, 14)
    background: tuple[str, ...] = ()
    strategy: tuple[str, ...] = ()
    ways_of_working: tuple[str, ...] = ()
    peer_review: str = ""
    final_report: str = ""


@dataclass(frozen=True)
class PlannedAgreement(Placed):
    """What the members have agreed on (domain 8, 20)."""

    title: str = ""
    adopted_by: str = ""
    laws: tuple[str, ...] = ()
    fee: int | None = between(0, 10_000_000)
    """Kronor a year and member."""
    pair_pays: int | None = between(1, 2)
    """How many fees a delegation of two pays; one where nothing is said."""
    host_pays: tuple[str, ...] = ()
    others_pay: tuple[str, ...] = ()
    everyone_pays: tuple[str, ...] = ()
    across_election: int | None = between(1990, 2100)
    """The year of the general election it runs across."""
    revised_after_years: int | None = between(1, 20)
    text: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlannedMandate(Placed):
    """A seat's mandate, never with a person's name (domain 4)."""

    role: Role
    starts: date | None = None
    ends: date | None = None
    case_number: str = ""
    condition: str = ""


@dataclass(frozen=True)
class PlannedDecision(Placed):
    """What a member's board decides on the agreement (domain 20)."""

    body: str
    decided_on: date | None = None
    case_number: str = ""
    outcome: str = ""


@dataclass(frozen=True)
class PlannedMember(Placed):
    """A delegation and its part in this period (domain 1, 2)."""

    shorthand: ClassVar[str] = "name"

    name: str
    kind: MemberKind = MemberKind.MUNICIPALITY
    municipalities: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    state: MembershipState = MembershipState.ACTIVE
    starts: date | None = None
    ends: date | None = None
    since: int | None = between(1900, 2100)
    """The year it first took part, where that lies before the periods that are loaded."""
    note: str = ""
    decisions: tuple[PlannedDecision, ...] = ()
    mandates: tuple[PlannedMandate, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and what else it is called."""
        return (self.name, *self.also_called)


@dataclass(frozen=True)
class PlannedStep(Placed):
    """A line of a plan's "Hur"; a step when it has a time (domain 13, 14)."""

    shorthand: ClassVar[str] = "what"

    what: str
    when: str = ""
    responsible: str = ""
    days: Span | None = field(default=None, metadata=COMPUTED)
    """When it is to be done; None while it only is ongoing."""
    ongoing: bool = field(default=False, metadata=COMPUTED)


@dataclass(frozen=True)
class PlannedActivity(Placed):
    """An activity of the plan (domain 13)."""

    number: int = field(metadata={"least": 1, "most": 9999})
    title: str
    how: tuple[PlannedStep, ...] = ()
    when: str = ""
    comment: tuple[str, ...] = ()
    open_question: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    """To the open question."""
    each_member: bool = False
    """Whether every member has it to do."""
    responsible: str = ""
    steps: tuple[PlannedStep, ...] = field(default=(), metadata=COMPUTED)
    """The lines that have a time, their own or the activity's, or somebody who answers for them; one without words when
    only the activity has."""
    goal: str = field(default="", metadata=COMPUTED)


@dataclass(frozen=True)
class PlannedArea(Placed):
    """A focus area (domain 13)."""

    shorthand: ClassVar[str] = "title"

    title: str


@dataclass(frozen=True)
class PlannedGoal(Placed):
    """A goal with its activities (domain 13)."""

    shorthand: ClassVar[str] = "title"

    title: str
    activities: tuple[PlannedActivity, ...] = ()


@dataclass(frozen=True)
class PlannedMeeting(Placed):
    """A meeting, known by its month or its days (domain 7, 9-11)."""

    when: str
    kind: MeetingKind
    key: str = ""
    """What it is known by when the file is loaded again; made from kind and month when it is not written."""
    title: str = ""
    starts: str = ""
    """When it begins on its first day, local time, as written."""
    ends: str = ""
    """When it ends on its last day."""
    digital: bool = False
    place: str = ""
    link: str = ""
    note: str = ""
    cancelled: bool = False
    invites: Invites | None = None
    """Whose seats are invited, where it is not as its kind does."""
    invited: tuple[str, ...] = ()
    """The members that are, with both seats, and people by their Slack ids."""
    host: str = ""
    host_reason: str = ""
    month: date = field(default=date.min, metadata=COMPUTED)
    days: Span | None = field(default=None, metadata=COMPUTED)
    """None while only the month is known."""
    begins: time | None = field(default=None, metadata=COMPUTED)
    """`starts` as a time."""
    closes: time | None = field(default=None, metadata=COMPUTED)
    """`ends` as a time."""


@dataclass(frozen=True)
class PlannedTurn(Placed):
    """A member's turn to host, after the meetings that are planned (domain 7)."""

    shorthand: ClassVar[str] = "member"

    member: str


@dataclass(frozen=True)
class Plan:
    """One period of one network, as its file says it. `activities` are all, those under goals too."""

    network: PlannedNetwork
    period: PlannedPeriod
    agreement: PlannedAgreement = field(default_factory=PlannedAgreement)
    members: tuple[PlannedMember, ...] = ()
    goals: tuple[PlannedGoal, ...] = ()
    focus_areas: tuple[str, ...] = ()
    activities: tuple[PlannedActivity, ...] = ()
    meetings: tuple[PlannedMeeting, ...] = ()
    queue: tuple[PlannedTurn, ...] = ()
    """Who hosts after the planned meetings, in that order; as it is when nothing is said."""
    seasons: Mapping[str, tuple[int, int]] = field(default_factory=dict, metadata=COMPUTED)
    """First and last month of each season the network has its own for: {"spring": (1, 5)}."""
    quiet: str = field(default="", metadata=COMPUTED)
    """The network's own quiet weeks as they are stored."""
    file: str = field(default="", metadata=COMPUTED)

    def member(self, name: str) -> PlannedMember | None:
        """The member of that name, by whatever it is also called."""
        return first_called(name, [(each, each.names) for each in self.members])
