"""How the annual wheel is shown in Slack: a picture, and the same as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import File, Message
from bot.blocks.parts import actions, button, context, header, section, whole_lines
from bot.language import Say, Text, bold, escape, lines
from bot.wheel.model import Ring, Wheel, bow_line, meeting_line

LONGEST: Final = 2800


def wheel_message(say: Say, wheel: Wheel, file: File, other_years: Sequence[int]) -> Message:
    """The list, and the picture on its way."""
    title = say("{wheel}, {network}", wheel=wheel.words.title, network=wheel.network)
    comes = say("The picture comes in a direct message from me. Here is the same as a list.")
    meetings = [escape(meeting_line(each)) for each in wheel.marks] or [escape(wheel.words.nothing)]
    blocks: list[Block] = [header(title), section(comes)]
    blocks += _rows(say, say("Meetings"), meetings)
    activities = [line for each in wheel.rings for line in _ring(say, each)]
    if activities:
        blocks += _rows(say, escape(wheel.words.activities), activities)
    if other_years:
        blocks.append(actions(*(button("network.wheel", year, year) for year in other_years[-5:])))
    return Message(whole_lines(lines(title, *meetings[:40]), 2500), blocks, files=(file,))


def _ring(say: Say, ring: Ring) -> Iterator[Text]:
    done = "✓ " if ring.is_done else ""
    yield escape(f"{ring.number}. {done}{' '.join(ring.title.split())}")
    for each in ring.bows:
        yield escape(f"      {bow_line(each, say.code)}")


def _rows(say: Say, title: Text, rows: Sequence[Text]) -> Iterator[Block]:
    """A list in one section; what has no room is counted."""
    chunk: list[Text] = [bold(title)]
    used = 0
    for n, row in enumerate(rows):
        used += len(row) + 1
        if used > LONGEST:
            left = len(rows) - n
            yield section(lines(*chunk))
            yield context(say.many("and {count} more line", "and {count} more lines", left))
            return
        chunk.append(row)
    yield section(lines(*chunk))
