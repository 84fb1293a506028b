"""What the views of hosting draw, as values, and how each is read from the database. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.feature.call import Call, Refusal
from bot.hosting import store as hosting_store
from bot.hosting.rules import (
    Order,
    Troika,
    coordination_group,
    is_on_fixed_term,
    may_be_swapped,
    order_of,
    swapped_with,
)
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.rules import is_going_on
from bot.models import Coordination, HostingTurn, Meeting, Member, Period, SwapRequest, SwapState
from bot.network import store as network_store
from bot.network.membership import MembersOfPeriod, Part, is_over, part_on, period_in_force, periods_around, speaks_for


@dataclass(frozen=True)
class Coordinators:
    """Who coordinates: the hosts of a troika, or one or more people, on a fixed term where the plan says so
    (domain 6)."""

    is_troika: bool
    troika: Troika | None = None
    """None also where no partnership meeting is planned."""
    people: Sequence[tuple[str, str]] = ()
    """Slack id and name, either of which may be empty."""
    of: MembersOfPeriod | None = None
    """The members of the period, with what the part of each is."""
    is_private: bool = True
    names: bool = True
    is_on_fixed_term: bool = False

    @classmethod
    def load(cls, call: Call, period: Period | None, meetings: Sequence[Meeting]) -> Coordinators:
        """Read who coordinates a period, by its model; `meetings` are all of the network's."""
        if period is not None and period.coordination is Coordination.TROIKA:
            return cls(is_troika=True, troika=coordination_group(period, meetings, call.now, call.zone),
                       of=network_store.members_of(call.session, period, call.today),
                       is_private=call.is_private)  # fmt: skip
        people = coordinators_of(call)
        is_current = period is not None and not is_over(period, call.today)
        return cls(
            is_troika=False,
            people=people,
            is_private=call.is_private,
            is_on_fixed_term=is_current and is_on_fixed_term(period),
            names=call.is_inside,
        )


def coordinators_of(call: Call) -> Sequence[tuple[str, str]]:
    """Slack id and name of who is named to coordinate the network; an admin who stands in until somebody is, is not."""
    named = call.coordinators() if call.has_coordinator() else ()
    return hosting_store.coordinator_names(call.session, call.network, named)


@dataclass(frozen=True)
class OpenRequest:
    """A request to swap, and what one person may do about it."""

    request: SwapRequest
    may_answer: bool
    may_withdraw: bool

    @classmethod
    def of(cls, call: Call, request: SwapRequest) -> OpenRequest:
        """A request as whoever asks sees it."""
        return cls(
            request,
            may_answer=call.is_coordinator or speaks_for(call.host, request.other_member_id),
            may_withdraw=call.is_coordinator or speaks_for(call.host, request.member_id),
        )


@dataclass(frozen=True)
class HostingCard:
    """Hosting as one person sees it."""

    order: Order
    coordinators: Coordinators
    how_to_plan: str
    """The command that plans a meeting."""
    period: Period | None = None
    around: Sequence[Period] = ()
    """The period that runs, or the one that ended and the one that begins."""
    today: date = date.min
    is_going_on: bool = False
    """Whether the first of the meetings to come has begun."""
    swapped: Mapping[int, str] = field(default_factory=dict)
    """With whom the holder of a turn swapped to get it, by turn id."""
    away: Collection[int] = ()
    """The meetings to come whose host takes no part when they are held (meeting ids)."""
    queue: Sequence[HostingTurn] = ()
    requests: Sequence[OpenRequest] = ()
    may_swap: bool = False
    own_list: Meeting | None = None
    """The next meeting whose host's list they keep."""
    may_see_order: bool = False

    @classmethod
    def load(cls, call: Call) -> HostingCard:
        """Read what is on the card for whoever asks."""
        periods = network_store.periods(call.session, call.network)
        period = period_in_force(periods, call.today)
        meetings = meetings_store.all_meetings(call.session, call.network)
        order = order_of(meetings, call.now, call.zone)
        accepted = hosting_store.swap_requests(call.session, call.network, SwapState.ACCEPTED)
        open_requests = hosting_store.open_requests(call.session, call.network, call.now)
        return cls(
            order=order,
            coordinators=Coordinators.load(call, period, meetings),
            how_to_plan=call.command("mote ny", "meeting new"),
            period=period,
            around=periods_around(periods, call.today),
            today=call.today,
            is_going_on=bool(order.coming) and is_going_on(order.coming[0], call.now, call.zone),
            swapped=swapped_with(accepted),
            away=meetings_store.with_host_away(call.session, call.network, order.coming),
            queue=hosting_store.queue(call.session, call.network, call.today),
            requests=[OpenRequest.of(call, each) for each in open_requests],
            may_swap=_may_swap(call, order),
            own_list=_own_list(call, order),
            may_see_order=call.may_write and bool(order.past or order.coming or order.not_recorded),
        )


@dataclass(frozen=True)
class HostQueueCard:
    """Who hosts next and after that, as the coordinator changes it."""

    members: MembersOfPeriod
    """Of the period in whose plan the queue stands."""
    turns: Sequence[HostingTurn]
    """Those of its members that have no meeting yet, in their order."""
    others: Sequence[HostingTurn]
    """Those of whoever is not in that period."""
    coming: Sequence[Meeting]
    """The meetings that have a host, or still want one."""
    may_host: Sequence[Member]
    """Whoever can be put in: also who has not decided yet."""

    @classmethod
    def load(cls, call: Call) -> HostQueueCard:
        """Read the queue, and what stands before it."""
        period = network_store.period_with_queue(call.session, call.network)
        if period is None:
            raise Refusal(N_("No members have been loaded yet."))
        members = network_store.members_of(call.session, period, call.today)
        there = {each.member_id for each in members.all}
        turns = hosting_store.waiting(call.session, call.network)
        order = order_of(meetings_store.all_meetings(call.session, call.network), call.now, call.zone)
        return cls(
            members=members,
            turns=[each for each in turns if each.member_id in there],
            others=[each for each in turns if each.member_id not in there],
            coming=order.coming,
            may_host=[each.member for each in members.all if part_on(each, members.day) is not Part.PAST],
        )

    @property
    def facts(self) -> tuple[object, ...]:
        """The order, to whoever decides about it."""
        return tuple(each.id for each in self.turns)


def _may_swap(call: Call, order: Order) -> bool:
    turns = [each.turn for each in order.coming if each.turn and may_be_swapped(each.turn, call.now, call.zone)]
    if len({each.member_id for each in turns}) < 2:
        return False
    return call.is_coordinator or any(speaks_for(call.host, each.member_id) for each in turns)


def _own_list(call: Call, order: Order) -> Meeting | None:
    mine = (each for each in order.coming if each.host and (call.is_coordinator or speaks_for(call.host, each.host.id)))
    return next(mine, None)
