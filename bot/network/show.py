"""Answers about the network's people that several commands share: load, then show."""

from __future__ import annotations

from bot.blocks.messages import Message
from bot.feature.call import Call, FieldRefusal
from bot.language import N_, Text
from bot.models import Network
from bot.network import store as network_store
from bot.network.people import member_list


def show_members(call: Call, *, decides: bool = False, first: Text | None = None) -> Message:
    """Every member with its seats, by name for who is inside. `decides`: for a coordinator, with the requests to join
    and the seats to end. `first` says what was just done."""
    people = (
        network_store.people(call.session, call.network)
        if decides
        else network_store.people_on(call.session, call.network, call.today)
    )
    return member_list(
        call.say,
        network_store.members_around(call.session, call.network, call.today),
        people,
        network_store.applicants(call.session, call.network) if call.is_coordinator else (),
        decides=decides,
        names=call.is_inside,
        first=first,
        closed=network_store.with_closed_account(call.session, call.network) if decides else (),
    )


def refuse_taken(call: Call, channel: str, own: Network | None = None) -> None:
    """FieldRefusal at "channel" where a channel is another network's already: each has one of its own."""
    other = network_store.network_in_channel(call.session, channel)
    if other is not None and other is not own:
        raise FieldRefusal("channel", N_("That channel belongs to {name}. Choose another."), name=other.name)
