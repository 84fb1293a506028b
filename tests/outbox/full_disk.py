"""A database whose disk is full, for a while: on SQLite the file may not grow, PostgreSQL says what it says then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text

from bot.db import Database

NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger AS $$ BEGIN
  RAISE EXCEPTION 'could not extend file "base/1/1": No space left on device' USING ERRCODE = '53100';
END $$ LANGUAGE plpgsql
"""


@contextmanager
def full_disk(database: Database, *tables: str) -> Iterator[None]:
    """Let nothing more be stored; on PostgreSQL in these tables (themes and deliveries unless said)."""
    if database.engine.dialect.name == "sqlite":
        with _no_larger_file(database):
            yield
        return
    with _no_room_in(database, tables or ("themes", "deliveries")):
        yield


@contextmanager
def _no_larger_file(database: Database) -> Iterator[None]:
    def limit(connection: Any, record: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite takes it for the size it has

    with database.engine.begin() as connection:
        connection.execute(text("PRAGMA incremental_vacuum"))
    event.listen(database.engine, "connect", limit)
    database.engine.dispose()
    yield
    event.remove(database.engine, "connect", limit)
    database.engine.dispose()


@contextmanager
def _no_room_in(database: Database, tables: tuple[str, ...]) -> Iterator[None]:
    with database.engine.begin() as connection:
        connection.execute(text(NO_ROOM))
        for table in tables:
            how = f"CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION no_room()"
            connection.execute(text(how))
    yield
    with database.engine.begin() as connection:
        connection.execute(text("DROP FUNCTION no_room CASCADE"))
