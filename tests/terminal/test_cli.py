"""What is typed in a terminal: what comes out, what is said on standard error, and the exit status."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.errors import CannotWork, open_database, why_no_database
from bot.migrations import HEAD
from bot.models import Network
from bot.terminal.printing import channel_of
from tests.databases import empty
from tests.patience import PATIENCE
from tests.playground.faulty_slack import FaultySlack
from tests.running_bot import environment, fill, finished, play_with_bot, running, start

PLANS = Path(__file__).parent.parent.parent / "bot" / "plans"
PLAN = str(PLANS / "partnerskapet-2020-2021.yaml")


def run(folder: Path, *words: str, **more: str) -> tuple[int, str, str]:
    """Run `natverksbot` to its end: status, standard output, standard error."""
    return asyncio.run(finished(None, folder, *words, **more))


def rows(folder: Path, query: str) -> list[Any]:
    connection = sqlite3.connect(folder / "natverksbot.db")
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


# usage


def test_without_words_it_explains_itself(tmp_path: Path) -> None:
    status, out, err = run(tmp_path)
    assert status == 2
    for command in ("playground", "run", "load", "preview", "report", "manifest", "doctor"):
        assert command in out + err


@pytest.mark.parametrize(
    "words",
    [
        ("fly",),
        ("load",),
        ("load", PLAN, "--channel", "two words"),
        ("load", PLAN, "--chanel", "C1"),
        ("preview", "--from", "31 feb"),
        ("preview", "--from", "2020-02-30"),
        ("preview", "--from", "2020-05-01", "--to", "2020-04-01"),
        ("report",),
        ("report", "report.exe"),
        ("playground", "--port", "70000"),
        ("playground", "--from", "soon"),
        ("run", "fast"),
        ("run", "--fast"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2_and_does_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    status, out, err = run(tmp_path, *words)
    assert status == 2 and err and "Traceback" not in out + err
    assert not list(tmp_path.iterdir())


def test_help_is_status_0_for_every_command(tmp_path: Path) -> None:
    async def all_of_them() -> list[tuple[int, str, str]]:
        commands = ("playground", "run", "load", "preview", "report", "manifest", "doctor")
        return [await finished(None, tmp_path, each, "--help") for each in commands]

    assert all(status == 0 and "--help" in out for status, out, _ in asyncio.run(all_of_them()))


# load


def test_a_plan_is_loaded_and_loading_it_again_changes_nothing(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, "load", PLAN, "--channel", "#Partnerskapet")
    assert status == 0 and "Gävle" in out and not err
    assert rows(tmp_path, "SELECT channel FROM networks") == [("#partnerskapet",)]
    before = rows(tmp_path, "SELECT * FROM meetings") + rows(tmp_path, "SELECT * FROM networks")
    status, out, _ = run(tmp_path, "load", PLAN)
    assert status == 0 and "Nothing to change" in out
    assert rows(tmp_path, "SELECT * FROM meetings") + rows(tmp_path, "SELECT * FROM networks") == before


def test_a_plan_that_is_written_and_loaded_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path, "load", str(PLAN))
    status, written, complaints = run(tmp_path, "plan", "--period", "2020-2021")
    assert (status, complaints) == (0, "") and "Degerfors/Karlskoga" in written
    (tmp_path / "igen.yaml").write_text(written, "utf-8")
    assert "says nothing that has not been loaded already" in run(tmp_path, "load", "igen.yaml")[1]
    assert run(tmp_path, "--version")[:2] == (0, f"natverksbot {version('natverksbot')}\n")


def another_name(folder: Path) -> str:
    """The plan, with one member's name nearly as it was."""
    text = Path(PLAN).read_text(encoding="utf-8")
    (folder / "plan.yaml").write_text(text.replace("Västerås", "Västerås stad"), encoding="utf-8")
    return str(folder / "plan.yaml")


def test_a_name_that_is_nearly_a_members_is_no_new_member_unless_somebody_says_so(tmp_path: Path) -> None:
    assert run(tmp_path, "load", PLAN)[0] == 0
    before = rows(tmp_path, "SELECT name FROM members ORDER BY name")
    for words in ((), ("--dry-run",)):
        status, out, err = run(tmp_path, "load", another_name(tmp_path), *words)
        assert (status, out) == (1, "") and len(err.splitlines()) == 1 and "also_called: Västerås" in err
        assert rows(tmp_path, "SELECT name FROM members ORDER BY name") == before
    assert run(tmp_path, "load", another_name(tmp_path), "--yes")[0] == 0
    assert ("Västerås stad",) in rows(tmp_path, "SELECT name FROM members")


@pytest.mark.parametrize(("answer", "status", "is_there"), [("ja", 0, True), ("nej", 1, False), ("", 1, False)])
def test_on_a_terminal_it_is_asked(tmp_path: Path, answer: str, status: int, is_there: bool) -> None:
    assert run(tmp_path, "load", PLAN)[0] == 0
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "bot", "load", another_name(tmp_path)]
    process = subprocess.Popen(
        words, cwd=tmp_path, env=environment(None, tmp_path), stdin=theirs, stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.write(ours, f"{answer}\n".encode())
    assert process.wait(30) == status
    assert "Is it a new one? (yes/no)" in os.read(ours, 5000).decode()
    assert (("Västerås stad",) in rows(tmp_path, "SELECT name FROM members")) is is_there


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    status, out, _ = run(tmp_path, "load", PLAN, "--dry-run")
    assert status == 0 and "none was" in out and "Gävle" in out
    assert not list(tmp_path.iterdir()), "where there is no database, none is made"


def test_a_terminal_in_swedish_is_answered_in_swedish(tmp_path: Path) -> None:
    _, out, _ = run(tmp_path, "load", PLAN, "--dry-run", LANG="sv_SE.UTF-8")
    assert "ändringar skulle göras" in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "no such file"),
        ("network: [", "plan.yaml, line "),
        ("netwrok:\n  key: x\n", "plan.yaml, line 1"),
        ("\0\0", "plan.yaml"),
    ],
)
def test_a_wrong_plan_is_status_1_with_file_line_and_no_traceback(tmp_path: Path, text: str | None, said: str) -> None:
    if text is not None:
        (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
    status, out, err = run(tmp_path, "load", "plan.yaml")
    assert status == 1 and said in err and "Traceback" not in out + err
    assert not (tmp_path / "natverksbot.db").exists()


def test_what_another_load_has_just_written_is_one_sentence_and_no_fault_of_the_database(tmp_path: Path) -> None:
    database = fill(tmp_path)
    with pytest.raises(IntegrityError) as clash, database.writing() as session:
        session.add(Network(key="test", name="Samma nyckel", settings={}))
    said = str(why_no_database(clash.value, database.engine.url))
    assert "at the same moment" in said and "DATABASE_URL" not in said


@pytest.mark.parametrize(
    "words", [("load", PLAN), ("load", PLAN, "--dry-run"), ("report", "r.md"), ("doctor",)], ids=" ".join
)
@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            "sqlite:///ingen/x.db",
            "Mappen ingen för databasen ingen/x.db finns inte. Skapa den, eller ändra DATABASE_URL.",
        ),
        ("sqlite:///fil/x.db", "Mappen fil för databasen fil/x.db finns inte. Skapa den, eller ändra DATABASE_URL."),
        ("sqlite:///mapp/", "är en mapp. Skriv namnet på en fil i den, som i sqlite:///mapp/natverksbot.db."),
    ],
)
def test_a_folder_that_is_missing_or_is_the_database_is_one_sentence_in_the_terminals_language(
    tmp_path: Path, words: tuple[str, ...], address: str, said: str
) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "fil").touch()
    status, out, err = run(tmp_path, *words, DATABASE_URL=address, LC_ALL="sv_SE.UTF-8")
    assert status == 1 and said in (out + err) and "Traceback" not in err and "Tillagt" not in out


def test_a_locked_database_is_one_sentence(tmp_path: Path) -> None:
    fill(tmp_path).engine.dispose()
    other = sqlite3.connect(tmp_path / "natverksbot.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    status, _, err = run(tmp_path, "load", PLAN)
    other.close()
    assert status == 1 and "locked" in err and len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("C0123ABCD", "C0123ABCD"), ("G1", "G1"), ("#Allmänt", "#allmänt"), ("vart-natverk", "#vart-natverk")],
)
def test_a_channel_is_an_id_or_a_name(typed: str, kept: str) -> None:
    assert channel_of(typed) == kept


@pytest.mark.parametrize("typed", ["", "#", "two words", "<#C1|x>", "@anna", "a" * 90, "#a,b"])
def test_what_is_no_channel_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no channel"):
        channel_of(typed)


# preview


def test_a_preview_is_every_message_in_order_with_its_moment(tmp_path: Path) -> None:
    run(tmp_path, "load", PLAN, "--channel", "C1")
    status, out, err = run(tmp_path, "preview", "--from", "2020-01-07", "--to", "2020-12-31", "--json")
    found = json.loads(out)
    assert status == 0 and not err
    assert all(set(each) == {"key", "at", "to", "kind", "text"} for each in found)
    moments = [datetime.fromisoformat(each["at"]) for each in found]
    assert moments == sorted(moments) and all(each.utcoffset() is not None for each in moments)
    keys = [(each["to"], each["key"]) for each in found]
    assert len(keys) == len(set(keys))
    assert not rows(tmp_path, "SELECT * FROM deliveries WHERE state = 'sent'")


def test_a_preview_in_two_halves_is_the_preview_of_the_whole(tmp_path: Path) -> None:
    run(tmp_path, "load", PLAN, "--channel", "C1")

    def keys(first: str, last: str) -> list[str]:
        _, out, _ = run(tmp_path, "preview", "--from", first, "--to", last, "--json")
        return [each["key"] for each in json.loads(out)]

    whole = keys("2020-02-01", "2020-09-30")
    assert set(whole) <= set(keys("2020-02-01", "2020-05-31")) | set(keys("2020-06-01", "2020-09-30"))


def test_a_preview_for_people_counts_its_messages(tmp_path: Path) -> None:
    run(tmp_path, "load", PLAN, "--channel", "C1")
    status, out, err = run(tmp_path, "preview", "--from", "2015-01-01", "--to", "2015-01-02")
    assert status == 0 and "0 messages" in out + err


def test_a_preview_without_a_database_or_a_network_says_what_to_do(tmp_path: Path) -> None:
    status, _, err = run(tmp_path, "preview")
    assert status == 1 and "natverksbot load" in err
    assert not list(tmp_path.iterdir())
    empty(tmp_path / "natverksbot.db").engine.dispose()
    status, _, err = run(tmp_path, "preview")
    assert status == 1 and "No network is loaded" in err


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    run(tmp_path, "load", PLAN)
    import subprocess

    command = f"{sys.executable} -m bot manifest | head -c 10"
    done = subprocess.run(command, shell=True, cwd=tmp_path, env=environment(None, tmp_path), capture_output=True)
    assert done.stderr == b"" and done.stdout == b'{\n  "displ'


# manifest, report


def test_the_manifest_is_json_and_needs_no_settings(tmp_path: Path) -> None:
    status, out, err = run(tmp_path, "manifest", COMMAND_PREFIX="bk-")
    told = json.loads(out)
    assert status == 0 and not err
    assert "/bk-mote" in [each["command"] for each in told["features"]["slash_commands"]]


def test_wrong_settings_are_one_sentence_for_every_command(tmp_path: Path) -> None:
    status, _, err = run(tmp_path, "manifest", COMMAND_PREFIX="ÅÄÖ")
    assert status == 1 and "COMMAND_PREFIX" in err and "Traceback" not in err


def test_a_report_without_a_database_says_what_to_do(tmp_path: Path) -> None:
    status, _, err = run(tmp_path, "report", "report.md")
    assert status == 1 and err.strip() and "Traceback" not in err


# playground


async def until_ready(process: asyncio.subprocess.Process) -> str:
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 60 * PATIENCE)).decode()
    found = re.match(r"ready (http://127\.0\.0\.1:\d+)$", line.strip())
    assert found, line
    return found[1]


def test_the_playground_says_ready_with_its_address_and_both_answer(tmp_path: Path) -> None:
    async def story() -> None:
        process = await start(None, tmp_path, "playground", "--port", "0", "--no-open", fresh=True)
        address = await until_ready(process)
        async with aiohttp.ClientSession() as http:
            async with http.get(f"{address}/") as page:
                assert page.status == 200
            async with http.get(f"{address}/page/state", params={"as": "U0SAMORD"}) as answer:
                state = await answer.json()
            assert state["now"].startswith("2020-01-07T09:")
            channel = next(each["id"] for each in state["channels"] if each["kind"] == "channel")
            sent = {"as": "U0SAMORD", "channel": channel, "text": "/mote"}
            async with http.post(f"{address}/page/send", json=sent) as answer:
                assert (await answer.json())["ok"]
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 8 * PATIENCE) == 0
        assert process.stderr is not None and b"Traceback" not in await process.stderr.read()

    asyncio.run(story())


def test_the_playground_of_another_plan_begins_where_that_plan_begins(tmp_path: Path) -> None:
    async def story() -> None:
        plan = str(PLANS / "regionalt-natverk-2013-2015.yaml")
        process = await start(None, tmp_path, "playground", "--port", "0", "--no-open", "--plan", plan)
        address = await until_ready(process)
        async with aiohttp.ClientSession() as http, http.get(f"{address}/page/state?as=U0SAMORD") as answer:
            assert (await answer.json())["now"].startswith("2013-01-07T09:")
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 8 * PATIENCE) == 0

    asyncio.run(story())


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, _, err = run(tmp_path, "playground", "--no-open", "--port", str(port))
    assert status == 1 and f"port {port} is in use" in err and "--port" in err
    assert len(err.strip().splitlines()) == 1


def test_without_a_port_the_first_free_one_is_taken() -> None:
    import socket

    from bot.terminal.playground import free_port

    with socket.create_server(("127.0.0.1", 0)) as taken, socket.create_server(("127.0.0.1", 0)) as free:
        ports = [each.getsockname()[1] for each in (taken, free)]
        free.close()
        assert free_port(ports) == ports[1]
    assert free_port(ports) == ports[0]


def test_a_playground_of_no_plan_is_one_sentence(tmp_path: Path) -> None:
    status, _, err = run(tmp_path, "playground", "--no-open", "--port", "0", "--plan", "nope.yaml")
    assert status == 1 and "no such file" in err and "Traceback" not in err


# a database of another version, at another place, or none


READERS = {
    "preview": ("preview",),
    "report": ("report", "r.md"),
    "site": ("site", "s/", "--address", "https://x.example"),
    "research": ("research", "r.csv"),
    "wheel": ("wheel", "w.svg"),
    "doctor": ("doctor",),
    "dry run": ("load", str(PLANS / "partnerskapet-2016-2019.yaml"), "--dry-run"),
}


def set_version(folder: Path, version: str) -> bytes:
    fill(folder).engine.dispose()
    connection = sqlite3.connect(folder / "natverksbot.db")
    connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.commit()
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    return (folder / "natverksbot.db").read_bytes()


@pytest.mark.parametrize("words", [*READERS.values(), ("load", PLAN), ("run",)], ids=lambda words: words[0])
def test_a_database_of_a_newer_version_is_one_sentence_and_stays_as_it_is(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    before = set_version(tmp_path, "9999")
    tables = rows(tmp_path, "SELECT sql FROM sqlite_master")
    status, out, err = run(
        tmp_path, *words, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1", SLACK_API_URL="http://127.0.0.1:9/"
    )
    assert status == 1 and "newer version of the bot" in out + err and "Traceback" not in out + err
    if words[0] in READERS:
        assert (tmp_path / "natverksbot.db").read_bytes() == before
    assert rows(tmp_path, "SELECT version_num FROM alembic_version") == [("9999",)]
    assert rows(tmp_path, "SELECT sql FROM sqlite_master") == tables


@pytest.mark.parametrize("words", READERS.values(), ids=READERS)
def test_who_only_reads_leaves_an_older_database_and_says_what_brings_it_up_to_date(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    before = set_version(tmp_path, "0002")
    status, out, err = run(tmp_path, *words)
    assert status == 1 and "natverksbot run" in out + err and "Traceback" not in out + err
    assert (tmp_path / "natverksbot.db").read_bytes() == before


@pytest.mark.parametrize("words", READERS.values(), ids=READERS)
def test_who_only_reads_changes_no_byte_of_a_database_of_today(tmp_path: Path, words: tuple[str, ...]) -> None:
    before = set_version(tmp_path, HEAD)
    _, out, err = run(tmp_path, *words)
    assert "Traceback" not in out + err and (tmp_path / "natverksbot.db").read_bytes() == before


SECRET = "Sommar"
ADDRESSES = [
    "postgresql+psycopg://bot:{}@ost/x@localhost/db",
    "postgresql+psycopg://bot:x@{}@localhost/db",
    "postgresql+psycopg://bot:x@y/{}@localhost/db",
    "postgresql+psycopg://bot:x@y:{}@localhost/db",
    "postgresql+psycopg://bot:x@localhost:54{}32/db",
    "postgresql+psycopg://bot:{}@localhost:99999/db",
    "postgresql+psycopg://bot:{}@localhost:0/db",
    "postgresql+psycopg://bot:{}@127.0.0.1:9/db",
    "postgresql+psycopg://127.0.0.1:9/db?user=bot&password={}",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_written_wrongly_is_one_sentence_without_the_password(tmp_path: Path, address: str) -> None:
    status, out, err = run(tmp_path, "preview", DATABASE_URL=address.format(SECRET))
    assert status == 1 and "DATABASE_URL" in err and len(err.strip().splitlines()) == 1
    assert SECRET not in out + err


@given(st.text(st.characters(codec="utf-8", exclude_characters="?"), min_size=1, max_size=12))
def test_no_password_whatever_it_holds_is_quoted(password: str) -> None:
    try:
        database = open_database(f"postgresql+psycopg://bot:q{password}q9z@localhost:5x/db")
    except CannotWork as no:
        assert f"q{password}q9z" not in str(no) and "9z" not in str(no)
    else:
        raise AssertionError(database)


def test_run_in_the_wrong_folder_says_where_its_database_is_and_that_it_is_empty(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path, DATABASE_URL="sqlite:///other.db") as bot:
            place = str(tmp_path / "other.db")
            assert bot.logged("database")["at"] == place
            assert place in bot.logged("no_network")["database"] and "load PLAN" in bot.logged("no_network")["todo"]
            assert json.loads((await bot.get("/healthz"))[1])["networks"] == 0

    play_with_bot(story)


# output that goes nowhere


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9999-12-31"])
def test_a_day_too_far_away_is_wrong_usage(tmp_path: Path, day: str) -> None:
    status, _, err = run(tmp_path, "preview", "--from", day)
    assert status == 2 and "too far away" in err


def test_a_last_day_before_the_first_is_wrong_usage_also_when_the_first_is_today(tmp_path: Path) -> None:
    for first in ((), ("--from", "2020-05-02")):
        status, out, err = run(tmp_path, "preview", *first, "--to", "2020-05-01")
        assert status == 2 and not out and "lies before the first" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
@pytest.mark.parametrize("where", ["> /dev/full", ">&-", "| true"])
def test_output_that_cannot_be_written_is_one_sentence_or_none(tmp_path: Path, where: str) -> None:
    command = f"{sys.executable} -m bot manifest {where}"
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=tmp_path,
        env=environment(None, tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ended.stderr and "Exception" not in ended.stderr
    if "true" in where:
        assert ended.returncode == 0 and not ended.stderr
    if "full" in where:
        assert ended.returncode == 1 and ended.stderr == "The output cannot be written: No space left on device.\n"
