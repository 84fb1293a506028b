"""Opens what the bot needs from outside (database, port); what fails is one sentence for whoever runs it."""

from __future__ import annotations

import stat
import warnings
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, SAWarning, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from bot.db import WRITES, Database, is_full, open_engine
from bot.language import N_, Say
from bot.migrations import Age, NewerDatabase, age_of, bring_up_to_date


class CannotWork(Exception):
    """The bot cannot do what it was started for; the sentence says why, and what to do. In the log it is English."""

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence.format_map(values) if values else sentence)
        self.sentence, self.values = sentence, values

    def in_words(self, say: Say) -> str:
        """In a language."""
        return say.plain(self.sentence, **self.values)


# the database


NO_ADDRESS: Final = N_(
    "DATABASE_URL is no database address. Write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME."
)


def open_database(url: str, *, must_exist: bool = False, only_read: bool = False) -> Database:
    """Make the database's engine without connecting; CannotWork when the address is none. No sentence quotes it,
    because what is written wrongly there may be part of a password."""
    parts = _read_address(url)
    if must_exist and (missing := missing_file(url)):
        raise CannotWork(
            N_("There is no database {file}. Load a network's plan first: natverksbot load PLAN"), file=missing
        )
    try:
        with warnings.catch_warnings(action="error", category=SAWarning):
            return Database(open_engine(url, only_read=only_read))
    except SAWarning as fault:
        raise CannotWork(
            N_("DATABASE_URL has an option that SQLite has not: {options}."), options=", ".join(parts.query)
        ) from fault
    except ArgumentError as fault:
        raise CannotWork(NO_ADDRESS) from fault
    except (NoSuchModuleError, ModuleNotFoundError) as fault:
        raise CannotWork(
            N_(
                "DATABASE_URL begins with {scheme}://, which the bot does not speak. Write sqlite:///FILE or "
                "postgresql+psycopg://USER:PASSWORD@HOST/NAME."
            ),
            scheme=parts.drivername,
        ) from fault


def _read_address(url: str) -> URL:
    scheme, _, rest = url.partition("://")
    if not scheme.startswith("sqlite") and rest.partition("?")[0].count("@") > 1:
        raise CannotWork(
            N_("DATABASE_URL has more than one @. In the password @ is written %40, / is %2F, : is %3A and % is %25.")
        )
    try:
        parts = make_url(url)
    except ArgumentError as fault:
        raise CannotWork(NO_ADDRESS) from fault
    except ValueError as fault:
        raise CannotWork(PORT_IN_ADDRESS) from fault
    if parts.port is not None and not 0 < parts.port < 65536:
        raise CannotWork(PORT_IN_ADDRESS)
    if parts.get_backend_name() == "sqlite" and parts.database in (None, "", ":memory:"):
        raise CannotWork(N_("DATABASE_URL names no file, so nothing would be kept. Write sqlite:///FILE."))
    if (file := _file_of(parts)) and _is_no_folder(file.parent):
        raise CannotWork(
            N_("There is no folder {folder} for the database {file}. Make it, or change DATABASE_URL."),
            folder=file.parent,
            file=file,
        )
    return parts


def _is_no_folder(path: Path) -> bool:
    try:
        return not stat.S_ISDIR(path.stat().st_mode)
    except OSError as fault:
        return not isinstance(fault, PermissionError)  # then nobody knows, until the file is opened


PORT_IN_ADDRESS: Final = N_(
    "The port in DATABASE_URL is no whole number from 1 to 65535. Write HOST:PORT, such as localhost:5432, or HOST "
    "alone. In the password @ is written %40, / is %2F, : is %3A and % is %25."
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
        raise _newer(database) from fault
    except SQLAlchemyError as fault:
        raise why_no_database(fault, database.engine.url) from fault
    try:
        with database.engine.execution_options(**{WRITES: True}).connect() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            connection.rollback()
    except SQLAlchemyError as fault:
        raise why_no_database(fault, database.engine.url) from fault


def see_that_it_can_be_read(database: Database) -> None:
    """CannotWork when the tables are not of this version; nothing is changed."""
    place = database_place(database.engine.url)
    match age_of(database.engine):
        case Age.NEWER:
            raise _newer(database)
        case Age.OLDER:
            raise CannotWork(
                N_(
                    "The database {place} is from an earlier version of the bot, and here it is only read. Bring it "
                    "up to date first: natverksbot run, or natverksbot load PLAN"
                ),
                place=place,
            )
        case Age.EMPTY:
            raise CannotWork(
                N_("There is nothing in the database {place} yet. Load a network's plan first: natverksbot load PLAN"),
                place=place,
            )
        case Age.SAME:
            return


def _newer(database: Database) -> CannotWork:
    return CannotWork(
        N_(
            "The database {place} has been used by a newer version of the bot than this one. Install that version "
            "again, or put back the copy of the database that was made before the upgrade."
        ),
        place=database_place(database.engine.url),
    )


def why_no_database(fault: SQLAlchemyError, url: URL) -> CannotWork:
    """Say in one sentence what is the matter with a database."""
    message = str(fault.orig if isinstance(fault, DBAPIError) else fault).strip()
    where = _without_secrets(url)
    if isinstance(fault, (IntegrityError, StaleDataError)):
        return CannotWork(
            N_("Something else changed the database {place} at the same moment, so nothing was done. Try again."),
            place=where,
        )
    if is_full(fault):
        return CannotWork(N_("The disk with the database {place} is full. Make room there."), place=where)
    if url.get_backend_name() == "sqlite":
        return _why_no_file(message, url.database or "")
    line = " ".join(message.partition("Is the server running")[0].split())[:300].removesuffix(".")
    return CannotWork(
        N_("The database {place} cannot be used: {why}. Check DATABASE_URL, and that the server is running."),
        place=where,
        why=line,
    )


def why_no_database_publicly(fault: SQLAlchemyError) -> str:
    """The same for whoever can reach the port: without the database's place or what the server said."""
    if is_full(fault):
        return "The disk with the database is full."
    if isinstance(fault, DBAPIError) and "locked" in str(fault.orig):
        return "The database is locked by another program."
    return "The database cannot be used. The bot's log says why."


def _why_no_file(message: str, file: str) -> CannotWork:
    return CannotWork(_sentence_on_file(message, Path(file)), file=file, inside=Path(file) / "natverksbot.db",
                      why=message)  # fmt: skip


def _sentence_on_file(message: str, path: Path) -> str:
    if "locked" in message:
        return N_("The database {file} is locked by another program. End that program, then start again.")
    if "readonly" in message:
        return N_("The database {file} is read-only. Give the bot the right to write the file and its folder.")
    if path.is_dir():
        return N_("The database {file} is a folder. Write the name of a file in it, as in sqlite:///{inside}.")
    if "unable to open" in message:
        return N_("The database {file} cannot be opened. Give the bot the right to read and write it and its folder.")
    if "not a database" in message:
        return N_("The file {file} is no SQLite database. Move it away, or change DATABASE_URL.")
    return N_("The database {file} cannot be used: {why}.")


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
