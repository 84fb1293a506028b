"""Questions to the database about days proposed for meetings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.feature.call import Call, Overtaken
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.models import DayProposal, HostingTurn, Meeting, Network
from bot.polls.rules import Poll, PollState

_proposals = (
    select(DayProposal)
    .join(Meeting, Meeting.id == DayProposal.meeting_id)
    .where(Meeting.network_id == bindparam("network"))
    .options(
        joinedload(DayProposal.meeting).joinedload(Meeting.turn).joinedload(HostingTurn.member),
        joinedload(DayProposal.proposed_by),
        selectinload(DayProposal.answers),
    )
    .order_by(DayProposal.meeting_id, DayProposal.proposed_at, DayProposal.first_day, DayProposal.id)
)


def all_polls(session: Session, network: Network) -> list[Poll]:
    """Every question that was asked about days, without who is asked."""
    found = session.scalars(_proposals, {"network": network.id}).all()
    return [poll for _, rows in groupby(found, key=lambda each: each.meeting_id) for poll in _of_meeting(list(rows))]


def _of_meeting(rows: list[DayProposal]) -> Iterator[Poll]:
    for at, together in groupby(rows, key=lambda each: each.proposed_at):
        alternatives = tuple(together)
        yield Poll(alternatives[0].meeting, alternatives, is_newest=at == rows[-1].proposed_at)


def with_sittings(session: Session, network: Network, poll: Poll) -> Poll:
    """A question with who is asked."""
    seats = meetings_store.seats(session, network, poll.meeting)
    return Poll(poll.meeting, poll.proposals, seats.sittings, poll.is_newest)


def open_polls(session: Session, network: Network, now: datetime) -> list[Poll]:
    """The questions that wait for answers or a decision, by when their first days are."""
    zone = ZoneInfo(network.timezone)
    found = [each for each in all_polls(session, network) if each.state(now, zone) is PollState.OPEN]
    return [
        with_sittings(session, network, each) for each in sorted(found, key=lambda each: each.proposals[0].first_day)
    ]


def poll_of(call: Call, proposal_id: int) -> Poll:
    """The question that an alternative belongs to; refused when it is gone."""
    polls = all_polls(call.session, call.network)
    found = next((each for each in polls if any(row.id == proposal_id for row in each.proposals)), None)
    if found is None:
        raise Overtaken(N_("Those days are no longer proposed."), "meeting.list")
    return with_sittings(call.session, call.network, found)


def poll_about(call: Call, meeting: Meeting) -> Poll | None:
    """The newest question about a meeting's days, whatever has become of it."""
    polls = [each for each in all_polls(call.session, call.network) if each.meeting is meeting and each.is_newest]
    return with_sittings(call.session, call.network, polls[0]) if polls else None
