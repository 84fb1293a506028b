"""The doctor finds each fault, says what to do about it in one line, and changes nothing."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from bot.db import Database, open_engine
from bot.models import Delivery, DeliveryState, Member, Network, Person, Role, SlackUser
from bot.playground import HandClock
from bot.slack.manifest import SCOPES
from bot.slack_api import seconds_from_slack
from bot.terminal.doctor import State, _clock, _dead_letters, _unreachable, look_at_files, look_at_settings
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW
from tests.running_bot import TEAM, fill, finished, play_with_bot, running, url_in

Story = Callable[[FaultySlack], Awaitable[None]]


SOONER = ("-c", "import bot.terminal.doctor as at\nat.HTTP_SECONDS = 1\nfrom bot.cli import main\nmain()")
"""As if the eight seconds in which a server answers were one."""


def examined(
    folder: Path, *words: str, team: object = None, before: Callable[[FaultySlack], None] | None = None, **more: Any
) -> tuple[int, dict[str, str]]:
    """Let the doctor look; its status, and what it said of each part."""
    told: dict[str, str] = {}

    async def run() -> int:
        async with FaultySlack(team or TEAM, HandClock(NOW)) as slack:  # type: ignore[arg-type]
            if before is not None:
                before(slack)
            status, out, err = await finished(slack, folder, "doctor", *words, **more)
            assert not err, err
            for line in out.splitlines():
                state, _, rest = line.partition(" ")
                part, _, sentence = rest.strip().partition(": ")
                told[part] = f"{told.get(part, '')}{state}: {sentence}\n"
            return status

    return asyncio.run(run()), told


@pytest.fixture
def database(tmp_path: Path) -> Database:
    filled = fill(tmp_path)
    set_channel(filled, "C1")
    return filled


def set_channel(database: Database, channel: str | None) -> None:
    with database.writing() as session:
        session.get_one(Network, 1).channel = channel


def dead_letter(database: Database, useful_until: datetime | None = None) -> None:
    with database.writing() as session:
        session.add(
            Delivery(
                network_id=1, key="dead/1", kind="k", to="channel", message={"text": "x"}, due_at=NOW, about={},
                state=DeliveryState.DEAD, error="is_archived", useful_until=useful_until,
            )
        )  # fmt: skip


def test_a_sound_installation_is_status_0(tmp_path: Path, database: Database) -> None:
    status, told = examined(tmp_path, PUBLIC_URL="https://bot.example")
    assert status == 0
    assert {each.split(":")[0] for each in told.values()} == {"ok"}
    assert set(told) == {
        "settings", "public url", "database", "plan", "dead letters", "direct messages", "bot token", "scopes",
        "channel", "coordinators", "app token", "port", "clock", "files",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "part", "said"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "settings", "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_APP_TOKEN": ""}, "settings", "SLACK_APP_TOKEN"),
        ({"PORT": "x"}, "settings", "PORT must be"),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "bot token", "invalid_auth"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "app token", "invalid_auth"),
        ({"SLACK_APP_TOKEN": "xoxb-playground"}, "settings", "SLACK_APP_TOKEN must begin with xapp-"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/"}, "bot token", "cannot be reached"),
        ({"COORDINATORS": "U1,U404"}, "coordinators", "does not know U404"),
        ({"DATABASE_URL": "sqlite:////no/such/x.db"}, "database", "/no/such/x.db"),
        ({"DATABASE_URL": "mysql://x"}, "database", "DATABASE_URL"),
        ({"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "s"}, "public url", "PUBLIC_URL is not set"),
    ],
    ids=lambda value: str(value),
)
def test_each_fault_is_named_with_what_to_do(
    tmp_path: Path, database: Database, settings: dict[str, str], part: str, said: str
) -> None:
    status, told = examined(tmp_path, **settings)
    assert status == 1
    assert any(line.startswith("fault: ") and said in line for line in told[part].splitlines()), told


def test_missing_scopes_are_named_one_by_one_with_what_they_are_for(tmp_path: Path, database: Database) -> None:
    scopes = sorted(set(SCOPES) - {"im:write", "users:read"})
    team = replace(TEAM, manifest={**TEAM.manifest, "oauth_config": {"scopes": {"bot": scopes}}})
    status, told = examined(tmp_path, team=team, COORDINATORS="")
    assert status == 1
    assert "im:write" in told["scopes"] and "users:read" in told["scopes"] and SCOPES["im:write"] in told["scopes"]
    assert "chat:write" not in told["scopes"]


@pytest.mark.parametrize(
    ("channel", "before", "said"),
    [
        (None, None, "has none"),
        ("C404", None, "is not there"),
        ("#finns-inte", None, "is not there"),
        ("C2", None, "The bot is not in"),
        ("#utan-boten", None, "The bot is not in"),
        ("C1", lambda slack: slack.archive("C1"), "is archived"),
    ],
)
def test_a_channel_that_cannot_be_written_to_is_a_fault(
    tmp_path: Path, database: Database, channel: str | None, before: Callable[[FaultySlack], None] | None, said: str
) -> None:
    if channel == "C2":
        before = lambda slack: slack.remove_bot("C2")  # noqa: E731
    set_channel(database, channel)
    status, told = examined(tmp_path, before=before)
    assert status == 1 and said in told["channel"]


def test_a_channel_may_be_known_by_its_name(tmp_path: Path, database: Database) -> None:
    set_channel(database, "#nätverket")
    assert examined(tmp_path)[1]["channel"].startswith("ok: The bot is in #nätverket")


def test_without_a_plan_it_says_how_to_load_one(tmp_path: Path) -> None:
    from bot.migrations import bring_up_to_date

    bring_up_to_date(open_engine(url_in(tmp_path)))
    status, told = examined(tmp_path)
    assert status == 1 and "natverksbot load PLAN" in told["plan"]


def test_it_makes_no_database(tmp_path: Path) -> None:
    status, told = examined(tmp_path)
    assert status == 1 and "natverksbot load PLAN" in told["database"]
    assert not list(tmp_path.iterdir())


def test_tables_of_another_version_are_a_fault(tmp_path: Path) -> None:
    open_engine(url_in(tmp_path)).connect().close()
    (tmp_path / "natverksbot.db").touch()
    status, told = examined(tmp_path)
    assert status == 1 and "nothing in the database" in told["database"]
    with sqlite3.connect(tmp_path / "natverksbot.db") as other:
        other.execute("CREATE TABLE alembic_version (version_num)")
        other.execute("INSERT INTO alembic_version VALUES ('9999')")
    other.close()
    status, told = examined(tmp_path)
    assert status == 1 and "newer version of the bot" in told["database"]


def test_a_port_that_another_program_has_is_a_fault_but_not_the_bots_own(tmp_path: Path, database: Database) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        status, told = examined(tmp_path, program=SOONER, PORT=str(other.getsockname()[1]))
    assert status == 1 and "in use by another program" in told["port"]

    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            status, out, _ = await finished(slack, tmp_path, "doctor", PORT=str(bot.port))
            assert status == 0 and "The bot that runs answers on port" in out

    play_with_bot(story)


def test_a_token_that_is_a_persons_is_said_by_doctor_and_run(tmp_path: Path, database: Database) -> None:
    async def no_bot(slack: FaultySlack) -> None:
        slack.local.team.seed = replace(slack.local.team.seed, bot_id="")
        status, out, _ = await finished(slack, tmp_path, "doctor")
        assert status == 1 and "the token of a person" in out
        status, _, err = await finished(slack, tmp_path, "run")
        assert status == 1 and "the token of a person" in err and len(err.splitlines()) == 1

    play_with_bot(no_bot)


@pytest.mark.parametrize(
    ("seconds", "state"), [(0, "ok"), (59, "ok"), (-600, "fault"), (360, "fault"), (None, "advice")]
)
def test_the_clock_is_compared_with_slacks(seconds: float | None, state: str) -> None:
    stated = {} if seconds is None else {"Date": format_datetime(NOW - timedelta(seconds=seconds), usegmt=True)}
    assert _clock(seconds_from_slack(stated, NOW)).state == state


def test_dead_letters_are_told_and_sent_again_when_asked(tmp_path: Path, database: Database) -> None:
    dead_letter(database)
    status, told = examined(tmp_path)
    assert status == 1 and "--send-again" in told["dead letters"]
    assert "k to C1, due 2" in told["dead letters"] and "(is_archived)" in told["dead letters"]
    status, told = examined(tmp_path, "--send-again")
    assert "1 will be sent again" in told["dead letters"]
    with database.reading() as session:
        assert session.get_one(Delivery, 1).state is DeliveryState.PENDING


def test_who_gets_no_direct_messages_is_told_with_their_seat_and_what_to_do(database: Database) -> None:
    with database.writing() as session:
        member = Member(network_id=1, name="Ockelbo")
        session.add(Person(network_id=1, slack_id="U7", name="Namn Namnsson", role=Role.OFFICIAL, member=member))
        for user, why in (("U7", "user_not_visible"), ("U8", "cannot_dm_bot"), ("U9", "")):
            since = NOW if why else None
            session.add(SlackUser(id=user, told_at=NOW, unreachable_since=since, unreachable_why=why))
    with database.reading() as session:
        findings = list(_unreachable(session))
    assert {(each.part, each.state) for each in findings} == {("direct messages", State.ADVICE)}
    one, other = (each.sentence for each in findings)
    assert f"official of Ockelbo (U7), since {NOW:%Y-%m-%d} (user_not_visible)" in one and "share a channel" in one
    assert "no seat (U8)" in other and "let a person take the seat" in other and "Namnsson" not in one


def test_what_slack_refuses_who_gets_no_direct_messages_is_no_fault_of_its_own(database: Database) -> None:
    dead_letter(database)
    with database.writing() as session:
        session.add(SlackUser(id="U7", told_at=NOW, unreachable_since=NOW, unreachable_why="user_not_visible"))
        letter = session.get_one(Delivery, 1)
        letter.to, letter.error = "U7", "user_not_visible"
    with database.reading() as session:
        (told,) = _dead_letters(session, NOW)
    assert told.state is State.OK and "none but 1 for those who get no direct messages" in told.sentence
    with database.writing() as session:
        session.get_one(Delivery, 1).error = "invalid_blocks"
    with database.reading() as session:
        (told,) = _dead_letters(session, NOW)
    assert told.state is State.FAULT and "k to U7" in told.sentence


def test_a_dead_letter_of_no_use_any_more_stays(tmp_path: Path, database: Database) -> None:
    dead_letter(database, datetime.now(UTC) - timedelta(days=1))
    status, told = examined(tmp_path, "--send-again", PUBLIC_URL="https://bot.example")
    assert "came too late" in told["dead letters"] and "of no use any more: k to C1" in told["dead letters"]
    assert status == 0


def test_messages_long_overdue_mean_that_the_bot_does_not_run(tmp_path: Path, database: Database) -> None:
    with database.writing() as session:
        due = datetime.now(UTC) - timedelta(hours=3)
        session.add(
            Delivery(network_id=1, key="due/1", kind="k", to="channel", message={"text": "x"}, due_at=due, about={})
        )
    status, told = examined(tmp_path)
    assert status == 1 and "180 minutes" in told["outbox"]


def test_no_public_address_is_advice_in_socket_mode_and_a_fault_over_http() -> None:
    def state(settings: Settings) -> State:
        return next(each.state for each in look_at_settings(settings) if each.part == "public url")

    assert state(Settings(slack_bot_token="b", slack_app_token="a")) is State.ADVICE
    assert state(Settings(slack_bot_token="b", slack_signing_secret="s")) is State.FAULT
    assert state(Settings(slack_bot_token="b", slack_app_token="a", public_url="http://x.example")) is State.ADVICE


def test_what_others_on_the_machine_can_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(database_url="sqlite:///natverk.db")
    assert not list(look_at_files(settings))
    engine = open_engine(settings.database_url)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (n)")
        beside = [tmp_path / f"natverk.db{each}" for each in ("", "-wal", "-shm")]
        assert {each.stat().st_mode & 0o777 for each in beside} == {0o600}
    (finding,) = look_at_files(settings)
    assert finding.state is State.OK
    (tmp_path / ".env").write_text("")
    for each in (tmp_path / ".env", beside[0]):
        each.chmod(0o640)
        (finding,) = look_at_files(settings)
        assert finding.state is State.ADVICE and f"chmod 600 {each.name}" in finding.sentence
        each.chmod(0o600)
    assert not list(look_at_files(replace(settings, database_url="no address")))
    engine.dispose()
