"""The terminal's commands that write files: the final report, the public site, the research export, the wheel."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import typer
from sqlalchemy.orm import Session

from bot.config import read_settings, terminal_language
from bot.dates.when import Clock, SystemClock
from bot.errors import CannotWork
from bot.language import N_, Say, speak, unescape
from bot.models import Network, Period
from bot.network import store as network_store
from bot.report import store as report_store
from bot.report.whole import write_whole
from bot.terminal.asking import see_agreed
from bot.terminal.database import opened_to_read

NO_NETWORK: Final = N_("No network is loaded yet. Load one's plan first: natverksbot load PLAN")
NO_PERIOD: Final = N_("The network has no period to report on. Load its plan: natverksbot load PLAN")


def chosen_network(session: Session, key: str = "") -> Network:
    """The network of that key; without one the network whose last period ends last."""
    networks = network_store.networks(session)
    if not networks:
        raise CannotWork(NO_NETWORK)
    if not key:
        return report_store.network_that_runs_longest(session) or networks[0]
    network = network_store.network_by_key(session, key)
    if network is None:
        raise CannotWork(
            N_("There is no network {key}. These are loaded: {names}."),
            key=repr(key),
            names=", ".join(each.key for each in networks),
        )
    return network


def chosen_period(session: Session, network: Network, name: str, clock: Clock) -> Period:
    """The period of that name; without one the period that runs, else the one that ran last, else the first."""
    if not name:
        period = network_store.period_at(session, network, today_of(network, clock))
        if period is None:
            raise CannotWork(NO_PERIOD)
        return period
    named = network_store.period_named(session, network, name)
    if named is None:
        names = ", ".join(each.name for each in network_store.periods(session, network)) or "–"
        raise CannotWork(
            N_("{network} has no period {name}. Its periods are: {names}."),
            network=network.key,
            name=repr(name),
            names=names,
        )
    return named


def others(session: Session, network: Network, say: Say) -> str:
    """A sentence on the networks that this was not about, or nothing."""
    rest = [each.key for each in network_store.networks(session) if each.id != network.id]
    if not rest:
        return ""
    return say.plain(
        "It is about {network}. For another: --network {others}", network=network.key, others=" | ".join(rest)
    )


def today_of(network: Network, clock: Clock) -> date:
    """The day it is where the network is."""
    return clock.now().astimezone(ZoneInfo(network.timezone)).date()


TOO_SLOW: Final = N_("The PDF was not done in {seconds} seconds, so nothing was written. Choose .docx or .html.")
REPORT_FORMATS: Final = (".docx", ".html", ".pdf", ".md")
"""The endings a report's file may have."""


def write_report(
    out: Path, audience: str, key: str, period: str, language: str = "", *, force: bool = False, yes: bool = False
) -> None:
    """Write the final report to a file, in the form its name asks for; `key` and `period` as in the plan file.
    `language`: sv or en, else the network's."""
    from bot import report
    from bot.report.gathering import gather
    from bot.report.model import Audience
    from bot.report.view import before_it_is_public
    from bot.report.writers.pdf import MOST_SECONDS, TooSlow

    clock = SystemClock()
    with _reading(key) as (session, network, say):
        about = chosen_period(session, network, period, clock)
        refuse_to_replace([out], say, force=force)
        data = gather(session, network, about, now=clock.now(), audience=Audience(audience))
        if data.audience is Audience.PUBLIC:
            _look(say, before_it_is_public(say, data.waiting, data.traces), ask=bool(data.traces) and not yes)
        try:
            with writing(out, say):
                report.write_report(
                    session, network, about, out, now=clock.now(), audience=audience, language=language or None
                )
        except TooSlow as fault:
            raise CannotWork(say.plain(TOO_SLOW, seconds=round(MOST_SECONDS))) from fault
        typer.echo(say.plain("The report on {period} is in {path}.", period=about.name, path=out))
        if out.suffix.lower() == ".docx":
            typer.echo(say.plain(report.WORD_ASKS))


def write_site(folder: Path, address: str, key: str, *, force: bool = False, yes: bool = False) -> None:
    """Write what is published as a folder of pages and feeds. `address`: where the folder will be reached."""
    from bot.experiences import store as experiences_store
    from bot.report.texts import texts_in
    from bot.report.view import before_it_is_public
    from bot.website import site
    from bot.website.published import gather

    sentences = {
        site.NotOurs: N_("{folder} holds what was not made here: {names}. Choose an empty folder, or write there with "
                         "--force."),
        site.ChangedSince: N_("{folder} holds pages that somebody has changed since they were made: {names}. Save what "
                              "is yours elsewhere, and write over them with --force."),
        site.FoldersInTheWay: N_("{folder} holds folders with names that files are to have: {names}. Move the "
                                 "folders away."),
    }  # fmt: skip

    with _reading(key) as (session, network, say):
        published = gather(session, network, SystemClock().now())
        traces = experiences_store.known_names(session, network).traces(texts_in(published))
        waiting = experiences_store.wait_for_approval(session, network)
        _look(say, before_it_is_public(say, waiting, traces), ask=bool(traces) and not yes)
        try:
            with writing(folder, say):
                files = site.write_site(published, folder, address, force=force)
        except site.InTheWay as fault:
            names = ", ".join(fault.names[:8])
            raise CannotWork(say.plain(sentences[type(fault)], folder=folder, names=names)) from fault
        count = files.count
        typer.echo(say.many("{count} file is in {folder}.", "{count} files are in {folder}.", count, folder=folder))
        if files.removed:
            typer.echo(say.plain("Removed, no longer published: {names}.", names=", ".join(files.removed)))


def write_research(out: Path, key: str, *, force: bool = False) -> None:
    """Write the research export with its codebook."""
    from bot.report import research

    with _reading(key) as (session, network, say):
        files = research.research_files(session, network, out)
        refuse_to_replace(files, say, force=force)
        for path, content in files.items():
            with writing(path, say):
                write_whole(path, content)
        for path in files:
            typer.echo(str(path))


def show_plan(key: str, period: str) -> None:
    """Print a period as a plan file."""
    from bot.plan.writing import written

    clock = SystemClock()
    with _reading(key, aside=True) as (session, network, say):
        about = chosen_period(session, network, period, clock)
        now = say.plain("{network}, {period}, as it was on {day}", network=network.name_in(about.id),
                        period=about.name, day=today_of(network, clock))  # fmt: skip
        typer.echo(f"# {now}\n\n{written(session, network, about)}", nl=False)


def refuse_to_replace(paths: Iterable[Path], say: Say, *, force: bool) -> None:
    """What stands there stays, unless `force`."""
    for path in paths:
        with writing(path, say):
            is_there = path.is_file()
        if is_there and not force:
            raise CannotWork(say.plain("{path} exists already. Choose another name, or replace it with --force.",
                                       path=path))  # fmt: skip


def _look(say: Say, sentences: Sequence[str], *, ask: bool) -> None:
    """Show what is to be looked at; whoever is asked has to say yes."""
    for each in sentences:
        typer.echo(unescape(each), err=True)
    see_agreed(say, say.plain("Go on?"), otherwise=say.plain("Nothing was written."), yes=not ask)


@contextmanager
def _reading(key: str, *, aside: bool = False) -> Iterator[tuple[Session, Network, Say]]:
    """The network that is meant, to be read and told of; says at the end which others there are, `aside` where
    what is printed is for a file."""
    with opened_to_read(read_settings().database_url) as database, database.reading() as session:
        network = chosen_network(session, key)
        say = speak(terminal_language())
        yield session, network, say
        if not key and (rest := others(session, network, say)):
            typer.echo(rest, err=aside)


@contextmanager
def writing(path: Path, say: Say) -> Iterator[None]:
    """Say why when a file, or one in a folder, cannot be written."""
    try:
        yield
    except OSError as fault:
        named = Path(fault.filename or path)
        sentence = WHY_NOT_WRITTEN.get(fault.errno or 0, N_("{path} cannot be written: {fault}."))
        raise CannotWork(
            say.plain(sentence, path=named, folder=named.parent, fault=fault.strerror or type(fault).__name__)
        ) from fault


_MAY_NOT: Final = N_("{path} may not be written to. Get permission to write there, or choose another place.")
_STANDS_THERE: Final = N_("{path} cannot be written: a file stands where a folder must be. Choose another name.")
_NO_ROOM: Final = N_("{path} cannot be written: there is no room left. Make room, or choose another place.")
WHY_NOT_WRITTEN: Final = {
    errno.EACCES: _MAY_NOT,
    errno.EPERM: _MAY_NOT,
    errno.EROFS: _MAY_NOT,
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.ENOENT: N_("{path} cannot be written: there is no folder {folder}. Make it, or choose another place."),
    errno.EEXIST: _STANDS_THERE,
    errno.ENOTDIR: _STANDS_THERE,
    errno.EISDIR: N_("{path} is a folder. Write the name of a file."),
    errno.ENAMETOOLONG: N_("{path} cannot be written: the name is too long. Choose a shorter one."),
    errno.ELOOP: N_("{path} cannot be written: its links lead in a circle. Choose another name."),
}
"""What is said of a file that cannot be written, by the system's number of the fault."""


WHEEL_FORMATS: Final = (".svg", ".png")
"""The endings a wheel's file may have."""


def write_wheel(out: Path, year: int | None, key: str = "", *, force: bool = False) -> None:
    """Write a year's wheel to a file, and print where it is. `key`: the network's in its plan file; without one, the
    network that runs longest; without a year, today's, or the nearest that the plan has something for."""
    from bot.wheel.load import write_wheel as write
    from bot.wheel.load import years_of

    with _reading(key) as (session, network, say):
        wanted = _year(years_of(session, network), year, SystemClock().now().date())
        refuse_to_replace([out], say, force=force)
        with writing(out, say):
            write(session, network, wanted, speak(network.language), out)
        typer.echo(say.plain("The annual wheel of {year} is in {path}.", year=wanted, path=out))


def _year(years: list[int], wanted: int | None, today: date) -> int:
    if not years:
        raise CannotWork(N_("The network has no period and no meeting, so there is no year to draw."))
    if wanted is not None and wanted not in years:
        raise CannotWork(
            N_("The plan has nothing for {year}; it covers {years}."), year=wanted, years=", ".join(map(str, years))
        )
    return wanted if wanted is not None else min(years, key=lambda each: abs(each - today.year))
