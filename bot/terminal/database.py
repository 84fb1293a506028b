"""The one way a terminal command opens the database of the settings, and closes it when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database
from bot.errors import CannotWork, open_database, prepare_database, why_no_database


@contextmanager
def opened(url: str, *, must_exist: bool = False, bring_up_to_date: bool = True) -> Iterator[Database]:
    """The database at an address; whatever keeps it from being used, also later, becomes CannotWork."""
    database = open_database(url, must_exist=must_exist)
    try:
        if bring_up_to_date:
            prepare_database(database)
        yield database
    except SQLAlchemyError as fault:
        raise CannotWork(why_no_database(fault, database.engine.url)) from fault
    finally:
        database.engine.dispose()
