"""/natverk sedan: the network's history, to be read: since when each member takes part, and what was before."""

from __future__ import annotations

from bot.feature.declare import Answer, Call, button, question, word
from bot.home.since import network_history
from bot.intents.matching import any_of, pattern
from bot.intents.vocabulary import Sign
from bot.language import N_
from bot.network import store as network_store

S = Sign


@word("natverk", "sedan", "since", about=N_("The network's history, and since when each member has taken part"),
      label=N_("Since when?"))  # fmt: skip
@button("network.since")
@question(
    "history",
    example=N_("What is the network’s history?"),
    recognises=any_of(
        pattern(S.HISTORY, S.NETWORK, takes=(S.WHAT, S.WHICH, S.TELL, S.ABOUT, S.HOW, S.MEMBERS, S.LIST),
                never=[S.MEETING, S.HOST, S.EXPERIENCE, S.ACTIVITY, S.MEMBER]),
    ),
)  # fmt: skip
def history(call: Call) -> Answer:
    """What is known of the past."""
    members = network_store.histories(call.session, call.network, call.today)
    return network_history(call.say, call.network, network_store.periods(call.session, call.network), members)
