"""The bot as a whole, as a process beside a local Slack: starting, answering, losing its socket, stopping."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import delete

from bot.dates.when import steady
from bot.db import Database, open_engine
from bot.models import Answer, Person, SlackUser, Theme
from bot.playground import HandClock, Outcome
from bot.playground.payloads import slash_command
from bot.slack.socket import HEARTBEAT_SECONDS, Socket
from tests.patience import ACKNOWLEDGED_MS, PATIENCE, least_of
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW
from tests.running_bot import TEAM, environment, fill, finished, play_with_bot, running, start, until, url_in
from tests.terminal.test_cli import rows


async def asked(slack: FaultySlack) -> str:
    return (await slack.command("U2", "C1", "/mote")).words


# starting


def test_ready_is_said_once_slack_and_the_port_can_be_used(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path, fresh=True) as bot:
            assert len(slack.sockets) == 1
            assert await bot.health() == (200, [])
            assert "3–4 maj 2090" in await asked(slack)
            assert bot.events.count("ready") == 1

    play_with_bot(story)


ADMINS = replace(TEAM, users=tuple(replace(each, is_admin=each.id == "U1") for each in TEAM.users))


def test_where_nobody_is_named_the_admins_are_known_before_anything_is_sent_and_foretold_alike(tmp_path: Path) -> None:
    async def story() -> None:
        async with FaultySlack(ADMINS, HandClock(NOW)) as slack:
            database = fill(tmp_path)
            with database.writing() as session:
                session.execute(delete(Person))  # what is for the host goes to the coordinators
            _, out, err = await finished(slack, tmp_path, "preview", "--from", "2090-04-01", "--json", COORDINATORS="")
            assert not err and {each["to"] for each in json.loads(out) if each["kind"] == "checklist"} == {"U1"}
            with database.writing() as session:
                session.execute(delete(SlackUser))
            slack.faults.answer_late("users.list", 0.5)
            async with running(slack, tmp_path, COORDINATORS=""):
                assert rows(tmp_path, "SELECT id FROM slack_users WHERE is_admin") == [("U1",)]

    asyncio.run(story())


def test_it_answers_on_a_database_that_nobody_has_filled(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        (tmp_path / "natverksbot.db").touch()
        async with running(slack, tmp_path):
            assert "startar ett med" in await asked(slack)

    play_with_bot(story)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        (
            {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""},
            ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"],
        ),
        ({"SLACK_BOT_TOKEN": "", "PORT": "many", "COORDINATORS": "@me"}, ["SLACK_BOT_TOKEN", "PORT", "COORDINATORS"]),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, ["SLACK_BOT_TOKEN", "invalid_auth"]),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, ["SLACK_APP_TOKEN", "invalid_auth"]),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, ["127.0.0.1:9", "refused"]),
        ({"SLACK_API_URL": "slack.com"}, ["SLACK_API_URL"]),
        ({"DATABASE_URL": "sqlite:////no/such/folder/x.db"}, ["/no/such/folder"]),
        ({"DATABASE_URL": "sqlite:////usr"}, ["/usr is a folder", "sqlite:////usr/natverksbot.db"]),
        ({"DATABASE_URL": "sqlite:///"}, ["DATABASE_URL names no file"]),
        ({"DATABASE_URL": "sqlite:///a.db?foo=1"}, ["DATABASE_URL", "option", "foo"]),
        ({"DATABASE_URL": "mysql://x/y"}, ["DATABASE_URL", "postgresql+psycopg"]),
        ({"DATABASE_URL": "nonsense"}, ["DATABASE_URL"]),
        ({"DATABASE_URL": "postgresql+psycopg://bot:secret@127.0.0.1:9/x"}, ["127.0.0.1:9", "DATABASE_URL"]),
        ({"HOST": "no.such.host.invalid"}, ["HOST"]),
    ],
    ids=lambda value: ",".join(value),
)
def test_what_it_cannot_start_with_is_one_sentence_and_status_1(
    tmp_path: Path, settings: dict[str, str], named: list[str]
) -> None:
    async def story(slack: FaultySlack) -> None:
        status, out, err = await finished(slack, tmp_path, "run", **settings)
        assert status == 1
        assert all(each in err for each in named), err
        assert len(err.strip().splitlines()) == 1 and "Traceback" not in err + out
        assert "secret" not in err and not re.search(r"\bready\b", out)

    play_with_bot(story)


def test_a_port_in_use_is_said_before_slack_hears_of_the_bot(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        status, _, err = await finished(slack, tmp_path, "run", PORT=str(slack.port))
        assert status == 1 and str(slack.port) in err and "PORT" in err
        assert not slack.sockets and not [each for each in slack.calls if each.method == "apps.connections.open"]

    play_with_bot(story)


def test_socket_mode_turned_off_is_said_at_the_start(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        slack.socket_line.link_disabled = True
        status, _, err = await finished(slack, tmp_path, "run")
        assert status == 1 and "Socket Mode is turned off" in err

    play_with_bot(story)


def test_a_locked_database_is_said_at_the_start(tmp_path: Path) -> None:
    import sqlite3

    async def story(slack: FaultySlack) -> None:
        fill(tmp_path).engine.dispose()
        other = sqlite3.connect(tmp_path / "natverksbot.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        status, _, err = await finished(slack, tmp_path, "run")
        other.close()
        assert status == 1 and "locked" in err and len(err.strip().splitlines()) == 1

    play_with_bot(story)


def test_what_is_no_database_is_said_at_the_start(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        (tmp_path / "natverksbot.db").write_bytes(b"GIF89a" * 1000)
        status, _, err = await finished(slack, tmp_path, "run")
        assert status == 1 and "no SQLite database" in err

    play_with_bot(story)


def test_two_bots_may_start_at_once_on_a_new_database(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        both = [await start(slack, tmp_path, "run") for _ in range(2)]
        await slack.connected(2, 30)
        for each in both:
            each.terminate()
        assert [await each.wait() for each in both] == [0, 0]

    play_with_bot(story)


# losing the socket


async def new_socket(slack: FaultySlack, old: int, seconds: float = 12.0) -> None:
    began = time.perf_counter()
    await slack.wait_for(lambda: [each for each in slack.sockets if each.number > old], seconds)
    assert time.perf_counter() - began < seconds


def test_a_cut_socket_is_back_within_twelve_seconds(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            slack.sockets[0].drop()
            await new_socket(slack, 1)
            assert "2090" in await asked(slack)

    play_with_bot(story)


def test_it_comes_back_though_slack_was_away_for_a_while(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            fault = slack.faults.server_error("apps.connections.open", 503, times=None)
            slack.sockets[0].drop()
            await slack.wait_for(lambda: fault.hits >= 2, 10)
            slack.faults.clear()
            await new_socket(slack, 1)
            assert "2090" in await asked(slack)

    play_with_bot(story)


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_nothing_is_lost_when_slack_renews_the_socket(tmp_path: Path, reason: str) -> None:
    async def story(slack: FaultySlack) -> None:
        slack.post.patience *= PATIENCE  # whether all come, not how soon
        async with running(slack, tmp_path):
            await asked(slack)
            answers: list[asyncio.Task[str]] = []
            for n in range(60):
                answers.append(asyncio.create_task(asked(slack)))
                await asyncio.sleep(0.01)
                if n == 20:
                    await slack.disconnect(reason)  # type: ignore[arg-type]
                    await slack.wait_for(lambda: any(not each.leaving for each in slack.sockets), 5)
            await asyncio.gather(*answers)
            await slack.wait_for(lambda: len(slack.messages("C1", ephemeral=True)) > 60)
            assert all("2090" in str(each.blocks) for each in slack.messages("C1", ephemeral=True))

    play_with_bot(story)


def test_a_warned_socket_is_used_until_another_has_taken_over(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            held = slack.faults.accept_late("apps.connections.open", held=True)
            await slack.disconnect("warning")
            await slack.wait_for(lambda: held.hits, 5)
            assert "2090" in await asked(slack)  # no other socket yet
            held.let_go()
            await new_socket(slack, 1)
            assert len(slack.sockets) == 2

    play_with_bot(story)


def test_what_was_being_answered_when_the_socket_was_cut_is_acknowledged_on_the_next(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            slow = slack.faults.answer_late("users.info", 0.8)
            slack.post.patience *= PATIENCE  # whether it comes, not how soon
            asking = asyncio.create_task(slack.command("U3", "C1", "/mote"))
            await slack.wait_for(lambda: slow.hits, 5)
            slack.sockets[0].drop()
            await new_socket(slack, 1)
            assert "2090" in (await asking).words

    play_with_bot(story)


def test_with_socket_mode_turned_off_it_is_unhealthy_tries_ever_less_often_and_comes_back(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            await slack.disconnect("link_disabled")

            async def unhealthy() -> bool:
                return (await bot.health())[0] == 503

            await until(unhealthy, 5)
            assert "Socket Mode is turned off" in (await bot.health())[1][0]
            began = time.perf_counter()
            await slack.wait_for(lambda: slack.socket_line.opened >= 4, 15)
            pauses = [each["next_try_in_seconds"] for each in bot.lines if each["event"] == "socket_not_opened"][:2]
            assert pauses == sorted(set(pauses)) and time.perf_counter() - began > pauses[-1]
            slack.socket_line.link_disabled = False
            await slack.connected(timeout=15)

            async def well() -> bool:
                return await bot.health() == (200, [])

            await until(well, 5)

    play_with_bot(story)


PINGED_SOONER = "import bot.app, functools\nbot.app.Socket = functools.partial(bot.app.Socket, heartbeat=2.0)"
"""A ping every two seconds."""


def test_a_socket_that_answers_no_ping_is_replaced_within_a_minute(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path, changed=PINGED_SOONER):
            slack.sockets[0].deaf = True
            await new_socket(slack, 1, 60 * 2 / HEARTBEAT_SECONDS)
            slack.socket_line.sockets[:] = [each for each in slack.sockets if not each.deaf]
            assert "2090" in await asked(slack)

    play_with_bot(story)


def test_no_more_sockets_are_opened_than_are_needed(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            for _ in range(3):
                await slack.disconnect("warning")
            await asyncio.sleep(1)
            assert slack.socket_line.opened <= 4

    play_with_bot(story)


SOONER = "import bot.app, bot.health\nbot.health.GIVE_UP_SECONDS, bot.app.ASK_SLACK_SECONDS = 1.0, 0.3"
"""As if ten minutes were one second."""


def test_without_a_socket_for_long_though_slack_answers_it_ends_to_be_started_anew(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path, changed=SOONER) as bot:
            slack.faults.refuse("apps.connections.open", "internal_error", times=None)
            slack.sockets[0].drop()
            assert await asyncio.wait_for(bot.process.wait(), 12 * PATIENCE) == 1
            assert bot.logged("no_socket_for_long")["seconds"] >= 1
        assert bot.errors.count("\n") == 1 and "ends to be started anew" in bot.errors

    play_with_bot(story)


@pytest.mark.parametrize(
    ("reason", "hangs"), [("closed", True), ("link_disabled", False), ("invalid_auth", False), ("no_hello", True)]
)
def test_it_does_not_end_while_somebody_must_do_something_first(reason: str, hangs: bool) -> None:
    """A new process would not even start."""
    socket = Socket(cast(Any, None), cast(Any, None), cast(Any, None))
    assert not socket.hangs(600)
    socket._away_since, socket._why_away = steady() - 601, reason
    assert socket.hangs(600) == hangs


def test_sixty_commands_at_once_are_each_acknowledged_within_a_second(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path):
            await asked(slack)  # the first also reads what nobody has needed yet
            words = ("/mote", "/mote tema att lyssna", "/aktiviteter", "/vardskap", "/natverk", "/erfarenhet sök barn")

            async def slowest() -> float:
                before = len(slack.messages("C1", ephemeral=True))
                outcomes = await asyncio.gather(*(slack.command("U3", "C1", words[n % 6]) for n in range(60)))
                await slack.wait_for(lambda: len(slack.messages("C1", ephemeral=True)) == before + 60, 15 * PATIENCE)
                answers = [each.text for each in slack.messages("C1", ephemeral=True)[before:]]
                assert all(each and "gick fel" not in each for each in answers)
                return max(each.ack_ms for each in outcomes)

            assert await least_of(1000, slowest) < 1000
            assert len([each for each in slack.calls if each.method == "users.info" and each.args["user"] == "U3"]) == 1

    play_with_bot(story)


# being unwell


def test_a_revoked_token_makes_it_unhealthy(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            slack.revoke_token()
            slack.sockets[0].drop()

            async def unhealthy() -> list[str]:
                return (await bot.health())[1]

            assert "token_revoked" in " ".join(await until(unhealthy, 10))
            assert bot.process.returncode is None

    play_with_bot(story)


# stopping


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_ends_in_order_with_status_0(tmp_path: Path, how: signal.Signals) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            status, seconds = await bot.stop(how)
            assert status == 0 and seconds < 5
            assert not slack.sockets
        assert bot.events[-1] == "stopped" and not bot.errors

    play_with_bot(story)


def test_ten_answers_under_way_are_acknowledged_before_it_ends(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            slow = slack.faults.answer_late("users.info", 0.7, times=None)
            people = ["U2", "U3", "U4"]  # whom the bot asks Slack of; who coordinates it may know already
            asking = [asyncio.create_task(slack.command(each, "C1", "/mote")) for each in people * 3 + ["U2"]]
            await slack.wait_for(lambda: slow.hits >= 3, 5)
            await asyncio.sleep(0.1)
            status, seconds = await bot.stop()
            outcomes: list[Outcome] = await asyncio.gather(*asking)
            assert [bool(each.words) for each in outcomes] == [True] * 10
            assert status == 0 and seconds < 5

    play_with_bot(story)


def test_a_crowd_that_is_acknowledged_is_answered_before_it_ends(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            slow = slack.faults.answer_late("users.info", 1.0, times=None)
            outcomes = await asyncio.gather(*(slack.command("U2", "C1", "/mote") for _ in range(20)))
            assert slow.hits == 1 and not any(each.words for each in outcomes)
            status, seconds = await bot.stop()
            assert status == 0 and seconds < 5
            assert len(slack.messages("C1", ephemeral=True)) == 20

    play_with_bot(story)


def test_told_to_stop_while_it_starts_it_ends_with_status_0(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        held = slack.faults.answer_late("auth.test", 20)
        process = await start(slack, tmp_path, "run")
        await slack.wait_for(lambda: held.hits, 15)
        began = time.perf_counter()
        process.terminate()
        assert await process.wait() == 0
        assert time.perf_counter() - began < 5

    play_with_bot(story)


def test_what_hangs_does_not_keep_it_from_ending(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            held = slack.faults.accept_late("views.open", held=True, times=None)
            asking = asyncio.create_task(slack.command("U1", "C1", "/mote ny"))
            await slack.wait_for(lambda: held.hits, 5)
            status, seconds = await bot.stop()
            assert status == 0 and seconds < 5
            held.let_go()
            await asyncio.gather(asking, return_exceptions=True)

    play_with_bot(story)


# what is kept


def test_an_answer_given_by_a_click_is_kept_and_counted_once(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            shown = await slack.command("U2", "C1", "/mote")
            assert shown.message is not None
            found = [each for block in shown.blocks for each in block.get("elements", ())]
            yes = next(each for each in found if each["type"] == "button" and each["text"]["text"] == "Ja")
            await slack.click("U2", shown.message, yes["action_id"])
            await bot.stop()
        assert len(_rows(tmp_path, Answer)) == 1

    play_with_bot(story)


def test_no_name_and_nothing_typed_stands_in_the_log(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path, LOG_LEVEL="DEBUG") as bot:
            await slack.command("U2", "C1", "/mote hemligheten")
            await slack.say("U2", "C1", "@Nätverksbot hemligheten")
            await slack.open_home("U2")
            await slack.send({"type": "block_actions", "actions": [{"action_id": "hemligheten"}], "user": {"id": "U2"}})
            await slack.post.idle()
            await bot.stop()
        written = json.dumps(bot.lines, ensure_ascii=False) + bot.errors
        for word in ("hemligheten", "Tjänsteperson", "xoxb", "xapp", "ticket"):
            assert word not in written
        assert "Traceback" not in written

    play_with_bot(story)


def test_odd_envelopes_are_acknowledged(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            for payload in (
                {"type": "block_actions"},
                {"type": "block_actions", "actions": [{"action_id": "gone.long.ago", "value": "\ud800"}]},
                {"type": "view_submission", "view": {"callback_id": "nobody"}},
                {"type": "something_new", "x": "\ud800"},
                {},
            ):
                assert len(await slack.send(payload)) == 1
            await slack.send({"type": "event_callback", "event": {"type": "never_heard_of"}}, kind="events_api")
            await bot.stop()
        assert not [each for each in bot.lines if "exception" in each] and not bot.errors

    play_with_bot(story)


def test_the_environment_of_these_tests_is_their_own(tmp_path: Path) -> None:
    assert "HOME" not in environment(None, tmp_path)


def test_the_same_command_sent_three_times_has_its_effect_once(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            user, room = slack.present("U2", "C1")
            payload = slash_command(
                slack.team,
                user,
                room,
                "/mote",
                "tema Barnkonsekvensanalys",
                "trigger.1",
                slack.reply_url("commands", "x"),
            )
            for ack in await slack.send(payload, times=3, kind="slash_commands"):
                assert ack.ms < ACKNOWLEDGED_MS
            await bot.stop()
        assert len(_rows(tmp_path, Theme)) == 1

    play_with_bot(story)


def _rows(folder: Path, noun: type[Any]) -> list[Any]:
    from sqlalchemy import select

    with Database(open_engine(url_in(folder))).reading() as session:
        return list(session.scalars(select(noun)))


def test_an_unreadable_answer_at_the_start_is_one_sentence(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        slack.faults.truncate("auth.test")
        status, _, err = await finished(slack, tmp_path, "run")
        assert status == 1 and "is not Slack" in err and len(err.strip().splitlines()) == 1

    play_with_bot(story)
