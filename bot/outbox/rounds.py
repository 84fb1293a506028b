"""One round of the outbox: see what is due, claim it, and begin to send it or to find out about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any, Final

import structlog
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.db import Database
from bot.outbox import claims, planning
from bot.outbox.claims import Claimed, Waiting
from bot.outbox.conversations import Conversations
from bot.outbox.lateness import LATE
from bot.outbox.marks import Back, Mark, write_marks
from bot.outbox.outcomes import Became, ended
from bot.outbox.planning import AFTER_A_BREAK, Planner
from bot.outbox.reconciling import Place, Reconciler, Reviver
from bot.outbox.sending import NoToken, Sender
from bot.outbox.tools import Means

AGAIN: Final = timedelta(minutes=10)
"""How long after planning a network with late deliveries is not planned again for them."""


class Desk:
    """One worker's hands on the database."""

    def __init__(self, database: Database, planner: Planner) -> None:
        self._database = database
        self._planner = planner
        self._planned: dict[int, datetime] = {}
        self._began: datetime | None = None
        self._name = token_hex(4)
        self._claims = 0

    def to_plan(self, now: datetime, most: int) -> Sequence[int]:
        """The networks that are to be planned, so many at most; when this worker begins, all."""
        self._began = self._began or now
        with self._database.reading() as session:
            return planning.to_plan(session, now, self._began, most)

    def plan(self, network_id: int, now: datetime) -> int:
        """Lay out one network's deliveries; tell how many were given up as too late."""
        with self._database.writing() as session:
            lost = self._planner.plan(session, network_id, now)
        self._planned[network_id] = now
        return lost

    def look(self, now: datetime) -> Waiting:
        """See what there is to do."""
        with self._database.reading() as session:
            return claims.look(session, now)

    def to_plan_first(self, waiting: Waiting, now: datetime) -> list[int]:
        """The networks in which something is late or of no use any more: planned before more is sent, as what nobody
        said had changed must not push aside what holds, and what is newer may say the same."""
        late = {row.network_id for row in waiting.due if row.by_a_job and now - row.due_at > LATE}
        return sorted({*waiting.useless, *(each for each in late if not self._was_planned(each, now))})

    def _was_planned(self, network_id: int, now: datetime) -> bool:
        """Whether that was just done, by us: what is late then may wait for other reasons."""
        planned = self._planned.get(network_id)
        return planned is not None and abs(now - planned) < AGAIN

    def give_up_leases(self, ids: Collection[int]) -> None:
        """Make uncertain what others claimed and seem to have left."""
        with self._database.writing() as session:
            claims.give_up_leases(session, ids)

    def claim(self, ids: Collection[int], now: datetime) -> list[Claimed]:
        """Claim what is still free, under a token of this claim alone."""
        self._claims += 1
        with self._database.writing() as session:
            return claims.claim(session, ids, f"{self._name}:{self._claims}", now)


MOST_PLANS: Final = 20
"""Networks planned in one round, so that sending need not wait for all of them."""


class Overview:
    """Sees what waits. One network's fault is no other's."""

    def __init__(self, means: Means, desk: Desk) -> None:
        self._means = means
        self._desk = desk
        self._broken: dict[int, float] = {}

    async def see(self, now: datetime, mine: Collection[int]) -> Waiting:
        """What there is to do, after planning what needs it and giving up the leases of the dead."""
        in_thread, desk = self._means.in_thread, self._desk
        most = MOST_PLANS + len(self._broken)
        await self._plan(await in_thread(lambda: desk.to_plan(now, most)), now)
        waiting = await in_thread(lambda: desk.look(now))
        lapsed = [each for each in waiting.lapsed if each not in mine]
        if lapsed:
            await in_thread(lambda: desk.give_up_leases(lapsed))
        first = desk.to_plan_first(waiting, now)
        await self._plan(first[:MOST_PLANS], now)
        if lapsed or first:
            waiting = await in_thread(lambda: desk.look(now))
        later = set(first[MOST_PLANS:])
        return replace(waiting, due=[row for row in waiting.due if row.network_id not in later])

    async def _plan(self, networks: Sequence[int], now: datetime) -> None:
        """Plan networks; one that cannot be planned keeps no other waiting, and is tried again later."""
        for network_id in networks:
            if self._broken.get(network_id, 0.0) > self._means.steady():
                continue
            try:
                lost = await self._means.in_thread(lambda network_id=network_id: self._desk.plan(network_id, now))  # type: ignore[misc]
            except (OperationalError, InterfaceError, PoolTimeoutError):
                raise  # the database is away: for all
            except Exception:
                log.exception("a network could not be planned", network=network_id)
                self._broken[network_id] = self._means.steady() + AFTER_A_BREAK.total_seconds()
                continue
            self._broken.pop(network_id, None)
            if lost:
                log.warning("deliveries expired unsent", network=network_id, deliveries=lost)


class Ledger:
    """Keeps marks until the database has them. A lost ledger is no harm: history knows what was sent."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._waiting: list[Mark] = []
        self._one_at_a_time = asyncio.Lock()
        self.failed: SQLAlchemyError | None = None
        """Why the last marks could not be written; None when they could."""

    async def write(self, marks: Sequence[Mark]) -> None:
        """Write marks, together with those that came while the last were being written."""
        self._waiting += marks
        async with self._one_at_a_time:
            batch, self._waiting = self._waiting, []
            if not batch:
                return
            try:
                await self._means.in_thread(lambda: self._write(batch))
                self.failed = None
            except SQLAlchemyError as failed:
                self.failed = failed
                self._waiting = await self._those_to_keep(batch, failed) + self._waiting

    def _write(self, marks: list[Mark]) -> None:
        with self._means.database.writing() as session:
            write_marks(session, marks)

    async def _those_to_keep(self, batch: list[Mark], failed: SQLAlchemyError) -> list[Mark]:
        """After a failure: one that the database will never take is dropped, so that it does not hold the others."""
        cause = str(getattr(failed, "orig", ""))[:200]
        log.warning("deliveries could not be marked", marks=len(batch), error=type(failed).__name__, cause=cause)
        if not isinstance(failed, (DataError, IntegrityError)):
            return batch
        return [] if len(batch) == 1 else await self._one_by_one(batch)

    async def _one_by_one(self, batch: list[Mark]) -> list[Mark]:
        kept: list[Mark] = []
        for mark in batch:
            try:
                await self._means.in_thread(lambda mark=mark: self._write([mark]))  # type: ignore[misc]
            except SQLAlchemyError as failed:
                kept += await self._those_to_keep([mark], failed)
        return kept


log = structlog.get_logger()

MOST_AT_ONCE: Final = 32
"""Deliveries under way at the same time; each receiver has one."""
SOON: Final = 3.0
"""Seconds a round waits for what comes next, rather than leaving it to the next wake."""
ASK_AGAIN: Final = 15.0
"""Seconds between asking Slack whether it takes the token again."""


class Rounds:
    """What one worker has under way. `finished` is called when something is done and more may be begun."""

    def __init__(self, means: Means, finished: Callable[[], None]) -> None:
        self._means = means
        self._finished = finished
        self._conversations = Conversations(means)
        self._sender = Sender(means, self._conversations)
        self._reconciler = Reconciler(means, self._conversations)
        self._reviver = Reviver(means, self._conversations)
        self._ledger = Ledger(means)
        self._desk = Desk(means.database, means.planner)
        self._overview = Overview(means, self._desk)
        self._mine: set[int] = set()
        self._busy: set[tuple[int, str]] = set()
        self._under_way: set[asyncio.Task[None]] = set()
        self._refused_until = 0.0
        self._silent_until = 0.0
        self.refused = ""
        """Slack's word for why it does not take the token; empty when it does. Nothing is sent meanwhile."""
        self._failed: SQLAlchemyError | None = None

    @property
    def database_fault(self) -> SQLAlchemyError | None:
        """Why the last round could not use the database; None when it could."""
        return self._failed or self._ledger.failed

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        while self._under_way:
            await asyncio.gather(*self._under_way, return_exceptions=True)

    def begin_nothing(self) -> None:
        """From now on nothing new is claimed, and what has been claimed but not begun is put back."""
        self._sender.stopping = True

    async def finish(self, patience: float) -> None:
        """Let what is under way finish, so many seconds at most; the rest is cut off."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience)
        for task in self._under_way:
            task.cancel()

    async def round(self, now: datetime | None = None) -> float | None:
        """See what there is to do and begin it; tell in how many seconds more can be done, if that is known.

        Faults of Slack and of the database are logged, never raised.
        """
        try:
            soon = await self._round(now or self._means.clock.now())
            self._failed = None
            return soon
        except SQLAlchemyError as failed:
            self._failed = failed
            cause = str(getattr(failed, "orig", ""))[:200]
            log.warning("the outbox cannot use the database; it tries again", error=type(failed).__name__, cause=cause)
            return None
        except Exception:
            log.exception("a round of the outbox broke")
            return None

    async def _round(self, now: datetime) -> float | None:
        await self._ledger.write(())
        if not await self._is_known_to_slack():
            return None
        await self._reviver.revive()
        waiting = await self._overview.see(now, self._mine)
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
        self._refused_until = self._means.steady() + ASK_AGAIN
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
        if not chosen or self._sender.stopping:
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
        except Exception:
            log.exception("a delivery broke on the way and is left to its lease", delivery=claimed.id)
        finally:
            self._mine.discard(claimed.id)
            self._busy.discard(claimed.receiver)
        self._finished()

    async def _send(self, claimed: Claimed) -> Sequence[Mark]:
        try:
            return await self._sender.send(claimed)
        except NoToken as refused:
            self._refuse(refused)
            return [Back(claimed, None, str(refused))]

    async def _reconcile(self, place: Place, rows: Sequence[Any]) -> None:
        try:
            await self._ledger.write(await self._reconciler.find_out(place, rows))
        except NoToken as refused:
            self._refuse(refused)
        except SQLAlchemyError as failed:
            log.warning("uncertain deliveries wait for the database", error=type(failed).__name__)
        except Exception:
            log.exception("uncertain deliveries could not be found out about")
        self._finished()

    def _refuse(self, refused: NoToken) -> None:
        if not self.refused:
            log.error("Slack does not take the bot's token; nothing is sent until it does", error=str(refused))
        self.refused = str(refused)
        self._refused_until = self._means.steady() + ASK_AGAIN
