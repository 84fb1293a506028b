"""A crowd at once, on SQLite: 60 people press an answer, then 300 write to the bot, beside slack-machine and Bolt.

Timed is what Slack sees: from the envelope to its acknowledgement, and from the first until the last is answered. The
rounds are interleaved, each in a fresh process that has answered everybody once before; medians of the rounds. The
yardstick of a busy machine is the smallest Bolt app, which only says hi: it reads nothing and writes nothing.

slack-machine borrows the bot's loading and writing. It acknowledges before it answers and answers on its event loop,
one after the other; the bot answers in threads, and on SQLite its writers take turns.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.playground import HandClock, Playground, Posted
from tests.bench.apps import BARE, MACHINE, OURS, App, apps, running
from tests.bench.scene import ANSWER, CHANNEL_ID, NOON, QUESTION
from tests.bench.worlds import fill, workspace

ROUNDS = 3
PRESSES = 60
"""People with a seat, who answer at once."""
MESSAGES = 300
"""People, those among them, who write to the bot at once."""
MOST_MS = 1000
"""Within which each is to be acknowledged."""
LONGEST_SECONDS = 60.0
FIGURES = ("median", "slowest", "answered")


@dataclass(frozen=True)
class Measured:
    """One round of one app: milliseconds to an acknowledgement, and until the last was answered."""

    median: float
    slowest: float
    answered: float


Crowd = Callable[[Playground, list[Posted]], Awaitable[Measured]]


async def press(slack: Playground, shown: list[Posted]) -> Measured:
    """Everybody with a seat presses another answer in their card; answered is what takes the card's place."""
    room = slack.local.team.room(CHANNEL_ID).messages
    began = time.perf_counter()
    pressed = [slack.click(str(each.only_for), each, _other(each)) for each in shown]
    acks = [each.ack_ms for each in await asyncio.gather(*pressed)]
    await slack.wait_for(lambda: all(room.get(each.ts) is not each for each in shown), LONGEST_SECONDS)
    return Measured(statistics.median(acks), max(acks), (time.perf_counter() - began) * 1000)


async def write(slack: Playground, shown: list[Posted]) -> Measured:
    """Everybody writes a question to the bot."""
    people = [f"U{n:04}" for n in range(MESSAGES)]
    rooms = [slack.local.team.direct(each) for each in people]
    before = [len(each.messages) + 1 for each in rooms]
    slack.post.delivered.clear()
    began = time.perf_counter()
    for each, room in zip(people, rooms, strict=True):
        await slack.say(each, room.id, QUESTION)
    await slack.wait_for(
        lambda: all(len(room.messages) > n for room, n in zip(rooms, before, strict=True)), LONGEST_SECONDS
    )
    answered = (time.perf_counter() - began) * 1000
    await slack.post.idle()
    handed = [each for each in slack.delivered if each.envelope.payload["event"].get("text") == QUESTION]
    acks = [each.ms or LONGEST_SECONDS * 1000 for each in handed]
    return Measured(statistics.median(acks), max(acks), answered)


CROWDS: dict[str, Crowd] = {f"{PRESSES} presses": press, f"{MESSAGES} direct messages": write}


def _other(message: Posted) -> str:
    """The first answer in a card that is not the one they have given."""
    there = [each for block in message.blocks for each in block.get("elements", ())]
    answers = [each for each in there if str(each.get("action_id")).startswith(f"{ANSWER}:")]
    return next(str(each["action_id"]) for each in answers if not each["text"]["text"].startswith("✓"))


async def measure(app: App, slack: Playground, words: str) -> dict[str, Measured]:
    """A round of one app: each crowd once to warm it, and once to measure."""
    async with running(app, slack):
        measured: dict[str, Measured] = {}
        for _ in range(2):
            for name, crowd in CROWDS.items():
                asked = [await slack.command(f"U{n:04}", CHANNEL_ID, words) for n in range(PRESSES)]
                measured[name] = await crowd(slack, [each.message for each in asked if each.message is not None])
                await asyncio.sleep(0.2)
        return measured


async def compare() -> None:
    rounds: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.db"
        fill(url, PRESSES)
        async with Playground(workspace(MESSAGES), HandClock(NOON)) as slack:
            slack.post.patience = LONGEST_SECONDS
            there = apps(slack, url)
            for _ in range(ROUNDS):
                for name in (BARE, OURS, MACHINE):
                    if name in there:
                        words = "/mote knappar" if name == BARE else "/mote"
                        for crowd, each in (await measure(there[name], slack, words)).items():
                            rounds[crowd, name].append(each)
    report(rounds)


def report(rounds: dict[tuple[str, str], list[Measured]]) -> None:
    """Print the medians, and what is to be reached."""
    middle = {
        key: Measured(*(statistics.median(getattr(each, figure) for each in several) for figure in FIGURES))
        for key, several in rounds.items()
    }
    print(f"\n{ROUNDS} rounds, medians, ms{'':9}{'acknowledged':>14}{'the slowest':>13}{'all answered':>14}")
    for (crowd, name), each in middle.items():
        print(f"{crowd}, {name:34}"[:38].ljust(38) + f"{each.median:10.0f}{each.slowest:13.0f}{each.answered:14.0f}")
    for crowd in CROWDS:
        us, machine = middle[crowd, OURS], middle.get((crowd, MACHINE))
        goals = [(f"{crowd}: the slowest acknowledgement", us.slowest, MOST_MS)]
        if machine is not None:
            goals += [(f"{crowd}: the same against slack-machine", us.slowest / machine.slowest, 1.0)]
        for name, figure, goal in goals:
            print(f"{name:58}{figure:9.2f}  to reach <= {goal:<6} {'reached' if figure <= goal else 'MISSED'}")


def run() -> None:
    """Print the comparison."""
    asyncio.run(compare())


if __name__ == "__main__":
    run()
