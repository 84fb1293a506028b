"""Watches over the running bot: what `/healthz` and `/metrics` report."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.dates.when import Clock
from bot.db import Database
from bot.errors import why_no_database_publicly
from bot.metrics import Counts, Gauge, exposition
from bot.outbox import Health, Outbox, health
from bot.slack.socket import Socket
from bot.slack_api import FAULTS, TOKEN_REFUSED, slack_error, why_no_slack, why_no_socket

DATABASE_SECONDS: Final = 2.5
"""How long the database may take to answer before it counts as away."""
GIVE_UP_SECONDS: Final = 600.0
"""So long without a line to Slack, while Slack answers otherwise: something in this process or its network is stuck,
and a new process is better off. Whoever runs the bot lets it be started again when it ends."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Wellbeing:
    """One sentence for each thing that keeps the bot from working, none when it is well; and how its messages are, when
    the database can say."""

    faults: tuple[str, ...] = ()
    outbox: Health | None = None

    def as_json(self) -> dict[str, Any]:
        """What `/healthz` says."""
        body: dict[str, Any] = {"status": "unhealthy", "reasons": self.faults} if self.faults else {"status": "ok"}
        if self.outbox is not None:
            body["networks"] = self.outbox.networks
            body["oldest_due_seconds"] = int(self.outbox.oldest_seconds)
            body["dead_letters"] = self.outbox.dead
            if self.outbox.without_channel:
                body["networks_without_channel"] = self.outbox.without_channel
        return body


class Watch:
    """Asks each part how it is. The parts are given as they come to life; before that the bot is starting."""

    def __init__(self, database: Database, clock: Clock, counts: Counts) -> None:
        self._database = database
        self._clock = clock
        self._counts = counts
        self.is_ready = False
        self.client: AsyncWebClient | None = None
        self.outbox: Outbox | None = None
        self.socket: Socket | None = None
        self.is_stuck = asyncio.Event()
        """Set when only a new process can help: no line to Slack for long, though Slack answers."""
        self._token_fault = ""

    async def wellbeing(self) -> Wellbeing:
        """How the bot is, and how its messages are."""
        if not self.is_ready:
            return Wellbeing(("The bot is starting or stopping.",))
        outbox = await self._outbox_health()
        database_fault = outbox if isinstance(outbox, str) else self._writing_fault()
        faults = tuple(each for each in (self._slack_fault(), self._socket_fault(), database_fault) if each)
        return Wellbeing(faults, None if isinstance(outbox, str) else outbox)

    async def health(self) -> tuple[bool, dict[str, Any]]:
        """Whether the bot is well, and what `/healthz` says."""
        state = await self.wellbeing()
        return not state.faults, state.as_json()

    async def numbers(self) -> tuple[bytes, str]:
        """What Prometheus reads, with its content type."""
        return exposition(self._counts, [*self._gauges(), *_of_outbox(await self._outbox_health())])

    async def ask_slack(self) -> None:
        """See whether Slack still takes the bot's token; asked now and then, so that no post has to find out."""
        if self.client is None:
            return
        try:
            await self.client.auth_test()
        except FAULTS as fault:
            if slack_error(fault) in TOKEN_REFUSED:
                self._token_fault = why_no_slack(fault, self.client.base_url)
                log.error("token_refused", error=slack_error(fault))
            return
        self._token_fault = ""
        if self.socket is not None and self.socket.hangs(GIVE_UP_SECONDS):
            log.error("no_socket_for_long", reason=self.socket.trouble(), seconds=int(self.socket.away_seconds))
            self.is_stuck.set()

    def _slack_fault(self) -> str:
        refused = self.outbox.refused if self.outbox is not None else ""
        return self._token_fault or (f"Slack does not take SLACK_BOT_TOKEN ({refused})." if refused else "")

    def _socket_fault(self) -> str:
        reason = self.socket.trouble() if self.socket is not None else ""
        return why_no_socket(reason, self.client.base_url) if reason and self.client is not None else ""

    def _writing_fault(self) -> str:
        """Why deliveries cannot be written down, though the database can be read: a full disk, another's lock."""
        fault = self.outbox.database_fault if self.outbox is not None else None
        return why_no_database_publicly(fault) if fault is not None else ""

    def _look(self) -> Health:
        with self._database.reading() as session:
            return health(session, self._clock.now(), self.outbox.refused if self.outbox is not None else "")

    async def _outbox_health(self) -> Health | str:
        """How the messages are, or why the database cannot say."""
        try:
            async with asyncio.timeout(DATABASE_SECONDS):
                return await asyncio.to_thread(self._look)
        except TimeoutError:
            return "The database does not answer."
        except SQLAlchemyError as fault:
            log.warning("database_away", fault=str(getattr(fault, "orig", fault)))
            return why_no_database_publicly(fault)

    def _gauges(self) -> Iterable[Gauge]:
        yield Gauge("ready", "1 while the bot takes what Slack hands over.", float(self.is_ready))
        if self.socket is not None:
            yield Gauge("sockets", "Open lines to Slack.", len(self.socket.lines))
            yield Gauge("sockets_opened", "Lines opened since the start.", self.socket.opened, grows=True)


def _of_outbox(outbox: Health | str) -> Iterable[Gauge]:
    yield Gauge("database_answers", "1 while the database can be asked.", float(isinstance(outbox, Health)))
    if isinstance(outbox, Health):
        yield Gauge("networks", "Networks that are loaded.", outbox.networks)
        yield Gauge("oldest_due_seconds", "How long the longest waiting message has been due.", outbox.oldest_seconds)
        yield Gauge("dead_letters", "Messages that could not be delivered.", outbox.dead)
        yield Gauge(
            "uncertain_deliveries", "Messages of which nobody knows yet whether they arrived.", outbox.uncertain
        )
