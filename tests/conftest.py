"""What every test may ask for by name."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import Block

from bot.blocks import messages
from bot.db import Database
from tests.databases import empty
from tests.plan_world import PlanWorld
from tests.world import World

settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def every_block_is_written_as_the_sdk_writes_it() -> Iterator[None]:
    """Whatever a test has the bot draw is compared, block by block, with what slack_sdk makes of it, once each."""
    ours, alike = messages.render, set[int]()

    def compared(thing: JsonObject) -> dict[str, Any]:
        rendered = ours(thing)
        if isinstance(thing, Block) and (key := hash(pickle.dumps(thing))) not in alike:
            assert rendered == thing.to_dict(), f"{type(thing).__name__} is written otherwise than by slack_sdk"
            alike.add(key)
        return rendered

    messages.render = compared
    yield
    messages.render = ours


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database with all tables."""
    database = empty(tmp_path / "test.db")
    yield database
    database.engine.dispose()


@pytest.fixture(scope="session")
def read_plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlanWorld]:
    """The real plan, loaded once for the tests that only ask of it; each says at what moment."""
    database = empty(tmp_path_factory.mktemp("plan") / "read.db")
    yield PlanWorld(database)
    database.engine.dispose()


@pytest.fixture
def world(database: Database) -> World:
    """An empty network."""
    return World(database)
