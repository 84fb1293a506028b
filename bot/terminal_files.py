"""The terminal's commands that write files: the final report, the public site, the research export."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import store_report
from bot.config import read_settings, terminal_language
from bot.db import Database
from bot.language import speak
from bot.models import Network
from bot.reaching import CannotWork, open_database, prepare_database, why_no_database
from bot.when import SystemClock

NO_NETWORK = "No network is loaded yet. Load one's plan first: natverksbot load PLAN"


def write_report(out: Path, audience: str) -> None:
    """Write the final report to a file, in the form its name asks for."""
    from bot.files.report import ReportRefused, report

    with _database() as database:
        try:
            written = report(database, out, audience, SystemClock().now())
        except ReportRefused as refused:
            raise CannotWork(str(refused)) from refused
    typer.echo(speak(terminal_language()).plain("The report is in {path}.", path=written))


def forms_of_report() -> tuple[str, ...]:
    """The endings a report's file may have."""
    return (".docx", ".html", ".pdf", ".md")


def write_site(folder: Path, address: str) -> None:
    """Write what is published as a folder of pages and feeds. `address`: where the folder will be reached."""
    from bot.files import site
    from bot.files.site.published import gather

    with _database() as database, _reading(database) as (session, network):
        published = gather(session, network, SystemClock().now())
        home = address or read_settings().public_url or network.website or "http://localhost"
        with _writing(folder):
            count = site.write_site(published, folder, home)
    say = speak(terminal_language())
    typer.echo(say.many("{count} file is in {folder}.", "{count} files are in {folder}.", count, folder=folder))


def write_research(out: Path) -> None:
    """Write the research export with its codebook."""
    from bot.files import research

    with _database() as database, _reading(database) as (session, network), _writing(out):
        written = research.write_research(session, network, out)
    for each in written:
        typer.echo(str(each))


@contextmanager
def _database() -> Iterator[Database]:
    database = open_database(read_settings().database_url, must_exist=True)
    try:
        prepare_database(database)
        yield database
    except SQLAlchemyError as fault:
        raise CannotWork(why_no_database(fault, database.engine.url)) from fault
    finally:
        database.engine.dispose()


@contextmanager
def _reading(database: Database) -> Iterator[tuple[Session, Network]]:
    with database.reading() as session:
        network = store_report.network_that_runs_longest(session)
        if network is None:
            raise CannotWork(NO_NETWORK)
        yield session, network


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise CannotWork(f"{path} cannot be written: {fault.strerror or type(fault).__name__}.") from fault
