"""The next step beside the words: what a sentence tells one to type is a button that does it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Any, Final

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import DOES, actions, button, section
from bot.feature.pages import framed

TYPED: Final = "typed"
"""The name of the buttons that do what a command does; they carry it as it is typed, without the slash."""
MOST: Final = 3
"""Commands that are next steps; who names more explains what there is."""
_NAMED: Final = re.compile(r"`/([^`\n]{1,150})`")

Step = Callable[[str, Collection[tuple[str, str]]], ButtonElement | None]
"""The button for what is typed, beside buttons of those names and values; None: it needs none."""


def typed(label: object, command: str) -> ButtonElement:
    """A button that does what a command does."""
    return button(TYPED, label, command.removeprefix("/"))


def with_next_steps(message: Message, step: Step) -> Message:
    """A message with a button for each command it names, unless it has one that does the same, or as many of its
    own."""
    blocks = message.payload.get("blocks", ())
    named = list(dict.fromkeys(_NAMED.findall(str(blocks) if blocks else message.text)))
    if not named or len(named) > MOST:
        return message
    there = set(_pressed_in(blocks))
    if len(there) >= len(named):
        return message
    steps = [each for each in (step(command, there) for command in named) if each is not None]
    if not steps:
        return message
    whole = message if blocks else replace(message, blocks=[section(message.text)])
    with_steps = framed(whole, below=[actions(*steps)])
    return with_steps if with_steps.fits else message


def _pressed_in(blocks: Collection[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The buttons of a message, also those in menus: name and value."""
    for block in blocks:
        for each in (*block.get("elements", ()), block.get("accessory") or {}):
            name = each.get("action_id", "").partition(":")[0]
            if name == DOES:
                yield from (tuple(option["value"].split(" ", 1)) for option in each.get("options", ()))
            elif name:
                yield name, each.get("value", "")
