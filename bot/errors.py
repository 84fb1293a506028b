"""Opens what the bot needs from outside (database, port); what fails is one English sentence for whoever runs it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from bot.db import WRITES, Database, is_full, open_engine
from bot.migrations import bring_up_to_date


class CannotWork(Exception):
    """The bot cannot do what it was started for; the sentence says why, and what to do."""


# the database


def open_database(url: str, *, must_exist: bool = False) -> Database:
    """Make the database's engine without connecting; CannotWork when the address is none."""
    try:
        parts = make_url(url)
        if must_exist and (missing := _missing_file(parts)):
            raise CannotWork(f"There is no database {missing}. Load a network's plan first: natverksbot load PLAN")
        return Database(open_engine(url))
    except ArgumentError as fault:
        raise CannotWork(
            "DATABASE_URL is no database address. Write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."
        ) from fault
    except (NoSuchModuleError, ModuleNotFoundError) as fault:
        raise CannotWork(
            f"DATABASE_URL begins with {parts.drivername}://, which the bot does not speak. "
            "Write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."
        ) from fault


def prepare_database(database: Database) -> None:
    """Bring the tables up to date and see that they can be written; CannotWork when not."""
    try:
        bring_up_to_date(database.engine)
        with database.engine.execution_options(**{WRITES: True}).connect() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            connection.rollback()
    except SQLAlchemyError as fault:
        raise CannotWork(why_no_database(fault, database.engine.url)) from fault


def why_no_database(fault: SQLAlchemyError, url: URL) -> str:
    """Say in one sentence what is the matter with a database."""
    message = str(fault.orig if isinstance(fault, DBAPIError) else fault).strip()
    where = url.render_as_string(hide_password=True)
    if isinstance(fault, (IntegrityError, StaleDataError)):
        return f"Something else changed the database {where} at the same moment, so nothing was done. Try again."
    if is_full(fault):
        return f"The disk with the database {where} is full. Make room there."
    if url.get_backend_name() == "sqlite":
        return _why_no_file(message, url.database or "")
    line = " ".join(message.split())[:300]
    return f"The database {where} cannot be used: {line}. Check DATABASE_URL, and that the server runs."


def _why_no_file(message: str, file: str) -> str:
    path = Path(file)
    if "locked" in message:
        return f"The database {file} is locked by another program. End that program, then start again."
    if "readonly" in message:
        return f"The database {file} may only be read. Give the bot the right to write the file and its folder."
    if "unable to open" in message and not path.parent.is_dir():
        return f"The folder {path.parent} for the database does not exist. Make it, or change DATABASE_URL."
    if "unable to open" in message:
        return f"The database {file} cannot be opened. Give the bot the right to read and write it and its folder."
    if "not a database" in message:
        return f"The file {file} is no SQLite database. Move it away, or change DATABASE_URL."
    return f"The database {file} cannot be used: {message}."


def _missing_file(url: URL) -> str:
    """The SQLite file that an address names, when it is not there."""
    file = url.database or ""
    is_file = url.get_backend_name() == "sqlite" and file not in ("", ":memory:") and not file.startswith("file:")
    return file if is_file and not Path(file).exists() else ""


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
