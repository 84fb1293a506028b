"""What `person`, `erase` and `record` do in the terminal."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import typer
from sqlalchemy import select

from bot.config import read_settings, terminal_language
from bot.dates.when import SystemClock
from bot.db import Database
from bot.errors import CannotWork
from bot.experiences.erasing import erase
from bot.kept.archive import archive
from bot.kept.fields import field_in_words
from bot.kept.nouns import noun_in_words
from bot.kept.person import as_json, as_text, known_of, people_of
from bot.kept.person import erase_person as erase_them
from bot.kept.record import as_csv as written_as_csv
from bot.kept.record import deeds, recorded, rows_in
from bot.kept.view import line_of
from bot.language import N_, Say, speak, unescape
from bot.models import AccessNeed, Because, Experience, ExperienceState, Meeting
from bot.models.record import keep_reading, keep_record
from bot.network.erasure import sweep
from bot.report.whole import write_whole
from bot.terminal.asking import see_agreed
from bot.terminal.database import opened, opened_to_read
from bot.terminal.files import chosen_network, refuse_to_replace, writing

BY = "erase"
"""Who erased it, as the record says."""
REGISTRAR = "registrar"
"""Who read it, as the record says."""


def write_person(slack_id: str, out: Path | None, *, force: bool) -> None:
    """All that is known of a person, printed or in a file that only its owner reads."""
    from bot.features import find_features

    say, settings = speak(terminal_language()), read_settings()
    find_features(settings.features)  # what kinds of message are called
    with opened_to_read(settings.database_url) as database, database.reading() as session:
        known = known_of(session, slack_id)
    if not known:
        raise CannotWork(say.plain(UNKNOWN, who=slack_id))
    if needs := known.get("access_needs"):
        _note_reading(settings.database_url, {each["meeting_id"] for each in needs})
    if out is None:
        typer.echo(as_text(say, known).decode())
        return
    refuse_to_replace([out], say, force=force)
    with writing(out, say):
        write_whole(out, as_json(known) if out.suffix.lower() == ".json" else as_text(say, known))
    typer.echo(say.plain("What is known of {who} is in {path}.", who=slack_id, path=out))


def write_archive(folder: Path, key: str, *, force: bool) -> None:
    """All of a network, in a folder that only its owner reads."""
    from bot.terminal.printing import with_progress

    say, settings = speak(terminal_language()), read_settings()
    with writing(folder, say):
        if folder.is_dir() and any(folder.iterdir()) and not force:
            raise CannotWork(say.plain("{path} is not empty. Choose another folder, or write there with --force.",
                                       path=folder))  # fmt: skip
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with opened_to_read(settings.database_url) as database, database.reading() as session:
        network = chosen_network(session, key)
        is_here = AccessNeed.id.in_(rows_in(AccessNeed.__table__, network.id))
        needs = set(session.scalars(select(AccessNeed.meeting_id).where(is_here)))
        files = dict(archive(session, network, say, SystemClock().now()))
    if needs:
        _note_reading(settings.database_url, needs)
    for name, content in with_progress([*files.items()]):
        with writing(folder, say):
            write_whole(folder / name, content)
    typer.echo(say.many("{count} file is in {folder}.", "{count} files are in {folder}.", len(files), folder=folder))


def _note_reading(url: str, meetings: Collection[int]) -> None:
    """That the registrar has read what somebody needs is in the record, as when a host has."""
    with opened(url) as database, database.writing() as session:
        keep_record(session, REGISTRAR, SystemClock().now())
        for each in sorted(meetings):
            keep_reading(session, session.get_one(Meeting, each), "needs")


UNKNOWN = N_("Nobody with the Slack id {who} is known here.")


def erase_person(slack_id: str, *, yes: bool, keeps_experiences: bool) -> None:
    """Erase a person, after asking twice."""
    say = speak(terminal_language())
    with opened(read_settings().database_url) as database:
        with database.reading() as session:
            people, known = people_of(session, slack_id), known_of(session, slack_id)
        if not known:
            raise CannotWork(say.plain(UNKNOWN, who=slack_id))
        name = people[0].name if people else slack_id
        question = STAY if keeps_experiences else GO
        _ask_twice(say, say.plain(question, name=name, who=slack_id, count=len(people)), LAST_OF_PERSON, yes=yes)
        with database.writing() as session:
            now = SystemClock().now()
            places = erase_them(session, slack_id, BY, Because.ASKED, now, keeps_experiences=keeps_experiences)
        typer.echo(say.plain("{who} is erased.", who=slack_id))
        if places:
            named = (f"{noun_in_words(say, noun)} #{row} ({field_in_words(say, field)})" for noun, row, field in places)
            typer.echo(
                say.plain("The name still stands in what others have written: {places}.", places=", ".join(named))
            )
        _sweep(say, database)


GO = N_("{name} ({who}) is made nobody in {count} networks, and their experiences are erased. Go on?")
STAY = N_("{name} ({who}) is made nobody in {count} networks; their experiences stay without a name. Go on?")
LAST_OF_PERSON = N_("It cannot be undone. Erase for good?")


def erase_experience(number: int, *, yes: bool) -> None:
    """Erase an experience, after asking twice."""
    say = speak(terminal_language())
    with opened(read_settings().database_url) as database:
        with database.reading() as session:
            experience = session.get(Experience, number)
        if experience is None:
            raise CannotWork(say.plain("There is no experience #{number}.", number=number))
        if experience.state is ExperienceState.ERASED:
            typer.echo(say.plain("The experience #{number} is erased already.", number=number))
            _sweep(say, database)
            return
        _ask_twice(say, say.plain(EVERY_WORD, number=number, title=experience.title), LAST, yes=yes)
        with database.writing() as session:
            erase(session, session.get_one(Experience, number), BY, Because.OTHER, SystemClock().now())
        typer.echo(say.plain("The experience #{number} is erased for good.", number=number))
        _sweep(say, database)


EVERY_WORD = N_("Every word of the experience #{number}, “{title}”, goes. Go on?")
LAST = N_("It cannot be brought back. Erase it for good?")


def _ask_twice(say: Say, first: str, last: str, *, yes: bool) -> None:
    see_agreed(say, first, say.plain(last), otherwise=say.plain("Nothing was erased."), yes=yes)


def _sweep(say: Say, database: Database) -> None:
    if not sweep(database, SystemClock().now()):
        typer.echo(say.plain("The bytes are overwritten as soon as nobody else uses the file."))
    typer.echo(say.plain("What stands in Slack follows when the bot runs."))


def show_record(key: str, *, as_csv: bool) -> None:
    """The whole record, the first change first."""
    from zoneinfo import ZoneInfo

    say = speak(terminal_language())
    with opened_to_read(read_settings().database_url) as database, database.reading() as session:
        network = chosen_network(session, key)
        rows = recorded(session, ZoneInfo(network.timezone), network=network if key else None)
    if as_csv:
        typer.echo(written_as_csv(say, rows[::-1]), nl=False)
        return
    for each in deeds(rows)[::-1]:
        typer.echo(unescape(line_of(say, each)))
