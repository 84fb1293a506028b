"""How it looks how hosting is shared, and whose turn it would be in the next period (domain 7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import actions, aligned, are_you_sure, button, cell, context, header, section, tables
from bot.dates.in_words import month
from bot.language import N_, Say, Text, bold, clip, lines
from bot.meetings.rules import span_of
from bot.models import HostingTurn, Meeting, Member
from bot.rules.hosting_order import Hosted

HEADINGS: Final = (N_("Member"), N_("Times hosted"), N_("Last"), N_("Next"))
MOST_ROWS: Final = 60
MOST_PROPOSED: Final = 12


def shared_between(
    say: Say, shared: Sequence[Hosted], proposed: Sequence[Member], queue: Sequence[HostingTurn], *, decides: bool
) -> Message:
    """Who has hosted how often and when last, and whose turn it would be; `decides`: the coordinator may settle it."""
    title, heading = say("Hosting order"), say("Proposal for the next period")
    is_settled = len(queue) == len(proposed)
    if is_settled:
        heading = say("Then in turn")
    rows = [Text(f"{place}. ") + clip(each.name, 60) for place, each in enumerate(proposed[:MOST_PROPOSED], 1)]
    how = say(
        "Those who are already in turn come first, then those who have hosted least, and of them whoever did so "
        "longest ago."
    )
    blocks: list[Block] = [header(title), *(section(each) for each in tables(_lines(say, shared)))]
    left = len(shared) - MOST_ROWS
    if left > 0:
        blocks.append(context(say.many("and {count} more member", "and {count} more members", left)))
    blocks += [section(lines(bold(heading), *rows)), context(how)]
    if decides and not is_settled:
        blocks.append(actions(_settle(say, proposed)))
    return Message(lines(title, *_lines(say, shared[:15]), bold(heading), *rows), blocks)


def _lines(say: Say, shared: Sequence[Hosted]) -> list[Text]:
    head = [say.plain(each) for each in HEADINGS]
    rows = [
        [cell(each.member.name), str(len(each.past)), _when(say, each.past[-1:]), _when(say, each.coming[:1])]
        for each in shared[:MOST_ROWS]
    ]
    return aligned([head, *rows])


def _when(say: Say, meetings: Sequence[Meeting]) -> str:
    return month(span_of(meetings[0]).first, say.code) if meetings else "–"


def _settle(say: Say, proposed: Sequence[Member]) -> ButtonElement:
    """The button that makes the proposal the order; it carries what was seen."""
    sure = are_you_sure(
        say,
        say("Use this order"),
        say("The members stand in turn in this order after the planned meetings."),
        say("Use this order"),
    )
    return button("hosting.settle", say("Use this order"), in_words(proposed), sure=sure)


def in_words(proposed: Sequence[Member]) -> str:
    """A proposal as a button carries it."""
    return ".".join(str(each.id) for each in proposed)
