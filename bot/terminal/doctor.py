"""Checks the installation part by part, and says how to mend each fault.

Each part is a function from what there is to `Finding`s. Nothing is changed, unless dead letters are to be sent again.
"""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import typer
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.config import ENV_FILE, Settings, SettingsRefused, missing_for_slack, read_settings, terminal_language
from bot.dates.when import Clock, SystemClock
from bot.db import PRIVATE
from bot.errors import CannotWork, database_files
from bot.feature.declare import CHANNEL
from bot.language import speak
from bot.models import Delivery
from bot.network import store as network_store
from bot.outbox import deliveries, health
from bot.outbox.reach import unreachable_ids
from bot.slack.channels import channel_named
from bot.slack.manifest import SCOPES
from bot.slack.socket import NoLine, address_of_line
from bot.slack_api import (
    FAULTS,
    NO_BOTS_TOKEN,
    seconds_from_slack,
    slack_client,
    slack_error,
    why_no_slack,
    why_no_socket,
)
from bot.terminal.database import opened, opened_to_read
from bot.web import Reading, WebDoor


class State(StrEnum):
    """How a part was found. Advice is no fault."""

    OK = "ok"
    ADVICE = "advice"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One part with one sentence; of a fault it also says what to do."""

    part: str
    state: State
    sentence: str


def ok(part: str, sentence: str) -> Finding:
    """Nothing is the matter."""
    return Finding(part, State.OK, sentence)


def advice(part: str, sentence: str) -> Finding:
    """It works, but could be better."""
    return Finding(part, State.ADVICE, sentence)


def fault(part: str, sentence: str) -> Finding:
    """Something is wrong; the sentence says what to do."""
    return Finding(part, State.FAULT, sentence)


def examine(*, send_again: bool = False) -> bool:
    """Look at everything and print what was found; True when nothing is wrong."""
    findings = list(_findings(send_again=send_again))
    (_print_table if sys.stdout.isatty() else _print_lines)(findings)
    return not any(each.state is State.FAULT for each in findings)


def _findings(*, send_again: bool) -> Iterator[Finding]:
    try:
        settings = read_settings()
    except SettingsRefused as refused:
        yield from (fault("settings", f"{each} Mend it in the environment or in .env.") for each in refused.faults)
        return
    yield from look_at_settings(settings)
    yield from look_at_files(settings)
    yield from look_at_features(settings)
    yield asyncio.run(look_at_port(settings))
    findings, channels = look_at_database(settings, SystemClock(), send_again=send_again)
    yield from findings
    yield from asyncio.run(look_at_slack(settings, channels))


# settings and features


def look_at_settings(settings: Settings) -> Iterator[Finding]:
    """What can be said without asking anybody."""
    missing = missing_for_slack(settings)
    for name in missing:
        yield fault(
            "settings", f"{name} is not set. Set it in the environment or in .env; .env.example says where from."
        )
    if not missing:
        how = "Socket Mode" if settings.socket_mode else f"HTTP on port {settings.port}"
        yield ok("settings", f"Everything that is needed is set; Slack is met by {how}.")
    if not settings.socket_mode and settings.slack_signing_secret and not settings.public_url:
        yield fault(
            "public url", "PUBLIC_URL is not set, so Slack cannot reach the bot. Set it to the bot's https address."
        )
    elif not settings.public_url:
        yield advice("public url", "PUBLIC_URL is not set, so nobody can be given a calendar address.")
    elif urlsplit(settings.public_url).scheme != "https":
        yield advice("public url", "PUBLIC_URL does not begin with https://; calendar addresses are secrets.")
    else:
        yield ok("public url", f"Calendar addresses begin with {settings.public_url}.")


def look_at_files(settings: Settings) -> Iterator[Finding]:
    """Whether the files with secrets and personal data are their owner's alone."""
    if os.name != "posix":
        return
    with suppress(CannotWork):  # what is wrong with the address is said of the database
        there = [*([ENV_FILE] if ENV_FILE.is_file() else []), *database_files(settings.database_url)]
        wide = " ".join(str(each) for each in there if stat.S_IMODE(each.stat().st_mode) & ~PRIVATE)
        if wide:
            yield advice("files", f"Others on this machine can read {wide}. Close them: chmod 600 {wide}")
        elif there:
            yield ok("files", "What holds the settings and the database is read by its owner alone.")


def look_at_features(settings: Settings) -> Iterator[Finding]:
    """Whether everything in the folder of one's own can be used."""
    if not settings.features:
        return
    from bot.features import find_features, own_features

    try:
        find_features(settings.features)
    except CannotWork as no:
        yield fault("features", str(no))
        return
    if names := own_features(settings.features):
        yield ok("features", f"From {settings.features}: {', '.join(names)}.")
    else:
        yield advice("features", f"There is no .py file in {settings.features}, the folder of FEATURES.")


async def look_at_port(settings: Settings) -> Finding:
    """Whether the HTTP door can be opened, or the bot that runs has opened it."""
    door = WebDoor(Reading(_nothing, _nothing), ())
    try:
        await door.open(settings.host, settings.port)
    except CannotWork as no:
        if await _bot_answers(settings):
            return ok("port", f"The bot that runs answers on port {settings.port}.")
        return fault("port", str(no))
    await door.close()
    return ok("port", f"It can be opened: {settings.host}, port {settings.port}.")


async def _nothing() -> Any:
    raise AssertionError("this door is closed before anybody comes")


async def _bot_answers(settings: Settings) -> bool:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=HTTP_SECONDS)) as http,
            http.get(f"http://{host}:{settings.port}/healthz") as answer,
        ):
            return "status" in await answer.json()
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        return False


# the database


Channels = tuple[tuple[str, str], ...]
"""Each network's name and channel."""


def look_at_database(settings: Settings, clock: Clock, *, send_again: bool = False) -> tuple[list[Finding], Channels]:
    """Look without changing anything, not even making a file; with `send_again` put back the dead letters first."""
    try:
        with opened_to_read(settings.database_url) as database:
            again = [send_dead_letters_again(settings, clock)] if send_again else []
            answers = ok("database", "It answers, and its tables are of this version.")
            with database.reading() as session:
                channels = tuple((each.name, each.channel or "") for each in network_store.networks(session))
                return [*again, answers, *_contents(session, clock.now())], channels
    except CannotWork as no:
        return [fault("database", no.in_words(speak(terminal_language())))], ()


OVERDUE_MINUTES: Final = 30
MOST_LISTED: Final = 10


def _contents(session: Session, now: datetime) -> Iterator[Finding]:
    names = [each.name for each in network_store.networks(session)]
    if names:
        yield ok("plan", f"Loaded: {', '.join(names)}.")
    else:
        yield fault(
            "plan", "There is no network yet. Begin one in Slack with /natverk, or load a plan: natverksbot load PLAN"
        )
    outbox = health(session, now)
    yield from _dead_letters(session, now)
    yield from _unreachable(session)
    waited = outbox.oldest_due.total_seconds() / 60 if outbox.oldest_due else 0
    if waited > OVERDUE_MINUTES:
        yield fault("outbox", f"A message has been due for {waited:.0f} minutes. Is the bot running? natverksbot run")


def _dead_letters(session: Session, now: datetime) -> Iterator[Finding]:
    """What could not be delivered: a fault while it can still be sent, else to be known. What Slack refuses somebody
    whom it lets nothing be sent is told of with them."""
    lost = unreachable_ids(session)
    every = deliveries.dead_letters(session)
    letters = [each for each in every if not deliveries.is_withheld(each, lost)]
    channels = {each.id: each.channel or CHANNEL for each in network_store.networks(session)}
    sent_again = [each for each in letters if deliveries.is_of_use(each, now)]
    if sent_again:
        yield fault(
            "dead letters",
            f"{len(sent_again)} could not be delivered: {_listed(sent_again, channels)}. "
            "Mend the cause, then: natverksbot doctor --send-again",
        )
    if too_late := [each for each in letters if not deliveries.is_of_use(each, now)]:
        yield advice(
            "dead letters",
            f"{len(too_late)} could not be delivered and are of no use any more: {_listed(too_late, channels)}.",
        )
    if not letters:
        withheld = f" but {len(every)} for those who get no direct messages" if every else ""
        yield ok("dead letters", f"There are none{withheld}.")


WAYS_OUT: Final = {
    "messages_tab_disabled": "The app's Messages tab is off: turn it on under “App Home” of the app's settings.",
    "cannot_dm_bot": "That is an app's account: let a person take the seat.",
    "user_is_restricted": "An administrator keeps the account from apps: ask for the app to be allowed for guests.",
    "restricted_action": "An administrator restricts direct messages: ask for the app to be allowed to write to them.",
}
SHARE_A_CHANNEL: Final = (
    "Slack shows the account to the bot only while they share a channel: invite both to the network's channel."
)


def _unreachable(session: Session) -> Iterator[Finding]:
    """Who gets no direct messages, for each of Slack's reasons, and what can be done about it."""
    by_reason: dict[str, list[str]] = {}
    for account, seats in network_store.unreachable_accounts(session).items():
        roles = ", ".join(f"{each.role} of {each.member_name or each.network.name}" for each in seats)
        since = f"since {account.unreachable_since:%Y-%m-%d}"
        by_reason.setdefault(account.unreachable_why, []).append(f"{roles or 'no seat'} ({account.id}), {since}")
    for reason, who in by_reason.items():
        yield advice(
            "direct messages",
            f"Slack delivers none to {'; '.join(who)} ({reason}). {WAYS_OUT.get(reason, SHARE_A_CHANNEL)} "
            "Until then they are mentioned in the channel, once a week at most.",
        )
    if not by_reason:
        yield ok("direct messages", "Slack refuses nobody theirs, as far as is known.")


def _listed(letters: Sequence[Delivery], channels: Mapping[int, str]) -> str:
    """Each with its kind, receiver, day and reason; of very many, the last."""
    listed = [
        f"{each.kind} to {channels.get(each.network_id, CHANNEL) if each.to == CHANNEL else each.to}, "
        f"due {each.due_at.astimezone():%Y-%m-%d %H:%M} ({each.error or 'unknown'})"
        for each in letters[-MOST_LISTED:]
    ]
    more = [f"and {len(letters) - MOST_LISTED} before"] if len(letters) > MOST_LISTED else []
    return "; ".join([*listed, *more])


def send_dead_letters_again(settings: Settings, clock: Clock) -> Finding:
    """Put back what could not be delivered; what is of no use any more stays."""
    with opened(settings.database_url) as database, database.writing() as session:
        letters = deliveries.dead_letters(session)
        sent = sum(deliveries.send_again(session, each, clock.now()) for each in letters)
    left = len(letters) - sent
    too_late = f"; {left} came too late to be of use and stay" if left else ""
    return ok("dead letters", f"{sent} will be sent again by the running bot{too_late}.")


# Slack


HTTP_SECONDS: Final = 8


async def look_at_slack(settings: Settings, channels: Channels) -> list[Finding]:
    """Ask Slack, with each token that is set."""
    return [each async for each in _ask(settings, channels)]


async def _ask(settings: Settings, channels: Channels) -> AsyncIterator[Finding]:
    timeout = aiohttp.ClientTimeout(total=HTTP_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        if settings.slack_bot_token:
            client = slack_client(settings.slack_api_url, settings.slack_bot_token, http)
            async for finding in _bot_token(client, settings, channels):
                yield finding
        if settings.slack_app_token:
            yield await _app_token(slack_client(settings.slack_api_url, settings.slack_app_token, http))


async def _bot_token(client: AsyncWebClient, settings: Settings, channels: Channels) -> AsyncIterator[Finding]:
    try:
        who = await client.auth_test()
    except FAULTS as no:
        yield fault("bot token", why_no_slack(no, client.base_url))
        return
    if not who.get("bot_id"):
        yield fault("bot token", NO_BOTS_TOKEN)
        return
    yield ok("bot token", f"Slack takes it; the workspace is {who.get('team') or who.get('team_id')}.")
    yield _clock(seconds_from_slack(who.headers, SystemClock().now()))
    yield _scopes(str(who.headers.get("x-oauth-scopes") or ""))
    for network, channel in channels:
        yield await _channel(client, network, channel)
    async for finding in _coordinators(client, settings):
        yield finding


CLOCK_SECONDS: Final = 60


def _clock(seconds: float | None) -> Finding:
    """Whether this machine's clock goes as Slack's; over HTTP Slack's requests count for five minutes."""
    if seconds is None:
        return advice("clock", "Slack did not say what time it is.")
    if abs(seconds) < CLOCK_SECONDS:
        return ok("clock", "It goes as Slack's.")
    how = "ahead of" if seconds > 0 else "behind"
    return fault(
        "clock",
        f"This machine's clock is {abs(seconds) / 60:.0f} minutes {how} Slack's, so messages come at the wrong time, "
        "and over HTTP everything is refused. Let the machine keep its time by NTP.",
    )


def _scopes(granted: str) -> Finding:
    if not granted:
        return advice("scopes", "Slack did not say which scopes the token has.")
    lacking = sorted(set(SCOPES) - {each.strip() for each in granted.split(",")})
    if not lacking:
        return ok("scopes", f"All {len(SCOPES)} are granted.")
    wanted = "; ".join(f"{each} ({SCOPES[each]})" for each in lacking)
    return fault(
        "scopes",
        f"Missing: {wanted}. Add them under “OAuth & Permissions” (or paste what `natverksbot manifest` prints under "
        "“App Manifest”) and install the app again.",
    )


async def _app_token(client: AsyncWebClient) -> Finding:
    try:
        await address_of_line(client)
    except NoLine as no:
        return fault("app token", why_no_socket(no.reason, client.base_url))
    return ok("app token", "Slack takes it and opens a socket.")


async def _channel(client: AsyncWebClient, network: str, name: str) -> Finding:
    """Whether a network's channel is known, open, and the bot in it."""
    if not name:
        return fault("channel", f"{network} has none. Give it one: natverksbot load PLAN --channel '#name'")
    try:
        channel = await _find_channel(client, name)
    except FAULTS as no:
        error = slack_error(no) or type(no).__name__
        channel = None
        if error != "channel_not_found":
            return fault("channel", f"Slack does not tell of {name} of {network}: {error}.")
    if channel is None:
        return fault(
            "channel",
            f"{name} of {network} is not there, or private and without the bot. Write /invite @Nätverksbot in it, "
            "or give another: natverksbot load PLAN --channel '#name'",
        )
    if channel.get("is_archived"):
        return fault(
            "channel", f"{name} of {network} is archived. Give another: natverksbot load PLAN --channel '#name'"
        )
    if not channel.get("is_member"):
        return fault("channel", f"The bot is not in {name} of {network}. Write /invite @Nätverksbot in it.")
    return ok("channel", f"The bot is in #{channel.get('name') or name} of {network}.")


async def _find_channel(client: AsyncWebClient, name: str) -> Mapping[str, Any] | None:
    if not name.startswith("#"):
        channel: dict[str, Any] = (await client.conversations_info(channel=name)).get("channel") or {}
        return channel
    return await channel_named(client, name)


async def _coordinators(client: AsyncWebClient, settings: Settings) -> AsyncIterator[Finding]:
    if not settings.coordinator_ids:
        yield ok(
            "coordinators",
            (
                "COORDINATORS is not set: the workspace's admins and owners may set up the first network and name its"
                " coordinators, and nothing more once it has one."
            ),
        )
    for user in settings.coordinator_ids:
        try:
            account = (await client.users_info(user=user)).get("user") or {}
        except FAULTS as no:
            error = slack_error(no) or type(no).__name__
            yield fault(
                "coordinators", f"Slack does not know {user} of COORDINATORS ({error}). Copy the id from the profile."
            )
            continue
        if account.get("deleted"):
            yield fault("coordinators", f"The account {user} of COORDINATORS is deactivated. Name another.")
        else:
            yield ok("coordinators", f"{user} may administer.")


# printing


MARKS = {State.OK: "green", State.ADVICE: "yellow", State.FAULT: "bold red"}


def _print_lines(findings: Iterable[Finding]) -> None:
    for each in findings:
        typer.echo(f"{each.state.value:7} {each.part}: {each.sentence}")


def _print_table(findings: Iterable[Finding]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("", "Part", "Found", show_lines=True)
    for each in findings:
        table.add_row(Text(each.state.value, style=MARKS[each.state]), each.part, Text(each.sentence))
    Console().print(table)
