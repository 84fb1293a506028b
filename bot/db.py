"""The database: its engine, sessions and column types. Only the doors open sessions; nothing here knows a noun."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from typing import Any, Final, TypeVarTuple

from sqlalchemy import CompoundSelect, DateTime, Dialect, Engine, MetaData, Result, Select, create_engine, event, types
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

WRITES = "writes"
"""Execution option of a connection that is about to write: SQLite then takes its write lock at once.
Without it 102 of 120 updates were lost (pitfalls)."""

BUSY_SECONDS = 2.0
"""How long SQLite waits for another program that writes: under Slack's three seconds, so that the member still gets a
sentence."""
IN_VAIN_SECONDS = 0.05
"""How long it still waits for whom the one before has waited in vain while this one stood in line."""
PATIENCE = "patience"
"""Execution option of a connection that is about to write: how many seconds SQLite waits."""

SERVER: Final = {
    "connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}  # fmt: skip
"""How soon a server that has silently gone away is noticed: within half a minute instead of hours."""

STEPS: Final = 10_000
"""Of SQLite's own, after which a sweep asks whether it is to go on."""

PRIVATE: Final = 0o600
"""What a file with personal data may be: read and written by its owner alone."""

Columns = TypeVarTuple("Columns")


class Moment(types.TypeDecorator[datetime]):
    """A moment in time: aware in Python, UTC in the database. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a naive datetime was about to be stored: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The root of every noun; constraint names are fixed so that a migration can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: dict[Any, Any] = {datetime: Moment}  # noqa: RUF012  (SQLAlchemy reads it from the class)


def open_engine(url: str, *, only_read: bool = False) -> Engine:
    """Make the engine for a SQLAlchemy URL; nothing is connected yet. Its errors do not quote what was typed, because
    they are logged. With `only_read` the database itself refuses to change anything."""
    if url.startswith("sqlite"):
        engine = create_engine(
            url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, hide_parameters=True
        )
        if not only_read:
            event.listen(engine, "do_connect", _make_private_file)
        event.listen(engine, "connect", _only_read_sqlite if only_read else _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, pool_pre_ping=True, pool_size=10, connect_args=dict(SERVER), hide_parameters=True)
    return engine.execution_options(postgresql_readonly=True) if only_read else engine


def _make_private_file(dialect: Any, record: Any, place: Sequence[Any], how: Any) -> None:
    """A new file is its owner's alone, and so are the two beside it, which SQLite makes like it."""
    if place[0].startswith((":memory:", "file:")):
        return
    with suppress(OSError):  # it is there, or cannot be made, which SQLite says better
        os.close(os.open(place[0], os.O_CREAT | os.O_EXCL, PRIVATE))


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin by itself; _begin_sqlite does
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten
    cursor.close()


def _only_read_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only=ON")


def _begin_sqlite(connection: Connection) -> None:
    how = connection.get_execution_options()
    if not how.get(WRITES, False):
        connection.exec_driver_sql("BEGIN")
        return
    driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.execute(f"PRAGMA busy_timeout = {int(how.get(PATIENCE, BUSY_SECONDS) * 1000)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def rows(
    session: Session, select: Select[*Columns] | CompoundSelect[*Columns], values: Mapping[str, Any]
) -> Result[*Columns]:
    """Ask for columns, not nouns: twice as quick as the session, which prepares for nouns even where there are none."""
    if session.autoflush:
        session.flush()
    return session.connection().execute(select, dict(values))


def is_full(fault: BaseException) -> bool:
    """Whether the database refused because its disk is full (or a file may not grow any more)."""
    cause = getattr(fault, "orig", None)
    return getattr(cause, "sqlstate", None) == "53100" or getattr(cause, "sqlite_errorname", "") in (
        "SQLITE_FULL", "SQLITE_IOERR_WRITE",
    )  # fmt: skip


class Turns:
    """Lets the writers of this process write one after the other, in the order they came.

    SQLite has one writer at a time and lets chance decide who is next: of 60 that came at once some waited in vain.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._line: deque[threading.Event] = deque()
        self._holder = 0
        self._in_vain = 0

    @contextmanager
    def turn(self) -> Iterator[float]:
        """Wait until it is this thread's turn; gives how many seconds it may then wait for another program."""
        me, called = threading.get_ident(), threading.Event()
        with self._guard:
            if self._holder == me:
                raise RuntimeError("a transaction was begun inside another of the same thread")
            in_vain = self._in_vain
            self._line.append(called)
            if len(self._line) == 1:
                called.set()
        called.wait()
        self._holder = me
        try:
            yield IN_VAIN_SECONDS if self._in_vain != in_vain else BUSY_SECONDS
        except OperationalError as fault:
            if getattr(fault.orig, "sqlite_errorname", "") == "SQLITE_BUSY":
                self._in_vain += 1
            raise
        finally:
            with self._guard:
                self._holder = 0
                self._line.popleft()
                if self._line:
                    self._line[0].set()


class Database:
    """Opens sessions. Only the doors hold one."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._reading = sessionmaker(engine, autoflush=False, expire_on_commit=False)
        self._writing = sessionmaker(engine.execution_options(**{WRITES: True}), expire_on_commit=False)
        self._turns = Turns() if engine.dialect.name == "sqlite" else None
        self._sweeps_no_more = threading.Event()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking only: whatever was changed in it is a mistake and raises RuntimeError."""
        with self._reading() as session:
            yield session
            if session.new or session.dirty or session.deleted:
                raise RuntimeError("something was changed in a session opened for reading; declare writes=True")

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed at the end, undone if anything is raised. In SQLite one after the other."""
        if self._turns is None:
            with self._writing.begin() as session:
                yield session
            return
        with self._turns.turn() as patience, self._writing.begin() as session:
            session.connection(execution_options={PATIENCE: patience})
            yield session

    def sweep(self) -> bool:
        """Let no byte of what was deleted stay in a SQLite file or in its write-ahead log; False when somebody uses it
        just now, or the bot ends. A server overwrites what is deleted by itself."""
        if self._turns is None:
            return True
        with self._turns.turn(), closing(self.engine.raw_connection()) as connection:
            driver: Any = connection.driver_connection
            driver.set_progress_handler(self._sweeps_no_more.is_set, STEPS)
            try:
                driver.execute("VACUUM")
                busy: int = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.OperationalError:
                return False
            finally:
                driver.set_progress_handler(None, 0)
            return not busy

    def sweep_no_more(self) -> None:
        """Leave a sweep where it is, and begin none: the bot ends, and the next start takes it up."""
        self._sweeps_no_more.set()
