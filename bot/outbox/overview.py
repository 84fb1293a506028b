"""What there is to do in a round: networks that need it are planned first, and the leases of the dead given up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.outbox.claiming import Waiting
from bot.outbox.desk import Desk
from bot.outbox.means import Means
from bot.outbox.planning import AFTER_A_BREAK

MOST_PLANS: Final = 20
"""Networks planned in one round, so that sending need not wait for all of them."""

log = structlog.get_logger()


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
