"""How the queue of hosts looks where the coordinator changes it (domain 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import OverflowMenuElement, StaticSelectElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, actions, button, choice_field, context, header, rest_menu, section
from bot.dates.in_words import span
from bot.feature.pages import Listing, Row, again, whole_names
from bot.feature.values import ButtonValue, as_shown
from bot.hosting.load import HostQueueCard
from bot.hosting.rules import Move
from bot.language import N_, Say, Text, bold, clip, escape, joined, lines
from bot.meetings.card import title_of
from bot.meetings.rules import span_of
from bot.models import HostingTurn, Meeting
from bot.network.people import part_of_member

MOVES: Final = {
    Move.UP: N_("Move up"),
    Move.DOWN: N_("Move down"),
    Move.FIRST: N_("Move first"),
    Move.OUT: N_("Take out"),
}
LAST: Final = 0
"""The place behind all others."""


@dataclass(frozen=True)
class TurnMove(ButtonValue):
    """A turn in the queue, and what is done with it."""

    turn: int
    move: Move | None


def host_queue(say: Say, card: HostQueueCard) -> Message:
    """Who hosts the coming meetings, and after them, each with ways to change it."""
    title, then, place = say("Queue of hosts"), bold(say("Then in turn")), range(1, len(card.turns) + 1)
    turns = [_turn(say, card, number, each) for number, each in zip(place, card.turns, strict=True)]
    none = [] if turns else [say("Nobody stands in turn after the planned meetings.")]
    rows: list[Row] = [[section(_meeting(say, each), button("meeting.change", say("Change"), each.id))]
                       for each in card.coming]  # fmt: skip
    rows += [section(lines(then, *none))]
    rows += [[section(words, _moves(say, card, each))] for words, each in zip(turns, card.turns, strict=True)]
    ways = [button("queue.put_in", say("Add a member to the queue"), style="primary")] if card.may_host else []
    foot = actions(*ways, button("hosting.order", say("How hosting is shared")))
    return Listing(
        say=say, text=title, rows=rows, words=[*(_meeting(say, each) for each in card.coming), then, *(turns or none)],
        again=again("queue.show"), head=[header(title)], foot=[context(_under(say, card)), foot],
    ).page()  # fmt: skip


def _meeting(say: Say, meeting: Meeting) -> Text:
    """A coming meeting with its host."""
    host = meeting.host_name if meeting.host is not None else say("no host yet")
    return joined(" – ", [Text(span(span_of(meeting), say.code)), title_of(say, meeting), bold(clip(host, 100))])


def _turn(say: Say, card: HostQueueCard, number: int, turn: HostingTurn) -> Text:
    """A place in the queue; with what the member's part is, where it takes no part."""
    name = bold(clip(turn.member.name_in(card.members.period.id), 100))
    return joined(" – ", [Text(f"{number}. ") + name, part_of_member(say, turn.member_id, card.members)])


def _moves(say: Say, card: HostQueueCard, turn: HostingTurn) -> OverflowMenuElement | StaticSelectElement:
    """What can be done with a turn, behind three dots."""
    at_first, at_last = turn is card.turns[0], turn is card.turns[-1]
    useless = {*([Move.UP, Move.FIRST] if at_first else []), *([Move.DOWN] if at_last else [])}
    return rest_menu(say, [
        button("queue.move", say(label), as_shown(TurnMove(turn.id, move), *card.facts))
        for move, label in MOVES.items()
        if move not in useless
    ])  # fmt: skip


def _under(say: Say, card: HostQueueCard) -> Text:
    """What the queue is, and who stands in it without being in the period."""
    what = say("The queue says whose turn it is after the planned meetings. Whoever hosts a new meeting leaves it.")
    names = whole_names(say, [escape(each.member.name) for each in card.others], 500)
    others = say("Also in turn, but not in the period {period}: {members}.",
                 period=card.members.period.name, members=names) if card.others else ""  # fmt: skip
    return lines(what, others)


def put_in_form(say: Say, card: HostQueueCard) -> Form:
    """Who is put into the queue, and where."""
    members = [(str(each.id), clip(escape(each.name_in(card.members.period.id)), 70)) for each in card.may_host]
    blocks = [
        choice_field("member", say("Member"), members),
        choice_field("place", say("Place"), _places(say, card.turns), chosen=str(LAST)),
    ]
    return Form("queue.put_in", say("Queue of hosts"), [*blocks], say("Save"), say("Cancel"),
                as_shown("", *card.facts))  # fmt: skip


def _places(say: Say, turns: Sequence[HostingTurn]) -> list[Choice]:
    before = [
        (str(place), say("{place}, before {member}", place=place, member=clip(escape(each.member.name), 50)))
        for place, each in enumerate(turns, 1)
    ]
    return [(str(LAST), say("last")), *before]
