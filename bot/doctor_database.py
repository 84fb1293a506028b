"""Whether the database can be used, what is loaded, and what waits in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import store, telling
from bot.config import Settings
from bot.dates.when import Clock
from bot.db import Database
from bot.doctor_findings import Finding, advice, fault, ok
from bot.feature.declare import CHANNEL
from bot.migrations import is_up_to_date
from bot.models import Delivery
from bot.outbox import health
from bot.reaching import CannotWork, open_database, why_no_database

OVERDUE_MINUTES: Final = 30
MOST_LISTED: Final = 10


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
        yield from _dead_letters(session, now)
        waited = found.oldest_due.total_seconds() / 60 if found.oldest_due else 0
        if waited > OVERDUE_MINUTES:
            yield fault(
                "outbox", f"A message has been due for {waited:.0f} minutes. Is the bot running? natverksbot run"
            )


def _dead_letters(session: Session, now: datetime) -> Iterator[Finding]:
    """What could not be delivered: a fault while it can still be sent, else to be known."""
    letters = telling.dead_letters(session)
    channels = {each.id: each.channel or CHANNEL for each in store.networks(session)}
    sent_again = [each for each in letters if telling.is_of_use(each, now)]
    if sent_again:
        yield fault(
            "dead letters",
            f"{len(sent_again)} could not be delivered: {_listed(sent_again, channels)}. "
            "Mend the cause, then: natverksbot doctor --send-again",
        )
    if too_late := [each for each in letters if not telling.is_of_use(each, now)]:
        yield advice(
            "dead letters",
            f"{len(too_late)} could not be delivered and are of no use any more: {_listed(too_late, channels)}.",
        )
    if not letters:
        yield ok("dead letters", "There are none.")


def _listed(letters: Sequence[Delivery], channels: Mapping[int, str]) -> str:
    """Each with its kind, receiver, day and reason; of very many, the last."""
    shown = [
        f"{each.kind} to {channels.get(each.network_id, CHANNEL) if each.to == CHANNEL else each.to}, "
        f"due {each.due_at.astimezone():%Y-%m-%d %H:%M} ({each.error or 'unknown'})"
        for each in letters[-MOST_LISTED:]
    ]
    more = [f"and {len(letters) - MOST_LISTED} before"] if len(letters) > MOST_LISTED else []
    return "; ".join([*shown, *more])


def send_dead_letters_again(database: Database, clock: Clock) -> Finding:
    """Put back what could not be delivered; what is of no use any more stays."""
    with database.writing() as session:
        letters = telling.dead_letters(session)
        sent = sum(telling.send_again(session, each, clock.now()) for each in letters)
    left = len(letters) - sent
    too_late = f"; {left} came too late to be of use and stay" if left else ""
    return ok("dead letters", f"{sent} will be sent again by the running bot{too_late}.")
