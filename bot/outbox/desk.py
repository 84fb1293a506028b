"""What a round does with the database, each in one transaction of its own. Waits for it, so it runs in a thread."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final

from bot.db import Database
from bot.outbox import claiming, planning
from bot.outbox.claiming import Claimed, Waiting
from bot.outbox.planning import Planner
from bot.rules.lateness import LATE

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
            return claiming.look(session, now)

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
            claiming.give_up_leases(session, ids)

    def claim(self, ids: Collection[int], now: datetime) -> list[Claimed]:
        """Claim what is still free, under a token of this claim alone."""
        self._claims += 1
        with self._database.writing() as session:
            return claiming.claim(session, ids, f"{self._name}:{self._claims}", now)
