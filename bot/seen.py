"""What was seen once is remembered for as long as Slack might send it again, and then forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import bindparam, delete
from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database
from bot.models import Seen

REMEMBERED: Final = timedelta(days=3)
"""Slack repeats an event for five minutes; a form may lie open much longer."""

_FORGET = delete(Seen).where(Seen.at < bindparam("before"))

log = structlog.get_logger()


def forget_seen(database: Database, now: datetime) -> None:
    """Delete what was seen more than three days ago; when the database is away, another day will do."""
    try:
        with database.writing() as session:
            session.connection().execute(_FORGET, {"before": now - REMEMBERED})
    except SQLAlchemyError as fault:
        log.warning("seen_not_forgotten", fault=type(fault).__name__)
