"""Nothing lost, nothing twice, nothing stale: random schedules of everything that can go wrong, in virtual time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, TypeVar, cast

import pytest
import structlog

from bot.db import Database
from bot.feature.declare import Job, Message, Post, Run
from bot.models import Network, Person, Role
from bot.outbox import Outbox, Protection
from tests.fake_slack import FakeClient, FakeSlack
from tests.outbox import virtual_time
from tests.outbox.simulation import BEGIN, Mix, Verdict, simulate, without

T = TypeVar("T")

CALM = Mix(faults=0, kills=0, stops=0, database=0, moves=0, answers=0, jumps=0, restores=0, revokes=0)
SCHEDULES, IN_ONE = 150, 50
SOAK, SOAK_IN_ONE = 10_000, 500

NEEDS: dict[Protection, Mix] = {
    Protection.SETTLE: Mix(**{**vars(CALM), "faults": 0.5, "kinds": ("late",)}),
    Protection.RECONCILE: Mix(**{**vars(CALM), "faults": 0.3, "kinds": ("drop after", "hang", "fatal")}),
    Protection.GUARD: Mix(**{**vars(CALM), "faults": 0.2, "kinds": ("drop after", "limit"), "stops": 0.05}),
    Protection.LOOK_FIRST: Mix(**{**vars(CALM), "restores": 1.0}),
    Protection.REVALIDATE: Mix(**{**vars(CALM), "moves": 6, "told": 0.0}),
}
"""What each protection is there for."""


def play(seeds: range, mix: Mix | None = None) -> int:
    """Run schedules with all protections; a failing seed is named, with the line that replays it."""
    deliveries = 0
    for seed in seeds:
        verdict = simulate(seed, mix)
        assert verdict.is_clean, f"seed {seed}: {verdict}\nreplay with: python -m tests.outbox.simulation {seed}"
        deliveries += verdict.deliveries
    return deliveries


@pytest.mark.parametrize("first", range(0, SCHEDULES, IN_ONE))
def test_nothing_is_lost_doubled_stale_or_left_unfinished(first: int) -> None:
    assert play(range(first, first + IN_ONE)) > IN_ONE


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("first", range(SCHEDULES, SCHEDULES + SOAK, SOAK_IN_ONE))
def test_nothing_is_lost_in_ten_thousand_schedules(first: int) -> None:
    assert play(range(first, first + SOAK_IN_ONE)) > SOAK_IN_ONE


@pytest.mark.parametrize("protection", Protection)
def test_each_protection_is_needed(protection: Protection) -> None:
    mix = NEEDS[protection]
    assert play(range(12), mix)
    played = (simulate(seed, mix, without(protection)) for seed in range(200))
    assert any(each.stale if protection is Protection.REVALIDATE else each.doubled for each in played)


def test_a_seed_replays_exactly() -> None:
    def told(seed: int) -> Verdict:
        return simulate(seed, NEEDS[Protection.SETTLE], without(Protection.SETTLE))

    assert told(3) == told(3) and told(3).doubled


class Alone:
    """One worker without any trouble, whose job yields 300 direct messages due at once."""

    def __init__(self, slack: FakeSlack, database: Database) -> None:
        self.slack = slack
        client = cast(Any, FakeClient(slack, self.step))
        self.outbox = Outbox(
            database, client, self, [Job("soon", "", self.posts)], 45.0, lambda session, network: (),
            steady=lambda: asyncio.get_running_loop().time(), in_thread=self.in_thread, chance=Random(1),
        )  # fmt: skip

    def now(self) -> datetime:
        return self.slack.true_now()

    async def step(self) -> None:
        await asyncio.sleep(0.001)

    async def in_thread(self, work: Callable[[], T]) -> T:
        await asyncio.sleep(0.001)
        return work()

    def posts(self, run: Run) -> Iterator[Post]:
        for n in range(300):
            yield Post(f"soon/{n}", "soon", f"U{n}", BEGIN, BEGIN + timedelta(days=1), lambda say: Message("."))


@pytest.mark.parametrize("late", [timedelta(), timedelta(minutes=10)])
def test_three_hundred_direct_messages_go_out_in_six_minutes_without_a_429(database: Database, late: timedelta) -> None:
    async def story() -> None:
        loop = asyncio.get_running_loop()
        slack = FakeSlack(Random(1), lambda: BEGIN + late + timedelta(seconds=loop.time()))
        slack.limits = {
            "chat.postMessage": (300, 60),
            "conversations.open": (50, 60),
            "conversations.history": (50, 60),
        }
        worker = Alone(slack, database)
        while sum(len(room) for room in slack.rooms.values()) < 300:
            assert loop.time() < 360, f"only {len(slack.rooms)} after six minutes"
            worker.outbox.wake()
            await asyncio.sleep(5)
        assert slack.rude == []
        assert all(slack.count(f"soon/{n}") == 1 for n in range(300))

    with database.writing() as session:
        network = Network(key="net", name="Nätverket", channel="C1", settings={})
        for n in range(300):
            session.add(Person(network=network, slack_id=f"U{n}", name=f"U{n}", role=Role.COORDINATOR))
    with structlog.testing.capture_logs():
        virtual_time.run(story())
