"""Brings the database to the shape the models have. Run at every start; two processes may start at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

HERE: Final = Path(__file__).parent
KNOWN: Final = frozenset(each.name[:4] for each in (HERE / "versions").glob("[0-9]*.py"))
"""The revisions in versions/, by the number each file begins with."""
HEAD: Final = max(KNOWN)
"""The newest of them."""
ONE_AT_A_TIME: Final = 7_310_021
"""Our advisory lock in PostgreSQL."""
UPGRADE_SECONDS: Final = 20.0
"""How long another process may take to bring a SQLite database up to date before we think that it hangs."""


class Age(StrEnum):
    """How old a database's tables are beside this code."""

    EMPTY = "empty"
    OLDER = "older"
    SAME = "same"
    NEWER = "newer"


class NewerDatabase(Exception):
    """A newer version of the bot has shaped the tables; this one must not touch them."""


def bring_up_to_date(engine: Engine) -> bool:
    """Run what has not been run yet; tell whether there was anything. Alembic is only imported when there is.

    NewerDatabase, with nothing changed, when the tables are not of this version or one before it.
    """
    if _is_of_this_version(engine):
        return False
    with _alone(engine) as connection:
        if _age(connection) is Age.SAME:
            return False
        _upgrade(connection)
        return True


def age_of(engine: Engine) -> Age:
    """How old the tables are; nothing is changed."""
    with engine.connect() as connection:
        return _age(connection)


def _is_of_this_version(engine: Engine) -> bool:
    age = age_of(engine)
    if age is Age.NEWER:
        raise NewerDatabase
    return age is Age.SAME


def _age(connection: Connection) -> Age:
    revision = _revision(connection)
    if revision is None:
        return Age.EMPTY
    if revision == HEAD:
        return Age.SAME
    return Age.OLDER if revision in KNOWN else Age.NEWER


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return str(found) if found else None


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """One transaction that no other process is in at the same time."""
    if engine.dialect.name == "sqlite":
        with _without_foreign_keys(engine) as connection:
            yield connection
        return
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ONE_AT_A_TIME})
        yield connection


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    """A batch of alembic with foreign keys on has silently deleted children (pitfalls): off, then checked."""
    with engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.execution_options(writes=True, patience=UPGRADE_SECONDS).begin():
                yield connection
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise OperationalError("foreign_key_check", None, Exception(f"{len(broken)} broken references"))
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
