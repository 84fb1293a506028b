"""Runs the bot or the playground until SIGTERM or Ctrl-C, and then lets it end in order."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

import structlog

from bot.app import Bot
from bot.config import Settings
from bot.errors import CannotWork

STOP_SECONDS: Final = 4.6
"""After this the bot ends whatever still hangs; whoever told it to stop waits five."""

NO_SOCKET: Final = (
    "Slack opened no socket for ten minutes, though it answers otherwise, so the bot ends to be started anew. "
    "Let a supervisor (Docker, systemd) do that."
)

log = structlog.get_logger()


def run_bot(settings: Settings) -> None:
    """Run the bot on Slack until it is told to stop; CannotWork when it cannot start, or is stuck."""
    run_until_signal(lambda stop_signal: _serve(Bot(settings), stop_signal))


async def _serve(bot: Bot, stop_signal: asyncio.Event) -> None:
    starting = asyncio.create_task(bot.start())
    signal_wait = asyncio.create_task(stop_signal.wait())
    await asyncio.wait({starting, signal_wait}, return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        with suppress(asyncio.CancelledError):
            await starting
        return
    starting.result()
    mode = "socket" if bot.settings.socket_mode else "http"
    log.info("ready", mode=mode, host=bot.settings.host, port=bot.port)
    gc.collect()
    gc.freeze()  # what was loaded until now stays; it need not be looked through again and again
    gc.enable()
    stuck = asyncio.create_task(bot.watch.is_stuck.wait())
    await asyncio.wait({signal_wait, stuck}, return_when=asyncio.FIRST_COMPLETED)
    log.info("stopping")
    if not signal_wait.done():
        asyncio.get_running_loop().call_later(STOP_SECONDS, _end_now, 1)
    await bot.stop()
    log.info("stopped")
    if not signal_wait.done():
        raise CannotWork(NO_SOCKET)


def run_until_signal(main: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Run `main` in a fast event loop; SIGTERM or SIGINT sets the event it is given."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_until_signal(main))


async def _until_signal(main: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    stop_signal = asyncio.Event()
    loop = asyncio.get_running_loop()

    def on_signal() -> None:
        if stop_signal.is_set():
            _end_now()
        stop_signal.set()
        loop.call_later(STOP_SECONDS, _end_now)

    for each in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # not on Windows
            loop.add_signal_handler(each, on_signal)
    await main(stop_signal)


def leave_quietly_on_signal() -> None:
    """Until the loop runs, being told to stop is simply the end; nothing has been begun yet."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def _end_now(status: int = 0) -> None:
    """End without waiting for threads: what they were doing stands in the database or will be done again."""
    log.warning("ended_with_work_under_way")
    os._exit(status)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return None
    return uvloop.new_event_loop
