"""How several meetings look, and none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Message
from bot.blocks.parts import button, context, divider, fitting, header, section
from bot.dates.in_words import span
from bot.feature.call import Call
from bot.language import Say, Text, lines
from bot.models import Meeting, MeetingState
from bot.network import store as network_store
from bot.rules.meetings import span_of
from bot.views.meetings import away, in_one_line


def nothing_to_come(call: Call) -> Message:
    """Say that nothing is planned, and how it comes to be."""
    held = [
        each for each in network_store.all_meetings(call.session, call.network) if each.state is MeetingState.PLANNED
    ]
    return no_meetings(call.say, held[-1] if held else None, call.command("mote", "meeting", call.say("new")))


def no_meetings(say: Say, last: Meeting | None, how_to_add: str) -> Message:
    """Nothing is to come: say so, what was last, and how one is added."""
    if last is None:
        sentence = say("No meeting is planned yet. A coordinator adds the first with `{command}`.", command=how_to_add)
    else:
        sentence = say(
            "No meeting is planned after {days}. A coordinator adds one with `{command}`.",
            days=span(span_of(last), say.code),
            command=how_to_add,
        )
    return Message(sentence, [section(sentence)])


def meeting_list(say: Say, meetings: Sequence[Meeting], today: date, *, change: bool = False) -> Message:
    """The meetings to come, each in a line with the number one types to see it."""
    title = say("Meetings to come")
    rows: list[Block] = [
        section(
            lines(Text(f"*{number}.* {in_one_line(say, each)}"), away(say, each, today)),
            button("meeting.change", say("Change"), each.id)
            if change
            else button("meeting.show", say("Show"), each.id),
        )
        for number, each in enumerate(meetings, 1)
    ]
    more = context(say("There are more meetings than fit here."))
    text = lines(title, *(Text(f"{n}. {in_one_line(say, each)}") for n, each in enumerate(meetings[:20], 1)))
    return Message(text, [header(title), divider(), *fitting(rows, more, 46)])
