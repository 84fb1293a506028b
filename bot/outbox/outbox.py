"""The outbox itself: one round after another of seeing what is due, claiming it and sending it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import when
from bot.db import Database
from bot.declare import Job
from bot.models import Network
from bot.outbox.claiming import Claimed, Waiting
from bot.outbox.conversations import Conversations
from bot.outbox.desk import Desk
from bot.outbox.health import Health, health
from bot.outbox.ledger import Ledger
from bot.outbox.marking import Back, Mark
from bot.outbox.means import ALL_PROTECTIONS, InThread, Means, Protection, Threads
from bot.outbox.outcomes import Became, ended
from bot.outbox.pace import Pace
from bot.outbox.planning import Planner
from bot.outbox.reconciling import Reconciler
from bot.outbox.sending import NoToken, Sender
from bot.upcoming import Coordinators

log = structlog.get_logger()

MOST_AT_ONCE: Final = 32
"""Deliveries under way at the same time; each receiver has one."""
MOST_PLANS: Final = 20
"""Networks planned in one round, so that sending need not wait for all of them."""
SOON: Final = 3.0
"""Seconds a round waits for what comes next, rather than leaving it to the next wake."""


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
        steady: Any = when.steady,
        in_thread: InThread | None = None,
        chance: Random | None = None,
        protections: frozenset[Protection] = ALL_PROTECTIONS,
    ) -> None:
        self._means = Means(
            database, client, clock, steady, Planner(tuple(jobs), coordinators, prefix), settle,
            in_thread or Threads(), Pace(steady), chance or Random(), protections,
        )  # fmt: skip
        self._conversations = Conversations(self._means)
        self._sender = Sender(self._means, self._conversations)
        self._reconciler = Reconciler(self._means, self._conversations)
        self._ledger = Ledger(self._means)
        self._desk = Desk(database, self._means.planner)
        self._mine: set[int] = set()
        self._busy: set[tuple[int, str]] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._rounds: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._again = False
        self._stopping = False
        self._refused_until = 0.0
        self._silent_until = 0.0
        self.refused: str = ""
        """Slack's word for why the bot's token is not taken; empty when it is. Nothing is sent meanwhile."""

    def plan(self, session: Session, network: Network, now: datetime) -> None:
        """Lay out a network's deliveries in the caller's transaction, after something was changed in it."""
        self._means.planner.plan(session, network.id, now)

    def health(self, session: Session, now: datetime) -> Health:
        """How the outbox is, for `/healthz`, `doctor` and the log."""
        return health(session, now, self.refused)

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
        if not self._stopping and (self._rounds is None or self._rounds.done()):
            self._rounds = asyncio.get_running_loop().create_task(self._go_on())

    async def _go_on(self) -> None:
        """Rounds, as long as something comes soon."""
        soon: float | None = 0.0
        while not self._stopping and (self._again or (soon is not None and soon <= SOON)):
            if not self._again and soon:
                await asyncio.sleep(min(soon, 0.2))  # often enough to see what has been added meanwhile
            self._again = False
            soon = await self.round()

    async def tick(self, now: datetime | None = None) -> None:
        """One round, until what it began is finished. For tests and the terminal; a running bot calls `wake`."""
        await self.round(now)
        await self.idle()

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)

    async def stop(self, patience: float = 3.0) -> None:
        """Start nothing more and let what is under way finish, so many seconds at most.

        What is cut off then stays claimed; its lease runs out and history tells what became of it.
        """
        self._stopping = self._sender.stopping = True
        if self._rounds is not None:  # not cut off: what it has just claimed would have to wait for its lease
            await asyncio.wait({self._rounds}, timeout=patience)
            self._rounds.cancel()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience)
        for task in self._under_way:
            task.cancel()
        if isinstance(self._means.in_thread, Threads):
            self._means.in_thread.close()

    async def round(self, now: datetime | None = None) -> float | None:
        """See what there is to do and begin it; tell in how many seconds more can be done, if that is known.

        Faults of Slack and of the database are logged, never raised.
        """
        try:
            return await self._round(now or self._means.clock.now())
        except SQLAlchemyError as failed:
            cause = str(getattr(failed, "orig", ""))[:200]
            log.warning("the outbox cannot use the database; it tries again", error=type(failed).__name__, cause=cause)
            return None

    async def _round(self, now: datetime) -> float | None:
        await self._ledger.write(())
        if not await self._is_known_to_slack():
            return None
        waiting = await self._see(now)
        self._say_what_waits(waiting, now)
        for place, rows in self._reconciler.ripe(waiting.uncertain).items():
            self._begin(self._reconcile(place, rows))
        chosen, soon = self._choose(waiting.due)
        for claimed in await self._claim(chosen, now):
            self._begin(self._deliver(claimed))
        return soon

    def _say_what_waits(self, waiting: Waiting, now: datetime) -> None:
        """Once a minute, a line in the log while something has been due for longer than that."""
        oldest = min((row.due_at for row in (*waiting.due, *waiting.uncertain)), default=now)
        if now - oldest > timedelta(minutes=1) and self._means.steady() >= self._silent_until:
            self._silent_until = self._means.steady() + 60.0
            log.info("deliveries wait", oldest_seconds=int((now - oldest).total_seconds()), due=len(waiting.due))

    async def _see(self, now: datetime) -> Waiting:
        """What there is to do, after planning what needs it and giving up what is lost or too old."""
        in_thread, desk = self._means.in_thread, self._desk
        for network_id in await in_thread(lambda: desk.to_plan(now, MOST_PLANS)):
            await in_thread(lambda network_id=network_id: desk.plan(network_id, now))  # type: ignore[misc]
        waiting = await in_thread(lambda: desk.look(now))
        lapsed = [each for each in waiting.lapsed if each not in self._mine]
        if lapsed:
            await in_thread(lambda: desk.give_up_leases(lapsed))
        too_old = desk.has_too_old(waiting, now)
        if too_old:
            count = await in_thread(lambda: desk.give_up_the_old(waiting, now))
            log.warning("deliveries expired unsent", deliveries=count)
        return await in_thread(lambda: desk.look(now)) if lapsed or too_old else waiting

    async def _is_known_to_slack(self) -> bool:
        """After a refused token: ask now and then whether it is taken again."""
        if not self.refused:
            return True
        if self._means.steady() < self._refused_until:
            return False
        if (await ended(self._means.client.auth_test())).became is Became.DONE:
            log.info("Slack takes the token again")
            self.refused = ""
            return True
        self._refused_until = self._means.steady() + 15.0
        return False

    def _choose(self, due: Sequence[Any]) -> tuple[list[int], float | None]:
        """What may be claimed now, one for each receiver; and when the next may, if that is known."""
        chosen: list[int] = []
        receivers = set(self._busy)
        soon: float | None = None
        for row in due:
            receiver = (row.network_id, row.to)
            if receiver in receivers:
                continue
            wait = self._wait(row.to)
            if wait > SOON:
                soon = wait if soon is None else min(wait, soon)
                continue
            if len(chosen) + len(self._busy) >= MOST_AT_ONCE:
                break
            receivers.add(receiver)
            chosen.append(row.id)
        return chosen, soon

    def _wait(self, to: str) -> float:
        pace = self._means.pace
        opening = 0.0 if self._conversations.knows(to) else pace.wait("conversations.open")
        return max(pace.wait("chat.postMessage"), opening)

    async def _claim(self, chosen: Sequence[int], now: datetime) -> list[Claimed]:
        if not chosen or self._stopping:
            return []
        claimed = await self._means.in_thread(lambda: self._desk.claim(chosen, now))
        for each in claimed:
            self._mine.add(each.id)
            self._busy.add(each.receiver)
        return claimed

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _deliver(self, claimed: Claimed) -> None:
        try:
            await self._ledger.write(await self._send(claimed))
        except SQLAlchemyError as failed:
            log.warning("a delivery is left to its lease", delivery=claimed.id, error=type(failed).__name__)
        finally:
            self._mine.discard(claimed.id)
            self._busy.discard(claimed.receiver)
            self._again = True
        if self._rounds is not None:
            self._wake()

    async def _send(self, claimed: Claimed) -> Sequence[Mark]:
        try:
            return await self._sender.send(claimed)
        except NoToken as refused:
            self._refuse(refused)
            return [Back(claimed, None, str(refused))]

    async def _reconcile(self, place: Any, rows: Sequence[Any]) -> None:
        try:
            await self._ledger.write(await self._reconciler.find_out(place, rows))
        except NoToken as refused:
            self._refuse(refused)
        except SQLAlchemyError as failed:
            log.warning("uncertain deliveries wait for the database", error=type(failed).__name__)

    def _refuse(self, refused: NoToken) -> None:
        if not self.refused:
            log.error("Slack does not take the bot's token; nothing is sent until it does", error=str(refused))
        self.refused = str(refused)
        self._refused_until = self._means.steady() + 15.0
