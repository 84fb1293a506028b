"""What will be sent when and to whom, for the coordinator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Message
from bot.blocks.parts import context, header, section
from bot.dates.in_words import day, hour
from bot.language import Say, Text, bold, clip, escape, joined, lines
from bot.upcoming import Previewed

MOST_ROWS = 25


def upcoming(say: Say, found: Sequence[Previewed], names: Mapping[str, str], weeks: int) -> Message:
    """Every message of the coming weeks: when, to whom, and how it begins."""
    title = say.many("What goes out in the coming week", "What goes out in the coming {count} weeks", weeks)
    if not found:
        nothing = say("Nothing goes out by itself in that time.")
        return Message(lines(title, nothing), [header(title), section(nothing)])
    rows = _rows(say, found, names)
    blocks: list[Block] = [header(title), *(section(each) for each in rows[:MOST_ROWS])]
    if len(rows) > MOST_ROWS:
        blocks.append(context(say("There is more than fits here; `natverksbot preview` shows all.")))
    return Message(lines(title, *rows[:MOST_ROWS]), blocks)


def _rows(say: Say, found: Sequence[Previewed], names: Mapping[str, str]) -> list[Text]:
    """One for each moment and text, with all who get it."""
    rows, same = [], defaultdict(list)
    for each in found:
        same[each.at, first_line(each.text)].append(_whom(each.to, names))
    for (at, text), whom_all in same.items():
        to = list(dict.fromkeys(whom_all))
        when = joined(" ", [day(at.date(), say.code), hour(at.time(), say.code)])
        whom = joined("; ", to[:4]) + (say(" and {count} more", count=len(to) - 4) if len(to) > 4 else "")
        rows.append(lines(Text(f"{bold(when)} → {whom}"), clip(text, 180)))
    return rows


def first_line(text: str) -> str:
    return text.partition("\n")[0].replace("*", "")


def _whom(to: str, names: Mapping[str, str]) -> Text:
    if to in names:
        return clip(names[to], 60)
    if to.startswith("#"):
        return escape(to)
    return Text(f"<#{to}>") if to.startswith(("C", "G")) else Text(f"<@{to}>")
