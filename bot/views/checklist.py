"""How the host's list looks: what is left to see to, with a button at each thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, section
from bot.dates.in_words import plain_day
from bot.language import N_, Say, Text, clip, joined, lines
from bot.meetings.reminder import Reminder, later_menu, meeting_and_when, who_comes_told
from bot.meetings.rules import has_days
from bot.meetings.seats import WhoComes
from bot.models import Meeting
from bot.rules.checklist import Item, due_day, not_ticked

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
NOTHING: Final = Text("")


def name_of(say: Say, item: Item) -> Text:
    """What a thing is called."""
    return say(NAMES[item.key]) if item.key in NAMES else clip(item.title, 140)


def host_list(
    say: Say, about: Reminder, meeting: Meeting, items: Sequence[Item], who: WhoComes | None = None
) -> Message:
    """What is left before a meeting, for its host: its days first. `who`: when it is told too who comes."""
    left = not_ticked(items)
    lead = joined(" ", [say("Left to see to:"), meeting_and_when(say, meeting, about.today)])
    names = joined(", ", [*([] if has_days(meeting) else [say("The days")]), *(name_of(say, each) for each in left)])
    menu = later_menu(say, about) if about.is_personal else None
    rows: list[Block] = [_row(say, meeting, each) for each in left[:MOST_SHOWN]]
    if not has_days(meeting):
        rows.insert(0, section(say("The days"), button("meeting.change", say("Set the days"), meeting.id)))
    comes = who_comes_told(say, who) if who is not None else NOTHING
    return Message(
        lines(lead, names, comes), [section(lead, menu), *rows, *([DividerBlock(), section(comes)] if comes else [])]
    )


def list_now(
    say: Say, meeting: Meeting, items: Sequence[Item], today: date, *, keeps: bool = True, before: Text = NOTHING
) -> Message:
    """The whole list: what is left, each with its day and button, and what is done, to take back.

    `keeps`: whether the reader ticks it; `before` is what the last host has handed over.
    """
    left, done = not_ticked(items), [each for each in items if each.done_at is not None]
    which = meeting_and_when(say, meeting, today)
    lead = joined(" ", [say("Left to see to:") if left else say("All is seen to:"), which])
    rows: list[Block] = [_row(say, meeting, each, today, keeps=keeps) for each in [*left, *done][:MOST_SHOWN]]
    told = [Text("• ") + _with_day(say, meeting, each, today) for each in left]
    notes: list[Block] = [section(before)] if before else []
    buttons = [actions(*_buttons(say, meeting))] if keeps else []
    return Message(lines(lead, *told, before), [section(lead), *rows, *notes, *buttons])


def _buttons(say: Say, meeting: Meeting) -> list[ButtonElement]:
    row = [button("checklist.edit", say("Put on or take off"), meeting.id)]
    if meeting.turn is not None:
        row.append(button("handover.write", say("Write to the next host"), meeting.id))
    return row


def _row(say: Say, meeting: Meeting, item: Item, today: date | None = None, *, keeps: bool = True) -> Block:
    value = f"{meeting.id}.{item.token}"
    if item.done_at is not None:
        label = Text(f"✓ ~{' '.join(name_of(say, item).split())}~")
        return section(label, button("checklist.untick", say("Take back"), value) if keeps else None)
    name = _with_day(say, meeting, item, today) if today else name_of(say, item)
    return section(name, button("checklist.tick", say("Done"), value) if keeps else None)


def _with_day(say: Say, meeting: Meeting, item: Item, today: date) -> Text:
    """A thing with the day by which it should be seen to."""
    due = due_day(item, meeting)
    day = plain_day(due, say.code)
    by = say("late, by {day}", day=day) if due < today else say("by {day}", day=day)
    return joined(" – ", [name_of(say, item), by])
