"""What every test may ask for by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.db import Database, open_engine
from bot.migrations import bring_up_to_date
from tests.world import World


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database with all tables."""
    engine = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    bring_up_to_date(engine)
    yield Database(engine)
    engine.dispose()


@pytest.fixture
def world(database: Database) -> World:
    """An empty network."""
    return World(database)
