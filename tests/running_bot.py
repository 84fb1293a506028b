"""The bot as a process of its own beside a local Slack: how `natverksbot run` is tried from outside.

def test_something(tmp_path):
    async def story(slack: Playground) -> None:
        async with running(slack, tmp_path) as bot:
            assert "maj 2020" in (await slack.command("U2", "C1", "/mote")).words

    play_with_bot(story)
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp

from bot.config import Settings
from bot.db import Database
from bot.features import find_features
from bot.models import Member, Role
from bot.playground import HandClock, Workspace
from bot.slack.manifest import manifest
from tests import warm_start
from tests.databases import empty
from tests.patience import PATIENCE
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW, WORKSPACE
from tests.world import World

ROOT = Path(__file__).parent.parent
TEAM = replace(WORKSPACE, manifest=manifest(find_features(), Settings()))

Story = Callable[[FaultySlack], Awaitable[None]]


def play_with_bot(story: Story, clock: Any = None, team: Workspace = TEAM, **how: Any) -> None:
    """Run a story in a workspace whose app is ours; Slack's clock stands still unless another is variables."""

    async def run() -> None:
        async with FaultySlack(team, clock or HandClock(NOW), **how) as slack:
            await story(slack)

    asyncio.run(run())


def fill(folder: Path) -> Database:
    """A database in that folder with a network of one meeting far ahead."""
    database = empty(folder / "natverksbot.db")
    world = World(database, coordinators=("U1",))
    gavle = world.member("Gävle")
    world.meeting(first_day=date(2090, 5, 3), last_day=date(2090, 5, 4), host=gavle)
    from bot.models import Person

    world.add(Person(network_id=world.network_id, slack_id="U2", name="Ö", role=Role.OFFICIAL, member_id=gavle))
    assert world.rows(Member)
    return database


def url_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'natverksbot.db'}"


@dataclass
class Running:
    """A process of the bot; `lines` is what it logged so far, one mapping each."""

    process: Any
    lines: list[dict[str, Any]] = field(default_factory=list)
    errors: str = ""

    @property
    def port(self) -> int:
        return int(self.logged("ready")["port"])

    def logged(self, event: str) -> dict[str, Any]:
        return next(each for each in self.lines if each["event"] == event)

    @property
    def events(self) -> list[str]:
        return [each["event"] for each in self.lines]

    async def get(self, path: str) -> tuple[int, str]:
        async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{self.port}{path}") as answer:
            return answer.status, await answer.text()

    async def health(self) -> tuple[int, list[str]]:
        status, text = await self.get("/healthz")
        return status, json.loads(text).get("reasons", [])

    async def stop(self, how: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Tell it to stop; its exit status and how many seconds that took."""
        began = time.perf_counter()
        self.process.send_signal(how)
        status = await asyncio.wait_for(self.process.wait(), 20 * PATIENCE)
        return status, time.perf_counter() - began


def environment(slack: FaultySlack | None, folder: Path, **more: str) -> dict[str, str]:
    """The environment of a bot for that Slack; an empty value takes a setting away."""
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": url_in(folder), "PORT": "0"}
    if slack is not None:
        variables |= {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "COORDINATORS": "U1",
            "DELIVERY_SETTLE": "2",
            "REGRET_SECONDS": "0",
        }
    return variables | more


async def start(
    slack: FaultySlack | None,
    folder: Path,
    *words: str,
    program: Sequence[str] = ("-m", "bot"),
    fresh: bool = False,
    **more: str,
) -> Any:
    """Start `natverksbot` with these words, in that folder; with `fresh` in a Python that has imported nothing."""
    variables = environment(slack, folder, **more)
    if not fresh and warm_start.can_start(variables):
        return await warm_start.start(program, words, folder, variables)
    return await asyncio.create_subprocess_exec(
        sys.executable, *program, *words, cwd=folder, env=variables,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def finished(slack: FaultySlack | None, folder: Path, *words: str, **more: Any) -> tuple[int, str, str]:
    """Run `natverksbot` to its end: status, standard output, standard error."""
    process = await start(slack, folder, *words, **more)
    out, err = await asyncio.wait_for(process.communicate(), 60 * PATIENCE)
    return process.returncode or 0, out.decode(), err.decode()


@asynccontextmanager
async def running(
    slack: FaultySlack, folder: Path, *, changed: str = "", fresh: bool = False, **more: str
) -> AsyncIterator[Running]:
    """The bot, ready, on a filled database; stopped at the end if it still runs.

    `changed`: statements that set some of its constants, so that a test need not wait for ten minutes.
    """
    if "DATABASE_URL" not in more and not (folder / "natverksbot.db").exists():
        fill(folder).engine.dispose()
    program = ("-c", f"{changed}\nfrom bot.cli import main\nmain()") if changed else ("-m", "bot")
    process = await start(slack, folder, "run", program=program, fresh=fresh, **more)
    bot = Running(process)
    ready = asyncio.Event()
    reading = asyncio.gather(_read(bot, ready), _read_errors(bot))
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait({waiting, reading}, timeout=30 * PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    try:
        assert ready.is_set(), f"the bot did not get ready: {bot.lines} {bot.errors}"
        yield bot
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await reading


async def _read(bot: Running, ready: asyncio.Event) -> None:
    assert bot.process.stdout is not None
    async for line in bot.process.stdout:
        bot.lines.append(json.loads(line))
        if bot.lines[-1]["event"] == "ready":
            ready.set()


async def _read_errors(bot: Running) -> None:
    assert bot.process.stderr is not None
    bot.errors = (await bot.process.stderr.read()).decode()


async def until(true: Callable[[], Awaitable[Any]], seconds: float = 15.0) -> Any:
    """Ask again and again until the answer is true; gives it."""
    end = time.perf_counter() + seconds * PATIENCE
    while not (answer := await true()):
        assert time.perf_counter() < end, "it never came true"
        await asyncio.sleep(0.05)
    return answer
