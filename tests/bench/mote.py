"""/mote (a real query, a full answer) beside the smallest Bolt app, and slack-machine giving the same answer.

One stand-in, fresh processes, interleaved rounds, medians. Timed is what Slack sees, from the envelope to its
acknowledgement; not what the stand-in does with an answer afterwards (it looks through every block, and "hi" has none).
Both answers are compared first: the same words on the same buttons, or nothing is printed.

slack-machine borrows the bot's loading and writing, so that the query and the blocks are the same: what differs is what
lies around them, of which the bot has more (who may, the record of changes, a thread so that others are not kept
waiting). A line to look at, without a bar, is slack-machine left to itself: a question for each thing shown, as the bot
asked at first, and blocks written by slack_sdk.

Of the memory that the bot needs beyond slack-machine's, Bolt takes 2 MB, uvloop 1 and the threads' own heaps 1 to 3;
Bolt's default acknowledgement is a sleep of 10 ms, so on a busy machine only the bot's part of that ratio grows.
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
from tests.bench.scene import ASKER, CHANNEL_ID, NOON
from tests.bench.worlds import fill, workspace

ROUNDS = 5
COMMANDS = 400
WARMED = 60
MACHINE_PYTHON = Path(".venv-bench/bin/python")
OURS, MACHINE = "Nätverksbot", "slack-machine"
ALONE = "slack-machine, loading for itself"
BARE, DEFAULTS = "Bolt, process_before_response", "Bolt, its defaults"
FIGURES = ("p50", "computing", "rate", "memory", "ready")


@dataclass(frozen=True)
class Measured:
    """One round of one app: milliseconds, the same of computing alone, requests a second, megabytes, seconds."""

    p50: float
    computing: float
    rate: float
    memory: float
    ready: float
    words: str = ""
    """All there was to read in its answer."""


async def measure(arguments: list[str], environment: dict[str, str], slack: Playground) -> Measured:
    started = time.perf_counter()
    settled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = await asyncio.create_subprocess_exec(
        *arguments, env=settled | environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    errors = asyncio.ensure_future(process.stderr.read())
    try:
        await slack.connected(1, timeout=30)
        ready = time.perf_counter() - started
        for _ in range(WARMED):
            words = (await slack.command(ASKER, CHANNEL_ID, "/mote")).words
        began = computed(process.pid)
        times = [(await slack.command(ASKER, CHANNEL_ID, "/mote")).ack_ms for _ in range(COMMANDS)]
        computing = (computed(process.pid) - began) * 1000 / COMMANDS
        memory = resident(process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
        if process.returncode not in (0, -15):
            print((await errors).decode()[-2000:])
        while slack.sockets:
            await asyncio.sleep(0.02)
    return Measured(statistics.median(times), computing, 1000 / statistics.mean(times), memory, ready, words)


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
                BARE: ([sys.executable, "-m", "tests.bench.bare_app", *keys, "flag"], {}),
                DEFAULTS: ([sys.executable, "-m", "tests.bench.bare_app", *keys], {}),
                OURS: ([sys.executable, "-m", "tests.bench.our_app"], ours),
            }
            if MACHINE_PYTHON.exists():
                machine = [str(MACHINE_PYTHON), "-m", "tests.bench.machine_app", *keys, url]
                apps |= {MACHINE: ([*machine, "shared"], {}), ALONE: (machine, {})}
            rounds: dict[str, list[Measured]] = defaultdict(list)
            for n in range(ROUNDS + 1):
                for name, (arguments, environment) in apps.items():
                    measured = await measure(arguments, environment, slack)
                    if n:  # the first writes the bytecode
                        rounds[name].append(measured)
    answers = [each[0].words for name, each in rounds.items() if name not in (BARE, DEFAULTS)]
    if any(each != answers[0] for each in answers):
        raise SystemExit("the answers differ, so their times say nothing")
    report(rounds)


def report(rounds: dict[str, list[Measured]]) -> None:
    """Print the medians, and what is to be reached of each."""
    middle = {
        name: Measured(*(statistics.median(getattr(each, figure) for each in several) for figure in FIGURES))
        for name, several in rounds.items()
    }
    print(f"\n/mote, {ROUNDS} rounds of {COMMANDS}, medians")
    print(f"{'':34}{'p50 ms':>9}{'cpu ms':>9}{'a second':>10}{'MB':>8}{'ready s':>9}")
    for name, each in middle.items():
        print(f"{name:34}{each.p50:9.2f}{each.computing:9.2f}{each.rate:10.0f}{each.memory:8.1f}{each.ready:9.2f}")
    us, machine = middle[OURS], middle.get(MACHINE)
    goals = [("p50 against Bolt's defaults", us.p50 / middle[DEFAULTS].p50, "<=", 0.15)]
    if machine is not None:
        goals += [
            ("p50 against slack-machine", us.p50 / machine.p50, "<=", 0.8),
            ("processor time against slack-machine", us.computing / machine.computing, "<=", 0.8),
            ("requests a second against slack-machine", us.rate / machine.rate, ">=", 1.25),
            ("memory against slack-machine", us.memory / machine.memory, "<=", 1.0),
            ("ready against slack-machine", us.ready / machine.ready, "<=", 1.0),
        ]
        alone = middle[ALONE]
        print(f"{'beside slack-machine loading for itself':44}p50 {us.p50 / alone.p50:.2f}, "
              f"processor time {us.computing / alone.computing:.2f}, rate {us.rate / alone.rate:.2f}")  # fmt: skip
    for name, ratio, sign, goal in goals:
        reached = ratio <= goal if sign == "<=" else ratio >= goal
        print(f"{name:44}{ratio:7.2f}  to reach {sign} {goal:<5} {'reached' if reached else 'MISSED'}")


def run() -> None:
    """Print the comparison."""
    asyncio.run(compare())


if __name__ == "__main__":
    run()
