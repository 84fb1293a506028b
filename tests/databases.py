"""Databases with all tables and nothing in them, for tests: brought up to date once, then copied.

A test has an engine of its own, but each statement is compiled once for all of them.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

from bot.db import Database, open_engine
from bot.migrations import bring_up_to_date


def empty(path: Path) -> Database:
    """A SQLite file with all tables; that of a bot that starts for the first time."""
    path.write_bytes(_tables())
    return Database(compiling_once(open_engine(f"sqlite:///{path}")))


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
