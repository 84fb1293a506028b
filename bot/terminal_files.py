"""The terminal's commands that write files: the final report, the public site, the research export."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.config import read_settings, terminal_language
from bot.dates.when import SystemClock
from bot.language import Say, speak
from bot.models import Network
from bot.reaching import CannotWork, open_database, prepare_database, why_no_database
from bot.terminal_chosen import chosen_network, chosen_period, others

FORMS: Final = (".docx", ".html", ".pdf", ".md")
"""The endings a report's file may have."""


def write_report(out: Path, audience: str, key: str, period: str) -> None:
    """Write the final report to a file, in the form its name asks for; `key` and `period` as in the plan file."""
    from bot.files import report

    clock = SystemClock()
    with _reading(key) as (session, network, say):
        about = chosen_period(session, network, period, clock)
        with _writing(out):
            report.write_report(session, network, about, out, now=clock.now(), audience=audience)
        typer.echo(say.plain("The report on {period} is in {path}.", period=about.name, path=out))
        if out.suffix.lower() == ".docx":
            typer.echo(say.plain(report.WORD_ASKS))


def write_site(folder: Path, address: str, key: str) -> None:
    """Write what is published as a folder of pages and feeds. `address`: where the folder will be reached."""
    from bot.files import site
    from bot.files.site.published import gather

    with _reading(key) as (session, network, say):
        published = gather(session, network, SystemClock().now())
        home = address or read_settings().public_url or network.website or "http://localhost"
        with _writing(folder):
            count = site.write_site(published, folder, home)
        typer.echo(say.many("{count} file is in {folder}.", "{count} files are in {folder}.", count, folder=folder))


def write_research(out: Path, key: str) -> None:
    """Write the research export with its codebook."""
    from bot.files import research

    with _reading(key) as (session, network, _):
        with _writing(out):
            written = research.write_research(session, network, out)
        for each in written:
            typer.echo(str(each))


@contextmanager
def _reading(key: str) -> Iterator[tuple[Session, Network, Say]]:
    """The network that is meant, to be read and told of; says at the end which others there are."""
    database = open_database(read_settings().database_url, must_exist=True)
    try:
        prepare_database(database)
        with database.reading() as session:
            network = chosen_network(session, key)
            say = speak(terminal_language())
            yield session, network, say
            if not key and (rest := others(session, network, say)):
                typer.echo(rest)
    except SQLAlchemyError as fault:
        raise CannotWork(why_no_database(fault, database.engine.url)) from fault
    finally:
        database.engine.dispose()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise CannotWork(f"{path} cannot be written: {fault.strerror or type(fault).__name__}.") from fault
