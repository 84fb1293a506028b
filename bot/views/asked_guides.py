"""Answers that point: a sentence that names the command, and for one who asks alone the button that does the same."""

from __future__ import annotations

from typing import NamedTuple

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, section
from bot.feature.call import Call
from bot.language import N_
from bot.meetings.card import card_for
from bot.models import Meeting
from bot.views.asked_meetings import the_meeting, told


class Guide(NamedTuple):
    """Where something is found."""

    sentence: str
    """With the place for `{command}`."""
    command: tuple[str, str]
    """Swedish and English, without the slash."""
    action: str
    """The button that does the same."""
    label: str


def guided(call: Call, guide: Guide) -> Message:
    """The sentence; the button only where nobody else presses it."""
    text = call.say(guide.sentence, command=call.command(*guide.command))
    if not call.is_private:
        return told(text)
    return Message(text, [section(text), actions(button(guide.action, call.say(guide.label)))])


HOW_TO_ANSWER = N_("Answer with the buttons below.")


def answer_with_buttons(call: Call, meeting: Meeting, *, is_next: bool) -> Message:
    """The meeting's card, whose buttons answer; in a channel the command that shows it."""
    say = call.say
    if not call.is_private:
        return told(say("You answer for {meeting} with `{command}`.", meeting=the_meeting(say, meeting),
                        command=call.command("mote", "meeting")))  # fmt: skip
    card = card_for(call, meeting, is_next=is_next)
    lead = say(HOW_TO_ANSWER) if call.may_write else ""
    return Message(card.text, [*([section(lead)] if lead else []), *card.blocks])
