"""Where a delivery goes: the network's channel, looked up by name if need be, or a person's direct messages."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.feature.declare import CHANNEL
from bot.outbox.outcomes import Became, Ended, ended
from bot.outbox.tables import DELIVERIES, NETWORKS
from bot.outbox.tools import Tools

PATIENCE = 5.0
"""Seconds a claimed delivery waits for its turn; longer, and it is put back."""

_CHANNEL = select(NETWORKS.c.channel).where(NETWORKS.c.id == bindparam("network"))
_USED_BEFORE = (
    select(DELIVERIES.c.channel)
    .where(
        DELIVERIES.c.network_id == bindparam("network"),
        DELIVERIES.c.to == bindparam("whom"),
        DELIVERIES.c.channel.is_not(None),
    )
    .order_by(DELIVERIES.c.id.desc())
    .limit(1)
)
_KEEP_ID = (
    update(NETWORKS)
    .where(NETWORKS.c.id == bindparam("network"), NETWORKS.c.channel == bindparam("old"))
    .values(channel=bindparam("conversation"))
)


class Addressed(Protocol):
    """Whatever has a receiver: a claimed delivery, or an uncertain row."""

    @property
    def network_id(self) -> Any: ...
    @property
    def to(self) -> Any: ...


class Conversations:
    """Finds conversation ids, and remembers those of direct messages."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._direct: dict[str, str] = {}
        self._doubted: set[str] = set()

    def knows(self, to: str) -> bool:
        """Whether a person's direct messages need not be opened first."""
        return to == CHANNEL or to in self._direct

    def doubt(self, to: str) -> bool:
        """Forget where a person was met: Slack no longer knows that place. False when it had just been opened."""
        self._direct.pop(to, None)
        had_been_used = to not in self._doubted
        self._doubted.add(to)
        return had_been_used

    async def where(self, delivery: Addressed) -> str | Ended:
        """The id of the conversation it goes to, or why there is none."""
        to = str(delivery.to)
        if to in self._direct:
            return self._direct[to]
        used_before = await self._tools.read(lambda session: _id_or_name(session, int(delivery.network_id), to))
        if to == CHANNEL:
            return await self._channel(int(delivery.network_id), used_before)
        if used_before and to not in self._doubted:
            self._direct[to] = used_before
            return used_before
        return await self._open(to)

    async def _channel(self, network_id: int, name: str | None) -> str | Ended:
        if not name:
            return Ended(Became.NOT_ACCEPTED, "no_channel")
        if not name.startswith("#"):
            return name
        channel_id = await self._look_up(name.removeprefix("#"))
        if isinstance(channel_id, str):
            values = {"network": network_id, "old": name, "conversation": channel_id}
            await self._tools.write(lambda session: session.connection().execute(_KEEP_ID, values))
        return channel_id

    async def _look_up(self, name: str) -> str | Ended:
        """Find a channel by its name, over all pages."""
        cursor = ""
        while True:
            if (wait := self._tools.pace.wait("conversations.list")) > PATIENCE:
                return Ended(Became.NOT_ACCEPTED, "pace", wait)
            await self._tools.pace.turn("conversations.list")
            page = await ended(
                self._tools.client.conversations_list(
                    types="public_channel,private_channel", exclude_archived=True, limit=500, cursor=cursor or None
                )
            )
            if page.became is not Became.DONE:
                return page
            for each in page.data.get("channels") or ():
                if each.get("name") == name:
                    return str(each["id"])
            cursor = _next(page)
            if not cursor:
                return Ended(Became.NOT_ACCEPTED, "channel_name_unknown", 60.0)

    async def _open(self, to: str) -> str | Ended:
        if (wait := self._tools.pace.wait("conversations.open")) > PATIENCE:
            return Ended(Became.NOT_ACCEPTED, "pace", wait)
        await self._tools.pace.turn("conversations.open")
        opened = await ended(self._tools.client.conversations_open(users=[to]))
        if opened.became is Became.DONE:
            self._direct[to] = str(opened.data["channel"]["id"])
            return self._direct[to]
        if opened.retry_after:
            self._tools.pace.hold("conversations.open", opened.retry_after)
        # Opening twice is opening once, so whatever is not known here may be tried again.
        unknown = opened.became is Became.UNKNOWN
        return Ended(Became.NOT_ACCEPTED, opened.error) if unknown else opened


def _id_or_name(session: Session, network_id: int, to: str) -> str | None:
    connection = session.connection()
    if to == CHANNEL:
        return connection.execute(_CHANNEL, {"network": network_id}).scalar()
    return connection.execute(_USED_BEFORE, {"network": network_id, "whom": to}).scalar()


def _next(page: Ended) -> str:
    return str((page.data.get("response_metadata") or {}).get("next_cursor") or "")
