"""What was erased for good: that it was is noted, and the database is swept until no byte of it is left."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db import Database
from bot.models import Because, Erasure

log = structlog.get_logger()


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
