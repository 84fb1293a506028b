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
import statistics
import tempfile
from collections import defaultdict
from dataclasses import dataclass

from bot.playground import HandClock, Playground
from tests.bench.apps import ALONE, BARE, DEFAULTS, MACHINE, OURS, App, apps, running
from tests.bench.scene import ASKER, CHANNEL_ID, NOON
from tests.bench.worlds import fill, workspace

ROUNDS = 5
COMMANDS = 400
WARMED = 60
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


async def measure(app: App, slack: Playground) -> Measured:
    async with running(app, slack) as process:
        for _ in range(WARMED):
            words = (await slack.command(ASKER, CHANNEL_ID, "/mote")).words
        began = process.computed
        times = [(await slack.command(ASKER, CHANNEL_ID, "/mote")).ack_ms for _ in range(COMMANDS)]
        computing = (process.computed - began) * 1000 / COMMANDS
        return Measured(
            statistics.median(times), computing, 1000 / statistics.mean(times), process.memory, process.ready, words
        )


async def compare() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        fill(url)
        async with Playground(workspace(), HandClock(NOON)) as slack:
            rounds: dict[str, list[Measured]] = defaultdict(list)
            for n in range(ROUNDS + 1):
                for name, app in apps(slack, url).items():
                    measured = await measure(app, slack)
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
