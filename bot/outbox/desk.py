"""What a round does with the database, each in one transaction of its own. Waits for it, so it runs in a thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from secrets import token_hex

from sqlalchemy.orm import Session

from bot.db import Database
from bot.outbox import claiming, planning
from bot.outbox.claiming import Claimed, Waiting
from bot.outbox.lateness import superseded
from bot.outbox.planning import Planner
from bot.outbox.trouble import Expired


class Desk:
    """One worker's hands on the database."""

    def __init__(self, database: Database, planner: Planner) -> None:
        self._database = database
        self._planner = planner
        self._always = frozenset(job.kind for job in planner.jobs if job.always)
        self._name = token_hex(4)
        self._claims = 0

    def to_plan(self, now: datetime, most: int) -> Sequence[int]:
        """The networks that are to be planned, so many at most."""
        with self._database.reading() as session:
            return planning.to_plan(session, now, most)

    def plan(self, network_id: int, now: datetime) -> None:
        """Lay out one network's deliveries."""
        with self._database.writing() as session:
            self._planner.plan(session, network_id, now)

    def look(self, now: datetime) -> Waiting:
        """See what there is to do."""
        with self._database.reading() as session:
            return claiming.look(session, now)

    def has_too_old(self, waiting: Waiting, now: datetime) -> bool:
        """Whether anything is to be given up: of no use any more, or said by something newer."""
        return bool(waiting.useless or superseded(waiting.due, now, self._always))

    def give_up_leases(self, ids: Collection[int]) -> None:
        """Make uncertain what others claimed and seem to have left."""
        with self._database.writing() as session:
            claiming.give_up_leases(session, ids)

    def give_up_the_old(self, waiting: Waiting, now: datetime) -> int:
        """Expire what is too old, and store the word to the coordinator about it; tell how many there were.

        The networks are planned first: what nobody said had changed must not push aside what holds.
        """
        with self._database.writing() as session:
            for network_id in sorted({row.network_id for row in (*waiting.useless, *waiting.due)}):
                self._planner.plan(session, network_id, now)
            waiting = claiming.look(session, now)
            old = [*waiting.useless, *superseded(waiting.due, now, self._always)]
            claiming.expire(session, {row.id for row in old})
            self._say_so(session, Counter(row.network_id for row in old), now)
            return len(old)

    def _say_so(self, session: Session, expired: Counter[int], now: datetime) -> None:
        for network_id, count in sorted(expired.items()):
            Expired(self._planner, network_id, count, now).write(session)

    def claim(self, ids: Collection[int], now: datetime) -> list[Claimed]:
        """Claim what is still free, under a token of this claim alone."""
        self._claims += 1
        with self._database.writing() as session:
            return claiming.claim(session, ids, f"{self._name}:{self._claims}", now)
