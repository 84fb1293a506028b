"""Brings back what could not be posted in a channel, once the bot may post there: invited, or the channel restored.

Slack is asked what the channel is; nothing is posted to find out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import bindparam, null, or_, select, update

from bot.feature.declare import CHANNEL
from bot.models import DeliveryState
from bot.outbox.conversations import Conversations
from bot.outbox.means import Means
from bot.outbox.outcomes import Became, Ended, ended
from bot.outbox.tables import DELIVERIES, NETWORKS, the

EVERY: Final = 120.0
"""Seconds between looks at channels that could not be posted in."""
MOST_TRIES: Final = 3
"""What is refused though Slack says that the bot is there is left to `natverksbot doctor`."""
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

log = structlog.get_logger()


@dataclass(frozen=True)
class _Post:
    """Whatever goes to a network's channel."""

    network_id: int
    to: str = CHANNEL


class Reviver:
    """Looks now and then whether a channel can be posted in again."""

    def __init__(self, means: Means, conversations: Conversations) -> None:
        self._means = means
        self._conversations = conversations
        self._next = 0.0

    async def revive(self) -> None:
        """Put back what is dead for want of a way into its channel and still of use, where there is a way now."""
        if self._means.steady() < self._next:
            return
        self._next = self._means.steady() + EVERY
        now = self._means.clock.now()
        for network_id in await self._means.in_thread(lambda: self._networks(now)):
            if await self._can_post(network_id):
                count = await self._means.in_thread(lambda network_id=network_id: self._put_back(network_id, now))  # type: ignore[misc]
                log.info("a channel can be posted in again", network=network_id, deliveries=count)

    async def _can_post(self, network_id: int) -> bool:
        where = await self._conversations.where(_Post(network_id))
        if isinstance(where, Ended) or self._means.pace.wait("conversations.info") > 0:
            return False
        self._means.pace.take("conversations.info")
        told = await ended(self._means.client.conversations_info(channel=where))
        channel = told.data.get("channel") or {}
        return told.became is Became.DONE and bool(channel.get("is_member")) and not channel.get("is_archived")

    def _networks(self, now: datetime) -> Sequence[int]:
        with self._means.database.reading() as session:
            return session.connection().execute(_WHERE, {"now": now}).scalars().all()

    def _put_back(self, network_id: int, now: datetime) -> int:
        with self._means.database.writing() as session:
            return session.connection().execute(_REVIVE, {"network": network_id, "now": now}).rowcount
