"""Real processes killed with kill -9 at random moments and started again: every message stands in Slack once."""

from __future__ import annotations

import asyncio
import os
import random
import signal
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.blocks.messages import Message
from bot.dates.when import SystemClock
from bot.db import Database, open_engine
from bot.feature.post import CHANNEL
from bot.models import Delivery, DeliveryState, Network
from bot.outbox.deliveries import tell
from bot.playground.workspace import Move
from tests.playground.faulty_slack import FaultySlack
from tests.postgres import new_database, postgres_server  # noqa: F401  (a fixture)
from tests.running_bot import TEAM, fill, start, url_in
from tests.world import World

RECEIVERS = (CHANNEL, "U1", "U2", "U3")
CHANNEL_ID = "C1"


class RealTime(SystemClock):
    """Slack's clock, right: history is asked for by it."""

    async def move(self, to: Move) -> object:
        raise NotImplementedError


class Killed:
    """Bots on one database, killed again and again while there is something to send."""

    def __init__(self, slack: FaultySlack, folder: Path, url: str, replicas: int, seed: int) -> None:
        self.slack, self.folder, self.url, self.replicas = slack, folder, url, replicas
        self.chance = random.Random(seed)
        self.database = Database(open_engine(url))
        self.told = 0

    def tell(self, count: int) -> None:
        """Have so many messages sent to each receiver."""
        now = SystemClock().now()
        with self.database.writing() as session:
            network = session.scalars(select(Network)).one()
            network.channel = CHANNEL_ID
            for _ in range(count):
                self.told += 1
                for to in RECEIVERS:
                    message = Message(f"Meddelande {self.told}")
                    tell(session, network, key=f"kill/{self.told}/{to}", kind="kill", to=to, message=message, now=now)

    async def life(self) -> None:
        """Start the bots, let them work for a moment, and kill them."""
        bots = [await self._start() for _ in range(self.replicas)]
        await asyncio.gather(*(self._ready(each) for each in bots))
        self.tell(1)
        for bot in bots:
            await asyncio.sleep(self.chance.uniform(0, 2.0 / self.replicas))
            bot.send_signal(signal.SIGKILL)
        await asyncio.gather(*(each.wait() for each in bots))
        self._let_leases_run_out()

    async def last_life(self) -> None:
        """Start them once more and wait until everything is done."""
        bots = [await self._start() for _ in range(self.replicas)]
        waiting = [asyncio.create_task(self._drained(each)) for each in bots]
        for _ in range(2400):
            if self._open() == 0:
                break
            await asyncio.sleep(0.1)
        for bot in bots:
            bot.send_signal(signal.SIGTERM)
        await asyncio.gather(*(each.wait() for each in bots), *waiting)
        assert [each.returncode for each in bots] == [0] * self.replicas
        assert self._open() == 0

    async def _start(self) -> asyncio.subprocess.Process:
        return await start(self.slack, self.folder, "run", DATABASE_URL=self.url, DELIVERY_SETTLE="2")

    async def _ready(self, bot: asyncio.subprocess.Process) -> None:
        assert bot.stdout is not None
        async for line in bot.stdout:
            if b'"ready"' in line:
                return
        raise AssertionError("a bot ended before it was ready")

    async def _drained(self, bot: asyncio.subprocess.Process) -> None:
        await bot.communicate()

    def _let_leases_run_out(self) -> None:
        """As if the minute that a lease lasts had gone by; nothing of the dead is on its way any more."""
        gone = SystemClock().now() - timedelta(hours=1)
        with self.database.writing() as session:
            held = update(Delivery).where(Delivery.state == DeliveryState.SENDING)
            session.execute(held.values(lease_until=gone))

    def _open(self) -> int:
        with self.database.reading() as session:
            return len(session.scalars(select(Delivery.id).where(Delivery.state != DeliveryState.SENT)).all())

    def keys(self) -> Counter[str]:
        """How often each key stands in Slack."""
        found: Counter[str] = Counter()
        for room in self.slack.team.rooms:
            for message in self.slack.messages(room):
                if message.metadata and message.metadata["event_type"] == "natverksbot_delivery":
                    found[str(message.metadata["event_payload"]["key"])] += 1
        return found


def play(folder: Path, url: str, kills: int, replicas: int, seed: int) -> None:
    """Kill the bots so many times, then look at what stands in Slack."""

    async def story() -> None:
        async with FaultySlack(TEAM, RealTime()) as slack:
            for how in ("answer_late", "accept_late"):  # leaves time to be killed before and after the acceptance
                getattr(slack.faults, how)("chat.postMessage", 0.3, times=None)
                slack.faults.active[-1].where = lambda args, how=how: (len(args["text"]) % 2 == 0) == (how[1] == "n")
            killed = Killed(slack, folder, url, replicas, seed)
            for _ in range(kills):
                await killed.life()
            await killed.last_life()
            wanted = {f"kill/{n}/{to}" for n in range(1, killed.told + 1) for to in RECEIVERS}
            stands = {key: count for key, count in killed.keys().items() if key.startswith("kill/")}
            assert stands == dict.fromkeys(wanted, 1), f"seed {seed}"
            killed.database.engine.dispose()

    asyncio.run(story())


def test_bots_killed_at_random_moments_send_everything_once(tmp_path: Path) -> None:
    fill(tmp_path).engine.dispose()
    play(tmp_path, url_in(tmp_path), kills=3, replicas=1, seed=int(os.environ.get("SEED", "1")))


@pytest.mark.postgres
def test_two_replicas_killed_at_random_moments_send_everything_once(
    tmp_path: Path,
    postgres_server: str,  # noqa: F811
) -> None:
    url = new_database(postgres_server)
    _fill(url)
    play(tmp_path, url, kills=2, replicas=2, seed=1)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", range(10))
def test_five_hundred_kills_lose_and_double_nothing(tmp_path: Path, seed: int) -> None:
    fill(tmp_path).engine.dispose()
    play(tmp_path, url_in(tmp_path), kills=50, replicas=1, seed=seed)


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", range(10))
def test_five_hundred_kills_of_two_replicas_lose_and_double_nothing(
    tmp_path: Path,
    postgres_server: str,  # noqa: F811
    seed: int,
) -> None:
    url = new_database(postgres_server)
    _fill(url)
    play(tmp_path, url, kills=50, replicas=2, seed=seed)


def _fill(url: str) -> None:
    from bot.migrations import bring_up_to_date

    database = Database(open_engine(url))
    bring_up_to_date(database.engine)
    World(database, coordinators=("U1",))
    database.engine.dispose()
