"""What people are told about their seats."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.feature.call import Call, Refusal
from bot.feature.post import Post
from bot.language import N_, Say
from bot.models import JoinRequest, Network, Person, PersonState, Role
from bot.network import store as network_store
from bot.network.coordinators import Candidate
from bot.network.membership import SEATS, confirm
from bot.network.people import seat_was_ended

A_MONTH = timedelta(days=30)
"""How long what is told of seats and requests is of use."""
LAST_COORDINATOR: Final = N_(
    "{name} is the network's last coordinator. Let somebody else be confirmed as coordinator first."
)


def tell_seat_lost(call: Call, person: Person, *, replaced: bool) -> None:
    """Tell somebody that they have lost their seat, unless it is they who ended it."""
    if person.slack_id is None or person.slack_id == call.user.id:
        return

    def write(say: Say) -> Message:
        join = call.command("natverk gå med", "network join", say=say)
        return seat_was_ended(say, person, call.network.name, join, replaced=replaced)

    call.post(told_of_seat(person, call.now, person.slack_id, write))


@contextmanager
def keeping_a_coordinator(call: Call, person: Person) -> Iterator[None]:
    """Take the seat that somebody has from them; a network keeps somebody who coordinates it."""
    coordinated = person.state is PersonState.CONFIRMED and person.role is Role.COORDINATOR
    name = person.name
    yield
    call.session.flush()
    if coordinated and not network_store.named_coordinators(call.session, person.network, call.named_for_all):
        raise Refusal(LAST_COORDINATOR, name=name)


def take_over_deputies(session: Session, person: Person) -> None:
    """Whoever comes to a seat of a member has its deputies that stand in for nobody."""
    if person.role in SEATS and person.member_id:
        for deputy in network_store.deputies_without_anybody(session, person.member_id, person.role):
            deputy.deputy_for = person


def candidate(session: Session, network: Network, slack_id: str) -> Candidate:
    """Somebody in Slack, as they are in the network and as Slack tells of them."""
    person = network_store.account(session, network, slack_id)
    return Candidate(slack_id, person, network_store.slack_user(session, slack_id))


def seat_as_coordinator(session: Session, network: Network, person: Person, by: str, now: datetime) -> None:
    """Make somebody coordinator of a network: what they had asked for is decided with it, and their seat goes."""
    session.add(person)
    session.flush()
    request = network_store.open_request(session, person) or JoinRequest(
        network_id=network.id, person=person, asked_at=now
    )
    request.role, request.member, request.asks_for, request.deputises = Role.COORDINATOR, None, "", None
    session.add(request)
    session.flush()
    confirm(request, network_store.people(session, network), by, now)
    session.flush()


def told_of_seat(person: Person, now: datetime, to: str, write: Callable[[Say], Message]) -> Post:
    """What tells somebody that they have a seat, or have lost it."""
    key = f"seat/{person.id}/{person.state}/{int(now.timestamp())}"
    return Post(key=key, kind="join", to=to, due=now, useful_until=now + A_MONTH, write=write)
