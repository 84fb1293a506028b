"""Reads what stands in a conversation and its threads: the only way to know whether an unanswered post arrived."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from bot.outbox.conversations import PATIENCE
from bot.outbox.outcomes import Became, Ended, ended
from bot.outbox.tools import Tools

EVENT_TYPE: Final = "natverksbot_delivery"
BEFORE_THE_FIRST_TRY: Final = timedelta(hours=24)
"""How far before the first try history is read: our own clock may have been wrong."""
PAGE: Final = 200
NO_THREAD: Final = "thread_not_found"
"""Somebody has deleted the message that a thread began with, and nothing stands there."""


def metadata(key: str, carries: Sequence[str] = ()) -> dict[str, Any]:
    """What marks a post as a delivery, with the keys of those that come in it; the whole workspace can read it."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key, **({"with": list(carries)} if carries else {})}}


@dataclass
class History:
    """The keys that stand in a conversation, each with its message's ts."""

    ts: dict[str, str] = field(default_factory=dict)
    carried: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys that came in the message of a key."""

    def take_in(self, messages: Any) -> None:
        """Note the deliveries among a page's messages."""
        for each in messages or ():
            marked = each.get("metadata") if isinstance(each, Mapping) else None
            if marked and marked.get("event_type") == EVENT_TYPE:
                payload = marked.get("event_payload") or {}
                self.carried[str(payload.get("key"))] = tuple(map(str, payload.get("with") or ()))
                for key in (payload.get("key"), *(payload.get("with") or ())):
                    self.ts[str(key)] = str(each.get("ts"))


async def read_history(tools: Tools, channel: str, tried: datetime, threads: Iterable[str] = ()) -> History | Ended:
    """Read every page of a conversation, and of the threads that begin with these messages, from a day before the first
    try; Ended when any of it cannot be read. What stands in a thread alone is not in the conversation's own history."""
    history, client = History(), tools.client
    since = f"{(tried - BEFORE_THE_FIRST_TRY).timestamp():.6f}"

    def in_the_conversation(**page: Any) -> Awaitable[Any]:
        return client.conversations_history(channel=channel, oldest=since, include_all_metadata=True, **page)

    if unread := await _read(tools, history, "conversations.history", in_the_conversation):
        return unread
    for thread in threads:

        def in_the_thread(ts: str = thread, **page: Any) -> Awaitable[Any]:
            return client.conversations_replies(channel=channel, ts=ts, oldest=since, include_all_metadata=True, **page)

        unread = await _read(tools, history, "conversations.replies", in_the_thread)
        if unread and unread.error != NO_THREAD:
            return unread
    return history


async def _read(tools: Tools, history: History, method: str, call: Callable[..., Awaitable[Any]]) -> Ended | None:
    """Take in every page; or why one could not be read."""
    cursor = ""
    while True:
        if (wait := tools.pace.wait(method)) > PATIENCE:
            return Ended(Became.NOT_ACCEPTED, "pace", wait)
        await tools.pace.turn(method)
        page = await ended(call(limit=PAGE, cursor=cursor or None))
        if page.became is not Became.DONE:
            if page.retry_after:
                tools.pace.hold(method, page.retry_after)
            return page
        history.take_in(page.data.get("messages"))
        cursor = str((page.data.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return None
