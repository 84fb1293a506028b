"""/vardskap turordning: who has hosted how often and when last, and whose turn it is next (domain 7)."""

from __future__ import annotations

from bot.feature.declare import Answer, By, Call, Refusal, button, word
from bot.hosting import store as hosting_store
from bot.hosting.card import in_words, shared_between
from bot.hosting.rules import Hosted, hosting_shared, order_of, proposal
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.models import HostingTurn, MeetingKind, MeetingState, Member
from bot.network import store as network_store

FEWEST = 2
"""A proposal is for at least a year's partnership meetings (domain 9)."""


@word(
    "vardskap",
    "turordning",
    "order",
    about=N_("Who has hosted how often and when last, and whose turn it would be in the next period"),
)
@button("hosting.order")
def shown(call: Call) -> Answer:
    """How hosting is shared, and the proposal."""
    shared = shared_now(call)
    if not shared:
        raise Refusal(N_("No members have been loaded yet."))
    queue = hosting_store.queue(call.session, call.network)
    return shared_between(call.say, shared, proposed(call, shared, queue), queue, decides=call.is_coordinator)


@button("hosting.settle", by=By.COORDINATOR, writes=True)
def settle(call: Call) -> Answer:
    """Make the proposal that was seen the order."""
    shared, queue = shared_now(call), hosting_store.queue(call.session, call.network)
    members = proposed(call, shared, queue)
    if call.value != in_words(members):
        raise Refusal(N_("The order has changed since you looked. Ask again to see the new proposal."))
    last = max((each.position for each in queue), default=0)
    added = [
        HostingTurn(network_id=call.network.id, member_id=each.id, position=last + place)
        for place, each in enumerate(members[len(queue) :], 1)
    ]
    call.session.add_all(added)
    call.session.flush()
    return shown(call)


def shared_now(call: Call) -> list[Hosted]:
    """How the members of the current period have shared hosting."""
    members = network_store.active_members(
        call.session, network_store.period_at(call.session, call.network, call.today)
    )
    return hosting_shared(
        members, order_of(meetings_store.all_meetings(call.session, call.network), call.now, call.zone)
    )


def proposed(call: Call, shared: list[Hosted], queue: list[HostingTurn]) -> list[Member]:
    """As many members as this period has partnership meetings."""
    period = network_store.period_at(call.session, call.network, call.today)
    meetings = [
        each
        for each in meetings_store.all_meetings(call.session, call.network)
        if period is not None
        and each.period_id == period.id
        and each.kind is MeetingKind.PARTNERSHIP
        and each.state is MeetingState.PLANNED
    ]
    return proposal(shared, queue, max(len(meetings), FEWEST))
