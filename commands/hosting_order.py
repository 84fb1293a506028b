"""/vardskap turordning: who has hosted how often and when last, and whose turn it is next (domain 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.feature.declare import Answer, By, Call, Message, Refusal, button, word
from bot.feature.subject import Subject
from bot.hosting import store as hosting_store
from bot.hosting.card import hosting_order
from bot.hosting.rules import HostingShare, Order, hosting_shares, order_of, proposal, without_place
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.models import HostingTurn, Meeting, MeetingKind, MeetingState, Member
from bot.network import store as network_store
from bot.network.membership import Part, period_in_force
from bot.plan.nouns import Plan, PlannedTurn
from bot.plan.show import changed

FEWEST = 2
"""A proposal is for at least a year's partnership meetings (domain 9)."""


@word(
    "vardskap",
    "turordning",
    "order",
    about=N_("Who has hosted how often and when last, and whose turn it would be in the next period"),
)
@button("hosting.order")
def show_order(call: Call) -> Answer:
    """How hosting is shared, and the proposal."""
    return sharing(call)


def sharing(call: Call) -> Message:
    """The same, as it is now."""
    meetings = meetings_store.all_meetings(call.session, call.network)
    order = order_of(meetings, call.now, call.zone)
    day = day_of_turns(call)
    shares = shares_then(call, order, day)
    around = network_store.members_around(call.session, call.network, call.today)
    now = [each.member for members in around[-1:] for each in members.taking_part]
    others = hosting_shares(without_place(shares, now, order), order)
    if not shares and not others:
        raise Refusal(N_("No members have been loaded yet."))
    queue = hosting_store.queue(call.session, call.network, day)
    members = proposal_for(call, shares, queue, meetings)
    undecided = [each.member for each in others if is_undecided(call, each.member, day)]
    return hosting_order(call.say, shares, others, undecided, day, members, queue, decides=call.is_coordinator)


def is_undecided(call: Call, member: Member, day: date) -> bool:
    """Whether a member has not decided about the period of a day."""
    return network_store.history_of(call.session, call.network, member, call.today).part(day) is Part.UNDECIDED


def proposed(call: Call) -> list[Member]:
    """The proposal as it is now."""
    day = day_of_turns(call)
    queue = hosting_store.queue(call.session, call.network, day)
    meetings = meetings_store.all_meetings(call.session, call.network)
    shares = shares_then(call, order_of(meetings, call.now, call.zone), day)
    return proposal_for(call, shares, queue, meetings)


PROPOSAL = Subject(facts=lambda call: tuple(each.id for each in proposed(call)), show=sharing)


@button("hosting.settle", by=By.COORDINATOR, writes=True, about=PROPOSAL)
def settle(call: Call) -> Answer:
    """Make the proposal that was shown the order."""
    queue, members = hosting_store.queue(call.session, call.network, day_of_turns(call)), proposed(call)
    period = network_store.period_with_queue(call.session, call.network)
    added = tuple(PlannedTurn(each.name_in(period.id if period else None)) for each in members[len(queue) :])

    def change(plan: Plan) -> Plan:
        return replace(plan, queue=(*plan.queue, *added))

    return changed(call, "", change, sharing, period, undone_by="queue.undo")


def day_of_turns(call: Call) -> date:
    """The day whose members the proposal is made of: the first of the next period that names any, else the last of this
    one."""
    every = network_store.periods(call.session, call.network)
    later = (each for each in every if each.starts > call.today and network_store.memberships(call.session, each))
    now = period_in_force(every, call.today)
    if (to_come := next(later, None)) is not None:
        return to_come.starts
    return now.ends if now else call.today


def shares_then(call: Call, order: Order, day: date) -> list[HostingShare]:
    """How those that take part on that day, or will, have shared hosting."""
    return hosting_shares(network_store.members_to_host(call.session, call.network, day), order)


def proposal_for(
    call: Call, shares: list[HostingShare], queue: list[HostingTurn], meetings: Sequence[Meeting]
) -> list[Member]:
    """As many members as this period has partnership meetings; `meetings` are all of the network's."""
    period = network_store.period_at(call.session, call.network, call.today)
    counted = [
        each
        for each in meetings
        if period is not None
        and each.period_id == period.id
        and each.kind is MeetingKind.PARTNERSHIP
        and each.state is MeetingState.PLANNED
    ]
    return proposal(shares, queue, max(len(counted), FEWEST))
