"""What the bot says in a channel that it comes into: what it does, how one asks it, and what is to be done next."""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, section
from bot.feature.next_step import typed
from bot.language import N_, Say, Text, lines
from bot.network.people import Command

HELLO: Final = N_(
    "Hello! I am Nätverksbot, and help networks of municipalities with meetings, hosting, activities and experiences."
)
HOW_TO_ASK: Final = N_("Mention me and ask as you speak, or press a button: then only you see the answer.")
COME_HERE: Final = N_(
    "For invitations and reminders to come here, the coordinator begins a network in this channel with `{begin}`, or"
    " chooses this channel with `{manage}`."
)
NONE_YET: Final = N_(
    "There is no network here yet. Whoever is to coordinate it begins it with the button; it takes two minutes."
)


def greeting(say: Say, network: str, command: Command) -> Message:
    """In the network's own channel."""
    hello = say("Hello! I am Nätverksbot, and help {network}.", network=network)
    comes = say("Invitations, reminders and what is new about meetings, hosting and experiences come here.")
    return _message(lines(hello, comes, say(HOW_TO_ASK)), _buttons(say, command))


def greeting_before(say: Say) -> Message:
    """Before there is any network: how one is begun."""
    return _message(lines(say(HELLO), say(NONE_YET)), actions(begin_button(say)))


def begin_button(say: Say) -> ButtonElement:
    """What shows the ways in which a network is begun, to who may."""
    return button("begin.show", say("Begin a network"))


def greeting_in_another(say: Say, command: Command) -> Message:
    """In a channel that is no network's own, and what the coordinator does for it to be one."""
    begin, manage = command("natverk börja", "network begin"), command("natverk administrera", "network manage")
    come = say(COME_HERE, begin=begin, manage=manage)
    return _message(lines(say(HELLO), say(HOW_TO_ASK), come), _buttons(say, command))


def _buttons(say: Say, command: Command) -> ActionsBlock:
    return actions(
        typed(say("Next meeting"), command("mote", "meeting")),
        typed(say("What I can do"), command("natverk hjälp", "network help")),
    )


def _message(text: Text, *rows: ActionsBlock) -> Message:
    return Message(text, [section(text), *rows])
