"""Answers about the network's people that several commands share: load, then show."""

from __future__ import annotations

from bot.blocks.messages import Message
from bot.feature.call import Call
from bot.language import Text
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
