"""Which of several networks somebody means: the question, and how it is asked again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import ActionsBlock

from bot.blocks.messages import NOTICE, Form, Message, signs_of
from bot.blocks.parts import Choice, actions, button, context, menu, searched_menu, section
from bot.feature.values import ButtonValue
from bot.language import Say, bold, fold
from bot.models import Network
from bot.municipalities import WORD

CHOOSE: Final = "network.choose"
LIST: Final = "network.list"
MOST_BUTTONS: Final = 20
"""More networks than this stand in a menu."""
SHORTEST_NEAR: Final = 4
"""Letters of what is taken for a name that it is not exactly."""
LONGEST_MENU: Final = 5000
"""Signs of a menu in a message; a longer one stands in a window."""


@dataclass(frozen=True)
class NetworkPick(ButtonValue):
    """The network that is chosen, and the row of what waits to be answered for it."""

    network: int
    waiting: int


def which_network(say: Say, networks: Sequence[Network], command: str, waiting: int = 0) -> Message:
    """Ask which network is meant, before what waits is answered."""
    question = say("Which network?")
    note = say("I remember what you choose here. `{command}` changes it.", command=command)
    return Message(question, [section(bold(question)), _row(say, networks, waiting), context(note)])


def other_network(say: Say, here: Network, networks: Sequence[Network]) -> Message:
    """Tell which network is answered for here, with the others to choose from."""
    sentence = say("Here I answer for {network}.", network=here.name)
    row = _row(say, [each for each in networks if each.id != here.id], 0)
    return Message(sentence, [section(sentence), section(bold(say("Switch network"))), row])


def network_list(say: Say, networks: Sequence[Network], waiting: int) -> Form:
    """All networks in a window, where a choice is taken at once."""
    row = actions(searched_menu(CHOOSE, say("Choose a network"), _choices(networks, waiting)))
    return Form(NOTICE, say("Which network?"), [row])


def networks_named(typed: str, networks: Sequence[Network]) -> list[Network]:
    """The networks whose name was typed: exactly, else without dots, else misspelled, else by some of its words."""
    words = WORD.findall(typed.casefold())
    for rule in (_is_exactly, _is_without_dots, _is_misspelled, _is_some_of):
        named = [each for each in networks if any(rule(words, each) for each in _names(each))]
        if named:
            return named
    return []


def _names(network: Network) -> list[list[str]]:
    return [WORD.findall(each.casefold()) for each in (network.name, network.key)]


def _is_exactly(typed: Sequence[str], name: Sequence[str]) -> bool:
    return bool(typed) and typed == name


def _is_without_dots(typed: Sequence[str], name: Sequence[str]) -> bool:
    return bool(typed) and fold("".join(typed)) == fold("".join(name))


def _is_misspelled(typed: Sequence[str], name: Sequence[str]) -> bool:
    from rapidfuzz.distance import OSA  # only who types a name needs it

    one, other = fold("".join(typed)), fold("".join(name))
    return len(one) >= SHORTEST_NEAR and OSA.distance(one, other) <= 1 + (len(other) > 8)


def _is_some_of(typed: Sequence[str], name: Sequence[str]) -> bool:
    return len("".join(typed)) >= SHORTEST_NEAR and set(map(fold, typed)) <= set(map(fold, name))


def _row(say: Say, networks: Sequence[Network], waiting: int) -> ActionsBlock:
    """A button for each network, a menu of many, or a button to a window with all of them."""
    choices = _choices(networks, waiting)
    if len(choices) <= MOST_BUTTONS:
        return actions(*(button(CHOOSE, label, value) for value, label in choices))
    row = actions(menu(CHOOSE, say("Choose a network"), choices))
    return row if signs_of(row) <= LONGEST_MENU else actions(button(LIST, say("Choose a network"), waiting))


def _choices(networks: Sequence[Network], waiting: int) -> list[Choice]:
    """What each is called; two of one name are told apart by their keys."""
    named = Counter(each.name for each in networks)
    return [
        (str(NetworkPick(each.id, waiting)), each.name if named[each.name] == 1 else f"{each.key} · {each.name}")
        for each in networks
    ]
