"""Questions to the database about hosting turns, requests to swap them, and whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, case, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.hosting.rules import still_stands
from bot.meetings import store as meetings_store
from bot.models import (
    ChecklistItem,
    Fee,
    HostingTurn,
    Meeting,
    Membership,
    Network,
    Period,
    Person,
    PersonState,
    Role,
    SlackUser,
    SwapRequest,
    SwapState,
)
from bot.network import store as network_store

_turn_parts = (joinedload(HostingTurn.member), joinedload(HostingTurn.meeting))
_turns = (
    select(HostingTurn)
    .join(Meeting, Meeting.id == HostingTurn.meeting_id)
    .where(HostingTurn.network_id == bindparam("network"))
    .options(*_turn_parts)
)
_queue = (
    select(HostingTurn)
    .where(HostingTurn.network_id == bindparam("network"), HostingTurn.meeting_id.is_(None))
    .options(joinedload(HostingTurn.member))
    .order_by(HostingTurn.position, HostingTurn.id)
)
_with_turns = (
    joinedload(SwapRequest.turn).options(*_turn_parts),
    joinedload(SwapRequest.other_turn).options(*_turn_parts),
    joinedload(SwapRequest.member),
    joinedload(SwapRequest.other_member),
)
_requests = (
    select(SwapRequest)
    .join(HostingTurn, HostingTurn.id == SwapRequest.turn_id)
    .where(HostingTurn.network_id == bindparam("network"), SwapRequest.state == bindparam("state"))
    .options(*_with_turns)
    .order_by(SwapRequest.decided_at, SwapRequest.id)
)
_request = select(SwapRequest).where(SwapRequest.id == bindparam("id")).options(*_with_turns)
_checklist_rows = select(ChecklistItem).where(ChecklistItem.meeting_id == bindparam("meeting"))
_fees = (
    select(Fee)
    .join(Membership, Membership.id == Fee.membership_id)
    .where(Membership.period_id == bindparam("period"))
    .order_by(Fee.year, Fee.id)
)
_official_first = case((Person.role == Role.OFFICIAL, 0), else_=1)
_voices = (
    select(Person)
    .where(
        Person.member_id == bindparam("member"),
        Person.state == PersonState.CONFIRMED,
        Person.role.in_((Role.OFFICIAL, Role.ELECTED)),
        Person.slack_id.is_not(None),
    )
    .order_by(_official_first, Person.id)
)
_coordinators = (
    select(Person.slack_id, Person.name)
    .where(
        Person.network_id == bindparam("network"),
        Person.role == Role.COORDINATOR,
        Person.state == PersonState.CONFIRMED,
    )
    .order_by(Person.id)
)
_names = (
    select(SlackUser.id, SlackUser.name, Person.name.label("known_as"))
    .outerjoin(Person, (Person.slack_id == SlackUser.id) & (Person.network_id == bindparam("network")))
    .where(SlackUser.id.in_(bindparam("ids", expanding=True)), or_(SlackUser.name != "", Person.id.is_not(None)))
)


def turns(session: Session, network: Network) -> list[HostingTurn]:
    """Every turn that has a meeting, with both."""
    return list(session.scalars(_turns, {"network": network.id}))


def checklist_rows(session: Session, meeting: Meeting) -> list[ChecklistItem]:
    """What is stored of a meeting's list: what was put on it or ticked."""
    return list(session.scalars(_checklist_rows, {"meeting": meeting.id}))


def queue(session: Session, network: Network, today: date) -> list[HostingTurn]:
    """The turns that have no meeting yet, in their order; of the members that take part or will."""
    members = network_store.members_to_host(session, network, today)
    return [each for each in waiting(session, network) if each.member in members]


def waiting(session: Session, network: Network) -> list[HostingTurn]:
    """All turns that have no meeting yet, in their order."""
    return list(session.scalars(_queue, {"network": network.id}))


def swap_requests(session: Session, network: Network, state: SwapState) -> list[SwapRequest]:
    """Requests to swap in that state, in the order they were decided or made, with turns and members."""
    return list(session.scalars(_requests, {"network": network.id, "state": state}))


def may_exchange(session: Session, network: Network, turn: HostingTurn, other: HostingTurn) -> bool:
    """Whether each of two members takes part when it would host instead of the other."""
    return (turn.id, other.id) in exchanges(session, network, [turn, other])


def exchanges(session: Session, network: Network, turns: Sequence[HostingTurn]) -> set[tuple[int, int]]:
    """The pairs of turns, by their rows, whose members can change places: they are two, and each takes part when it
    would host instead of the other."""
    hosts = meetings_store.hosts_of(session, network, [each.meeting for each in turns if each.meeting is not None])
    dated = [(each, hosts[each.meeting_id]) for each in turns if each.meeting_id is not None]
    return {
        (turn.id, other.id)
        for turn, with_turn in dated
        for other, with_other in dated
        if turn.member_id != other.member_id and turn.member in with_other and other.member in with_turn
    }


def can_be_made(session: Session, network: Network, request: SwapRequest, now: datetime) -> bool:
    """Whether the swap can still be made as it was asked."""
    stands = still_stands(request, now, ZoneInfo(network.timezone))
    return stands and may_exchange(session, network, request.turn, request.other_turn)


def open_requests(session: Session, network: Network, now: datetime) -> list[SwapRequest]:
    """The requests that wait for an answer and can still be made."""
    waiting = swap_requests(session, network, SwapState.ASKED)
    return [each for each in waiting if can_be_made(session, network, each, now)]


def swap_request(session: Session, network: Network, request_id: int) -> SwapRequest | None:
    """A request of this network by its row number."""
    request = session.scalar(_request, {"id": request_id}) if request_id else None
    return request if request is not None and request.turn.network_id == network.id else None


def voices(session: Session, network: Network, member_id: int | None, day: date) -> list[Person]:
    """Who can be asked in Slack for a member that takes part on a day or will later, as a host can be: its official
    first, then its elected."""
    there = {each.id for each in network_store.members_to_host(session, network, day)}
    return list(session.scalars(_voices, {"member": member_id})) if member_id in there else []


def coordinator_names(session: Session, network: Network, slack_ids: tuple[str, ...]) -> list[tuple[str, str]]:
    """Slack id and name of those who hold the coordinator's role; when nobody does, of those who may administer. One
    of the two may be empty: not in Slack, or without a name the bot knows."""
    coordinators = [(row.slack_id or "", row.name) for row in session.execute(_coordinators, {"network": network.id})]
    if coordinators or not slack_ids:
        return coordinators
    rows = session.execute(_names, {"network": network.id, "ids": slack_ids})
    names = {row.id: row.known_as or row.name for row in rows}
    return [(each, names.get(each, "")) for each in slack_ids]


def fees_noted(session: Session, period: Period) -> list[Fee]:
    """What is noted of the fees of a period, year by year."""
    return list(session.scalars(_fees, {"period": period.id}))
