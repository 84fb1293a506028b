"""How a test has to do with time, so that it proves the same on a machine that is slow and busy.

What is to come true is waited for longer than it ever takes: that costs nothing where it comes true early. What is to
be quick is measured by the processor's time, which does not count what else runs; a slower machine gets more of it.
Where the clock on the wall is the subject, the best of a few tries counts.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

PATIENCE = 4
"""So many times longer than here may what a test waits for take."""
TRIES = 3
ACKNOWLEDGED_MS = 3000
"""Slack's own limit."""
YARDSTICK_SECONDS = 0.017
"""What the yardstick takes on the machine where the limits were chosen."""


def within(seconds: float, work: Callable[[], object]) -> bool:
    """Whether some work takes at most so much of the processor, in one of a few tries."""
    least = min_until(seconds, lambda: _processor_seconds(work))
    return least <= seconds or least <= seconds * slowness()


def min_until(enough: float, measure: Callable[[], float]) -> float:
    """The least of a few measures; none more is taken once one is small enough."""
    least = measure()
    for _ in range(TRIES - 1):
        if least > enough:
            least = min(least, measure())
    return least


async def least_of(enough: float, measure: Callable[[], Awaitable[float]]) -> float:
    """The same for what is awaited."""
    least = await measure()
    for _ in range(TRIES - 1):
        if least > enough:
            least = min(least, await measure())
    return least


def slowness() -> float:
    """How many times slower this machine is just now than that where the limits were chosen; 1 when it is quicker. Each
    time anew: a machine that is shared is slower one minute than the next."""
    return max(1.0, min(_processor_seconds(_yardstick) for _ in range(5)) / YARDSTICK_SECONDS)


def _yardstick() -> None:
    words: dict[str, int] = {}
    for n in range(60_000):
        word = f"{n % 97}"
        words[word] = words.get(word, 0) + len(word)


def _processor_seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
