"""Databases with all tables and nothing in them, for tests: brought up to date once, then copied.

A test has an engine of its own, but each statement is compiled once for all of them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache

from bot.db import PRIVATE, Database, open_engine
from bot.migrations import bring_up_to_date


def empty(path: Path) -> Database:
    """A SQLite file with all tables; that of a bot that starts for the first time."""
    path.touch(PRIVATE)
    path.write_bytes(_tables())
    return Database(compiling_once(open_engine(f"sqlite:///{path}")))


def in_memory() -> Database:
    """The same in memory, without the settings that the bot gives a file."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    tables = bytearray(_tables())
    tables[18:20] = b"\1\1"  # memory has no write-ahead log
    with engine.connect() as connection:
        connection.connection.dbapi_connection.deserialize(bytes(tables))  # type: ignore[union-attr]
    return Database(compiling_once(engine))


def fill_alike(database: Database, fill: Callable[[Database], None]) -> None:
    """Put in place of all that a SQLite database holds what `fill` makes of an empty one: made once, then copied."""
    with _filled(fill).engine.connect() as one, database.engine.connect() as other:
        one.connection.dbapi_connection.backup(other.connection.dbapi_connection)  # type: ignore[union-attr]


@cache
def _filled(fill: Callable[[Database], None]) -> Database:
    database = in_memory()
    fill(database)
    return database


_first: dict[str, Engine] = {}


def compiling_once(engine: Engine) -> Engine:
    """Let an engine use what others of its kind have compiled."""
    first = _first.setdefault(engine.dialect.name, engine)
    if first is engine:
        engine.connect().close()  # what kind of server it is
        engine._compiled_cache = LRUCache(5000)
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
    return engine


@cache
def _tables() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tables.db"
        engine = open_engine(f"sqlite:///{path}")
        bring_up_to_date(engine)
        engine.dispose()
        return path.read_bytes()
