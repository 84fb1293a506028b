"""Rules of hosting: whose turn it is, who coordinates, and what may be swapped (domain 6, 7). Nothing is read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from bot.language import swedish_order
from bot.meetings.rules import (
    NOT_OVER,
    MeetingOutcome,
    in_order,
    is_to_come,
    outcome_of,
    put_turn_in_its_period,
    span_of,
    swap_closes_at,
)
from bot.models import Coordination, HostingTurn, Meeting, MeetingKind, MeetingState, Member, Period, SwapRequest

T = TypeVar("T")
FIXED_TERM: Final = re.compile(r"\bpå visstid|\bvisstidsanst|\bfixed[- ]term|\btidsbegränsa", re.IGNORECASE)


def is_on_fixed_term(period: Period | None) -> bool:
    """Whether the plan says that the coordinator is employed for a time (domain 6)."""
    return period is not None and any(map(FIXED_TERM.search, period.texts("coordination_text")))


def give_host(meeting: Meeting, member: Member | None, queue: Iterable[HostingTurn] = ()) -> None:
    """Let a member host a meeting, or nobody. Whoever stands in the queue of turns is out of it then; why the plan gave
    the turn to another no longer holds."""
    if member is None:
        meeting.turn = None
    elif meeting.turn is None:
        waiting = next((each for each in queue if each.member_id == member.id), None)
        meeting.turn = waiting or HostingTurn(network_id=meeting.network_id, member=member)
        put_turn_in_its_period(meeting)
    elif meeting.turn.member_id != member.id:
        meeting.turn.member, meeting.turn.reason = member, ""


@dataclass(frozen=True)
class Order:
    """Who hosted and who will host, first to last; the first to come is the next, or the one going on."""

    past: tuple[Meeting, ...]
    """Those that took place."""
    coming: tuple[Meeting, ...]
    not_recorded: tuple[Meeting, ...] = ()
    """Whose time has passed, and nobody has noted whether they took place."""

    @property
    def over(self) -> tuple[Meeting, ...]:
        """Those whose time has passed, known to have taken place or not."""
        return tuple(in_order([*self.past, *self.not_recorded]))


def order_of(meetings: Iterable[Meeting], now: datetime, zone: ZoneInfo) -> Order:
    """The meetings that have a host, and the partnership meetings that still want one; cancelled ones have none."""
    hosted = [each for each in in_order(meetings) if _is_hosted(each)]
    by_outcome: dict[MeetingOutcome, list[Meeting]] = {}
    for each in hosted:
        outcome = outcome_of(each, now, zone)
        if each.host is not None or outcome in NOT_OVER:
            by_outcome.setdefault(MeetingOutcome.TO_COME if outcome in NOT_OVER else outcome, []).append(each)
    kinds = (MeetingOutcome.TOOK_PLACE, MeetingOutcome.TO_COME, MeetingOutcome.NOT_RECORDED)
    return Order(*(tuple(by_outcome.get(each, ())) for each in kinds))


def _is_hosted(meeting: Meeting) -> bool:
    wants_host = meeting.host is not None or meeting.kind is MeetingKind.PARTNERSHIP
    return wants_host and meeting.state is MeetingState.PLANNED


@dataclass(frozen=True)
class Troika:
    """The hosts of the previous, the current and the next partnership meeting coordinate; the current host leads."""

    previous: Meeting | None
    current: Meeting
    next: Meeting | None
    is_over: bool
    """Every partnership meeting has been; `current` is the last one."""

    @property
    def members(self) -> tuple[Member, ...]:
        """The different members in it, the leading one first; they may be only two, or one (domain 7)."""
        meetings = (self.current, self.previous, self.next)
        hosts = [each.host for each in meetings if each is not None and each.host is not None]
        return tuple({each.name: each for each in hosts}.values())

    @property
    def twice(self) -> Member | None:
        """A member that hosts more than one of the three."""
        hosts = [each.host for each in (self.previous, self.current, self.next) if each is not None and each.host]
        return next((each for n, each in enumerate(hosts) if each in hosts[:n]), None)


def troika(meetings: Iterable[Meeting], now: datetime, zone: ZoneInfo) -> Troika | None:
    """The troika at a moment; None when no partnership meeting is planned. The current meeting is the next to come or
    the one going on; when all have been, the last (domain 6)."""
    planned = [
        each
        for each in in_order(meetings)
        if each.kind is MeetingKind.PARTNERSHIP and each.state is MeetingState.PLANNED
    ]
    if not planned:
        return None
    coming = next((n for n, each in enumerate(planned) if is_to_come(each, now, zone)), None)
    at = len(planned) - 1 if coming is None else coming
    following = planned[at + 1] if at + 1 < len(planned) else None
    return Troika(planned[at - 1] if at else None, planned[at], following, is_over=coming is None)


def coordination_group(
    period: Period | None, meetings: Iterable[Meeting], now: datetime, zone: ZoneInfo
) -> Troika | None:
    """The troika that keeps a period together, of the hosts of its own meetings: another period may be kept together
    otherwise. None where a coordinator does, and where it has no partnership meeting."""
    if period is None or period.coordination is not Coordination.TROIKA:
        return None
    return troika((each for each in meetings if each.period_id == period.id), now, zone)


def may_be_swapped(turn: HostingTurn, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a turn is for a meeting that is planned and has not begun."""
    meeting = turn.meeting
    return meeting is not None and meeting.state is MeetingState.PLANNED and now < swap_closes_at(meeting, zone)


def is_unchanged(request: SwapRequest) -> bool:
    """Whether the turns still belong to the members they belonged to when it was asked."""
    now = (request.turn.member_id, request.other_turn.member_id)
    return now == (request.member_id, request.other_member_id)


def still_stands(request: SwapRequest, now: datetime, zone: ZoneInfo) -> bool:
    """Whether the two turns can still be swapped as it was asked."""
    both = (request.turn, request.other_turn)
    return is_unchanged(request) and all(may_be_swapped(each, now, zone) for each in both)


def swap(turn: HostingTurn, other: HostingTurn) -> None:
    """Let two members exchange turns. The meetings keep their dates; why a turn departed from the order no longer
    holds, and calendars have something new to show."""
    turn.member, other.member = other.member, turn.member
    for each in (turn, other):
        each.reason = ""
        if each.meeting is not None:
            each.meeting.sequence += 1


def swapped_with(accepted: Iterable[SwapRequest]) -> dict[int, str]:
    """With whom the holder of a turn swapped to get it, by turn id; `accepted` in the order they were decided.

    A turn that was swapped back is not swapped, and a host chosen since has not swapped.
    """
    swaps: dict[int, tuple[HostingTurn, Member, Member]] = {}
    for each in accepted:
        if each.member is None or each.other_member is None:
            continue
        for turn, now, before in (
            (each.turn, each.other_member, each.member),
            (each.other_turn, each.member, each.other_member),
        ):
            if turn.id in swaps and swaps[turn.id][2] is now:
                del swaps[turn.id]
            else:
                swaps[turn.id] = (turn, now, before)
    return {
        turn_id: before.name_in(turn.period_id)
        for turn_id, (turn, holder, before) in swaps.items()
        if turn.member_id == holder.id
    }


@dataclass(frozen=True)
class HostingShare:
    """One member's hosting, first to last."""

    member: Member
    past: tuple[Meeting, ...] = ()
    coming: tuple[Meeting, ...] = ()
    not_recorded: tuple[Meeting, ...] = ()
    """Their turns too, though nobody has noted that they hosted."""

    @property
    def last(self) -> date:
        """The month of its last turn, the coming ones counted; long ago when it has had none."""
        return max((span_of(each).first for each in self.turns), default=date.min)

    @property
    def turns(self) -> tuple[Meeting, ...]:
        """Every turn it has been given."""
        return self.past + self.not_recorded + self.coming


def hosting_shares(members: Iterable[Member], order: Order) -> list[HostingShare]:
    """Every member's hosting: those with the fewest turns first, and of them whoever had one longest ago."""
    shares = [
        HostingShare(
            each,
            *(
                tuple(meeting for meeting in meetings if meeting.host is each)
                for meetings in (order.past, order.coming, order.not_recorded)
            ),
        )
        for each in members
    ]
    return sorted(shares, key=lambda each: (len(each.turns), each.last, swedish_order(each.member.name)))


def without_place(shares: Iterable[HostingShare], now: Iterable[Member], order: Order) -> list[Member]:
    """Who takes part `now`, or has a turn that was or comes, and none of the shares that a proposal is made of."""
    there = {each.member for each in shares}
    hosts = [each.host for each in (*order.over, *order.coming) if each.host is not None]
    return [each for each in dict.fromkeys((*now, *hosts)) if each not in there]


class Move(StrEnum):
    """What is done with a place in the queue."""

    UP = "up"
    DOWN = "down"
    FIRST = "first"
    OUT = "out"


def moved(queue: Sequence[T], place: int, move: Move) -> list[T]:
    """The queue with what stands at a place, counted from 0, moved or taken out; at an end it stays where it is."""
    rest = [*queue[:place], *queue[place + 1 :]]
    if move is Move.OUT:
        return rest
    to = {Move.UP: max(place - 1, 0), Move.DOWN: place + 1, Move.FIRST: 0}[move]
    return [*rest[:to], queue[place], *rest[to:]]


def proposal(shares: Sequence[HostingShare], queue: Sequence[HostingTurn], most: int) -> list[Member]:
    """Whose turn it would be after the planned meetings: those decided already, then by how hosting has been shared."""
    in_turn = [each.member for each in queue]
    rest = [each.member for each in shares if each.member not in in_turn]
    return in_turn + rest[: max(most - len(in_turn), 0)]
