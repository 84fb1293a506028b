"""Which of several networks somebody means: the question, and how it is asked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import ActionsBlock

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, context, menu, section
from bot.feature.values import ButtonValue
from bot.language import Say, bold
from bot.models import Network

CHOOSE: Final = "network.choose"
MOST_BUTTONS: Final = 20
"""More networks than this stand in a menu."""


@dataclass(frozen=True)
class NetworkPick(ButtonValue):
    """The network that is chosen, and the row of what waits to be answered for it."""

    network: int
    waiting: int


def which_network(say: Say, networks: Sequence[Network], command: str, waiting: int = 0) -> Message:
    """Ask which network is meant, before what waits is answered."""
    question = say("Which network?")
    note = say("I remember what you choose here. `{command}` changes it.", command=command)
    return Message(question, [section(bold(question)), _choices(say, networks, waiting), context(note)])


def other_network(say: Say, here: Network, networks: Sequence[Network]) -> Message:
    """Tell which network is answered for here, with the others to choose from."""
    sentence = say("Here I answer for {network}.", network=here.name)
    row = _choices(say, [each for each in networks if each.id != here.id], 0)
    return Message(sentence, [section(sentence), section(bold(say("Switch network"))), row])


def _choices(say: Say, networks: Sequence[Network], waiting: int) -> ActionsBlock:
    """A button for each network, or a menu of many; two of one name are told apart by their keys."""
    named = Counter(each.name for each in networks)
    choices = [
        (str(NetworkPick(each.id, waiting)), each.name if named[each.name] == 1 else f"{each.key} · {each.name}")
        for each in networks
    ]
    if len(choices) > MOST_BUTTONS:
        return actions(menu(CHOOSE, say("Choose a network"), choices))
    return actions(*(button(CHOOSE, label, value) for value, label in choices))
