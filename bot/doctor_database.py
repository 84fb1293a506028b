"""Whether the database can be used, what is loaded, and what waits in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from bot import store, telling
from bot.config import Settings
from bot.db import Database
from bot.doctor_findings import Finding, fault, ok
from bot.migrations import is_up_to_date
from bot.outbox import health
from bot.reaching import CannotWork, open_database, why_no_database
from bot.when import Clock

OVERDUE_MINUTES: Final = 30


@dataclass(frozen=True)
class Looked:
    """What was found; the database when it can be asked further; each network's name and channel."""

    findings: list[Finding]
    database: Database | None = None
    channels: tuple[tuple[str, str], ...] = ()


def look_at_database(settings: Settings, clock: Clock) -> Looked:
    """Look without changing anything, not even making a file."""
    try:
        database = open_database(settings.database_url, must_exist=True)
    except CannotWork as no:
        return Looked([fault("database", str(no))])
    try:
        if not is_up_to_date(database.engine):
            return Looked(
                [fault("database", "Its tables are not of this version. Start the bot once: natverksbot run")]
            )
        findings = [ok("database", "It answers, and its tables are of this version."), *_contents(database, clock)]
        return Looked(findings, database, _channels(database))
    except SQLAlchemyError as no:
        return Looked([fault("database", why_no_database(no, database.engine.url))])


def _channels(database: Database) -> tuple[tuple[str, str], ...]:
    with database.reading() as session:
        return tuple((each.name, each.channel or "") for each in store.networks(session))


def _contents(database: Database, clock: Clock) -> Iterator[Finding]:
    now = clock.now()
    with database.reading() as session:
        names = [each.name for each in store.networks(session)]
        if names:
            yield ok("plan", f"Loaded: {', '.join(names)}.")
        else:
            yield fault("plan", "No network is loaded. Load one's plan: natverksbot load PLAN --channel '#name'")
        found = health(session, now)
        if found.dead:
            yield fault(
                "dead letters",
                f"{found.dead} could not be delivered: {_reasons(telling.dead_letters(session))}. "
                "Mend the cause, then: natverksbot doctor --send-again",
            )
        else:
            yield ok("dead letters", "There are none.")
        waited = found.oldest_due.total_seconds() / 60 if found.oldest_due else 0
        if waited > OVERDUE_MINUTES:
            yield fault(
                "outbox", f"A message has been due for {waited:.0f} minutes. Is the bot running? natverksbot run"
            )


def _reasons(letters: Iterable[Any]) -> str:
    return ", ".join(sorted({each.error or "unknown" for each in letters}))


def send_dead_letters_again(database: Database, clock: Clock) -> Finding:
    """Put back what could not be delivered; what is of no use any more stays."""
    with database.writing() as session:
        letters = telling.dead_letters(session)
        sent = sum(telling.send_again(session, each, clock.now()) for each in letters)
    left = len(letters) - sent
    too_late = f"; {left} came too late to be of use and stay" if left else ""
    return ok("dead letters", f"{sent} will be sent again by the running bot{too_late}.")
