"""Resolves uncertain deliveries by reading history once they have settled, and revives those a channel refused.

The settle time is measured on this worker's steady clock from when it first saw the uncertainty: a wall clock that
jumps, or a restart, can only make it longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import bindparam, null, or_, select, update
from sqlalchemy.orm import Session

from bot.feature.declare import CHANNEL
from bot.models import DeliveryState
from bot.outbox.conversations import Conversations
from bot.outbox.deliveries import MARK, MOST_TRIES, thread_of
from bot.outbox.history import History, read_history
from bot.outbox.marks import DeliveryMark, Doubted, NotThere
from bot.outbox.outcomes import Became, Ended, ended
from bot.outbox.sending import NoToken, arrived
from bot.outbox.tables import DELIVERIES, NETWORKS, the
from bot.outbox.tools import Protection, Tools
from bot.outbox.trouble import Trouble

log = structlog.get_logger()

Uncertainty = tuple[int, str, str | None]
"""Network, receiver, and the conversation tried: all that is uncertain there is found out at once."""


class Reconciler:
    """Remembers since when each uncertain delivery rests, and reads history for those that have."""

    def __init__(self, tools: Tools, conversations: Conversations) -> None:
        self._tools = tools
        self._conversations = conversations
        self._since: dict[tuple[int, str | None], float] = {}
        self._held: dict[Uncertainty, tuple[float, int]] = {}
        self._reading: set[Uncertainty] = set()

    def ripe(self, uncertain: Sequence[Any]) -> dict[Uncertainty, list[Any]]:
        """Those that have settled, by place; the others have their rest noted."""
        now = self._tools.steady()
        there = {(row.id, row.claimed_by) for row in uncertain}
        self._since = {each: self._since.get(each, now) for each in there}
        settle = self._tools.settle if Protection.SETTLE in self._tools.protections else 0.0
        places: dict[Uncertainty, list[Any]] = defaultdict(list)
        for row in uncertain:
            place = (row.network_id, row.to, row.channel)
            rested = now - self._since[row.id, row.claimed_by] >= settle
            if rested and place not in self._reading and self._held.get(place, (0.0, 0))[0] <= now:
                places[place].append(row)
        return places

    async def find_out(self, place: Uncertainty, rows: Sequence[Any]) -> Sequence[DeliveryMark]:
        """Read the place's history and say of each whether it stands there; raises NoToken."""
        self._reading.add(place)
        try:
            return await self._find_out(place, rows)
        finally:
            self._reading.discard(place)

    async def _find_out(self, place: Uncertainty, rows: Sequence[Any]) -> Sequence[DeliveryMark]:
        repeatable = [row for row in rows if row.kind == MARK]
        rows = [row for row in rows if row.kind != MARK]
        marks: list[DeliveryMark] = [NotThere(row.id, row.claimed_by) for row in repeatable]
        marks += [Doubted(row.about) for row in repeatable]
        if not rows:
            return marks
        if Protection.RECONCILE not in self._tools.protections:
            return [*marks, *(NotThere(row.id, row.claimed_by) for row in rows)]
        where = place[2] or await self._conversations.where(rows[0])
        if place[1] != CHANNEL and isinstance(where, Ended) and where.became in (Became.REFUSED, Became.GONE):
            return [*marks, *(NotThere(row.id, row.claimed_by) for row in rows)]  # nor can a new try come there
        history = where if isinstance(where, Ended) else await self._read(where, rows)
        if isinstance(history, Ended):
            return [*marks, *self._unreadable(place, rows, history)]
        self._held.pop(place, None)
        return [*marks, *self._judged(rows, history, str(where))]

    async def _read(self, where: str, rows: Sequence[Any]) -> History | Ended:
        tried = min(min(row.first_tried_at or row.due_at, row.due_at) for row in rows)
        threads = await self._tools.read(lambda session: {thread_of(session, row.about, where) for row in rows})
        return await read_history(self._tools, where, tried, filter(None, threads))

    def _judged(self, rows: Iterable[Any], history: History, where: str) -> list[DeliveryMark]:
        now = self._tools.clock.now()
        marks: list[DeliveryMark] = []
        for row in rows:
            marks += arrived(history, row, where, now) or [NotThere(row.id, row.claimed_by)]
        return marks

    def _unreadable(self, place: Uncertainty, rows: Sequence[Any], answer: Ended) -> list[DeliveryMark]:
        """No resend until history can be read; what loses its use meanwhile is given up, for doctor to show."""
        if answer.became is Became.NO_TOKEN:
            raise NoToken(answer.error)
        tries = self._held.get(place, (0.0, 0))[1] + 1
        self._held[place] = (self._tools.steady() + (answer.retry_after or self._tools.backoff(tries)), tries)
        log.warning("history_unreadable", error=answer.error, deliveries=len(rows))
        now = self._tools.clock.now()
        marks: list[DeliveryMark] = [
            NotThere(row.id, row.claimed_by, DeliveryState.DEAD)
            for row in rows
            if row.useful_until and row.useful_until + timedelta(days=1) <= now
        ]
        if answer.became in (Became.REFUSED, Became.GONE) or answer.error in ("missing_scope", "no_permission"):
            (network_id, to, _), planner, kind = place, self._tools.planner, rows[0].kind
            why = planner.coordinators, planner.prefix, network_id, answer.error, to, kind, now
            marks.append(Trouble(*why, unreadable=True))
        return marks


EVERY: Final = 120.0
"""Seconds between looks at channels that could not be posted in."""
MENDED_IN_SLACK: Final = ("not_in_channel", "is_archived", "channel_not_found")
"""Slack's words for what somebody mends there, and that can be seen from outside."""

_D = DELIVERIES.c
_dead_there = (
    _D.state == the(DeliveryState.DEAD),
    _D.to == CHANNEL,
    _D.error.in_(MENDED_IN_SLACK),
    _D.attempts < MOST_TRIES,
    or_(_D.useful_until.is_(None), _D.useful_until > bindparam("now")),
)
_WHERE = (
    select(_D.network_id)
    .distinct()
    .join(NETWORKS, NETWORKS.c.id == _D.network_id)
    .where(*_dead_there, NETWORKS.c.channel.is_not(None))
)
_REVIVE = (
    update(DELIVERIES)
    .where(_D.network_id == bindparam("network"), *_dead_there)
    .values(state=the(DeliveryState.PENDING), next_try_at=null(), error=null())
)


@dataclass(frozen=True)
class _Post:
    """Whatever goes to a network's channel."""

    network_id: int
    to: str = CHANNEL


class Reviver:
    """Looks now and then whether a channel can be posted in again."""

    def __init__(self, tools: Tools, conversations: Conversations) -> None:
        self._tools = tools
        self._conversations = conversations
        self._next = 0.0

    async def revive(self) -> None:
        """Put back what is dead for want of a way into its channel and still of use, where there is a way now."""
        if self._tools.steady() < self._next:
            return
        self._next = self._tools.steady() + EVERY
        now = self._tools.clock.now()
        for network_id in await self._tools.read(lambda session: _networks(session, now)):
            if await self._can_post(network_id):
                count = await self._tools.write(lambda session, network=network_id: _put_back(session, network, now))  # type: ignore[misc]
                log.info("channel_open_again", network=network_id, deliveries=count)

    async def _can_post(self, network_id: int) -> bool:
        where = await self._conversations.where(_Post(network_id))
        if isinstance(where, Ended) or self._tools.pace.wait("conversations.info") > 0:
            return False
        self._tools.pace.take("conversations.info")
        answer = await ended(self._tools.client.conversations_info(channel=where))
        channel = answer.data.get("channel") or {}
        return answer.became is Became.DONE and bool(channel.get("is_member")) and not channel.get("is_archived")


def _networks(session: Session, now: datetime) -> Sequence[int]:
    return session.connection().execute(_WHERE, {"now": now}).scalars().all()


def _put_back(session: Session, network_id: int, now: datetime) -> int:
    return session.connection().execute(_REVIVE, {"network": network_id, "now": now}).rowcount
