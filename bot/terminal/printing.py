"""What `load`, `preview` and `playground` do in the terminal. Results go to standard output, all else beside.

Each raises CannotWork (or PlanRefused, SettingsRefused) when its job could not be done.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import aiohttp
import typer

from bot.config import CHANNEL_ID, CHANNEL_NAME, Settings, read_settings, terminal_language
from bot.dates.when import SystemClock, moment
from bot.db import Database
from bot.errors import CannotWork
from bot.kept.fields import kind_in_words
from bot.language import N_, Say, speak
from bot.models import Network
from bot.network import store as network_store
from bot.outbox.preview import Previewed, preview
from bot.slack.channels import channel_named
from bot.slack.directory import Directory
from bot.slack_api import FAULTS, slack_client, why_no_slack
from bot.terminal.asking import can_ask, is_yes, see_agreed
from bot.terminal.database import opened, opened_to_read, opened_to_try

if TYPE_CHECKING:
    from bot.plan.nouns import Plan

AHEAD: Final = timedelta(days=100)
"""How far `preview` looks when no end is given."""


T = TypeVar("T")


def load(
    file: Path, channel: str | None, dry_run: bool, yes: bool = False, network: str = "", period: str = ""
) -> None:
    """Load a plan file or document in one transaction and print what changed; with `dry_run` nothing is kept. `yes`:
    what would be asked about is as the file says. `network` and `period`: what a document leaves out."""
    from bot.documents.opening import ENDINGS
    from bot.documents.understood import beside_what_is_known
    from bot.plan.load import apply
    from bot.plan.reading import read_plan

    say = speak(terminal_language())
    is_document = file.suffix.lower() in ENDINGS
    plan = _understood(file, say, network, period, ask=not (yes or dry_run)) if is_document else read_plan(file)
    settings = read_settings()
    if channel is not None:
        channel = asyncio.run(_id_of(settings, channel))
    with (opened_to_try if dry_run else opened)(settings.database_url) as database:
        if is_document:
            with database.reading() as session:
                plan = beside_what_is_known(session, plan)
        sure = yes or _are_new(database, plan, say)  # asked before anything is held that others wait for
        with database.writing() as session:
            changes = apply(session, plan, SystemClock().now(), channel, new_members=sure)
            if dry_run:
                session.rollback()
    for change in changes:
        typer.echo(change.in_words(say))
    count = sum(not change.kept for change in changes)
    if changes and not count:
        typer.echo(say.plain("Nothing was changed."))
    elif not count:
        typer.echo(say.plain("Nothing to change: {file} says nothing that has not been loaded already.", file=file))
    elif dry_run:
        typer.echo(
            say.many("{count} change would be made; none was.", "{count} changes would be made; none was.", count)
        )
    else:
        typer.echo(say.many("Loaded, with {count} change.", "Loaded, with {count} changes.", count))


def _understood(file: Path, say: Say, network: str, period: str, *, ask: bool) -> Plan:
    """Read a document, show what was understood and what was not, and have somebody agree."""
    from bot.documents.opening import LARGEST
    from bot.documents.understood import read_document

    try:
        with file.open("rb") as document:
            data = document.read(LARGEST + 1)
    except FileNotFoundError as fault:
        raise CannotWork(N_("There is no file {file}."), file=file) from fault
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or type(fault).__name__
        raise CannotWork(N_("{file} cannot be read ({why})."), file=file, why=why) from fault
    understood = read_document(data, str(file), network=network, period=period)
    for line in understood.preview(say):
        typer.echo(line)
    if not_understood := understood.not_understood(say):
        typer.echo("\n" + say.plain("Not understood, and left out:"))
    for line in not_understood:
        typer.echo(f"  {line}")
    typer.echo("")
    if understood.plan is None:
        raise CannotWork(" ".join(each.in_words(say) for each in understood.missing))
    question = say.plain("Is the plan to be loaded as it stands here?")
    see_agreed(say, question, otherwise=say.plain("Nothing was stored."), yes=not ask)
    return understood.plan


def _are_new(database: Database, plan: Plan, say: Say) -> bool:
    """Ask on a terminal of each member whose name is nearly another's; False: not all are new, or nobody can be
    asked."""
    from bot.plan.load import doubtful_names

    if not can_ask():
        return False
    with database.reading() as session:
        doubts = doubtful_names(session, plan)
    return bool(doubts) and all(is_yes(say, say.plain(ARE_NEW, **each.values)) for each in doubts)


ARE_NEW: Final = N_("“{name}” would be a new member, but there is “{other}”. Is it a new one?")


async def _id_of(settings: Settings, channel: str) -> str:
    """A channel's id when only its name was given and a token is there to ask Slack with; else as it was given."""
    if not channel.startswith("#") or not settings.slack_bot_token:
        return channel
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=HTTP_SECONDS)) as http:
        client = slack_client(settings.slack_api_url, settings.slack_bot_token, http)
        try:
            there = await channel_named(client, channel)
        except FAULTS as fault:
            typer.echo(why_no_slack(fault, settings.slack_api_url), err=True)
            return channel
    if there is None:
        say = speak(terminal_language())
        typer.echo(
            say.plain(
                "Slack shows the bot no channel {channel}. Invite the bot to it, if it is private; then it is found.",
                channel=channel,
            ),
            err=True,
        )
        return channel
    return str(there["id"])


def channel_of(typed: str) -> str:
    """A channel as the database keeps it: its id, or #name; ValueError for what is neither."""
    if CHANNEL_ID.fullmatch(typed):
        return typed
    if name := CHANNEL_NAME.fullmatch(typed):
        return f"#{name[1].lower()}"
    raise ValueError(f"{typed!r} is no channel; write its id (C0123ABCD) or its #name")


def show_preview(first: date | None, last: date | None, as_json: bool) -> None:
    """Print every message the bot would send from one day to another, both counted; none is sent.

    Without a first day from now on. A day that has been is looked at as if it were that day.
    """
    from bot.features import find_features

    now = SystemClock().now()
    since = moment(first, 0) - timedelta(microseconds=1) if first else now
    until = _end_of(last or (first or now.astimezone().date()) + AHEAD)
    settings = read_settings()
    jobs = tuple(find_features(settings.features).jobs.values())
    with opened_to_read(settings.database_url) as database:
        named = settings.coordinator_ids
        admins = () if named else admins_of(settings, database)
        with database.reading() as session:
            look = partial(
                preview, session, jobs, since=since, until=until, now=min(now, since),
                coordinators=lambda session, network: network_store.coordinators(session, network, named, admins),
                prefix=settings.command_prefix,
            )  # fmt: skip
            messages = [each for network in with_progress(_networks(session)) for each in look([network])]
    messages.sort(key=lambda each: (each.at, each.to, each.key))
    (_print_json if as_json else _print_messages)(messages)


def open_playground(
    port: int | None, plan: Path | None, day: date | None, empty: bool, show: Callable[[str], None]
) -> None:
    """Run the playground until told to stop; `show` gets its address when both it and the bot answer. `empty`: with no
    network in it, from today."""
    from bot.errors import why_no_port
    from bot.terminal.playground import DEFAULT_PLAN, free_port, play
    from bot.terminal.running import run_until_signal

    file = None if empty else plan or DEFAULT_PLAN
    begin = day or (_first_day(file) if file else SystemClock().now().date())
    features = read_settings(only=["features"]).features
    where = free_port() if port is None else port
    try:
        run_until_signal(lambda stop_signal: play(file, begin, where, show, stop_signal, features))
    except OSError as fault:
        raise CannotWork(why_no_port(fault, "127.0.0.1", where, "--port")) from fault


def _first_day(file: Path) -> date:
    """Where a plan's story begins: the first working day after Epiphany (7 January 2020 in the plan that ships)."""
    from bot.dates.when import nth_working_day_after
    from bot.plan.reading import read_plan

    return nth_working_day_after(read_plan(file).period.starts + timedelta(days=5), 1)


def _networks(session: Any) -> list[Network]:
    networks = network_store.networks(session)
    if not networks:
        raise CannotWork(N_("No network is loaded yet. Load one's plan first: natverksbot load PLAN"))
    return networks


# printing


def _print_json(messages: Iterable[Previewed]) -> None:
    rows = [
        {"key": each.key, "at": each.at.isoformat(), "to": each.to, "kind": each.kind, "text": each.text}
        for each in messages
    ]
    typer.echo(json.dumps(rows, ensure_ascii=not _speaks_unicode(), indent=2))


def _print_messages(messages: list[Previewed]) -> None:
    say = speak(terminal_language())
    for each in messages:
        typer.echo(f"{each.at:%Y-%m-%d %H:%M}  {each.to}  {kind_in_words(say, each.kind)}")
        typer.echo("".join(f"    {line}\n" for line in each.text.splitlines()))
    count = len(messages)
    typer.echo(say.many("{count} message would be sent.", "{count} messages would be sent.", count), err=bool(count))


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def with_progress(things: Sequence[T]) -> Iterator[T]:
    """One thing after another, with a bar on a terminal."""
    if not sys.stderr.isatty():
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description="", console=Console(stderr=True), transient=True)


def _end_of(day: date) -> datetime:
    return moment(day, time_of_day.max)


HTTP_SECONDS: Final = 8


def admins_of(settings: Settings, database: Database) -> tuple[str, ...]:
    """The workspace's admins, asked of Slack: what is for the coordinators goes to them when COORDINATORS names
    nobody. Empty without a token, or when Slack does not tell; then those the database knows of are taken."""
    return asyncio.run(_admins_of(settings, database)) if settings.slack_bot_token else ()


async def _admins_of(settings: Settings, database: Database) -> tuple[str, ...]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=HTTP_SECONDS)) as http:
        client = slack_client(settings.slack_api_url, settings.slack_bot_token, http)
        return await Directory(client, database, SystemClock()).admins()
