"""Faults a test asks for: what the Web API does wrong, how often, and for which call.

A fault is added and taken away while everything runs. For a call the first fault that fits and has times left is used.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

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
class Pace:
    """A rate Slack keeps: `calls` in `seconds`, for each channel apart or for all together."""

    method: str
    calls: int
    seconds: float
    by_channel: bool
    refused: int = 0
    _seen: dict[str, deque[float]] = field(default_factory=dict)

    def wait_for(self, args: Mapping[str, Any]) -> int:
        """Whole seconds to wait before such a call is taken; 0: it is taken and counted."""
        now = asyncio.get_running_loop().time()
        seen = self._seen.setdefault(str(args.get("channel", "")) if self.by_channel else "", deque())
        while seen and now - seen[0] >= self.seconds:
            seen.popleft()
        if len(seen) < self.calls:
            seen.append(now)
            return 0
        self.refused += 1
        return max(1, round(self.seconds - (now - seen[0]) + 0.5))


class Faults:
    """The faults and rates in force. `times=None` means until it is removed."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self.paces: list[Pace] = []

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
        self.paces.clear()

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
    ) -> Pace:
        """Answer 429 to whoever calls faster than this."""
        pace = Pace(method, calls, seconds, by_channel)
        self.paces.append(pace)
        return pace
