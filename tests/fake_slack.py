"""Slack in virtual time: takes what it likes, answers what it likes, keeps its limits and remembers everything."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import aiohttp
from slack_sdk.errors import SlackApiError

FAULTS = ("drop after", "drop before", "hang", "late", "limit", "error after", "error before", "refuse", "fatal")
STRANGER = "U0X"
"""Whom Slack lets the bot send no direct message."""


@dataclass(frozen=True)
class Stands:
    """One message in Slack."""

    key: str
    ts: float
    reads: Mapping[str, Any] = field(default_factory=dict)
    """What was said last: text and blocks."""
    thread: float | None = None
    """The ts of the message in whose thread it stands, and nowhere else."""
    carries: tuple[str, ...] = ()
    """The keys of what came in it."""

    @property
    def keys(self) -> tuple[str, ...]:
        return self.key, *self.carries

    @property
    def parts(self) -> dict[str, Mapping[str, Any]]:
        """What each key says there: between the lines."""
        if not self.carries:
            return {self.key: self.reads}
        parts: list[list[Any]] = [[]]
        for block in self.reads.get("blocks", ()):
            parts = [*parts, []] if block["type"] == "divider" else [*parts[:-1], [*parts[-1], block]]
        return {key: {"text": _words_of(part), "blocks": part} for key, part in zip(self.keys, parts, strict=False)}


def _words_of(blocks: Sequence[Any]) -> str:
    return "\n".join(each["text"]["text"] for each in blocks if each["type"] == "section" and "text" in each)


@dataclass(frozen=True)
class Reply:
    """An answer as slack_sdk hands it over with an error."""

    status_code: int
    data: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)


def error(name: str, status: int = 200, **headers: str) -> SlackApiError:
    return SlackApiError("no", Reply(status, {"ok": False, "error": name}, headers))


@dataclass
class FakeSlack:
    """`fault_share` of all calls go wrong; `started` hears of every post when its call begins."""

    chance: Random
    true_now: Callable[[], datetime]
    started: Callable[[str], None] = lambda key: None
    fault_share: float = 0.0
    faults: tuple[str, ...] = FAULTS
    latest: float = 30.0
    """Seconds after the call began until which a late one may still be accepted."""
    page: int = 2
    revoked: bool = False
    rooms: dict[str, list[Stands]] = field(default_factory=lambda: defaultdict(list))
    rude: list[str] = field(default_factory=list)
    limits: dict[str, tuple[int, float]] = field(default_factory=dict)
    calls: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def count(self, key: str) -> int:
        return sum(key in each.keys for room in self.rooms.values() for each in room)

    def accept(
        self, channel: str, key: str, reads: Mapping[str, Any], thread: str = "", carries: tuple[str, ...] = ()
    ) -> float:
        ts = self.true_now().timestamp()
        room = self.rooms[channel]
        if room and room[-1].ts >= ts:
            ts = room[-1].ts + 0.000001
        room.append(Stands(key, ts, reads, float(thread) if thread else None, carries))
        return ts

    def change(self, channel: str, ts: float, reads: Mapping[str, Any]) -> float:
        """Let an earlier message read otherwise: the last that arrives is the one that stands."""
        room = self.rooms[channel]
        (at,) = [place for place, each in enumerate(room) if abs(each.ts - ts) < 0.000001]
        room[at] = replace(room[at], reads=reads)
        return ts

    def fault(self) -> str:
        return self.chance.choice(self.faults) if self.chance.random() < self.fault_share else ""

    def too_fast(self, method: str, channel: str = "") -> float:
        """Slack's own pace: seconds to wait, 0 when the call is within it."""
        if method not in self.limits:
            return 0.0
        most, seconds = self.limits[method]
        made, now = self.calls[method + channel], asyncio.get_running_loop().time()
        while made and made[0] <= now - seconds:
            made.popleft()
        if len(made) >= most:
            self.rude.append(f"{method} too fast")
            return seconds
        made.append(now)
        return 0.0


class FakeClient:
    """What one worker has of slack_sdk's client. `step` may stop the worker before each call and after each answer."""

    def __init__(self, slack: FakeSlack, step: Callable[[], Any]) -> None:
        self._slack = slack
        self._step = step
        self._held_until: dict[str, float] = {}
        self._last: dict[str, float] = {}

    async def auth_test(self) -> Mapping[str, Any]:
        await self._begin("auth.test")
        return {"ok": True}

    async def conversations_open(self, users: list[str]) -> Mapping[str, Any]:
        await self._begin("conversations.open")
        await self._misbehave()
        if users[0] == STRANGER:
            raise error("user_not_visible")
        return {"ok": True, "channel": {"id": "D" + users[0][1:]}}

    async def conversations_history(
        self, channel: str, oldest: str, include_all_metadata: bool, limit: int, cursor: str | None
    ) -> Mapping[str, Any]:
        await self._begin("conversations.history")
        await self._misbehave()
        there = [each for each in reversed(self._slack.rooms[channel]) if each.ts > float(oldest)]
        history = [each for each in there if each.thread is None]
        return self._page([each for each in history if not cursor or each.ts <= float(cursor)], include_all_metadata)

    async def conversations_replies(
        self, channel: str, ts: str, oldest: str, include_all_metadata: bool, limit: int, cursor: str | None
    ) -> Mapping[str, Any]:
        """The message the thread begins with, on the first page, then its answers, the first first."""
        await self._begin("conversations.replies")
        await self._misbehave()
        room, begins = self._slack.rooms[channel], float(ts)
        root = [each for each in room if abs(each.ts - begins) < 0.000001]
        if not root:
            raise error("thread_not_found")
        answers = [each for each in room if each.thread and abs(each.thread - begins) < 0.000001]
        after = [each for each in answers if each.ts > float(oldest)]
        thread = [each for each in after if each.ts >= float(cursor)] if cursor else [*root, *after]
        return self._page(thread, include_all_metadata)

    def _page(self, stands: Sequence[Stands], include_all_metadata: bool) -> Mapping[str, Any]:
        here, rest = stands[: self._slack.page], stands[self._slack.page :]
        messages = [_as_slack(each) if include_all_metadata else {"ts": str(each.ts)} for each in here]
        more = f"{rest[0].ts:.6f}" if rest else ""
        return {"ok": True, "messages": messages, "response_metadata": {"next_cursor": more}}

    async def chat_postMessage(  # noqa: N802  (slack_sdk's name)
        self, channel: str, metadata: Mapping[str, Any], thread_ts: str = "", **reads: Any
    ) -> Mapping[str, Any]:
        await self._begin("chat.postMessage", channel)
        slack, key = self._slack, str(metadata["event_payload"]["key"])
        carries = tuple(metadata["event_payload"].get("with", ()))
        self._mind_the_pace(channel, key)
        for each in (key, *carries):
            slack.started(each)

        def accept() -> float:
            return slack.accept(channel, key, reads, thread_ts, carries)

        return await self._take("chat.postMessage", slack.fault(), channel, accept)

    async def chat_update(self, channel: str, ts: str, **reads: Any) -> Mapping[str, Any]:
        await self._begin("chat.update", channel)
        slack = self._slack
        return await self._take("chat.update", slack.fault(), channel, lambda: slack.change(channel, float(ts), reads))

    async def _take(self, method: str, fault: str, channel: str, accept: Callable[[], float]) -> Mapping[str, Any]:
        slack = self._slack
        if fault == "limit":
            seconds = slack.chance.randint(1, 30)
            self._held_until[method] = asyncio.get_running_loop().time() + seconds
            raise error("ratelimited", 429, **{"Retry-After": str(seconds)})
        if fault == "refuse":
            raise aiohttp.ClientConnectorError(cast(Any, SimpleNamespace(host="slack", port=443, ssl=True)), OSError())
        accepted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        if fault not in ("drop before", "error before"):
            wait = slack.chance.uniform(1, slack.latest) if fault == "late" else slack.chance.uniform(0.01, 0.4)
            # on the wire: it is accepted whatever becomes of the caller
            asyncio.get_running_loop().call_later(wait, lambda: accepted.cancelled() or accepted.set_result(accept()))
        if fault in ("late", "hang"):
            await asyncio.sleep(10_000)
        if fault in ("drop before", "error before"):
            await asyncio.sleep(0.2)
        else:
            await asyncio.shield(accepted)
        await self._step()
        if fault.startswith("drop"):
            raise aiohttp.ServerDisconnectedError
        if fault.startswith("error"):
            raise SlackApiError("garbage", Reply(500, {}))
        if fault == "fatal":
            raise error("fatal_error")
        return {"ok": True, "channel": channel, "ts": f"{accepted.result():.6f}"}

    async def _begin(self, method: str, channel: str = "") -> None:
        await self._step()
        if self._slack.revoked:
            raise error("invalid_auth")
        if wait := self._slack.too_fast(method, channel):
            raise error("ratelimited", 429, **{"Retry-After": str(int(wait))})

    async def _misbehave(self) -> None:
        """What a call that only reads or opens can run into."""
        fault = self._slack.fault()
        await asyncio.sleep(10_000 if fault in ("late", "hang") else self._slack.chance.uniform(0.01, 0.3))
        await self._step()
        if fault == "limit":
            raise error("ratelimited", 429, **{"Retry-After": "5"})
        if fault.startswith("drop") or fault == "refuse":
            raise aiohttp.ServerDisconnectedError
        if fault:
            raise error("internal_error", 500)

    def _mind_the_pace(self, channel: str, key: str) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._held_until.get("chat.postMessage", 0.0):
            self._slack.rude.append(f"{key} before Retry-After")
        if now - self._last.get(channel, -10.0) < 1.0:
            self._slack.rude.append(f"{key} within a second in its channel")
        self._last[channel] = now


def _as_slack(stands: Stands) -> dict[str, Any]:
    metadata = {
        "event_type": "natverksbot_delivery",
        "event_payload": {"key": stands.key, "with": list(stands.carries)},
    }
    return {"ts": f"{stands.ts:.6f}", "metadata": metadata}


__all__ = ["FAULTS", "FakeClient", "FakeSlack", "timedelta"]
