"""The tools every part of the outbox shares: database, client, clocks, rate limits, and the protections."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Final, Protocol, TypeVar

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.dates.when import Clock
from bot.db import Database
from bot.outbox.planning import Planner

MINUTE: Final = 61.0
"""A minute as we count it, a little long, as Slack's begins when it likes."""
BETWEEN_POSTS: Final = 1.05
"""Seconds from one post's answer to the next post in the same channel."""

MOST_A_MINUTE: Final = {
    "chat.postMessage": 100,  # "hundreds a minute a workspace"
    "chat.update": 48,
    "conversations.open": 50,
    "conversations.history": 50,
    "conversations.replies": 50,
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


T = TypeVar("T")


class Protection(StrEnum):
    """What keeps a delivery single and fresh. Switched off only by tests, to see that each is needed."""

    SETTLE = "settle"
    RECONCILE = "reconcile"
    GUARD = "guard"
    LOOK_FIRST = "look first"
    REVALIDATE = "revalidate"


ALL_PROTECTIONS: Final = frozenset(Protection)


class InThread(Protocol):
    """Runs what waits for the database so that the event loop does not."""

    def __call__(self, work: Callable[[], T]) -> Awaitable[T]: ...


class Threads:
    """Two threads of our own: one delivery's words may be written while another's mark is."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="outbox")

    def __call__(self, work: Callable[[], T]) -> Awaitable[T]:
        return asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """Let the threads end when they have finished."""
        self._pool.shutdown(wait=False)


@dataclass(frozen=True)
class Tools:
    """The doors and clocks of one worker. `clock` is the wall's and may jump; `steady` never does."""

    database: Database
    client: AsyncWebClient
    clock: Clock
    steady: Callable[[], float]
    planner: Planner
    settle: float
    in_thread: InThread
    pace: Pace
    chance: Random = field(default_factory=Random)
    protections: frozenset[Protection] = ALL_PROTECTIONS

    def read(self, ask: Callable[[Session], T]) -> Awaitable[T]:
        """Ask the database, in a thread."""

        def work() -> T:
            with self.database.reading() as session:
                return ask(session)

        return self.in_thread(work)

    def write(self, change: Callable[[Session], T]) -> Awaitable[T]:
        """Change the database, in a thread and one transaction."""

        def work() -> T:
            with self.database.writing() as session:
                return change(session)

        return self.in_thread(work)

    def backoff(self, attempts: int) -> float:
        """Seconds until the next try after so many: 1, 2, 4 … 20, each with jitter."""
        return min(2.0 ** max(attempts - 1, 0), 20.0) * self.chance.uniform(0.75, 1.25)
