"""A small network with something published, and a web door of its own in front of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import aiohttp

from bot.config import Settings
from bot.db import Database
from bot.experiences.search import searchable
from bot.models import Experience, ExperienceState
from bot.web import Reading, Site, WebDoor
from bot.website.routes import experience_pages
from tests.world import NOW, World

Told = TypeVar("Told")
HOSTILE = (
    '<script>alert(1)</script> <img src=x onerror=alert(2)> =HYPERLINK("http://ont.se") <!channel> ]]> {{7*7}} \x00\x1b'
)


class Standing:
    """A clock that stands still at the world's moment."""

    def __init__(self, world: World) -> None:
        self._world = world

    def now(self):
        return self._world.now


def publish(world: World, n: int = 1, **more) -> int:
    """An approved experience that its author lets be published; gives its number."""
    values = {
        "title": f"Rubrik {n}", "did": f"Vi hörde barn {n}.", "result": "", "learned": "", "links": "", "time": "",
        "may_publish": True, "may_research": True, "state": ExperienceState.APPROVED, "approved_at": NOW,
        "period_id": world.period_id,
    } | more  # fmt: skip
    said = [str(values[name]) for name in ("did", "result", "learned", "links", "time")]
    number: int = world.add(
        Experience(
            network_id=world.network_id,
            no_child_recognised=True,
            created_at=NOW - timedelta(days=1),
            changed_at=NOW - timedelta(days=1),
            search_text=searchable(values["title"], said),
            **values,
        )
    )
    return number


async def _well():
    return True, {}


async def _no_numbers():
    return b"", "text/plain"


def at_the_door(world: World, story: Callable[[aiohttp.ClientSession, str], Awaitable[Told]], **settings: str) -> Told:
    """Open the web door on a free port, let the story ask it, close it."""

    async def told() -> Told:
        database: Database = world.database
        site = Site(database, Standing(world), Settings(**settings))
        door = WebDoor(Reading(_well, _no_numbers), experience_pages(site))
        await door.open("127.0.0.1", 0)
        try:
            async with aiohttp.ClientSession() as session:
                return await story(session, f"http://127.0.0.1:{door.port}")
        finally:
            await door.close()

    return asyncio.run(told())


def fetched(world: World, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    """One address: status, text and headers."""

    async def story(session, home):
        async with session.get(home + path, headers=headers) as answer:
            return answer.status, await answer.text(), dict(answer.headers)

    return at_the_door(world, story)
