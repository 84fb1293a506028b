"""`/natverk administrera`, for what is done from it too."""

from __future__ import annotations

from bot.feature.declare import Call, Message
from bot.network import store as network_store
from bot.network.coordinators import Coordinates, coordinates_already, managing
from bot.network.seats import candidate
from bot.plan.managing import ways_to_manage


def show_managing(call: Call) -> Message:
    """What a coordinator changes here, and who coordinates the network and from where."""
    held = [each for each in network_store.people(call.session, call.network) if coordinates_already(each)]
    there = [Coordinates(each.name, each.slack_id or "", each, each.slack_id in call.named_for_all) for each in held]
    known = {each.slack_id for each in held}
    for each in call.named_for_all:
        if each not in known:
            there.append(Coordinates(candidate(call.session, call.network, each).name, each, None, for_all=True))
    return managing(call.say, call.network.name, there, ways_to_manage(call.say))
