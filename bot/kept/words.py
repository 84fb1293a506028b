"""Erases words for good, such as a child's name, wherever somebody can have written them in a network.

That is where they stand, earlier wordings, the record and what the bot has said in Slack. Which columns those are is
written in `bot/models/words.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.db import Base
from bot.experiences.fields import texts_of
from bot.experiences.personal_data import LEFT_OUT, SHORTEST_NAME
from bot.experiences.search import searchable
from bot.kept.record import in_network, rows_in
from bot.language import N_, escape, speak
from bot.models import Because, Change, Delivery, DeliveryState, Experience, Network, Person, WaitingAsk
from bot.models.words import Holds, columns_that_hold
from bot.network.erasure import note_erasure
from bot.outbox.deliveries import MARK
from bot.outbox.deliveries import erase as erase_message
from bot.outbox.follow import draw_anew, is_redrawn
from bot.outbox.preview import receivers

WRITTEN: Final = (Holds.EXPERIENCE, Holds.PROSE, Holds.FACT, Holds.PERSON)
"""In these words are erased where they stand. What a network, a member or a Slack account is called stays."""
HELD_WORDS: Final = N_("This message held words that have been erased.")
_NOUNS: Final[Mapping[Any, Any]] = {each.local_table: each.class_ for each in Base.registry.mappers}
_CODES: Final = frozenset({"type", "action_id", "block_id", "value"})
"""Under which a message has no words of anybody."""


@dataclass(frozen=True)
class Erasable:
    """Words that are to go, and how they are found: in any case, with the rest of the word that they begin. Short ones
    are also the beginning of others, so they stand alone and are written so."""

    pattern: re.Pattern[str]

    @classmethod
    def typed(cls, words: str) -> Erasable:
        """As they were typed."""
        is_short = len(words) < SHORTEST_NAME
        forms = "|".join(r"\s+".join(map(re.escape, each.split())) for each in dict.fromkeys((words, escape(words))))
        rest = r"s?(?![^\W_])" if is_short else r"[^\W_]*"
        return cls(re.compile(rf"(?<![^\W_])(?:{forms}){rest}", re.NOFLAG if is_short else re.IGNORECASE))

    def in_(self, value: object) -> bool:
        """Whether they stand somewhere in a text, or in the texts of a JSON value."""
        return bool(self.out_of(value) != value)

    def out_of(self, value: Any) -> Any:
        """The same value without them."""
        if isinstance(value, str):
            return self.pattern.sub(LEFT_OUT, value)
        if isinstance(value, Mapping):
            return {name: each if name in _CODES else self.out_of(each) for name, each in value.items()}
        return [self.out_of(each) for each in value] if isinstance(value, list | tuple) else value


@dataclass(frozen=True)
class Found:
    """Where words stand: rows of nouns with their columns, messages, lines of the record, and questions that wait."""

    texts: Sequence[tuple[type[Any], int, Sequence[str]]]
    messages: Sequence[Delivery]
    changes: Sequence[Change]
    asks: Sequence[WaitingAsk]
    called: Sequence[type[Any]]
    """The nouns that are called so, which stay."""

    def __bool__(self) -> bool:
        return any((self.texts, self.messages, self.changes, self.asks))


def find_words(session: Session, network: Network, words: Erasable) -> Found:
    """Look everywhere in a network."""
    messages = session.scalars(select(Delivery).where(Delivery.network_id == network.id).order_by(Delivery.id))
    texts = list(_rows(session, network, words, WRITTEN))
    accounts = [each for each in texts if each[0] is Person and session.get_one(Person, each[1]).slack_id]
    return Found(
        [each for each in texts if each not in accounts],
        [each for each in messages if words.in_([each.message, each.shown, each.about, each.error])],
        _changes(session, network, words),
        [each for each in session.scalars(select(WaitingAsk)) if words.in_(each.ask)],
        list(dict.fromkeys(noun for noun, _, _ in (*accounts, *_rows(session, network, words, (Holds.NAME,))))),
    )


def _rows(
    session: Session, network: Network, words: Erasable, kinds: Sequence[Holds]
) -> Iterator[tuple[type[Any], int, Sequence[str]]]:
    for table, columns in groupby(columns_that_hold(*kinds), attrgetter("table")):
        names = [each.name for each in columns]
        query = select(table.c.id, *(table.c[name] for name in names)).where(table.c.id.in_(rows_in(table, network.id)))
        for row in session.execute(query):
            if held := [name for name, value in zip(names, row[1:], strict=True) if words.in_(value)]:
                yield _NOUNS[table], row.id, held


def _changes(session: Session, network: Network, words: Erasable) -> list[Change]:
    """Lines of the record, also of what is deleted, of which nobody knows whose it was."""
    others = session.scalars(select(Network).where(Network.id != network.id)).all()
    query = select(Change).where(*(~in_network(Change.noun, Change.row, each) for each in others))
    return [each for each in session.scalars(query) if words.in_([each.before, each.after])]


def erase_words(
    session: Session, network: Network, words: Erasable, by: str, because: Because, now: datetime
) -> list[Experience]:
    """Let them go, and give the experiences they stood in. Who changed what when is kept."""
    session.flush()
    found = find_words(session, network, words)
    changed = [session.get_one(noun, row) for noun, row, _ in found.texts]
    for each, (_, _, names) in zip(changed, found.texts, strict=True):
        for name in names:
            setattr(each, name, words.out_of(getattr(each, name)))
        if isinstance(each, Experience):
            each.search_text = searchable(
                each.title, [text for name, text in texts_of(each).items() if name != "title"]
            )
    _erase_messages(session, network, found.messages, words, now)
    for ask in found.asks:
        session.delete(ask)
    session.flush()
    for line in _changes(session, network, words):  # with those that this erasing has made
        line.before, line.after = words.out_of(line.before), words.out_of(line.after)
    note_erasure(session, "Network", network.id, by, because, now)
    return [each for each in changed if isinstance(each, Experience)]


def _erase_messages(
    session: Session, network: Network, messages: Sequence[Delivery], words: Erasable, now: datetime
) -> None:
    """What waits goes without them, what is followed is drawn anew, and of the rest only this is said."""
    wishes = receivers(session, network)
    for each in messages:
        is_followed = each.closed_at is None and (each.message is None or is_redrawn(each.kind, each.about))
        if each.kind != MARK and each.state is not DeliveryState.PENDING and not is_followed:
            erase_message(session, each, Message(speak(wishes.language_of(each.to))(HELD_WORDS)), now)
            continue
        each.message, each.about, each.error = map(words.out_of, (each.message, each.about, each.error))
        if each.shown is not None:
            draw_anew(each, words.out_of(each.shown))
