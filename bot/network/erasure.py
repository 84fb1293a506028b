"""What was erased for good: that it was is noted, and the database is swept until no byte of it is left."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

import structlog
from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.db import Database
from bot.models import Because, Erasure, Network, PlanEdit, SeatEdit

log = structlog.get_logger()


def wait_for_erasing(session: Session, *, alone: bool = False) -> None:
    """What is written beside an erasing would be left by it: on a server one who erases waits for all who write, and
    they for them. SQLite writes one after the other by itself."""
    if session.get_bind().dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock if alone else func.pg_advisory_xact_lock_shared
        session.execute(select(lock(_ERASING)))


_ERASING: Final = 1701994867
"""A number that nothing else is locked by."""


LAST_ERASING: Final = select(func.max(Erasure.id))
"""The last time anything was erased, by its number."""


def last_erasing_of_words(network: ColumnElement[int] | InstrumentedAttribute[int]) -> Select[Any]:
    """The last time words were erased in a network, by its number."""
    return select(func.max(Erasure.id)).where(Erasure.noun == "Network", Erasure.row == network)


_OF_WORDS: Final = last_erasing_of_words(bindparam("network"))


def last_erasing(session: Session, network: Network | None = None) -> int:
    """The last time words were erased in a network, or anything anywhere, by its number; 0: never."""
    return session.scalar(LAST_ERASING if network is None else _OF_WORDS, {"network": network and network.id}) or 0


def forget_what_can_be_undone(session: Session, network_ids: Collection[int]) -> None:
    """Let what stood before somebody's last changes go: it would bring back what is erased."""
    for noun in (PlanEdit, SeatEdit):
        session.execute(delete(noun).where(noun.network_id.in_(network_ids)))


def note_erasure(session: Session, noun: str, row: int, by: str, because: Because, now: datetime) -> None:
    """Keep that a row was erased, with the reason and without a word of it."""
    session.add(Erasure(noun=noun, row=row, by=by, because=because, at=now))
    session.flush()
    if session.get_bind().dialect.name == "sqlite":  # the index of search keeps what it has read until it is rebuilt
        session.connection().exec_driver_sql("INSERT INTO experience_words(experience_words) VALUES ('rebuild')")


def sweep(database: Database, now: datetime) -> bool:
    """Overwrite what was erased since the last time; False when it has to be tried again."""
    with database.reading() as session:
        waiting = list(session.scalars(select(Erasure.id).where(Erasure.swept_at.is_(None))))
    if not waiting:
        return True
    if not database.sweep():
        log.info("sweep_waits")
        return False
    with database.writing() as session:
        session.execute(update(Erasure).where(Erasure.id.in_(waiting)).values(swept_at=now))
    return True
