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

from sqlalchemy import ColumnElement, String, cast, func, or_, select
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
from bot.network.erasure import forget_what_can_be_undone, note_erasure, wait_for_erasing
from bot.outbox.deliveries import FILE, MARK
from bot.outbox.deliveries import erase as erase_message
from bot.outbox.follow import draw_without, is_followed
from bot.outbox.preview import receivers

WRITTEN: Final = (Holds.EXPERIENCE, Holds.PROSE, Holds.FACT, Holds.PERSON)
"""In these words are erased where they stand. What a network, a member or a Slack account is called stays."""
HELD_WORDS: Final = N_("This message held words that have been erased.")
_NOUNS: Final[Mapping[Any, Any]] = {each.local_table: each.class_ for each in Base.registry.mappers}
_CODES: Final = frozenset({"type", "action_id", "block_id", "value"})
"""Under which a message has no words of anybody."""


_SHORTEST_PIECE: Final = 3
"""Of words that are cut off there is nothing to recognise in less."""
_ASCII: Final = re.compile("[A-Za-z0-9]+")


@dataclass(frozen=True)
class Erasable:
    """Words that are to go, and how they are found: in any case, with the rest of the word that they begin, and cut off
    with an ellipsis. Short ones are also the beginning of others, so they stand alone and are written so."""

    pattern: re.Pattern[str]
    letters: str
    """Stand in whatever holds the words, also where a database writes other letters as numbers."""

    @classmethod
    def typed(cls, words: str, *, is_whole: bool = False) -> Erasable:
        """As they were typed; `is_whole`: they are the whole of somebody's name, and begin no longer word."""
        is_short = len(words) < SHORTEST_NAME
        forms = list(dict.fromkeys((words, escape(words))))
        whole = "|".join(_spaced(each) for each in forms)
        rest = r"s?(?![^\W_])" if is_short or is_whole else r"[^\W_]*"
        pieces = "|".join(
            _spaced(each[:end]) for each in forms for end in range(len(each) - 1, _SHORTEST_PIECE - 1, -1)
        )
        cut = f"|(?:{pieces})…" if pieces else ""
        pattern = rf"(?<![^\W_])(?:(?:{whole}){rest}{cut})"
        runs = _ASCII.findall(words[:_SHORTEST_PIECE])
        return cls(
            re.compile(pattern, re.NOFLAG if is_short else re.IGNORECASE), max(runs, key=len, default="").lower()
        )

    def may_stand_in(self, *columns: Any) -> ColumnElement[bool]:
        """What a database can leave out without reading it closely."""
        return or_(*(func.lower(cast(each, String)).contains(self.letters, autoescape=True) for each in columns))

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


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


@dataclass(frozen=True)
class Found:
    """Where words stand: rows of nouns with their columns, messages, lines of the record, and questions that wait."""

    texts: Sequence[tuple[type[Any], int, Sequence[str]]]
    messages: Sequence[Delivery]
    changes: Sequence[Change]
    asks: Sequence[WaitingAsk]
    files: Sequence[Delivery]
    """All that the bot has given somebody: nobody can see whether they hold the words."""
    called: Sequence[type[Any]]
    """The nouns that are called so, which stay."""

    def __bool__(self) -> bool:
        return any((self.texts, self.messages, self.changes, self.asks))


def find_words(session: Session, network: Network, words: Erasable) -> Found:
    """Look everywhere in a network."""
    wait_for_erasing(session, alone=True)
    may = words.may_stand_in(Delivery.message, Delivery.shown, Delivery.about, Delivery.error)
    query = select(Delivery).where(Delivery.network_id == network.id, Delivery.kind != FILE, may).order_by(Delivery.id)
    messages = session.scalars(query.with_for_update())  # none is claimed to be sent with words that go
    texts = list(_rows(session, network, words, WRITTEN))
    accounts = [each for each in texts if each[0] is Person and session.get_one(Person, each[1]).slack_id]
    return Found(
        [each for each in texts if each not in accounts],
        [each for each in messages if words.in_([each.message, each.shown, each.about, each.error])],
        _changes(session, network, words),
        [each for each in session.scalars(select(WaitingAsk)) if words.in_(each.ask)],
        session.scalars(select(Delivery).where(Delivery.network_id == network.id, Delivery.kind == FILE)).all(),
        list(dict.fromkeys(noun for noun, _, _ in (*accounts, *_rows(session, network, words, (Holds.NAME,))))),
    )


def _rows(
    session: Session, network: Network, words: Erasable, kinds: Sequence[Holds]
) -> Iterator[tuple[type[Any], int, Sequence[str]]]:
    for table, group in groupby(columns_that_hold(*kinds), attrgetter("table")):
        columns = list(group)
        names = [each.name for each in columns]
        of_network = table.c.id.in_(rows_in(table, network.id))
        query = select(table.c.id, *columns).where(of_network, words.may_stand_in(*columns))
        for row in session.execute(query):
            if held := [name for name, value in zip(names, row[1:], strict=True) if words.in_(value)]:
                yield _NOUNS[table], row.id, held


def _changes(session: Session, network: Network, words: Erasable) -> list[Change]:
    """Lines of the record, also of what is deleted, of which nobody knows whose it was."""
    others = session.scalars(select(Network).where(Network.id != network.id)).all()
    may = words.may_stand_in(Change.before, Change.after)
    query = select(Change).where(may, *(~in_network(Change.noun, Change.row, each) for each in others))
    return [each for each in session.scalars(query) if words.in_([each.before, each.after])]


def erase_words(
    session: Session, network: Network, words: Erasable, found: Found, *, by: str, because: Because, now: datetime
) -> list[Experience]:
    """Let them go where they were `found`, and give the experiences they stood in. Who changed what when is kept."""
    changed = [session.get_one(noun, row) for noun, row, _ in found.texts]
    for each, (_, _, names) in zip(changed, found.texts, strict=True):
        for name in names:
            setattr(each, name, words.out_of(getattr(each, name)))
        if isinstance(each, Experience):
            each.search_text = searchable(
                each.title, [text for name, text in texts_of(each).items() if name != "title"]
            )
    _erase_messages(session, network, [*found.messages, *found.files], words, now)
    for ask in found.asks:
        session.delete(ask)
    session.flush()
    for line in _changes(session, network, words):  # with those that this erasing has made
        line.before, line.after = words.out_of(line.before), words.out_of(line.after)
    forget_what_can_be_undone(session, [network.id])
    note_erasure(session, "Network", network.id, by, because, now)
    return [each for each in changed if isinstance(each, Experience)]


def _erase_messages(
    session: Session, network: Network, messages: Sequence[Delivery], words: Erasable, now: datetime
) -> None:
    """What waits goes without them, what is followed is drawn anew, and of the rest only this is said."""
    wishes = receivers(session, network)
    for each in messages:
        if each.kind != MARK and each.state is not DeliveryState.PENDING and not is_followed(each):
            erase_message(session, each, Message(speak(wishes.language_of(each.to))(HELD_WORDS)), now)
            continue
        each.message, each.about, each.error = map(words.out_of, (each.message, each.about, each.error))
        if each.shown is not None:
            draw_without(each, words.out_of(each.shown))
