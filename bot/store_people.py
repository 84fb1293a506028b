"""Questions to the database about members and people."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from bot.language import swedish_order
from bot.models import Membership, Network, Period, Person, PersonState, Role

_memberships = (
    select(Membership).where(Membership.period_id == bindparam("period")).options(joinedload(Membership.member))
)
_with_seat = (joinedload(Person.member), joinedload(Person.deputy_for))
_asking = (
    select(Person)
    .where(Person.network_id == bindparam("network"), Person.state == PersonState.REQUESTED)
    .options(*_with_seat)
    .order_by(Person.requested_at, Person.id)
)
_person = select(Person).where(Person.id == bindparam("id")).options(*_with_seat)
_account = select(Person).where(Person.network_id == bindparam("network"), Person.slack_id == bindparam("who"))
_loose_deputies = select(Person).where(
    Person.member_id == bindparam("member"),
    Person.role == Role.DEPUTY,
    Person.state == PersonState.CONFIRMED,
    Person.deputy_for_id.is_(None),
)


def memberships(session: Session, period: Period | None) -> list[Membership]:
    """Who takes part in a period, waits or has left, in Swedish order."""
    found = session.scalars(_memberships, {"period": period.id}) if period else ()
    return sorted(found, key=lambda each: swedish_order(each.member.name))


def requests_to_join(session: Session, network: Network) -> list[Person]:
    """Who waits to be confirmed, the first first."""
    return list(session.scalars(_asking, {"network": network.id}))


def person(session: Session, network: Network, person_id: str) -> Person | None:
    """Somebody of this network by row number, as a button's value carries it."""
    found = session.scalar(_person, {"id": int(person_id)}) if person_id.isdecimal() and len(person_id) < 10 else None
    return found if found is not None and found.network_id == network.id else None


def account(session: Session, network: Network, slack_id: str) -> Person | None:
    """The row of a Slack account in a network, also of one who left or was declined."""
    return session.scalar(_account, {"network": network.id, "who": slack_id})


def deputies_without_anybody(session: Session, member_id: int) -> list[Person]:
    """A member's deputies whose seat was empty when they joined."""
    return list(session.scalars(_loose_deputies, {"member": member_id}))
