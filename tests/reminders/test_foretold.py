"""What preview shows is what goes: the plans that come with the bot, started at any moment, with the real jobs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar, cast

import pytest
import structlog
from sqlalchemy import select

from bot.dates.when import STOCKHOLM
from bot.db import Database
from bot.models import Delivery, Meeting
from bot.network import store as network_store
from bot.outbox import Outbox
from bot.outbox.preview import Previewed, preview
from tests.fake_slack import FakeClient, FakeSlack
from tests.outbox import virtual_time
from tests.reminders.played import Played

T = TypeVar("T")
PLANS = ("partnerskapet-2020-2021", "partnerskapet-2016-2019", "regionalt-natverk-2013-2015")
EVERY = timedelta(minutes=20)
"""How often the outbox is woken; the hours of the day are full hours."""


class Notes(FakeClient):
    """A Slack that takes everything at once; `sent` has each key with its moment."""

    def __init__(self, slack: FakeSlack) -> None:
        super().__init__(slack, _at_once)
        self.now = slack.true_now
        self.sent: dict[str, datetime] = {}

    async def chat_postMessage(self, channel: str, metadata: Mapping[str, Any], **_: Any) -> Mapping[str, Any]:  # noqa: N802
        key = metadata["event_payload"]["key"]
        assert key not in self.sent, key
        self.sent[key] = self.now()
        return await super().chat_postMessage(channel, metadata)


async def _at_once() -> None:
    """Nothing keeps this worker waiting."""


async def _here(work: Callable[[], T]) -> T:
    return work()


class Life:
    """A network that the bot is started for at some moment, after having been off or never started."""

    def __init__(self, database: Database, seed: int) -> None:
        chance = Random(seed)
        self.database = database
        plan = PLANS[seed % 4 % 3]
        first, last = int(plan[-9:-5]), int(plan[-4:])
        self.start = datetime(first, 1, 7, tzinfo=UTC) + timedelta(
            days=chance.randint(0, 360 * (last - first + 1)), minutes=chance.randint(0, 24 * 60)
        )
        loaded = self.start - timedelta(days=chance.choice((0, 1, 30, 200)))
        self.played = Played(database, loaded, ("UCOORD",) if seed % 3 else ())
        self.played.load(plan)
        if seed % 5:
            self.played.fill_seats()
        self.played.change(lambda session: self._set_days(session, chance, loaded))

    def _set_days(self, session: Any, chance: Random, loaded: datetime) -> None:
        for meeting in session.scalars(select(Meeting)):
            if chance.random() < 0.6:
                meeting.first_day = meeting.month.replace(day=chance.randint(5, 25))
                meeting.last_day = meeting.first_day + timedelta(days=chance.choice((0, 1)))
                meeting.days_set_at = min(loaded, self.start - timedelta(days=chance.randint(0, 100)))
                if chance.random() < 0.5:
                    meeting.starts, meeting.digital, meeting.link = time(13), True, "https://mote.example"

    def foretold(self, days: int) -> dict[str, Previewed]:
        """What preview shows of so many days, by key."""
        with self.database.reading() as session:
            shown = preview(
                session, self.played.jobs, network_store.networks(session), since=self.start,
                until=self.start + timedelta(days=days), coordinators=lambda session, network: self.played.coordinators,
            )  # fmt: skip
        return {each.key: each for each in shown}

    async def lived(self, days: int) -> dict[str, datetime]:
        """What goes out in those days, by key, but for what features tell."""
        loop = asyncio.get_running_loop()
        slack = FakeSlack(Random(1), lambda: self.start + timedelta(seconds=loop.time()))
        client = Notes(slack)
        outbox = Outbox(
            self.database, cast(Any, client), cast(Any, client), self.played.jobs, 45.0,
            lambda session, network: self.played.coordinators, steady=loop.time, in_thread=_here, chance=Random(1),
        )  # fmt: skip
        while loop.time() < days * 86400:
            outbox.wake()
            await asyncio.sleep(EVERY.total_seconds())
        await outbox.stop()
        with self.database.reading() as session:
            told = set(session.scalars(select(Delivery.key).where(Delivery.message.is_not(None))))
        return {key: at for key, at in client.sent.items() if key not in told or key.startswith("expired/")}


def live(database: Database, seed: int, days: int) -> int:
    """Compare what was foretold with what goes; tell how much that was."""
    life = Life(database, seed)
    foretold = life.foretold(days)
    with structlog.testing.capture_logs() as logged:
        sent = virtual_time.run(life.lived(days))
    assert not [each for each in logged if each["log_level"] == "error"]
    end = life.start + timedelta(days=days) - EVERY
    assert sent.keys() <= foretold.keys(), f"seed {seed}: not foretold {sent.keys() - foretold.keys()}"
    missing = {key for key in foretold.keys() - sent.keys() if foretold[key].at < end}
    assert not missing, f"seed {seed}: foretold and not sent {missing}"
    for key, at in sent.items():
        assert timedelta(seconds=-1) < at - foretold[key].at < 3 * EVERY, f"seed {seed}: {key} at {at}"
        assert 7 <= at.astimezone(STOCKHOLM).hour < 19, f"seed {seed}: {key} at {at}"
    return len(sent)


@pytest.mark.parametrize("seed", [3, 4, 36, 87, 111, 128])
def test_what_preview_shows_is_what_goes(database: Database, seed: int) -> None:
    assert live(database, seed, 4) > 0


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("seed", range(100, 160))
def test_what_preview_shows_of_weeks_is_what_goes(database: Database, seed: int) -> None:
    live(database, seed, 30)
