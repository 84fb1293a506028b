"""What is noted of the members' decisions on an agreement, and of their mandates; who notes it (domain 4, 20).

A day says that there is a decision: what is noted without one is a proposal. A member's part in the period is another
thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from bot.feature.values import ButtonValue
from bot.models import Mandate, Membership, MembershipState, Period, Person, PersonState, Role
from bot.network.membership import MembersOfPeriod, decided_rows, period_in_force
from bot.plan.nouns import Plan, PlannedMember

T = TypeVar("T")
USUAL_BODY = "Kommunstyrelsen"
NEAR = timedelta(days=180)
"""So long before an agreement ends its members decide on the next."""
NEW = 0


@dataclass(frozen=True)
class DecisionValue(ButtonValue):
    """A membership, and the row number of one of its decisions or mandates; `NEW`: one that is yet to be noted."""

    membership: int
    row: int


@dataclass(frozen=True)
class MemoValue(ButtonValue):
    """A memo on a period's agreement, for one member by its membership; `NEW`: for all."""

    period: int
    membership: int


@dataclass(frozen=True)
class DecisionUndo(ButtonValue):
    """A change of the plan to be undone, and the membership it was made on."""

    edit: int
    membership: int


@dataclass(frozen=True)
class MemberDecisions:
    """What is noted of one member in a period, for whoever reads it."""

    membership: Membership
    members: MembersOfPeriod
    mandates: Sequence[Mandate]
    """None for whoever may not read them."""
    may_note: bool


def may_note(person: Person | None, membership: Membership, *, is_coordinator: bool) -> bool:
    """Whether somebody notes what a member decides: its official, who knows it first, also while it is pending, and
    who coordinates."""
    if is_coordinator:
        return True
    is_official = person is not None and person.role is Role.OFFICIAL and person.state is PersonState.CONFIRMED
    return is_official and person is not None and person.member_id == membership.member_id


def period_decided_on(periods: Sequence[Period], today: date) -> Period | None:
    """The period that is decided about: the next one, where there is any; else the one in force."""
    coming = next((each for each in periods if each.starts > today), None)
    return coming or period_in_force(periods, today)


def is_next_wanted(periods: Sequence[Period], today: date) -> bool:
    """Whether the agreement ends soon, and no period comes after it."""
    last = periods[-1] if periods else None
    return last is not None and timedelta() <= last.ends - today <= NEAR


def without_decision(memberships: Iterable[Membership]) -> list[Membership]:
    """The members of which nobody has noted that they decided, without those that have left."""
    return [each for each in memberships if each.state is not MembershipState.LEFT and not decided_rows(each)]


def put(rows: Sequence[T], place: int | None, row: T | None) -> tuple[T, ...]:
    """The rows with another in that place, or one more; without it where there is none any more."""
    if place is None:
        return (*rows, row) if row is not None else tuple(rows)
    return (*rows[:place], *((row,) if row is not None else ()), *rows[place + 1 :])


def with_member(plan: Plan, name: str, change: Callable[[PlannedMember], PlannedMember]) -> Plan:
    """The plan with one member changed."""
    return replace(plan, members=tuple(change(each) if each.name == name else each for each in plan.members))


def differ_in_one_member(one: Plan, other: Plan, name: str) -> bool:
    """Whether two plans say the same but for what they say of a member."""

    def rest(plan: Plan) -> Plan:
        return replace(plan, members=tuple(each for each in plan.members if each.name != name))

    return rest(one) == rest(other)
