"""A real PostgreSQL for tests: Debian's server, started on a free port in a folder of its own.

    from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)

Where no server is installed the tests that ask for it are skipped. As root the server runs as the user `postgres`.
"""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.db import Database, open_engine
from bot.migrations import bring_up_to_date
from tests.databases import compiling_once
from tests.patience import PATIENCE

_numbers = itertools.count(1)


def programs() -> Path | None:
    """Where the newest server's programs are."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda each: int(each.parts[-3]))
    if versions:
        return versions[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A running server; gives the URL of its first database."""
    if programs() is None:
        pytest.skip("no PostgreSQL is installed here")
    with server() as url:
        yield url


@contextmanager
def server() -> Iterator[str]:
    """Start a server, in a folder of its own, for as long as it is needed."""
    at = programs()
    assert at is not None
    folder = Path(tempfile.mkdtemp(prefix="nb-pg-", dir=_in_memory()))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, port = str(folder / "data"), _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    try:
        _run([str(at / "initdb"), "-D", data, "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], folder)
        _run([str(at / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start"], folder)
        yield f"postgresql+psycopg://test@127.0.0.1:{port}/postgres"
        _run([str(at / "pg_ctl"), "-D", data, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: str) -> Iterator[Database]:
    """An empty PostgreSQL database with all tables."""
    database = empty(postgres_server)
    yield database
    database.engine.dispose()


def empty(server: str) -> Database:
    """A new database with all tables and nothing in them."""
    return Database(compiling_once(open_engine(new_database(server, like=_tables(server)))))


@cache
def _tables(server: str) -> str:
    """The name of a database that was brought up to date once, to be copied."""
    url = new_database(server)
    engine = open_engine(url)
    bring_up_to_date(engine)
    engine.dispose()
    return url.rpartition("/")[2]


def new_database(server: str, like: str = "template1") -> str:
    """Make a database, without tables unless it is to be like another, and give its URL."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
    engine.dispose()
    return server.rpartition("/")[0] + f"/{name}"


@contextmanager
def stopped(url: str) -> Iterator[None]:
    """Stop the server of a database, cutting everybody off, and start it again with the same settings."""
    at, engine = programs(), create_engine(url)
    assert at is not None
    with engine.connect() as connection:
        data = connection.execute(text("SHOW data_directory")).scalar_one()
    engine.dispose()
    options = " ".join((Path(data) / "postmaster.opts").read_text().split()[1:]).replace('"', "")
    options = options.replace(f"-D {data} ", "")
    folder = Path(data).parent
    _run([str(at / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"], folder)
    try:
        yield
    finally:
        _run([str(at / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start"], folder)


def _in_memory() -> str | None:
    """Where files need no disk, when there is room: making and removing fifty databases then costs seconds less."""
    shm = Path("/dev/shm")
    return str(shm) if shm.is_dir() and shutil.disk_usage(shm).free > 2 << 30 else None


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _run(arguments: Sequence[str], folder: Path) -> None:
    """Run a program of the server, never as root: it refuses that."""
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*before, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, timeout=60 * PATIENCE, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{arguments[0]} gave {done.returncode}")
