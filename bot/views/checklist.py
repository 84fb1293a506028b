"""How the host's list looks: what is left to see to, with a button at each thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.language import N_, Say, Text, clip, joined, lines
from bot.messages import Message
from bot.models import Meeting
from bot.rules.checklist import Item, not_ticked
from bot.views.meetings import in_one_line
from bot.views.parts import button, section
from bot.views.reminders import Reminder, later_menu, meeting_and_when

NAMES: Final[Mapping[str, str]] = {
    "venue": N_("Venue"),
    "coffee": N_("Coffee"),
    "lunch": N_("Lunch"),
    "dinner": N_("Dinner"),
    "programme": N_("Programme"),
    "invitation": N_("Invitation with the details"),
    "link": N_("Digital link"),
    "access": N_("Diet and access needs"),
}
MOST_SHOWN: Final = 40


def name_of(say: Say, item: Item) -> Text:
    """What a thing is called."""
    return say(NAMES[item.key]) if item.key in NAMES else clip(item.title, 140)


def host_list(say: Say, about: Reminder, meeting: Meeting, items: Sequence[Item]) -> Message:
    """What is left before a meeting, for its host."""
    left = not_ticked(items)
    lead = joined(" ", [say("Left to see to:"), meeting_and_when(say, meeting, about.today)])
    names = joined(", ", [name_of(say, each) for each in left])
    menu = later_menu(say, about) if about.is_personal else None
    rows: list[Block] = [_row(say, meeting, each) for each in left[:MOST_SHOWN]]
    return Message(lines(lead, names), [section(lead, menu), *rows])


def list_now(say: Say, meeting: Meeting, items: Sequence[Item]) -> Message:
    """The list after a tick: what is left with its buttons, and what is done, to take back."""
    left, done = not_ticked(items), [each for each in items if each.done_at is not None]
    if left:
        lead = joined(" ", [say("Left to see to:"), in_one_line(say, meeting)])
    else:
        lead = joined(" ", [say("All is seen to:"), in_one_line(say, meeting)])
    rows: list[Block] = [_row(say, meeting, each) for each in [*left, *done][:MOST_SHOWN]]
    names = joined(", ", [name_of(say, each) for each in left])
    return Message(lines(lead, names), [section(lead), *rows])


def _row(say: Say, meeting: Meeting, item: Item) -> Block:
    value = f"{meeting.id}.{item.token}"
    if item.done_at is not None:
        label = Text(f"✓ ~{' '.join(name_of(say, item).split())}~")
        return section(label, button("checklist.untick", say("Take back"), value))
    return section(name_of(say, item), button("checklist.tick", say("Done"), value))
