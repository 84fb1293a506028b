"""Opens what the bot needs from outside (database, port); what fails is one English sentence for whoever runs it."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, SAWarning, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from bot.db import WRITES, Database, is_full, open_engine
from bot.migrations import Age, NewerDatabase, age_of, bring_up_to_date


class CannotWork(Exception):
    """The bot cannot do what it was started for; the sentence says why, and what to do."""


# the database


LOAD_FIRST: Final = "Load a network's plan first: natverksbot load PLAN"
ADDRESSES: Final = "Write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
SIGNS: Final = "In the password @ is written %40, / is %2F, : is %3A and % is %25."


def open_database(url: str, *, must_exist: bool = False, only_read: bool = False) -> Database:
    """Make the database's engine without connecting; CannotWork when the address is none. No sentence quotes it,
    because what is written wrongly there may be part of a password."""
    parts = _read_address(url)
    if must_exist and (missing := missing_file(url)):
        raise CannotWork(f"There is no database {missing}. {LOAD_FIRST}")
    try:
        with warnings.catch_warnings(action="error", category=SAWarning):
            return Database(open_engine(url, only_read=only_read))
    except SAWarning as fault:
        raise CannotWork(f"DATABASE_URL has an option that SQLite has not: {', '.join(parts.query)}.") from fault
    except ArgumentError as fault:
        raise CannotWork(f"DATABASE_URL is no database address. {ADDRESSES}.") from fault
    except (NoSuchModuleError, ModuleNotFoundError) as fault:
        raise CannotWork(
            f"DATABASE_URL begins with {parts.drivername}://, which the bot does not speak. {ADDRESSES}."
        ) from fault


def _read_address(url: str) -> URL:
    scheme, _, rest = url.partition("://")
    if not scheme.startswith("sqlite") and rest.partition("?")[0].count("@") > 1:
        raise CannotWork(f"DATABASE_URL has more than one @. {SIGNS}")
    try:
        parts = make_url(url)
    except ArgumentError as fault:
        raise CannotWork(f"DATABASE_URL is no database address. {ADDRESSES}.") from fault
    except ValueError as fault:
        raise CannotWork(f"{PORT_IN_ADDRESS} {SIGNS}") from fault
    if parts.port is not None and not 0 < parts.port < 65536:
        raise CannotWork(f"{PORT_IN_ADDRESS} {SIGNS}")
    if parts.get_backend_name() == "sqlite" and parts.database in (None, "", ":memory:"):
        raise CannotWork("DATABASE_URL names no file, so nothing would be kept. Write sqlite:///FILE.")
    return parts


PORT_IN_ADDRESS: Final = (
    "The port in DATABASE_URL is no whole number from 1 to 65535. Write HOST:PORT, such as localhost:5432, or HOST "
    "alone."
)


def database_place(url: URL) -> str:
    """Where a database is, without its password; a file with its whole path."""
    file = _file_of(url)
    return str(file.absolute()) if file else _without_secrets(url)


def _without_secrets(url: URL) -> str:
    """An address without its password, and without its options, among which one may stand too."""
    return url.set(query={}).render_as_string(hide_password=True)


def _file_of(url: URL) -> Path | None:
    """The file that a SQLite address names."""
    name = url.database or ""
    is_file = url.get_backend_name() == "sqlite" and name and not name.startswith("file:")
    return Path(name) if is_file else None


def database_files(url: str) -> list[Path]:
    """The files of a SQLite database that are there; none of one on a server. CannotWork when the address is none."""
    file = _file_of(_read_address(url))
    beside = [file.with_name(file.name + ending) for ending in ("", "-wal", "-shm")] if file else []
    return [each for each in beside if each.is_file()]


def prepare_database(database: Database) -> None:
    """Bring the tables up to date and see that they can be written; CannotWork when not."""
    try:
        bring_up_to_date(database.engine)
    except NewerDatabase as fault:
        raise CannotWork(_newer(database)) from fault
    except SQLAlchemyError as fault:
        raise CannotWork(why_no_database(fault, database.engine.url)) from fault
    try:
        with database.engine.execution_options(**{WRITES: True}).connect() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            connection.rollback()
    except SQLAlchemyError as fault:
        raise CannotWork(why_no_database(fault, database.engine.url)) from fault


def see_that_it_can_be_read(database: Database) -> None:
    """CannotWork when the tables are not of this version; nothing is changed."""
    place = database_place(database.engine.url)
    match age_of(database.engine):
        case Age.NEWER:
            raise CannotWork(_newer(database))
        case Age.OLDER:
            raise CannotWork(
                f"The database {place} is of an earlier version of the bot, and here it is only read. "
                "Bring it up to date first: natverksbot run, or natverksbot load PLAN"
            )
        case Age.EMPTY:
            raise CannotWork(f"There is nothing in the database {place} yet. {LOAD_FIRST}")
        case Age.SAME:
            return


def _newer(database: Database) -> str:
    return (
        f"The database {database_place(database.engine.url)} has been used by a newer version of the bot than this "
        "one. Install that version again, or put back the copy of the database that was made before the upgrade."
    )


def why_no_database(fault: SQLAlchemyError, url: URL) -> str:
    """Say in one sentence what is the matter with a database."""
    message = str(fault.orig if isinstance(fault, DBAPIError) else fault).strip()
    where = _without_secrets(url)
    if isinstance(fault, (IntegrityError, StaleDataError)):
        return f"Something else changed the database {where} at the same moment, so nothing was done. Try again."
    if is_full(fault):
        return f"The disk with the database {where} is full. Make room there."
    if url.get_backend_name() == "sqlite":
        return _why_no_file(message, url.database or "")
    line = " ".join(message.partition("Is the server running")[0].split())[:300].removesuffix(".")
    return f"The database {where} cannot be used: {line}. Check DATABASE_URL, and that the server runs."


def why_no_database_publicly(fault: SQLAlchemyError) -> str:
    """The same for whoever can reach the port: without the database's place or what the server said."""
    if is_full(fault):
        return "The disk with the database is full."
    if isinstance(fault, DBAPIError) and "locked" in str(fault.orig):
        return "The database is locked by another program."
    return "The database cannot be used. The bot's log says why."


def _why_no_file(message: str, file: str) -> str:
    path = Path(file)
    if "locked" in message:
        return f"The database {file} is locked by another program. End that program, then start again."
    if "readonly" in message:
        return f"The database {file} may only be read. Give the bot the right to write the file and its folder."
    if "unable to open" in message and not path.parent.is_dir():
        return f"The folder {path.parent} for the database does not exist. Make it, or change DATABASE_URL."
    if path.is_dir():
        return (
            f"The database {file} is a folder. Write the name of a file in it, as in sqlite:///{file}/natverksbot.db."
        )
    if "unable to open" in message:
        return f"The database {file} cannot be opened. Give the bot the right to read and write it and its folder."
    if "not a database" in message:
        return f"The file {file} is no SQLite database. Move it away, or change DATABASE_URL."
    return f"The database {file} cannot be used: {message}."


def missing_file(url: str) -> str:
    """The SQLite file that an address names, when it is not there."""
    file = _file_of(_read_address(url))
    return str(file) if file and not file.exists() else ""


# the port


def why_no_port(fault: OSError, host: str, port: int, setting: str = "PORT") -> str:
    """Say in one sentence why the HTTP door cannot be opened."""
    import errno

    if fault.errno == errno.EADDRINUSE:
        return f"The port {port} is in use by another program. End that program, or choose another port with {setting}."
    if fault.errno in (errno.EACCES, errno.EPERM):
        return f"The port {port} may not be used by this account. Choose one above 1023 with {setting}."
    if fault.errno is None or fault.errno < 0 or fault.errno == errno.EADDRNOTAVAIL:
        return f"HOST={host} is no address of this machine. Use 127.0.0.1, or 0.0.0.0 to be reached from outside."
    return f"The port {port} at {host} cannot be opened: {fault.strerror}. Check HOST and {setting}."
