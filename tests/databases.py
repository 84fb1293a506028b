"""Databases with all tables and nothing in them, for tests: brought up to date once, then copied."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from bot.db import Database, open_engine
from bot.migrations import bring_up_to_date


def empty(path: Path) -> Database:
    """A SQLite file with all tables; that of a bot that starts for the first time."""
    path.write_bytes(_tables())
    return Database(open_engine(f"sqlite:///{path}"))


@cache
def _tables() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tables.db"
        engine = open_engine(f"sqlite:///{path}")
        bring_up_to_date(engine)
        engine.dispose()
        return path.read_bytes()
