"""An event loop whose time passes only when everybody sleeps: hours of waiting cost nothing, and replay exactly."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class NothingLeft(Exception):
    """Everybody waits for something that will never come."""


class _Skipping(selectors.SelectSelector):
    """Instead of waiting, moves the time on."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise NothingLeft
        self.passed += timeout
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """A loop for coroutines that use no sockets and no threads."""

    def __init__(self) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)
        self._clock_resolution = 1e-6  # finer than a float tells after half a year, in which no timer would ever fire
        self.set_exception_handler(lambda loop, context: None)  # killed workers leave their errors behind

    def time(self) -> float:
        return self._skipping.passed


def run(story: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in virtual time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(story)
