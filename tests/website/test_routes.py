"""The public pages are made once for all who ask, by threads of their own, until something changes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import event

from bot import web
from bot.config import Settings
from bot.dates.when import SystemClock
from bot.health import Watch
from bot.metrics import Counts
from bot.models import Experience, Member
from bot.models.record import keep_record
from bot.web import Reading, Site, WebDoor
from bot.website.routes import Experiences, experience_pages
from tests.databases import empty
from tests.website.published_world import at_the_door, publish
from tests.world import NOW, World

CLIENTS = 80


@pytest.fixture
def many(tmp_path: Path) -> World:
    """A file, as the bot has one, with more than a few published."""
    world = World(empty(tmp_path / "natverk.db"))
    for each in range(60):
        publish(world, each)
    return world


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def note(connection, cursor, statement, *rest):
        asked.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(world.database.engine, "before_cursor_execute", note)


async def bodies(session: aiohttp.ClientSession, url: str, count: int) -> set[tuple[int, bytes]]:
    async def one() -> tuple[int, bytes]:
        async with session.get(url) as answer:
            return answer.status, await answer.read()

    return set(await asyncio.gather(*(one() for _ in range(count))))


def test_eighty_who_read_the_feed_cost_as_much_as_one_and_the_bot_stays_well(many):
    watch = Watch(many.database, SystemClock(), Counts())
    watch.is_ready = True

    async def story() -> None:
        door = WebDoor(
            Reading(watch.health, watch.numbers), experience_pages(Site(many.database, SystemClock(), Settings()))
        )
        await door.open("127.0.0.1", 0)
        home = f"http://127.0.0.1:{door.port}"
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            with statements(many) as asked:
                feeds, well = await asyncio.gather(
                    bodies(session, f"{home}/experiences/feed.json", CLIENTS), bodies(session, f"{home}/healthz", 5)
                )
                assert len([each for each in asked if "experiences.title" in each]) == 1
            assert [status for status, _ in feeds] == [200] and {status for status, _ in well} == {200}
            with statements(many) as asked:
                assert await bodies(session, f"{home}/experiences/feed.json", CLIENTS) == feeds
                assert all("max(changes.id)" in each for each in asked if not each.startswith("BEGIN"))
                assert len(asked) <= 2 * CLIENTS
            with statements(many) as asked:
                for path in ("/experiences", "/experiences/1", "/experiences/2", "/experiences/feed.xml"):
                    assert len(await bodies(session, home + path, 1)) == 1
                assert not [each for each in asked if "experiences.title" in each], "gathered once for all the pages"
        await door.close()

    asyncio.run(story())


def test_what_is_withdrawn_is_gone_at_once_and_what_changes_is_shown(many):
    gavle = many.member("Gävle")

    async def story(session: aiohttp.ClientSession, home: str) -> None:
        async def text(path: str) -> str:
            async with session.get(f"{home}/experiences{path}") as answer:
                return await answer.text()

        for path in ("/feed.json", "/feed.xml"):
            assert "Rubrik 59" in await text(path)
        with many.database.writing() as changing:
            changing.get_one(Experience, 60).may_publish = False
        for path in ("", "/feed.json", "/feed.xml"):
            assert "Rubrik 59" not in await text(path)
        assert "Nytt namn" not in await text("")
        with many.database.writing() as changing:
            keep_record(changing, "U1", NOW)
            changing.get_one(Member, gavle).name = "Nytt namn"
        assert "Nytt namn" in await text("")

    at_the_door(many, story)


def test_links_never_follow_what_somebody_calls_the_door(many):
    async def story(session: aiohttp.ClientSession, home: str) -> tuple[str, str]:
        async with session.get(f"{home}/experiences/feed.json", headers={"Host": "ont.example"}) as answer:
            return home, await answer.text()

    home, feed = at_the_door(many, story)
    assert "ont.example" not in feed and f"{home}/experiences/1" in feed
    assert "https://bot.exempel.se/experiences/1" in at_the_door(many, story, public_url="https://bot.exempel.se")[1]


def test_who_comes_when_there_is_too_much_to_do_is_asked_to_come_again(many, monkeypatch):
    monkeypatch.setattr(web, "MOST_UNDER_WAY", 0)

    async def story(session: aiohttp.ClientSession, home: str) -> None:
        async with session.get(f"{home}/experiences/feed.json") as answer:
            assert answer.status == 503 and int(answer.headers["Retry-After"]) > 0
        async with session.get(f"{home}/healthz") as answer:
            assert answer.status == 200
        monkeypatch.setattr(web, "MOST_UNDER_WAY", 1)
        async with session.get(f"{home}/experiences/feed.json") as answer:
            assert answer.status == 200
        monkeypatch.setattr(web, "MOST_UNDER_WAY", 0)
        async with session.get(f"{home}/experiences/feed.json") as answer:
            assert answer.status == 200, "what is made already needs no room"

    at_the_door(many, story)


def test_who_gives_up_takes_nothing_from_who_waits_for_the_same(many):
    async def story() -> None:
        experiences = Experiences(Site(many.database, SystemClock(), Settings()))
        impatient, patient = (asyncio.create_task(experiences._kept("feed.json", "http://x")) for _ in range(2))
        await asyncio.sleep(0)
        impatient.cancel()
        answer = await patient
        assert answer is not None and answer.status == 200

    asyncio.run(story())
