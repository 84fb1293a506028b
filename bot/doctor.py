"""Looks the installation over, part by part, and prints of each fault what to do.

Changes nothing, unless asked to send dead letters again.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import typer

from bot.config import Settings, SettingsRefused, missing_for_slack, read_settings
from bot.dates.when import SystemClock
from bot.doctor_database import look_at_database, send_dead_letters_again
from bot.doctor_findings import Finding, State, advice, fault, ok
from bot.doctor_slack import look_at_slack

MARKS = {State.OK: "green", State.ADVICE: "yellow", State.FAULT: "bold red"}


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
    clock = SystemClock()
    yield from look_at_settings(settings)
    found = look_at_database(settings, clock)
    if send_again and found.database is not None:
        yield send_dead_letters_again(found.database, clock)
        found = look_at_database(settings, clock)
    yield from found.findings
    yield from asyncio.run(look_at_slack(settings, found.channels))


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
