"""What the bot says in a channel that it comes into: what it does, how one asks it, and what is to be done next."""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import ActionsBlock

from bot.blocks.messages import Message
from bot.blocks.parts import actions, section
from bot.feature.next_step import typed
from bot.language import N_, Say, Text, lines
from bot.network.people import Command

HELLO: Final = N_(
    "Hello! I am Nätverksbot, and help networks of municipalities with meetings, hosting, activities and experiences."
)
HOW_TO_ASK: Final = N_("Mention me and ask as you speak, or press a button: then only you see the answer.")
COME_HERE: Final = N_(
    "For invitations and reminders to come here, the coordinator asks whoever runs the bot to load the network's plan"
    " with `--channel {channel}`."
)


def greeting(say: Say, network: str, command: Command) -> Message:
    """In the network's own channel."""
    hello = say("Hello! I am Nätverksbot, and help {network}.", network=network)
    comes = say("Invitations, reminders and what is new about meetings, hosting and experiences come here.")
    return _message(lines(hello, comes, say(HOW_TO_ASK)), _buttons(say, command))


def greeting_elsewhere(say: Say, channel: str, then: Text, *rows: ActionsBlock) -> Message:
    """In another channel, or before there is a network: what holds then, and what the coordinator does next."""
    return _message(lines(say(HELLO), then, say(COME_HERE, channel=channel)), *rows)


def greeting_in_another(say: Say, channel: str, command: Command) -> Message:
    """In a channel that is no network's own."""
    return greeting_elsewhere(say, channel, say(HOW_TO_ASK), _buttons(say, command))


def _buttons(say: Say, command: Command) -> ActionsBlock:
    return actions(
        typed(say("Next meeting"), command("mote", "meeting")),
        typed(say("What I can do"), command("natverk hjälp", "network help")),
    )


def _message(text: Text, *rows: ActionsBlock) -> Message:
    return Message(text, [section(text), *rows])
