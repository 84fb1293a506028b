"""The apps that are measured: how each is started, and what its process has used."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.playground import Playground

MACHINE_PYTHON = Path(".venv-bench/bin/python")
OURS, MACHINE = "Nätverksbot", "slack-machine"
ALONE = "slack-machine, loading for itself"
BARE, DEFAULTS = "Bolt, process_before_response", "Bolt, its defaults"


@dataclass(frozen=True)
class App:
    """How an app is started."""

    arguments: list[str]
    environment: dict[str, str]


@dataclass(frozen=True)
class Process:
    """An app that runs; `ready` is how many seconds it took until its socket was open."""

    pid: int
    ready: float

    @property
    def memory(self) -> float:
        """Megabytes it holds."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0

    @property
    def computed(self) -> float:
        """Seconds of the processor it has had; unlike the clock's, not those it had to wait for others."""
        stat = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def apps(slack: Playground, url: str) -> dict[str, App]:
    """All there are, for that Slack and that database; slack-machine where its environment is."""
    keys = [slack.api_url, slack.bot_token, slack.app_token]
    ours = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "DATABASE_URL": url,
        "PORT": "0",
        "LOG_LEVEL": "WARNING",
    }
    found = {
        BARE: App([sys.executable, "-m", "tests.bench.bare_app", *keys, "flag"], {}),
        DEFAULTS: App([sys.executable, "-m", "tests.bench.bare_app", *keys], {}),
        OURS: App([sys.executable, "-m", "tests.bench.our_app"], ours),
    }
    if MACHINE_PYTHON.exists():
        machine = [str(MACHINE_PYTHON), "-m", "tests.bench.machine_app", *keys, url]
        found |= {MACHINE: App([*machine, "shared"], {}), ALONE: App(machine, {})}
    return found


@asynccontextmanager
async def running(app: App, slack: Playground) -> AsyncIterator[Process]:
    """A fresh process of an app, connected; stopped at the end."""
    began = time.perf_counter()
    settled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = await asyncio.create_subprocess_exec(
        *app.arguments, env=settled | app.environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    errors = asyncio.ensure_future(process.stderr.read())
    try:
        await slack.connected(1, timeout=30)
        yield Process(process.pid, time.perf_counter() - began)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        if process.returncode not in (0, -15):
            print((await errors).decode()[-2000:])
        while slack.sockets:
            await asyncio.sleep(0.02)
