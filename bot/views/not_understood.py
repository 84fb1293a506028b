"""What stands when plain words were not understood: the likeliest questions, as buttons that ask them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, section
from bot.feature.call import Call
from bot.feature.declare import Likely
from bot.language import lines

MOST: Final = 3
ANYBODY_ASKS: Final = ("meeting", "host", "activities.open")
"""Offered when nothing at all was understood."""


def not_understood(call: Call, likeliest: Sequence[Likely]) -> Message:
    """Say so, and offer the likeliest questions; equals stand in the order they are declared in."""
    say = call.say
    nothing = not likeliest or likeliest[0].points == 0
    fitting = [each.question for each in likeliest if not nothing or each.question.name in ANYBODY_ASKS]
    offered = [each for each in fitting if each.example][:MOST]
    sentence = say("I am not sure what you ask. Do you mean one of these?")
    if not offered:
        return Message(say("I am not sure what you ask. `{command}` shows what I can answer.",
                           command=call.command("natverk", "network", say("help"))))  # fmt: skip
    rows = [button("question.ask", say(each.example), f"{say.code}.{each.name}") for each in offered]
    text = lines(sentence, *(say("• {question}", question=say(each.example)) for each in offered))
    return Message(text, [section(sentence), actions(*rows)])
