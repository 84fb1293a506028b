"""What can be typed after `natverksbot`. Each command is a few lines over a function that lives elsewhere."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from bot.terminal.start import run

app: Final = typer.Typer(
    name="natverksbot",
    help="A Slack bot for networks of municipalities: meetings, hosting, activities and experiences.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"natverksbot {version('natverksbot')}")
        raise typer.Exit


@app.callback()
def natverksbot(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=lambda wanted: _version(wanted=wanted),
                           help="Print the version.")
    ] = False,
) -> None:  # fmt: skip
    """A Slack bot for networks of municipalities: meetings, hosting, activities and experiences."""


UNTIL_STOPPED: Final = "It runs until Ctrl-C."
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2999
Key = Annotated[str, typer.Option("--network", metavar="KEY", help="Its key in the plan file, when there are several.")]


Force = Annotated[bool, typer.Option("--force", help="Write over what is there.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask about what may point out a person.")]


def _day(typed: str) -> date:
    try:
        day = date.fromisoformat(typed)
    except ValueError as fault:
        raise typer.BadParameter(f"{typed!r} is no date; write it as 2020-01-07") from fault
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise typer.BadParameter(f"{typed} is too far away; a year from {FIRST_YEAR} to {LAST_YEAR} works")
    return day


@app.command(help=f"The bot beside a local Slack workspace in the browser. {UNTIL_STOPPED}")
def playground(
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Where the page is, on this machine; else 8765 or the next free."),
    ] = None,
    plan: Annotated[Path | None, typer.Option(metavar="FILE", help="A plan file; else 2020–2021's.")] = None,
    from_: Annotated[
        date | None, typer.Option("--from", parser=_day, metavar="DATE", help="The day it begins on.")
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Without any network, to begin one in it.")] = False,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
) -> None:
    if empty and plan is not None:
        raise typer.BadParameter("it begins without a plan", param_hint="--empty")
    from bot.logs import start_logging
    from bot.terminal.printing import open_playground
    from bot.terminal.running import leave_quietly_on_signal

    leave_quietly_on_signal()
    start_logging(sys.stderr, "WARNING")
    open_playground(port, plan, from_, empty, lambda address: _show(address, open_page=not no_open))


app.command(help=f"The bot on real Slack. {UNTIL_STOPPED}")(run)


@app.command(help="Read a network's plan into the database, and say what changed.")
def load(
    plan: Annotated[
        Path, typer.Argument(metavar="PLAN", help="A plan file (.yaml), or one in Word or Excel (.docx, .xlsx).")
    ],
    channel: Annotated[str | None, typer.Option(metavar="C…|#name", help="The network's channel in Slack.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing; members are new as the file says.")] = False,
    network_name: Annotated[str, typer.Option(metavar="NAME", help="What a document does not call it itself.")] = "",
    period: Annotated[str, typer.Option(metavar="YEARS", help="As 2020-2021, where a document does not say it.")] = "",
) -> None:
    from bot.terminal import printing

    try:
        where = printing.channel_of(channel) if channel is not None else None
    except ValueError as fault:
        raise typer.BadParameter(str(fault), param_hint="--channel") from fault
    printing.load(plan, where, dry_run, yes, network_name, period)


@app.command(help="Print a network's period as a plan file, which changes nothing when it is loaded.")
def plan(
    network: Key = "",
    period: Annotated[
        str, typer.Option(metavar="NAME", help="As 2020-2021; else the one that runs, or ran last.")
    ] = "",
) -> None:
    from bot.terminal.files import show_plan

    show_plan(network, period)


@app.command(help="Every message the bot would send in a time, in order; none is sent.")
def preview(
    from_: Annotated[date | None, typer.Option("--from", parser=_day, metavar="DATE", help="Else from now on.")] = None,
    to: Annotated[date | None, typer.Option(parser=_day, metavar="DATE", help="Else 100 days later.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As one JSON array.")] = False,
) -> None:
    from bot.dates.when import SystemClock
    from bot.logs import start_logging
    from bot.terminal.printing import show_preview

    start_logging(sys.stderr, "ERROR")
    if to and to < (from_ or SystemClock().now().astimezone().date()):
        raise typer.BadParameter("the last day lies before the first", param_hint="--to")
    show_preview(from_, to, as_json)


@app.command(help="Write the final report, in the form the file's name asks for.")
def report(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A name ending in .docx, .html, .pdf or .md.")],
    audience: Annotated[str, typer.Option(help="internal, public or research: whose consent it needs.")] = "internal",
    language: Annotated[str, typer.Option(metavar="sv|en", help="Else the network's.")] = "",
    network: Key = "",
    period: Annotated[
        str, typer.Option(metavar="NAME", help="As 2020-2021; else the one that runs, or ran last.")
    ] = "",
    force: Force = False,
    yes: Yes = False,
) -> None:
    from bot.terminal.files import REPORT_FORMATS, write_report

    if out.suffix.lower() not in REPORT_FORMATS:
        raise typer.BadParameter(f"the name must end in one of {', '.join(REPORT_FORMATS)}", param_hint="OUT")
    if audience not in ("internal", "public", "research"):
        raise typer.BadParameter("one of internal, public, research", param_hint="--audience")
    if language not in ("", "sv", "en"):
        raise typer.BadParameter("one of sv, en", param_hint="--language")
    write_report(out, audience, network, period, language, force=force, yes=yes)


@app.command(help="Write what is published as a folder of web pages and feeds.")
def site(
    out: Annotated[Path, typer.Argument(metavar="OUT", file_okay=False, help="The folder.")],
    address: Annotated[str, typer.Option(metavar="URL", help="Where the folder will be reached, for the feeds.")] = "",
    network: Key = "",
    force: Force = False,
    yes: Yes = False,
) -> None:
    from bot.config import read_settings, web_address
    from bot.terminal.files import write_site

    try:
        given = web_address(address) if address else ""
    except ValueError as fault:
        raise typer.BadParameter(f"it {fault}", param_hint="--address") from fault
    home = given or read_settings(only=["public_url"]).public_url
    if not home:
        raise typer.BadParameter("say where the folder will be reached: --address https://…", param_hint="--address")
    write_site(out, home, network, force=force, yes=yes)


@app.command(help="Write the experiences that research may use, without names of persons, with a codebook.")
def research(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A name ending in .csv or .json.")],
    network: Key = "",
    force: Force = False,
) -> None:
    from bot.terminal.files import write_research

    if out.suffix.lower() not in (".csv", ".json"):
        raise typer.BadParameter("the name must end in .csv or .json", param_hint="OUT")
    write_research(out, network, force=force)


@app.command(help="Draw a year of the network as a wheel, in the form the file's name asks for.")
def wheel(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A name ending in .svg or .png.")],
    year: Annotated[
        int | None, typer.Option(min=FIRST_YEAR, max=LAST_YEAR, help="Else this year, or the nearest.")
    ] = None,
    network: Key = "",
    force: Force = False,
) -> None:
    from bot.terminal.files import WHEEL_FORMATS, write_wheel

    if out.suffix.lower() not in WHEEL_FORMATS:
        raise typer.BadParameter(f"the name must end in one of {', '.join(WHEEL_FORMATS)}", param_hint="OUT")
    write_wheel(out, year, network, force=force)


@app.command(help="What is known of a person, by Slack id: printed, or written to a file (.json or .txt).")
def person(
    who: Annotated[str, typer.Argument(metavar="U…", help="Their Slack id.")],
    export: Annotated[Path | None, typer.Option(metavar="FILE", help="A name ending in .json or .txt.")] = None,
    force: Force = False,
) -> None:
    from bot.terminal.keeping import write_person

    if export is not None and export.suffix.lower() not in (".json", ".txt"):
        raise typer.BadParameter("the name must end in .json or .txt", param_hint="--export")
    write_person(_slack_id(who), export, force=force)


@app.command(help="All of a network, for an archive or a move: a table and JSON for each noun, its plans, the record.")
def export(
    out: Annotated[Path, typer.Argument(metavar="FOLDER", file_okay=False, help="An empty folder, or a new one.")],
    network: Key = "",
    force: Force = False,
) -> None:
    from bot.terminal.keeping import write_archive

    write_archive(out, network, force=force)


@app.command(help="Who changed what when.")
def record(
    as_csv: Annotated[bool, typer.Option("--csv", help="As a table with semicolons.")] = False,
    network: Key = "",
) -> None:
    from bot.terminal.keeping import show_record

    show_record(network, as_csv=as_csv)


erase: Final = typer.Typer(help="Erase for good: a person, or an experience.", no_args_is_help=True)
app.add_typer(erase, name="erase")
Sure = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@erase.command("person", help="Take a person's name and Slack id out of everything.")
def erase_person(
    who: Annotated[str, typer.Argument(metavar="U…", help="Their Slack id.")],
    yes: Sure = False,
    keep_experiences: Annotated[
        bool, typer.Option("--keep-experiences", help="They have said that their experiences may stay, without a name.")
    ] = False,
) -> None:
    from bot.terminal.keeping import erase_person as erase_them

    erase_them(_slack_id(who), yes=yes, keeps_experiences=keep_experiences)


@erase.command("experience", help="Take every word of an experience away; its number stays.")
def erase_experience(
    number: Annotated[int, typer.Argument(metavar="N", min=1, max=2**31 - 1, help="Its number.")], yes: Sure = False
) -> None:
    from bot.terminal.keeping import erase_experience as erase_it

    erase_it(number, yes=yes)


def _slack_id(typed: str) -> str:
    slack_id = typed.strip().removeprefix("<@").removesuffix(">").upper()
    if not (slack_id.isascii() and slack_id.isalnum() and 2 <= len(slack_id) <= 32):
        raise typer.BadParameter(f"{typed[:40]!r} is no Slack user id; they look like U0123ABCD", param_hint="U…")
    return slack_id


@app.command(help="Print the Slack app's manifest (JSON), to be pasted in at api.slack.com/apps.")
def manifest() -> None:
    import json

    from bot.config import read_settings
    from bot.features import find_features
    from bot.slack.manifest import manifest as made

    settings = read_settings()
    typer.echo(json.dumps(made(find_features(settings.features), settings), ensure_ascii=False, indent=2))


@app.command(help="Check settings, tokens, scopes, channel and database, and say what to do about each fault.")
def doctor(
    send_again: Annotated[
        bool, typer.Option("--send-again", help="Send what could not be delivered once more.")
    ] = False,
) -> None:
    from bot.logs import start_logging
    from bot.terminal.doctor import examine

    start_logging(sys.stderr, "ERROR")
    raise typer.Exit(0 if examine(send_again=send_again) else 1)


def _show(address: str, *, open_page: bool) -> None:
    from bot.config import has_desktop

    typer.echo(f"ready {address}")
    if open_page and has_desktop():
        import threading
        import webbrowser

        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
