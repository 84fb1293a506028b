"""How the annual wheel is shown in Slack: a picture, and the same as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import File, Message
from bot.blocks.parts import LONGEST_PARAGRAPH, actions, button, header, menu, section
from bot.feature.pages import Listing, again, in_rows
from bot.language import Say, Text, bold, escape, lines
from bot.wheel.model import Ring, Wheel, bow_line, meeting_line

MOST_BUTTONS: Final = 5


def wheel_message(say: Say, wheel: Wheel, file: File, other_years: Sequence[int]) -> Message:
    """The list, and the picture on its way."""
    title = say("{wheel}, {network}", wheel=wheel.words.title, network=wheel.network)
    comes = say("The picture comes in a direct message from me. Here is the same as a list.")
    meetings = [escape(meeting_line(each)) for each in wheel.marks] or [escape(wheel.words.nothing)]
    activities = [line for each in wheel.rings for line in _ring(say, each)]
    rows = in_rows([bold(say("Meetings")), *meetings], "\n", longest=LONGEST_PARAGRAPH)
    if activities:
        rows += in_rows([bold(wheel.words.activities), *activities], "\n", longest=LONGEST_PARAGRAPH)
    return Listing(
        say=say,
        text=lines(title, *meetings),
        rows=[section(each) for each in rows],
        words=(),
        count=0,
        again=again("network.wheel", wheel.year),
        head=[header(title), section(comes)],
        foot=_other_years(say, other_years),
        files=(file,),
    ).page()


def _other_years(say: Say, years: Sequence[int]) -> list[Block]:
    """A button for each other year, or a menu when they are many."""
    if len(years) <= MOST_BUTTONS:
        return [actions(*(button("network.wheel", year, year) for year in years))] if years else []
    return [actions(menu("network.wheel", say("The year"), [(str(year), year) for year in years]))]


def _ring(say: Say, ring: Ring) -> Iterator[Text]:
    done = "✓ " if ring.is_done else ""
    yield escape(f"{ring.number}. {done}{' '.join(ring.title.split())}")
    for each in ring.bows:
        yield escape(f"      {bow_line(each, say.code)}")
