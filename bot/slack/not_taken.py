"""Whether this workspace's Slack takes tables: it does until it has refused one that it took as lines, and is asked
again after a month, so that a workspace that gains them gets them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from bot.models import NotTaken
from bot.slack_api import slack_error

TABLE: Final = "table"
REFUSED_FOR: Final = timedelta(days=30)
WORDS_FOR_IT: Final = frozenset(["invalid_blocks", "invalid_attachments", "invalid_blocks_format"])


def takes_tables(session: Session, now: datetime) -> bool:
    """Whether a table is to be tried."""
    refused = session.get(NotTaken, TABLE)
    return refused is None or refused.since <= now - REFUSED_FOR


def remember_refused(session: Session, now: datetime) -> bool:
    """That a table was refused; whether that was not known before."""
    is_new = takes_tables(session, now)
    session.merge(NotTaken(what=TABLE, since=now))
    return is_new


def is_refused(fault: BaseException) -> bool:
    """Whether Slack's answer may be because of the table."""
    return slack_error(fault) in WORDS_FOR_IT
