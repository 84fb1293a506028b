"""/mote (a real query, a full answer) against the smallest Bolt app and against slack-machine with the same answer.

One stand-in, fresh processes, interleaved rounds, medians. Timed is what Slack sees, from the envelope to its
acknowledgement; not what the stand-in does with an answer afterwards (it looks through every block, and "hi" has none).
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from bot.playground import HandClock, Playground
from tests.bench.asked import ASKER, CHANNEL_ID, NOON
from tests.bench.worlds import fill, workspace

ROUNDS = 5
ASKED = 400
WARMED = 60
MACHINE_PYTHON = Path(".venv-bench/bin/python")


@dataclass(frozen=True)
class Measured:
    """One round of one app: milliseconds, the same of computing alone, requests a second, megabytes, seconds."""

    p50: float
    computing: float
    rate: float
    memory: float
    ready: float


async def measure(arguments: list[str], environment: dict[str, str], slack: Playground) -> Measured:
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *arguments, env=os.environ | environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    said = asyncio.ensure_future(process.stderr.read())
    try:
        await slack.connected(1, timeout=30)
        ready = time.perf_counter() - started
        for _ in range(WARMED):
            await slack.command(ASKER, CHANNEL_ID, "/mote")
        began = computed(process.pid)
        times = [(await slack.command(ASKER, CHANNEL_ID, "/mote")).ack_ms for _ in range(ASKED)]
        computing = (computed(process.pid) - began) * 1000 / ASKED
        memory = resident(process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        if process.returncode not in (0, -15):
            print((await said).decode()[-2000:])
        while slack.sockets:
            await asyncio.sleep(0.02)
    return Measured(statistics.median(times), computing, 1000 / statistics.mean(times), memory, ready)


def resident(pid: int) -> float:
    """Megabytes of memory a process holds."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def computed(pid: int) -> float:
    """Seconds of the processor a process has had; unlike the clock's, not those it had to wait for others."""
    user, system = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


async def compare() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        fill(url)
        async with Playground(workspace(), HandClock(NOON)) as slack:
            keys = [slack.api_url, slack.bot_token, slack.app_token]
            ours = {
                "SLACK_API_URL": slack.api_url,
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "DATABASE_URL": url,
                "PORT": "0",
                "LOG_LEVEL": "WARNING",
            }
            apps = {
                "Bolt, process_before_response": ([sys.executable, "-m", "tests.bench.bare_app", *keys, "flag"], {}),
                "Bolt, its defaults": ([sys.executable, "-m", "tests.bench.bare_app", *keys], {}),
                "Nätverksbot": ([sys.executable, "-m", "tests.bench.our_app"], ours),
            }
            if MACHINE_PYTHON.exists():
                apps["slack-machine"] = ([str(MACHINE_PYTHON), "-m", "tests.bench.machine_app", *keys, url], {})
            found: dict[str, list[Measured]] = defaultdict(list)
            for _ in range(ROUNDS):
                for name, (arguments, environment) in apps.items():
                    found[name].append(await measure(arguments, environment, slack))
    report(found)


def report(found: dict[str, list[Measured]]) -> None:
    middle = {
        name: Measured(
            *(statistics.median(getattr(each, field) for each in rounds) for field in Measured.__match_args__)
        )
        for name, rounds in found.items()
    }
    print(f"\n/mote, {ROUNDS} rounds of {ASKED}, medians")
    print(f"{'':32}{'p50 ms':>9}{'cpu ms':>9}{'a second':>10}{'MB':>8}{'ready s':>9}")
    for name, each in middle.items():
        print(f"{name:32}{each.p50:9.2f}{each.computing:9.2f}{each.rate:10.0f}{each.memory:8.1f}{each.ready:9.2f}")
    us, bare, default = middle["Nätverksbot"], middle["Bolt, process_before_response"], middle["Bolt, its defaults"]
    goals = [
        ("p50 against the bare acknowledgement", us.p50 / bare.p50, "<=", 2.2),
        ("p50 against Bolt's defaults", us.p50 / default.p50, "<=", 0.1),
        ("requests a second against the bare one", us.rate / bare.rate, ">=", 0.45),
        ("memory against the bare app", us.memory / bare.memory, "<=", 1.8),
        ("ready against the bare app", us.ready / bare.ready, "<=", 2.5),
    ]
    if "slack-machine" in middle:
        goals.insert(3, ("p50 against slack-machine", us.p50 / middle["slack-machine"].p50, "<=", 1.0))
    for name, ratio, sign, goal in goals:
        reached = ratio <= goal if sign == "<=" else ratio >= goal
        print(f"{name:44}{ratio:7.2f}  to reach {sign} {goal:<5} {'reached' if reached else 'MISSED'}")


def run() -> None:
    """Print the comparison."""
    asyncio.run(compare())


if __name__ == "__main__":
    run()
