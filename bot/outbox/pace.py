"""Slack's pace: so many calls a minute of each method, one post a second and channel, and silence when it says so.

All times are seconds on a steady clock. One process keeps its own pace; what another sends shows as a 429.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

MINUTE: Final = 61.0
"""A minute as we count it, a little long, as Slack's begins when it likes."""
BETWEEN_POSTS: Final = 1.05
"""Seconds from one post's answer to the next post in the same channel."""

MOST_A_MINUTE: Final = {
    "chat.postMessage": 100,  # "hundreds a minute a workspace"
    "chat.update": 48,
    "conversations.open": 50,
    "conversations.history": 50,
    "conversations.list": 18,
    "conversations.info": 48,
}


class Pace:
    """Tells how long a call has to wait, and remembers those that were made."""

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self._made: dict[str, deque[float]] = {method: deque() for method in MOST_A_MINUTE}
        self._held: dict[str, float] = {}
        self._next_post: dict[str, float] = {}

    def wait(self, method: str, channel: str = "") -> float:
        """Seconds until such a call may be made; 0 when it may be made now."""
        now = self._steady()
        free = max(self._held.get(method, 0.0), self._next_post.get(channel, 0.0))
        made = self._made[method]
        if len(made) >= MOST_A_MINUTE[method]:
            free = max(free, made[-MOST_A_MINUTE[method]] + MINUTE)
        return max(0.0, free - now)

    def take(self, method: str, channel: str = "", lasting: float = BETWEEN_POSTS) -> None:
        """Note that a call is being made; in its channel none may follow within `lasting` seconds."""
        now = self._steady()
        made = self._made[method]
        made.append(now)
        while made and made[0] <= now - MINUTE:
            made.popleft()
        if channel:
            self._next_post[channel] = now + lasting

    def answered(self, channel: str) -> None:
        """Note that a post was answered: the next in its channel comes a second after."""
        self._next_post[channel] = self._steady() + BETWEEN_POSTS
        if len(self._next_post) > 5000:
            self._next_post = {name: free for name, free in self._next_post.items() if free > self._steady()}

    def hold(self, method: str, seconds: float) -> None:
        """Let nobody call a method for so long: Slack said so (Retry-After)."""
        self._held[method] = max(self._held.get(method, 0.0), self._steady() + seconds)

    def held(self, method: str) -> float:
        """Seconds that Slack has still asked for silence; also for who had taken a turn before it said so."""
        return max(0.0, self._held.get(method, 0.0) - self._steady())

    async def turn(self, method: str, channel: str = "", lasting: float = BETWEEN_POSTS) -> None:
        """Wait until a call may be made, and take it."""
        while (wait := self.wait(method, channel)) > 0:  # noqa: ASYNC110  (another may take the turn meanwhile)
            await asyncio.sleep(wait)
        self.take(method, channel, lasting)
