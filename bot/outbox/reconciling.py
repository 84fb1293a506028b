"""Finding out what became of uncertain deliveries, by reading history when they have settled.

The settle time is measured on this worker's steady clock from when it first saw the uncertainty: a wall clock that
jumps, or a restart, can only make it longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import structlog

from bot.models import DeliveryState
from bot.outbox.conversations import Conversations
from bot.outbox.history import Seen, read_history
from bot.outbox.marking import Found, Mark, NotThere
from bot.outbox.means import Means, Protection
from bot.outbox.outcomes import Became, Ended
from bot.outbox.sending import MARK, NoToken
from bot.outbox.trouble import Trouble

log = structlog.get_logger()

Place = tuple[int, str, str | None]
"""Network, receiver, and the conversation tried: all that is uncertain there is found out at once."""


class Reconciler:
    """Remembers since when each uncertain delivery rests, and reads history for those that have."""

    def __init__(self, means: Means, conversations: Conversations) -> None:
        self._means = means
        self._conversations = conversations
        self._since: dict[tuple[int, str | None], float] = {}
        self._held: dict[Place, tuple[float, int]] = {}
        self._reading: set[Place] = set()

    def ripe(self, uncertain: Sequence[Any]) -> dict[Place, list[Any]]:
        """Those that have settled, by place; the others have their rest noted."""
        now = self._means.steady()
        there = {(row.id, row.claimed_by) for row in uncertain}
        self._since = {each: self._since.get(each, now) for each in there}
        settle = self._means.settle if Protection.SETTLE in self._means.protections else 0.0
        places: dict[Place, list[Any]] = defaultdict(list)
        for row in uncertain:
            place = (row.network_id, row.to, row.channel)
            rested = now - self._since[row.id, row.claimed_by] >= settle
            if rested and place not in self._reading and self._held.get(place, (0.0, 0))[0] <= now:
                places[place].append(row)
        return places

    async def find_out(self, place: Place, rows: Sequence[Any]) -> Sequence[Mark]:
        """Read the place's history and say of each whether it stands there; raises NoToken."""
        self._reading.add(place)
        try:
            return await self._find_out(place, rows)
        finally:
            self._reading.discard(place)

    async def _find_out(self, place: Place, rows: Sequence[Any]) -> Sequence[Mark]:
        repeatable = [row for row in rows if row.kind == MARK]
        rows = [row for row in rows if row.kind != MARK]
        marks: list[Mark] = [NotThere(row.id, row.claimed_by) for row in repeatable]
        if not rows:
            return marks
        if Protection.RECONCILE not in self._means.protections:
            return [*marks, *(NotThere(row.id, row.claimed_by) for row in rows)]
        where = place[2] or await self._conversations.where(rows[0])
        seen = where if isinstance(where, Ended) else await self._read(where, rows)
        if isinstance(seen, Ended):
            return [*marks, *self._unreadable(place, rows, seen)]
        self._held.pop(place, None)
        return [*marks, *self._judged(rows, seen, str(where))]

    async def _read(self, where: str, rows: Sequence[Any]) -> Seen | Ended:
        return await read_history(self._means, where, min(min(r.first_tried_at or r.due_at, r.due_at) for r in rows))

    def _judged(self, rows: Iterable[Any], seen: Seen, where: str) -> list[Mark]:
        now = self._means.clock.now()
        return [
            Found(row.id, where, seen.ts[row.key], now) if row.key in seen.ts else NotThere(row.id, row.claimed_by)
            for row in rows
        ]

    def _unreadable(self, place: Place, rows: Sequence[Any], answer: Ended) -> list[Mark]:
        """No resend until history can be read; what loses its use meanwhile is given up, for doctor to show."""
        if answer.became is Became.NO_TOKEN:
            raise NoToken(answer.error)
        tries = self._held.get(place, (0.0, 0))[1] + 1
        self._held[place] = (self._means.steady() + (answer.retry_after or self._means.backoff(tries)), tries)
        log.warning("history cannot be read; what is uncertain waits", error=answer.error, deliveries=len(rows))
        now = self._means.clock.now()
        marks: list[Mark] = [
            NotThere(row.id, row.claimed_by, DeliveryState.DEAD)
            for row in rows
            if row.useful_until and row.useful_until + timedelta(days=1) <= now
        ]
        if answer.became in (Became.REFUSED, Became.GONE) or answer.error in ("missing_scope", "no_permission"):
            network_id, to, _ = place
            marks.append(Trouble(self._means.planner, network_id, answer.error, to, rows[0].kind, now, unreadable=True))
        return marks
