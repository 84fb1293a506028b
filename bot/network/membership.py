"""What is true of people and seats: who holds one, who is replaced, who deputises (domain 3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from bot.models import Membership, MembershipState, Person, PersonState, Role

SEATS = (Role.ELECTED, Role.OFFICIAL)
"""The roles of which a member has exactly one each."""
WITHOUT_MEMBER = (Role.COORDINATOR, Role.GUEST)
"""The roles one may have without belonging to a member."""


def holder(people: Iterable[Person], member_id: int | None, role: Role) -> Person | None:
    """Who holds a member's seat now."""
    return next(
        (
            each
            for each in people
            if each.member_id == member_id and each.role is role and each.state is PersonState.CONFIRMED
        ),
        None,
    )


def replaced_by(person: Person, people: Iterable[Person]) -> Person | None:
    """Whom a person replaces when confirmed: the other who has the same seat."""
    if person.role not in SEATS or person.member_id is None:
        return None
    return holder((each for each in people if each.id != person.id), person.member_id, person.role)


def confirm(person: Person, people: list[Person], now: datetime) -> Person | None:
    """Let a person in; whoever had the seat leaves it, and their deputies follow the new one. Gives who left."""
    before = replaced_by(person, people)
    person.state, person.confirmed_at = PersonState.CONFIRMED, now
    if before is not None:
        for deputy in before.deputies:
            deputy.deputy_for = person
        leave(before, now)
    return before


def leave(person: Person, now: datetime) -> None:
    """Let a person go. What they wrote and answered stays."""
    person.state, person.left_at = PersonState.LEFT, now


def speaks_for(person: Person | None, member_id: int | None) -> bool:
    """Whether a person may ask and answer for a member: its elected, its official and their deputies."""
    if person is None or person.state is not PersonState.CONFIRMED or member_id is None:
        return False
    return person.member_id == member_id and person.role in (Role.ELECTED, Role.OFFICIAL, Role.DEPUTY)


def was_member(membership: Membership, day: date) -> bool:
    """Whether a member took part on a day of the past; one that has left counts until it left."""
    if membership.state is MembershipState.PENDING:
        return False
    if membership.state is MembershipState.LEFT and membership.ends is None:
        return False
    after_it_came = membership.starts is None or membership.starts <= day
    return after_it_came and (membership.ends is None or day <= membership.ends)
