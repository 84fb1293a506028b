"""The threads that answer, and who waits for one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Final, TypeVar

MOST_AT_ONCE: Final = 8

T = TypeVar("T")


class Urgency(IntEnum):
    """Who goes first of those who wait."""

    ACKNOWLEDGEMENT = 0
    """Its answer is of use in the acknowledgement alone."""
    OPENS = 1
    """Its answer may be a form, which Slack lets be opened for three seconds."""
    LATER = 2


class AnswerThreads:
    """A few threads; when all are taken, the most urgent is next, and of those alike who came first."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=MOST_AT_ONCE, thread_name_prefix="answer")
        self._free = MOST_AT_ONCE
        self._waiting: list[tuple[Urgency, int, asyncio.Future[None]]] = []
        self._numbers = count()

    async def run(self, urgency: Urgency, work: Callable[[], T]) -> T:
        """Do some work in a thread, when its turn has come."""
        loop = asyncio.get_running_loop()
        if self._free:
            self._free -= 1
        else:
            turn = loop.create_future()
            heappush(self._waiting, (urgency, next(self._numbers), turn))
            await turn
        try:
            return await loop.run_in_executor(self._pool, work)
        finally:
            self._let_next()

    def _let_next(self) -> None:
        while self._waiting:
            *_, turn = heappop(self._waiting)
            if not turn.done():  # given up
                turn.set_result(None)
                return
        self._free += 1

    def close(self) -> None:
        """Take nothing more."""
        self._pool.shutdown(wait=False)
