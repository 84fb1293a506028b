"""What every test may ask for by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.db import Database
from tests.databases import empty
from tests.plan_world import PlanWorld
from tests.world import World


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
