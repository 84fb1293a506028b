"""The outbox as the rest of the bot calls it: wakes, runs rounds while there is work, and stops."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime
from random import Random

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.dates import when
from bot.db import Database
from bot.feature.declare import Job
from bot.outbox.health import Health, health
from bot.outbox.planning import Planner
from bot.outbox.preview import Coordinators
from bot.outbox.round import SOON, Worker, run_round
from bot.outbox.tools import ALL_PROTECTIONS, InThread, Pace, Protection, Threads, Tools


class Outbox:
    """Delivers what the jobs yield and what features tell, each message effectively once.

    `settle` is in seconds. The client must have no retry handlers: a retry by the SDK would send twice. Call `wake`
    at short intervals and after every change; it never waits. `stop` lets what is under way finish.
    """

    def __init__(
        self,
        database: Database,
        client: AsyncWebClient,
        clock: when.Clock,
        jobs: Iterable[Job],
        settle: float,
        coordinators: Coordinators,
        prefix: str = "",
        *,
        steady: Callable[[], float] = when.steady,
        in_thread: InThread | None = None,
        chance: Random | None = None,
        protections: frozenset[Protection] = ALL_PROTECTIONS,
    ) -> None:
        self._tools = Tools(
            database, client, clock, steady, Planner(tuple(jobs), coordinators, prefix), settle,
            in_thread or Threads(), Pace(steady), chance or Random(), protections,
        )  # fmt: skip
        self._worker = Worker(self._tools, self._done)
        self._going: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._again = False
        self._stopping = False

    @property
    def refused(self) -> str:
        """Slack's word for why the bot's token is not taken; empty when it is. Nothing is sent meanwhile."""
        return self._worker.refused

    @property
    def database_fault(self) -> SQLAlchemyError | None:
        """Why the outbox could not use the database just now; None when it could."""
        return self._worker.database_fault

    def health(self, session: Session, now: datetime) -> Health:
        """How the outbox is, for `/healthz`, `doctor` and the log."""
        return health(session, now, self._worker.refused)

    def wake(self) -> None:
        """Something may be due. Returns at once; may be called from any thread once `wake` was called in the loop's."""
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._wake)
            return
        self._wake()

    def _wake(self) -> None:
        self._again = True
        if not self._stopping and (self._going is None or self._going.done()):
            self._going = asyncio.get_running_loop().create_task(self._go_on())

    async def _go_on(self) -> None:
        """Rounds, as long as something comes soon."""
        soon: float | None = 0.0
        while not self._stopping and (self._again or (soon is not None and soon <= SOON)):
            if not self._again and soon:
                await asyncio.sleep(min(soon, 0.2))  # often enough to see what has been added meanwhile
            self._again = False
            soon = await run_round(self._worker)

    def _done(self) -> None:
        """A delivery has come to its end: its receiver's next may go. Where only `tick` is called, that waits."""
        self._again = True
        if self._going is not None:
            self._wake()

    async def round(self, now: datetime | None = None) -> float | None:
        """See what there is to do and begin it; tell in how many seconds more can be done, if that is known."""
        return await run_round(self._worker, now)

    async def tick(self, now: datetime | None = None) -> None:
        """One round, until what it began is finished. For tests and the terminal; a running bot calls `wake`."""
        await run_round(self._worker, now)
        await self.idle()

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        await self._worker.idle()

    async def stop(self, patience: float = 3.0) -> None:
        """Start nothing more and let what is under way finish, so many seconds at most.

        What is cut off then stays claimed; its lease runs out and history tells what became of it.
        """
        self._stopping = True
        self._worker.sender.stopping = True
        if self._going is not None:  # not cut off: what it has just claimed would have to wait for its lease
            await asyncio.wait({self._going}, timeout=patience)
            self._going.cancel()
        await self._worker.finish(patience)
        if isinstance(self._tools.in_thread, Threads):
            self._tools.in_thread.close()
