"""The same meetings and the same joining as in their own files, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.db import Database
from tests.meetings.test_meeting import *  # noqa: F403
from tests.network.test_join import *  # noqa: F403
from tests.postgres import empty, postgres_server  # noqa: F401  (a fixture)

pytestmark = pytest.mark.postgres


@pytest.fixture
def database(postgres_server: str) -> Iterator[Database]:  # noqa: F811
    """An empty PostgreSQL database with all tables, instead of SQLite's."""
    database = empty(postgres_server)
    yield database
    database.engine.dispose()
