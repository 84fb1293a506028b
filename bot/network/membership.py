"""What is true of members, people and seats: who takes part on a day, who holds a seat, who deputises (domain 1-4).

Whether a member takes part on a day is decided by `part_on`, and by the statement that says the same in
`bot/network/store.py`; everybody asks one of the two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Final, Protocol

from bot.dates.when import Span
from bot.language import fold, swedish_order
from bot.models import (
    Decision,
    JoinRequest,
    Member,
    MemberKind,
    Membership,
    MembershipState,
    Period,
    Person,
    PersonState,
    RequestState,
    Role,
    SlackUser,
)
from bot.municipalities import real_name, regions

SEATS = (Role.ELECTED, Role.OFFICIAL)
"""The roles of which a member has exactly one each."""
WITHOUT_MEMBER = (Role.COORDINATOR, Role.GUEST)
"""The roles one may have without belonging to a member."""

WRITTEN: Final = "written when joining"
"""Marks the membership of a member that no plan has named: since when it takes part nobody has noted."""


def holders(people: Iterable[Person]) -> dict[tuple[int, Role], Person]:
    """Who holds which seat, by member and role; of two, the one who has had it longest."""
    held: dict[tuple[int, Role], Person] = {}
    for each in sorted(people, key=lambda each: each.id):
        if each.member_id is not None and each.role in SEATS and each.state is PersonState.CONFIRMED:
            held.setdefault((each.member_id, each.role), each)
    return held


def holder(people: Iterable[Person], member_id: int | None, role: Role) -> Person | None:
    """Who holds a member's seat."""
    return holders(people).get((member_id, role)) if member_id is not None else None


@dataclass(frozen=True)
class Applicant:
    """Somebody who asks for a seat, as those who decide see them."""

    request: JoinRequest
    account: SlackUser | None
    """What Slack tells of them, if it has."""
    puts_out: Person | None
    """Who leaves the seat when it is confirmed."""
    noted: Person | None = None
    """Who they may be, noted in that seat before they were in Slack."""

    @property
    def facts(self) -> tuple[object, ...]:
        """What is decided: the request as it reads, who is put out, and which seat they leave who ask."""
        person = self.request.person
        leaves = (person.role, person.member_id) if person.state is PersonState.CONFIRMED else ()
        out, noted = (each.id if each else 0 for each in (self.puts_out, self.noted))
        return self.request.version, out, leaves, noted


def replaced_by(request: JoinRequest, people: Iterable[Person]) -> Person | None:
    """Whom somebody replaces when their request is confirmed: the other who has the same seat."""
    return _other(request, people, request.role if request.role in SEATS else None)


def noted_as(request: JoinRequest, people: Iterable[Person]) -> Person | None:
    """Who somebody who is new may be: the one who has the seat they ask for, or is the same one's deputy, and has no
    account."""
    has_been_in = request.person.confirmed_at is not None or request.person.left_at is not None
    if request.member_id is None or has_been_in:
        return None
    if request.role in SEATS:
        there = [replaced_by(request, people)]
    else:
        seat = (request.role, request.member_id, request.deputises)
        there = [each for each in people if (each.role, each.member_id, each.deputises) == seat]
    without = [each for each in there if each is not None and not each.slack_id]
    same = [each for each in without if fold(each.name) == fold(request.person.name)]
    return next(iter(same or (without if len(without) == 1 else [])), None)


def deputy_of(request: JoinRequest, people: Iterable[Person]) -> Person | None:
    """Whose deputy somebody is when their request is confirmed."""
    return _other(request, people, request.deputises)


def _other(request: JoinRequest, people: Iterable[Person], role: Role | None) -> Person | None:
    others = (each for each in people if each.id != request.person_id)
    return holder(others, request.member_id, role) if role is not None else None


def sits_as(person: Person, role: Role, member_id: int | None, deputises: Role | None) -> bool:
    """Whether somebody has that very seat, as a deputy of that one."""
    seat = (person.role, person.member_id, person.deputises)
    return person.state is PersonState.CONFIRMED and seat == (role, member_id, deputises)


def still_sits(request: JoinRequest) -> bool:
    """Whether somebody who was confirmed has the seat that they asked for today too."""
    person = request.person
    is_in = person.state is PersonState.CONFIRMED
    return is_in and (person.role, person.member_id) == (request.role, request.member_id)


def known_as_asked(request: JoinRequest) -> None:
    """Who has never had a seat is known by the one they ask for; of everybody else theirs is kept."""
    person = request.person
    has_had_one = person.confirmed_at is not None or person.left_at is not None
    if person.state is PersonState.REQUESTED and not has_had_one:
        person.role, person.member = request.role, request.member


def confirm(request: JoinRequest, people: Sequence[Person], by: str, now: datetime) -> None:
    """Give somebody the seat they asked for; whoever had it leaves it, and their deputies follow the new one."""
    person, before, whose = request.person, replaced_by(request, people), deputy_of(request, people)
    take_seat(person, request.role, request.member, whose, now)
    if before is not None:
        for deputy in list(before.deputies):
            deputy.deputy_for = person
        leave(before, now)
    request.put_out = before
    close(request, RequestState.CONFIRMED, by, now)


def take_seat(person: Person, role: Role, member: Member | None, whose: Person | None, now: datetime) -> None:
    """Let somebody sit as that, as the deputy of `whose`; from another seat no deputies come along, and only an elected
    is spokesperson (domain 5)."""
    if (person.role, person.member_id) != (role, member.id if member else None):
        for deputy in list(person.deputies):
            deputy.deputy_for = None
    person.role, person.member, person.deputy_for = role, member, whose
    person.state, person.confirmed_at, person.left_at = PersonState.CONFIRMED, now, None
    person.spokesperson = bool(person.spokesperson) and role is Role.ELECTED


def is_deputy_of_none(deputy: Person, role: Role) -> bool:
    """Whether a deputy waits for whoever comes to have a seat of that role: it was empty, or is now."""
    whose = deputy.deputy_for
    return whose is None or (whose.role is role and whose.state is not PersonState.CONFIRMED)


def close(request: JoinRequest, state: RequestState, by: str, now: datetime, reason: str = "") -> None:
    """Say what has become of a request. Who has a seat keeps it; who has none waits for none any longer."""
    request.state, request.decided_by, request.decided_at, request.reason = state, by, now, reason
    person = request.person
    if person.state is not PersonState.REQUESTED:
        return
    if state is RequestState.DECLINED and person.confirmed_at is None:
        person.state = PersonState.DECLINED
    else:
        leave(person, person.left_at or now)


def has_lost_seat(person: Person) -> bool:
    """Whether somebody had a seat and has none; who took their request back has lost none."""
    return person.state is PersonState.LEFT and person.confirmed_at is not None


def leave(person: Person, now: datetime) -> None:
    """Let a person go. What they wrote and answered stays."""
    person.state, person.left_at, person.spokesperson = PersonState.LEFT, now, False


def spokesperson_of(people: Iterable[Person]) -> Person | None:
    """Who is spokesperson in political matters, if anybody is noted (domain 5)."""
    confirmed = (each for each in people if each.state is PersonState.CONFIRMED)
    return next((each for each in confirmed if each.spokesperson and each.role is Role.ELECTED), None)


def speaks_for(person: Person | None, member_id: int | None) -> bool:
    """Whether a person may ask and answer for a member: its elected, its official and their deputies."""
    if person is None or person.state is not PersonState.CONFIRMED or member_id is None:
        return False
    return person.member_id == member_id and person.role in (Role.ELECTED, Role.OFFICIAL, Role.DEPUTY)


class Part(Enum):
    """What a membership is on a day."""

    NOW = "now"
    """The member takes part."""
    LATER = "later"
    """Its first day has not come."""
    UNDECIDED = "undecided"
    PAST = "past"
    """It has left, or its last day has been."""
    ABSENT = "absent"
    """The period has other members."""
    BETWEEN = "between"
    """The day is in no period; it takes part in the one before and in the one after."""


def has_left_sometime(membership: Membership) -> bool:
    """Whether a member has left its period nobody knows when."""
    return membership.state is MembershipState.LEFT and membership.ends is None


def part_on(membership: Membership, day: date) -> Part:
    """What a membership of the period in force is on a day. One that has left counts to its last day, if that is
    known."""
    if membership.state is MembershipState.PENDING:
        return Part.UNDECIDED
    if has_left_sometime(membership):
        return Part.PAST
    if membership.ends is not None and membership.ends < day:
        return Part.PAST
    return Part.LATER if membership.starts is not None and membership.starts > day else Part.NOW


def takes_part(membership: Membership, day: date) -> bool:
    """Whether a member takes part on a day."""
    return part_on(membership, day) is Part.NOW


def has_decided(membership: Membership) -> bool:
    """Whether it is noted that a member has decided about the period: the day on which its board did, or that it has
    left. That a plan names it says nothing of a decision (domain 20)."""
    if membership.state is MembershipState.LEFT:
        return True
    return membership.state is MembershipState.ACTIVE and bool(decided_rows(membership))


def decided_rows(membership: Membership) -> list[Decision]:
    """The decisions that somebody has noted of a member in a period: those with a day. What has none is a proposal."""
    return [each for each in membership.decisions if each.decided_on is not None]


def stay_of(membership: Membership, period: Period) -> Span | None:
    """The days of its `period` on which a member takes part; None while it has not decided, and where it has left
    nobody knows when."""
    if membership.state is MembershipState.PENDING or has_left_sometime(membership):
        return None
    first = max(period.starts, membership.starts or period.starts)
    last = min(period.ends, membership.ends or period.ends)
    return Span(first, last) if first <= last else None


def has_taken_part(membership: Membership, day: date, contributors: Collection[int | None]) -> bool:
    """Whether a member takes part on a day of the period or did before: what counts the members of a period counts
    also those that have left since. Where no days are known, being among the `contributors` (member ids) says so."""
    stay = stay_of(membership, membership.period)
    return membership.member_id in contributors if stay is None else stay.first <= day


class Delegation(Protocol):
    """What is asked of a member, or of one in a report, to know its municipalities."""

    @property
    def kind(self) -> MemberKind: ...
    @property
    def municipalities(self) -> Sequence[str]: ...


def municipalities_of(members: Iterable[Delegation]) -> frozenset[str] | None:
    """The municipalities that members come from (domain 2): a pair from two, a city district from its own, an actor or
    a region from none. None where a member's are not known."""
    there = list(members)
    if any(not each.municipalities and each.kind is not MemberKind.ACTOR for each in there):
        return None
    return frozenset(real_name(name) or name for each in there for name in each.municipalities).difference(regions())


def municipalities_apart(members: Collection[Delegation]) -> int:
    """How many municipalities there are where each delegation is not one of its own; 0 where each is, there are none,
    or nobody knows."""
    count = len(municipalities_of(members) or ())
    are_one_each = count == len(members) and all(len(municipalities_of([each]) or ()) == 1 for each in members)
    return 0 if are_one_each else count


def day_within(period: Period, today: date) -> date:
    """The day whose members are those of a period: today while it runs, else its first or its last."""
    return max(period.starts, min(today, period.ends))


def period_in_force(periods: Sequence[Period], day: date) -> Period | None:
    """The period whose members count on a day: the one that runs; between and after periods the one that ran last;
    before all the first. `periods` first to last."""
    begun = [each for each in periods if each.starts <= day]
    return begun[-1] if begun else periods[0] if periods else None


def periods_around(periods: Sequence[Period], day: date) -> list[Period]:
    """The period that runs on a day; where none does, the one that ended last and the next to begin, as far as there
    are any. `periods` first to last."""
    begun = [each for each in periods if each.starts <= day][-1:]
    return begun if begun and not is_over(begun[0], day) else [*begun, *periods[len(ended(periods, day)) :][:1]]


@dataclass(frozen=True)
class MembersByDay:
    """Which members take part on which day, to be asked of many days."""

    periods: Sequence[Period]
    """First to last."""
    memberships: Mapping[int, Sequence[Membership]]
    """By the row number of their period."""
    _on: dict[date, list[Member]] = field(default_factory=dict)

    def on(self, day: date) -> list[Member]:
        """In Swedish order."""
        if day not in self._on:
            period = period_in_force(self.periods, day)
            there = self.memberships.get(period.id, ()) if period else ()
            members = (each.member for each in there if takes_part(each, day))
            self._on[day] = sorted(members, key=lambda each: swedish_order(each.name))
        return self._on[day]


@dataclass(frozen=True)
class MembersOfPeriod:
    """The members of a period, looked at from a day."""

    period: Period
    all: Sequence[Membership]
    """Also those that have left or have still to decide, in Swedish order."""
    today: date

    @property
    def day(self) -> date:
        """The day whose members are the period's."""
        return day_within(self.period, self.today)

    def membership(self, member_id: int | None) -> Membership | None:
        """That of one member."""
        return next((each for each in self.all if each.member_id == member_id), None)

    def part(self, member_id: int | None) -> Part:
        """What a member is on that day. Who has no member takes part, as does any where the period names none."""
        own = self.membership(member_id)
        if own is not None:
            return part_on(own, self.day)
        return Part.ABSENT if self.all and member_id is not None else Part.NOW

    @property
    def taking_part(self) -> list[Membership]:
        """Those that take part: today while the period runs, else when it begins, or did when it ended."""
        return [each for each in self.all if takes_part(each, self.day)]


def ended(periods: Iterable[Period], day: date) -> list[Period]:
    """The periods whose last day has been: nothing in them is changed any more."""
    return [each for each in periods if is_over(each, day)]


def is_over(period: Period, day: date) -> bool:
    """Whether a period's last day has been."""
    return period.ends < day


def period_of(periods: Iterable[Period], days: Span) -> Period | None:
    """The period that days lie in: the first they touch; None between, before and after periods. `periods` first to
    last. What was written on a day belongs to the one in force, for people go on when a period has ended."""
    return next((each for each in periods if lies_in(days, each)), None)


def lies_in(days: Span, period: Period) -> bool:
    """Whether any of the days is one of the period's."""
    return days.overlaps(period.days)


def takes_part_as(person: Person, members: Collection[int]) -> bool:
    """Whether somebody takes part when those members do: the people of a member with it, the others always."""
    return person.role in WITHOUT_MEMBER or person.member_id is None or person.member_id in members
