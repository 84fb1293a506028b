"""A local Slack on which things go wrong on request, and whose workspace a test administers.

    async with FaultySlack(workspace, HandClock(NOW)) as slack:
        slack.faults.drop_after("chat.postMessage")
        slack.archive("C1")

A fault is added and taken away while everything runs. For a call the first fault that fits and has times left is used.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web

from bot.playground import Playground, WorkspaceUser, wire
from bot.playground.api import Args
from bot.playground.objects import user_object
from bot.playground.web_api import JSON, Called, WebApi
from bot.playground.workspace import Json
from bot.playground.workspace_state import WorkspaceState
from tests.patience import PATIENCE

Answer = Literal["normal", "none", "status", "truncated", "error"]
Where = Callable[[Mapping[str, Any]], object]


@dataclass(eq=False)
class Fault:
    """One kind of misbehaviour. `accepts`: whether Slack does what was asked although the answer goes wrong.

    `before` and `after` are seconds waited before and after the acceptance; with `held` it waits for `let_go()`.
    """

    method: str
    answer: Answer = "normal"
    accepts: bool = True
    before: float = 0.0
    after: float = 0.0
    status: int = 200
    retry_after: int | None = None
    error: str = ""
    times: int | None = 1
    skip: int = 0
    where: Where | None = None
    held: bool = False
    hits: int = 0
    _gate: asyncio.Event = field(default_factory=asyncio.Event)

    def fits(self, method: str, args: Mapping[str, Any]) -> bool:
        """Whether this call is to go wrong; counts those to be skipped."""
        if self.method not in ("*", method) or self.times == 0:
            return False
        if self.where is not None and not self.where(args):
            return False
        if self.skip:
            self.skip -= 1
            return False
        return True

    def use(self) -> None:
        self.hits += 1
        if self.times is not None:
            self.times -= 1

    def let_go(self) -> None:
        """End the wait of a held fault."""
        self._gate.set()

    async def wait_before(self) -> None:
        if self.held:
            await self._gate.wait()
        await asyncio.sleep(self.before)


@dataclass
class RateLimit:
    """A rate Slack keeps: `calls` in `seconds`, for each channel apart or for all together."""

    method: str
    calls: int
    seconds: float
    by_channel: bool
    refused: int = 0
    _taken: dict[str, deque[float]] = field(default_factory=dict)

    def wait_for(self, args: Mapping[str, Any]) -> int:
        """Whole seconds to wait before such a call is taken; 0: it is taken and counted."""
        now = asyncio.get_running_loop().time()
        taken = self._taken.setdefault(str(args.get("channel", "")) if self.by_channel else "", deque())
        while taken and now - taken[0] >= self.seconds:
            taken.popleft()
        if len(taken) < self.calls:
            taken.append(now)
            return 0
        self.refused += 1
        return max(1, round(self.seconds - (now - taken[0]) + 0.5))


class SlackFaults:
    """The faults and rates in force. `times=None` means until it is removed."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self.limits: list[RateLimit] = []

    def add(self, fault: Fault) -> Fault:
        self.active.append(fault)
        return fault

    def remove(self, fault: Fault) -> None:
        """Take a fault away; one that is held is let go."""
        self.active.remove(fault)
        fault.let_go()

    def clear(self) -> None:
        for fault in list(self.active):
            self.remove(fault)
        self.limits.clear()

    def next(self, method: str, args: Mapping[str, Any]) -> Fault | None:
        """The fault for this call, counted as used."""
        for fault in self.active:
            if fault.fits(method, args):
                fault.use()
                return fault
        return None

    # by name

    def drop_after(self, method: str, **how: Any) -> Fault:
        """Accepted, but the connection is cut before the answer."""
        return self.add(Fault(method, "none", **how))

    def drop_before(self, method: str, **how: Any) -> Fault:
        """The connection is cut and nothing was accepted."""
        return self.add(Fault(method, "none", accepts=False, **how))

    def answer_late(self, method: str, seconds: float = 0.0, **how: Any) -> Fault:
        """Accepted at once, answered after `seconds`."""
        return self.add(Fault(method, after=seconds, **how))

    def accept_late(self, method: str, seconds: float = 0.0, **how: Any) -> Fault:
        """Accepted and answered after `seconds` (or, with `held=True`, at `let_go()`), though the caller be gone."""
        return self.add(Fault(method, before=seconds, **how))

    def limit(self, method: str, retry_after: int = 30, **how: Any) -> Fault:
        """429 with Retry-After; nothing accepted."""
        return self.add(Fault(method, "status", accepts=False, status=429, retry_after=retry_after, **how))

    def server_error(self, method: str, status: int = 500, *, accepts: bool = False, **how: Any) -> Fault:
        """An HTTP error without JSON."""
        return self.add(Fault(method, "status", accepts=accepts, status=status, **how))

    def truncate(self, method: str, **how: Any) -> Fault:
        """Accepted, but only half of the JSON comes back."""
        return self.add(Fault(method, "truncated", **how))

    def refuse(self, method: str, error: str, *, accepts: bool = False, **how: Any) -> Fault:
        """`ok: false` with this error; with `accepts` Slack did it all the same, as fatal_error may."""
        return self.add(Fault(method, "error", accepts=accepts, error=error, **how))

    def hide_history(self) -> Fault:
        """conversations.history cannot be read until this is removed."""
        return self.refuse("conversations.history", "internal_error", times=None)

    def keep_pace(
        self, method: str = "chat.postMessage", calls: int = 1, seconds: float = 1.0, *, by_channel: bool = True
    ) -> RateLimit:
        """Answer 429 to whoever calls faster than this."""
        limit = RateLimit(method, calls, seconds, by_channel)
        self.limits.append(limit)
        return limit


class FaultyWebApi(WebApi):
    """Lets a fault play where there is one for a call."""

    def __init__(self, local: WorkspaceState, faults: SlackFaults) -> None:
        super().__init__(local)
        self.faults = faults

    async def answer_call(self, request: web.Request, name: str, args: Args) -> web.StreamResponse:
        if self.faults.limits and (wait := self._too_fast(name, args)):
            return _json({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(wait)})
        fault = self.faults.next(name, args) if self.faults.active else None
        if fault is not None:
            # in a task of its own: Slack goes on with a call whose caller has hung up
            return await asyncio.shield(asyncio.create_task(self._play(fault, request, name, args)))
        return await super().answer_call(request, name, args)

    def _too_fast(self, name: str, args: Args) -> int:
        waits = [limit.wait_for(args) for limit in self.faults.limits if limit.method == name]
        if not any(waits):
            return 0
        self.calls.append(Called(name, args, "ratelimited"))
        return max(waits)

    async def _play(self, fault: Fault, request: web.Request, name: str, args: Args) -> web.StreamResponse:
        """Let a call go wrong in the way that was asked for."""
        await fault.wait_before()
        answer: Json = {}
        if fault.accepts:
            answer = self.run(name, args)
        else:
            self.calls.append(Called(name, args, fault.error or "fault"))
        await asyncio.sleep(fault.after)
        return self._misanswer(fault, request, name, answer)

    def _misanswer(self, fault: Fault, request: web.Request, name: str, answer: Json) -> web.StreamResponse:
        if fault.answer == "none":
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault.answer == "status":
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            if fault.status == 429:
                return _json({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
            return web.Response(status=fault.status, text="upstream connect error", headers=headers)
        if fault.answer == "truncated":
            whole = wire.dumps(answer)
            return web.Response(body=whole[: len(whole) // 2], headers={"Content-Type": JSON})
        if fault.answer == "error":
            return self.respond(name, {"ok": False, "error": fault.error})
        return self.respond(name, answer)


def _json(answer: Json, *, status: int, headers: dict[str, str]) -> web.Response:
    return web.Response(body=wire.dumps(answer), status=status, headers={**headers, "Content-Type": JSON})


class FaultySlack(Playground):
    """Adds faults, and what an administrator of the workspace does; the bot is told of that as Slack tells it."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.faults = SlackFaults()
        self.web_api = FaultyWebApi(self.local, self.faults)

    async def wait_for(self, predicate: Callable[[], Any], timeout: float = 5.0) -> Any:  # noqa: ASYNC109
        return await super().wait_for(predicate, timeout * PATIENCE)

    async def connected(self, count: int = 1, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        await super().connected(count, timeout * PATIENCE)

    def archive(self, channel_id: str, archived: bool = True) -> None:
        self.local.team.room(channel_id).archived = archived
        somebody = next(iter(self.local.team.users))
        self._tell_bot("channel_archive" if archived else "channel_unarchive", channel=channel_id, user=somebody)

    def invite(self, channel_id: str, user_id: str) -> None:
        """Put a person or the bot into a channel."""
        self.local.join(self.local.team.room(channel_id), user_id)

    def remove(self, channel_id: str, user_id: str) -> None:
        """Take a person or the bot out of a channel."""
        self.local.team.room(channel_id).members.discard(user_id)
        self._tell_bot("member_left_channel", channel=channel_id, user=user_id)

    def remove_bot(self, channel_id: str) -> None:
        self.remove(channel_id, self.local.team.seed.bot_user_id)

    def add_user(self, user: WorkspaceUser) -> None:
        """A new person in the workspace, in no channel yet."""
        self.local.team.users[user.id] = user
        self._tell_bot("team_join", user=user_object(self.local.team.seed, user, self.local.team.clock.now()))

    def deactivate(self, user_id: str) -> None:
        user = self.local.team.set_user(user_id, deleted=True)
        self._tell_bot("user_change", user=user_object(self.local.team.seed, user, self.local.team.clock.now()))

    def refuse_tables(self, refused: bool = True) -> None:
        """From now on the workspace takes no table in any message, wherever it is sent."""
        self.local.takes_tables = not refused

    def revoke_token(self, revoked: bool = True) -> None:
        """From now on every call answers token_revoked."""
        self.local.revoked = revoked
        self.local.team.changed()

    def _tell_bot(self, kind: str, **event: object) -> None:
        self.local.team.changed()
        self.local.tell({"type": kind, "event_ts": self.local.team.next_ts(), **event})
