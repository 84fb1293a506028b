"""What Slack lends out for a while: trigger ids (once, three seconds) and response urls (five uses, half an hour)."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from bot.playground.workspace import PlaygroundError, WorkspaceClock

TRIGGER_SECONDS = 3.0
REPLY_USES = 5
REPLY_LIFE = timedelta(minutes=30)
KEPT = 4_000


@dataclass(slots=True)
class Trigger:
    """The right to open one modal for a person; `view_id` when it came out of an open modal."""

    user_id: str
    issued: float
    view_id: str | None
    used: bool = False


@dataclass(slots=True)
class ReplyTicket:
    """Where a response url answers: a channel, to whom, and the message that was clicked if there was one."""

    channel_id: str
    user_id: str
    issued: datetime
    ts: str | None = None
    thread_ts: str | None = None
    uses: int = 0


class Tickets:
    """Issues and redeems. Trigger life is real seconds, a response url's half hour is the workspace's time."""

    def __init__(self, clock: WorkspaceClock) -> None:
        self._clock = clock
        self._numbers = count(1)
        self._key = secrets.token_bytes(16)
        self._triggers: dict[str, Trigger] = {}
        self._replies: dict[str, ReplyTicket] = {}

    def _name(self) -> tuple[int, str]:
        number = next(self._numbers)
        return number, hashlib.blake2s(str(number).encode(), digest_size=12, key=self._key).hexdigest()

    def trigger(self, user_id: str, view_id: str | None = None) -> str:
        number, secret = self._name()
        trigger_id = f"{1000000000 + number}.{2000000000}.{secret}"
        self._triggers[trigger_id] = Trigger(user_id, asyncio.get_running_loop().time(), view_id)
        _keep_newest(self._triggers)
        return trigger_id

    def exchange(self, trigger_id: str, *, in_modal: bool = False) -> Trigger:
        """Redeem a trigger; refuses what is unknown, used, older than three seconds, or (`in_modal`) of no modal."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None or (in_modal and trigger.view_id is None):
            raise PlaygroundError("invalid_trigger_id")
        if trigger.used:
            raise PlaygroundError("exchanged_trigger_id")
        if asyncio.get_running_loop().time() - trigger.issued > TRIGGER_SECONDS:
            raise PlaygroundError("expired_trigger_id")
        trigger.used = True
        return trigger

    def reply(self, channel_id: str, user_id: str, ts: str | None = None, thread_ts: str | None = None) -> str:
        """A new response url's path below /commands or /actions."""
        number, secret = self._name()
        key = f"{number}/{secret}"
        self._replies[key] = ReplyTicket(channel_id, user_id, self._clock.now(), ts, thread_ts)
        _keep_newest(self._replies)
        return key

    def use_reply(self, key: str) -> ReplyTicket:
        """Redeem one use of a response url."""
        reply = self._replies.get(key)
        if reply is None or self._clock.now() - reply.issued > REPLY_LIFE:
            raise PlaygroundError("expired_url")
        if reply.uses >= REPLY_USES:
            raise PlaygroundError("used_url")
        reply.uses += 1
        return reply


def _keep_newest(tickets: dict[str, Trigger] | dict[str, ReplyTicket]) -> None:
    """Let go of the oldest, so that a long run does not grow."""
    if len(tickets) > KEPT:
        del tickets[next(iter(tickets))]
