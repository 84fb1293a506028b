"""One round of the outbox: see what is due, claim it, and begin to send it or to find out about it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.outbox.claiming import Claimed, Waiting
from bot.outbox.conversations import Conversations
from bot.outbox.desk import Desk
from bot.outbox.ledger import Ledger
from bot.outbox.marking import Back, Mark
from bot.outbox.means import Means
from bot.outbox.outcomes import Became, ended
from bot.outbox.overview import Overview
from bot.outbox.reconciling import Place, Reconciler
from bot.outbox.reviving import Reviver
from bot.outbox.sending import NoToken, Sender

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
