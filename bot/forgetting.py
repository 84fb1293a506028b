"""What is forgotten each day: what Slack will not send again, and what people need at meetings that have been."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import bindparam, delete
from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database
from bot.models import Seen
from bot.store_answers import forget_needs

REMEMBERED: Final = timedelta(days=3)
"""Slack repeats an event for five minutes; a form may lie open much longer."""

_FORGET = delete(Seen).where(Seen.at < bindparam("before"))

log = structlog.get_logger()


def forget(database: Database, now: datetime) -> None:
    """Delete what was seen more than three days ago and needs two weeks after their meeting.

    When the database is away, another day will do.
    """
    try:
        with database.writing() as session:
            session.connection().execute(_FORGET, {"before": now - REMEMBERED})
            forget_needs(session, now)
    except SQLAlchemyError as fault:
        log.warning("not_forgotten", fault=type(fault).__name__)
