"""Which network the bot answers for, where it has several: chosen once in each place, changed with /natverk byt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.feature.declare import Answer, Call, Refusal, button, question, word
from bot.feature.values import number_in
from bot.intents.matching import any_of, pattern
from bot.intents.vocabulary import Sign
from bot.language import N_
from bot.models import Network
from bot.network import store as network_store
from bot.network.choice import CHOOSE, LIST, NetworkPick, network_list, other_network
from bot.questions.view import paragraph

ITS_OWN: Final = N_("This is {network}'s own channel, so here I always answer for it.")
NOT_YOURS: Final = N_(
    "Only the person who asked can choose the network here. Ask for yourself, and you can choose for yourself."
)
GONE: Final = N_("That network is no longer here. Ask again to choose one that is.")


@word("natverk", "byt", "switch", about=N_("Which network I answer for here, if there are several"))
@button("network.switch")
@question("switch_network", recognises=any_of(pattern(Sign.SWITCH_NETWORK, takes=[Sign.ANSWERED])))
def switch(call: Call) -> Answer:
    """Which network is answered for here, with the others to choose from."""
    networks = network_store.networks(call.session)
    if len(networks) == 1:
        return paragraph(call.say("There is only one network here: {network}.", network=call.network.name))
    if own := _of_channel(networks, call.channel):
        return paragraph(call.say(ITS_OWN, network=own.name))
    return other_network(call.say, call.network, networks)


@button(LIST)
def show_all(call: Call) -> Answer:
    """All networks, where they are more than a message holds."""
    return network_list(call.say, network_store.networks(call.session), number_in(call.value))


@button(CHOOSE)
def choose(call: Call) -> Answer:
    """Whether they may choose it here. Whoever answers remembers it, and takes up what was asked before."""
    pick = NetworkPick.read(call.value)
    waiting = network_store.waiting_ask(call.session, pick.waiting)
    if waiting is not None and waiting.slack_id != call.user.id:
        raise Refusal(NOT_YOURS)
    networks = network_store.networks(call.session)
    if own := _of_channel(networks, call.channel):
        raise Refusal(ITS_OWN, network=own.name)
    network = next((each for each in networks if each.id == pick.network), None)
    if network is None:
        raise Refusal(GONE)
    return paragraph(call.say("From now on I answer for {network} here.", network=network.name))


def _of_channel(networks: Sequence[Network], channel: str | None) -> Network | None:
    """The network whose own channel it is."""
    return next((each for each in networks if channel and each.channel == channel), None)
