"""What befalls the machine under a running bot: its database restarted, its disk full, the whole of it stopped."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.blocks.messages import Message
from bot.dates.when import SystemClock
from bot.db import Database, open_engine
from bot.migrations import bring_up_to_date
from bot.models import Delivery, DeliveryState, Network
from bot.outbox.deliveries import tell
from tests.outbox.test_killed import RealTime
from tests.playground.faulty_slack import FaultySlack
from tests.postgres import new_database, postgres_server, stopped  # noqa: F401  (a fixture)
from tests.running_bot import fill, play_with_bot, running, until
from tests.world import World

QUICKER = "import bot.app\nbot.app.TICK_SECONDS = 0.5\n"
"""Looks for what has been told twice a second."""
SOONER = f"""{QUICKER}
from datetime import timedelta
from bot.outbox import claims, marks, outcomes, sending
claims.LEASE = marks.LEASE = timedelta(seconds=1)
outcomes.HTTP_TIMEOUT = sending.HTTP_TIMEOUT = 1.0
sending.GUARD_HOLDS = 0.5
"""
"""As if a minute were a second: leases, and how long a call and the look before it may take."""


def filled(url: str) -> Database:
    """A database at that address with a network and its channel."""
    database = Database(open_engine(url))
    bring_up_to_date(database.engine)
    World(database, coordinators=("U1",))
    say_channel(database)
    return database


def say_channel(database: Database) -> None:
    with database.writing() as session:
        session.scalars(select(Network)).one().channel = "C1"


def told(database: Database, key: str, to: str = "U1") -> None:
    """Have a message sent."""
    now = SystemClock().now()
    with database.writing() as session:
        network = session.scalars(select(Network)).one()
        tell(session, network, key=key, kind="told", to=to, message=Message(key), now=now)


def keys(slack: FaultySlack, room: str = "D1") -> list[str]:
    """What stands in a conversation, in order."""
    marked = [each.metadata for each in slack.messages(room) if each.metadata]
    return [str(each["event_payload"]["key"]) for each in marked]


async def said(slack: FaultySlack) -> str:
    return (await slack.command("U2", "C1", "/mote")).words


@pytest.mark.postgres
def test_postgres_restarted_under_a_running_bot_is_told_in_one_sentence_and_then_used_again(
    tmp_path: Path,
    postgres_server: str,  # noqa: F811
) -> None:
    url = new_database(postgres_server)
    database = filled(url)

    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path, changed=QUICKER, DATABASE_URL=url) as bot:
            told(database, "before")
            await slack.wait_for(lambda: keys(slack) == ["before"], 10)
            with stopped(url):
                answered = await slack.command("U2", "C1", "/mote")
                assert "når inte sin databas" in answered.words and len(answered.words.splitlines()) == 1
                status, reasons = await bot.health()
                assert status == 503 and "cannot be used" in reasons[0] and bot.process.returncode is None
                await asyncio.sleep(1)  # some ticks of the outbox without its database
            told(database, "after")
            await slack.wait_for(lambda: keys(slack) == ["before", "after"], 60)
            assert "databas" not in await said(slack) and await bot.health() == (200, [])
            assert not bot.errors and "failed" not in bot.events
        database.engine.dispose()

    play_with_bot(story)


def test_a_process_that_was_stopped_in_the_middle_of_a_post_sends_it_once(tmp_path: Path) -> None:
    """Another has taken over meanwhile; the stopped one finds out, and goes on."""
    database = fill(tmp_path)
    say_channel(database)

    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path, changed=SOONER) as first:
            held = slack.faults.accept_late("chat.postMessage", held=True)
            told(database, "a")
            await slack.wait_for(lambda: held.hits, 10)
            first.process.send_signal(signal.SIGSTOP)
            slack.faults.clear()
            async with running(slack, tmp_path, changed=SOONER) as second:
                await slack.wait_for(lambda: keys(slack) == ["a"], 20)
                first.process.send_signal(signal.SIGCONT)
                told(database, "b")
                await slack.wait_for(lambda: keys(slack) == ["a", "b"], 10)
                await until(lambda: _all_sent(database), 10)
                assert (await second.stop())[0] == 0
            told(database, "c")
            await slack.wait_for(lambda: keys(slack) == ["a", "b", "c"], 10)
            assert (await first.stop())[0] == 0
        database.engine.dispose()

    play_with_bot(story, clock=RealTime())


async def _all_sent(database: Database) -> bool:
    with database.reading() as session:
        return set(session.scalars(select(Delivery.state))) == {DeliveryState.SENT}
