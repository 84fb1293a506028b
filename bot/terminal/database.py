"""The two ways a terminal command opens the database of the settings; each closes it when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database
from bot.errors import (
    CannotWork,
    open_database,
    prepare_database,
    see_that_it_can_be_read,
    why_no_database,
)


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
def _closed_at_the_end(database: Database) -> Iterator[Database]:
    try:
        yield database
    except SQLAlchemyError as fault:
        raise CannotWork(why_no_database(fault, database.engine.url)) from fault
    finally:
        database.engine.dispose()
