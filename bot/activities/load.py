"""What the views of activities show, each loaded as one value: the card of one activity, and the lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.activities import store as activities_store
from bot.activities.coverage import Coverage
from bot.activities.rules import Mine, at_members, can_be_marked, may_mark, mine
from bot.dates.when import Seasons
from bot.experiences.rules import may_read, reader_of
from bot.feature.call import Call, Refusal
from bot.models import Activity, DoneAtMember, Experience, Member, Membership, Period, Person
from bot.network import plan
from bot.network import store as network_store
from bot.network.membership import MembersOfPeriod, is_over, period_in_force, periods_around, speaks_for
from bot.network.periods import Shown
from bot.network.plan import seasons_of


@dataclass(frozen=True)
class Today:
    """The day on which activities are looked at, where the network is, and the network's seasons."""

    day: date
    zone: ZoneInfo
    seasons: Seasons

    @classmethod
    def of(cls, call: Call) -> Today:
        """The day of a call."""
        return cls(call.today, call.zone, seasons_of(call.network))


@dataclass(frozen=True)
class AtMembers:
    """Where an activity that every member has to do is done, as one person sees it."""

    activity: Activity
    noted: Sequence[DoneAtMember]
    lacking: Sequence[Membership]
    own: int
    """The row of the member for which the asker notes it; 0: none."""
    may_note_all: bool

    @classmethod
    def load(cls, call: Call, activity: Activity) -> AtMembers:
        """Read it for the asker."""
        noted, lacking = at_members(activity, call.today)
        having = {*(each.member_id for each in noted), *(each.member_id for each in lacking)}
        member = call.member_of.member_id if call.member_of else None
        is_theirs = member in having and speaks_for(call.member_of, member)
        may = can_be_marked(activity, call.today)
        return cls(activity, noted, lacking, (member or 0) if is_theirs and may else 0, call.is_coordinator and may)

    @property
    def is_own_noted(self) -> bool:
        """Whether it is noted as done at the asker's member."""
        return any(each.member_id == self.own for each in self.noted)


@dataclass(frozen=True)
class ActivityCard:
    """One activity as one person sees it."""

    activity: Activity
    today: Today
    marked_by: Person | None
    """Who marked it as done."""
    experiences: Sequence[Experience]
    """Those this person may read, the newest first."""
    contributed: int
    """How many members have contributed; of those of its period, where it names any."""
    members: int
    """How many members have taken part in its period, also those that have left since."""
    of: MembersOfPeriod
    """The members of its period, with what the part of each is."""
    may_mark: bool
    may_contribute: bool
    names_people: bool = False
    """Whether who answers for a step stands by name, or their member."""
    answered_by: Person | None = None
    """Who noted the answer to its open question."""
    may_change: bool = False
    """Whether the asker changes the plan."""
    may_answer: bool = False
    """Whether the asker notes the answer to its open question."""
    at: AtMembers | None = None
    """Where it is done, when every member has it to do."""

    @classmethod
    def load(cls, call: Call, activity: Activity) -> ActivityCard:
        """Read what the card shows the asker."""
        experiences = plan.experiences_of(call.session, activity)
        members = {each.member_id for each in plan.who_took_part(call.session, activity.period, call.today)}
        contributors = {each.member_id for each in experiences if each.member_id is not None}
        reader = reader_of(call)
        in_force = network_store.period_at(call.session, call.network, call.today)
        return cls(
            activity=activity,
            today=Today.of(call),
            marked_by=plan.who_marked(call.session, activity) if call.is_inside else None,
            names_people=call.is_inside,
            experiences=[each for each in experiences if may_read(each, reader)],
            contributed=len(contributors & members) if members else len(contributors),
            members=len(members),
            may_mark=may_mark(call.member_of, call.is_coordinator) and can_be_marked(activity, call.today),
            may_contribute=call.may_write and activity.period is in_force,
            of=network_store.members_of(call.session, activity.period, call.today),
            answered_by=who_answered(call, activity),
            may_change=call.is_coordinator and not is_over(activity.period, call.today),
            may_answer=may_answer(call, activity),
            at=AtMembers.load(call, activity) if activity.each_member else None,
        )


def may_answer(call: Call, activity: Activity) -> bool:
    """Whether the asker notes the answer to its open question: as who marks what is done."""
    return may_mark(call.member_of, call.is_coordinator) and can_be_marked(activity, call.today)


def who_answered(call: Call, activity: Activity) -> Person | None:
    """Who noted the answer to its open question, for who reads names."""
    return activity.answered_by if call.is_inside else None


def new_command(call: Call) -> str:
    """What a coordinator types to add an activity."""
    return call.command("aktiviteter ny", "activities new")


class Which(StrEnum):
    """The lists of activities, by the value of the button that leads to each."""

    OPEN = "open"
    MINE = "mine"
    LATE = "late"
    ALL = "all"


@dataclass(frozen=True)
class ActivityList:
    """A list of activities for one person, with the commands that are named beside it."""

    which: Which
    today: Today
    period: Period | None
    activities: Sequence[Activity]
    """The period's, by number; in the list of all those of every period, the latest first, when `period` is None."""
    command: str
    all_command: str
    contribute_command: str
    new_command: str
    member: Member | None = None
    """Whom the asker represents."""
    around: Sequence[Period] = ()
    """The period that runs, or the one that ended and the one that begins."""
    mine: Mine | None = None
    """What the asker has to do with the activities; None in the other lists, and for whoever has no seat, or takes no
    part."""
    out: Refusal | None = None
    """Why the asker's member takes no part today."""
    has_seat: bool = False
    may_write: bool = False
    then: Shown | None = None
    """What is shown of the period that was asked for; None where none was."""

    @classmethod
    def load(cls, call: Call, which: Which) -> ActivityList:
        """Read what a list shows the asker."""
        period, person, around = None, call.member_of, list[Period]()
        if which is Which.ALL:
            activities = plan.all_activities(call.session, call.network)
        else:
            periods = network_store.periods(call.session, call.network)
            period, around = period_in_force(periods, call.today), periods_around(periods, call.today)
            activities = plan.activities(call.session, period)
        own = None
        if which is Which.MINE and person is not None and activities:
            own = mine(activities, person, plan.contributors(call.session, period), call.today)
        return cls(
            which=which,
            today=Today.of(call),
            period=period,
            activities=activities,
            command=call.command("aktiviteter", "activities"),
            all_command=call.command("aktiviteter alla", "activities all"),
            contribute_command=call.command("erfarenhet", "experience"),
            new_command=new_command(call),
            member=person.member if person else None,
            around=around,
            mine=own,
            out=call.takes_no_part() if call.is_out else None,
            has_seat=person is not None,
            may_write=call.may_write,
        )

    @classmethod
    def of_period(cls, call: Call, period: Period, then: Shown) -> ActivityList:
        """Read the list of a period's activities, whatever their state, or of those late."""
        return cls(
            which=Which.LATE if then is Shown.LATE else Which.ALL,
            then=then,
            today=Today.of(call),
            period=period,
            activities=plan.activities(call.session, period),
            command=call.command("aktiviteter", "activities"),
            all_command=call.command("aktiviteter alla", "activities all"),
            contribute_command=call.command("erfarenhet", "experience"),
            new_command=new_command(call),
        )


@dataclass(frozen=True)
class CoverageOfPeriod:
    """Who has contributed to what in a period, and whether drafts are shown and those missing may be asked."""

    period: Period
    coverage: Coverage
    for_coordinator: bool
    may_chase: bool

    @classmethod
    def load(cls, call: Call, period: Period) -> CoverageOfPeriod:
        """Read it for a period; only in the one in force are those missing asked."""
        return cls(
            period,
            activities_store.coverage_of(call.session, period, call.today),
            for_coordinator=call.is_coordinator,
            may_chase=call.is_coordinator and period is network_store.period_at(call.session, call.network, call.today),
        )
