"""How it looks that something waits before it goes out to many: when, to how many, and what can be done until then."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.parts import actions, button, section
from bot.dates.in_words import day, from_today, hour
from bot.dates.when import ONE_DAY
from bot.feature.values import as_shown
from bot.language import N_, Say, Text, lines
from bot.meetings.waiting import Waits

GONE_OUT: Final = N_("It has gone out by now. Change the meeting again if something is wrong; then that is told too.")


def goes_out(say: Say, waits: Waits) -> Text:
    """When it goes out, and to how many."""
    if not waits.people and not waits.in_channel:
        return say("Nobody hears of it as things are now.")
    whom = whom_in_words(say, waits.people, in_channel=waits.in_channel)
    return say("Goes out {when} to {whom}.", when=at_in_words(say, waits.goes, waits.today), whom=whom)


def whom_in_words(say: Say, count: int, *, in_channel: bool) -> Text:
    """How many people, and whether the channel too."""
    people = say.many("{count} person", "{count} people", count) if count else Text("")
    channel = say("the channel") if in_channel else Text("")
    return say("{people} and {channel}", people=people, channel=channel) if people and channel else people or channel


def at_in_words(say: Say, goes: datetime, today: date) -> str:
    """The hour at which something goes out, where the network is, and the day if it is not today."""
    on, at = goes.date(), hour(goes.time(), say.code)
    if on == today:
        return at
    return f"{from_today(on, today, say.code) if on == today + ONE_DAY else day(on, say.code)} {at}"


def waiting_rows(say: Say, waits: Waits | None, *above: Text) -> list[Block]:
    """The line with its buttons; nothing when nothing waits. `above`: what it is about, where that is not said."""
    if waits is None:
        return []
    value = as_shown(waits.meeting.id, *waits.decided)
    row = [
        button("waiting.look", say("Show"), waits.meeting.id),
        *([button("waiting.send", say("Send now"), value)] if waits.may_go_now else []),
        *([button("waiting.undo", say("Undo"), value)] if waits.can_be_undone else []),
    ]
    return [section(lines(*above, goes_out(say, waits))), actions(*row)]
