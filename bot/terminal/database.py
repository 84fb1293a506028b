"""The three ways a terminal command opens the database of the settings; each closes it when it is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database
from bot.errors import (
    missing_file,
    open_database,
    prepare_database,
    see_that_it_can_be_read,
    why_no_database,
)
from bot.migrations import Age, age_of


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """The database at an address, to be changed: brought up to date, made if need be. Whatever keeps it from being
    used, also later, becomes CannotWork."""
    with _closed_at_the_end(open_database(url)) as database:
        prepare_database(database)
        yield database


@contextmanager
def opened_to_read(url: str) -> Iterator[Database]:
    """The database at an address, left as it is; CannotWork when it is not there or of another version."""
    with _closed_at_the_end(open_database(url, must_exist=True, only_read=True)) as database:
        see_that_it_can_be_read(database)
        yield database


@contextmanager
def opened_to_try(url: str) -> Iterator[Database]:
    """The database at an address, for a change that is rolled back: of a file a copy, and where there is nothing yet an
    empty one, so that not a byte is touched. CannotWork when it is of another version."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "natverksbot.db"
        is_file = _copied(url, copy)
        with opened(f"sqlite:///{copy}") if is_file else _closed_at_the_end(open_database(url)) as database:
            yield database


def _copied(url: str, copy: Path) -> bool:
    """Copy what stands in a file, or nothing where nothing is; False for what stands on a server."""
    if missing_file(url):
        return True
    with _closed_at_the_end(open_database(url, only_read=True)) as there:
        if age_of(there.engine) is Age.EMPTY:
            return True
        see_that_it_can_be_read(there)
        if there.engine.dialect.name != "sqlite":
            return False
        with closing(sqlite3.connect(copy)) as to, closing(there.engine.raw_connection()) as connection:
            cast(sqlite3.Connection, connection.driver_connection).backup(to)
        return True


@contextmanager
def _closed_at_the_end(database: Database) -> Iterator[Database]:
    try:
        yield database
    except SQLAlchemyError as fault:
        raise why_no_database(fault, database.engine.url) from fault
    finally:
        database.engine.dispose()
