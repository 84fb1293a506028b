"""What every part of the outbox works with, and the protections that keep a delivery single."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Final, Protocol, TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bot.dates.when import Clock
from bot.db import Database
from bot.outbox.pace import Pace
from bot.outbox.planning import Planner

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
class Means:
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

    def backoff(self, attempts: int) -> float:
        """Seconds until the next try after so many: 1, 2, 4 … 20, each with jitter."""
        return min(2.0 ** max(attempts - 1, 0), 20.0) * self.chance.uniform(0.75, 1.25)
