"""The door in, through real Bolt: any payload is acknowledged in time and once, and nothing typed is injected."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from unicodedata import normalize

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot import db
from bot.blocks.messages import Message
from bot.dates.when import MovedClock
from bot.db import Database, open_engine
from bot.feature.call import User
from bot.language import speak
from bot.models import Answer, Role, Theme
from bot.slack.answering import Response
from bot.slack.gateway import Gateway, GatewayTools
from bot.slack.payloads import Ask, Who
from bot.text import clean
from tests.databases import empty
from tests.outbox.full_disk import full_disk
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)
from tests.world import CHANNEL_ID, NOW, World, elements, words_of

TEAM = "T0TEST"


class Nobody:
    """A directory that asks no Slack: who is who is given."""

    def __init__(self, users: dict[str, User]) -> None:
        self.users = users

    async def user(self, user_id: str, team: str = "") -> User:
        return self.users.get(user_id, User(user_id))

    def forget(self, user_id: str) -> None:
        self.users.pop(user_id, None)


async def nothing() -> None:
    """No channel is known by its name alone."""


class Door:
    """Bolt with our gateway in it, given payloads as the socket gives them."""

    def __init__(self, world: World) -> None:
        client = AsyncWebClient("xoxb-test", base_url="http://127.0.0.1:9/", timeout=1, retry_handlers=[])
        users = {"UCOORD": User("UCOORD", "Samordnare")}
        self.gateway = Gateway(
            GatewayTools(
                client, Nobody(users), world.answering, world.answering._lexicon, MovedClock(NOW), lambda: None, nothing
            )
        )

        async def authorize() -> AuthorizeResult:
            return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_user_id="UBOT", bot_id="BBOT", bot_token="x")

        self.bolt = AsyncApp(
            client=client,
            authorize=authorize,
            request_verification_enabled=False,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
        )
        self.gateway.attach(self.bolt)

    def send(self, payload: dict[str, Any]) -> tuple[int, dict[str, Any], float]:
        """Status, body and seconds of the processor."""

        async def send() -> tuple[int, dict[str, Any], float]:
            started = time.process_time()
            response = await self.bolt.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
            took = time.process_time() - started
            body = orjson.loads(response.body) if response.body else {}
            return response.status, body, took

        return asyncio.run(send())

    def command(self, name: str, text: str, user: str = "UCOORD") -> tuple[int, dict[str, Any], float]:
        return self.send(
            {
                "command": name,
                "text": text,
                "user_id": user,
                "user_name": "någon",
                "team_id": TEAM,
                "channel_id": CHANNEL_ID,
                "trigger_id": "1.2.3",
                "response_url": "http://127.0.0.1:9/respond",
            }
        )


@pytest.fixture
def door(world: World) -> Door:
    world.meeting(host=world.member("Gävle"))
    return Door(world)


def test_what_was_to_give_way_is_gone_and_the_answer_says_what_was_saved_beside_it(door, monkeypatch):
    said: list[str] = []

    async def gone(**_: Any) -> None:
        raise SlackApiError("gone", SlackResponse(data={"ok": False, "error": "message_not_found"}, **NO_REQUEST))

    async def takes(**message: Any) -> None:
        said.append(message["text"])

    client = door.gateway._tools.client
    monkeypatch.setattr(client, "chat_update", gone)
    monkeypatch.setattr(client, "chat_postEphemeral", takes)
    ask = Ask(kind="form", name="answer.part", who=Who("UCOORD", "Samordnare", TEAM), channel="D1", ts="1.1")
    done = Response(Message("✓ Du kommer.", in_place=True), speak("sv"), changed=True, stands=True)
    asyncio.run(door.gateway._deliver(ask, done))
    assert said == ["✓ Du kommer."]


NO_REQUEST: dict[str, Any] = {"client": None, "http_verb": "POST", "api_url": "", "req_args": {}, "headers": {},
                              "status_code": 200}  # fmt: skip
COMMANDS = ["/mote", "/vardskap", "/aktiviteter", "/erfarenhet", "/natverk"]
NASTY = [
    "<!channel>",
    "<@U123> <#C1|x> <https://evil.example|klicka>",
    "x" * 40_000,
    "\u202eabc\u202c",
    "a\x00b",
    "🎉" * 500,
    "'; DROP TABLE meetings; --",
    "31 feb",
    "9" * 400,
    "-1",
    "\ud800",
    "&lt;!channel&gt;",
    "%s {0} {name} ${x}",
    "\n\n",
    "#" * 30,
]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_any_text_is_acknowledged_in_time_and_harmlessly(door, command, text):
    status, body, took = door.command(command, text)
    assert status == 200 and took < 2
    said = str(body)
    assert "Referens" not in said, said
    for injected in ("<!channel>", "<@U123>", "<https://evil"):
        assert injected not in said


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(command=st.sampled_from(COMMANDS), text=st.text(max_size=300), user=st.sampled_from(["UCOORD", "UNEW", ""]))
def test_whatever_is_typed_is_answered_without_a_fault(door, command, text, user):
    status, body, _ = door.command(command, text, user)
    assert status == 200
    said = str(body)
    assert "Referens" not in said and "Reference" not in said, said
    assert len(body.get("blocks", ())) <= 50
    assert not re.search(r"<[!@#]", said.replace("<@UCOORD>", ""))  # the coordinator is named so in /vardskap


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["meeting.answer", "meeting.change", "join.confirm", "join.decline", "nothing", ""]),
    value=st.text(max_size=30) | st.sampled_from(["1.yes", "1", "99", "x.y"]),
    view=json_values,
    state=json_values,
    kind=st.sampled_from(["block_actions", "view_submission", "view_closed", "shortcut", "message_action"]),
)
def test_odd_payloads_are_acknowledged(door, name, value, view, state, kind):
    values = state if isinstance(state, dict) else {"a": {"b": state}}
    payload = {
        "type": kind,
        "user": {"id": "UCOORD", "team_id": TEAM},
        "team": {"id": TEAM},
        "trigger_id": "t",
        "callback_id": name,
        "actions": [{"type": "button", "action_id": f"{name}:{value}", "block_id": "b", "value": value}],
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": name,
            "private_metadata": value,
            "state": {"values": values},
        },
        "container": {"type": "message"},
        "message": {"text": value, "ts": "1.0"},
        "channel": {"id": CHANNEL_ID},
        "extra": view,
    }
    if kind == "block_actions":
        payload.pop("view")
    status, body, _ = door.send(payload)
    assert status == 200
    assert "Referens" not in str(body)


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "event_callback", "event": {"type": "something_new"}},
        {"type": "event_callback", "event": {"type": "message"}},
        {"type": "event_callback", "event": {"type": "message", "subtype": "message_changed", "channel_type": "im"}},
        {"type": "event_callback", "event": {"type": "app_home_opened"}, "team_id": TEAM},
        {"type": "block_suggestion", "action_id": "x", "block_id": "y", "value": "z"},
        {"type": "unheard_of"},
        {"command": "/annat", "text": ""},
    ],
)
def test_what_nobody_listens_for_is_acknowledged(door, payload):
    assert door.send(payload)[0] == 200


def test_an_event_sent_three_times_is_answered_once(world, door):
    payload = {
        "type": "event_callback",
        "event_id": "Ev1",
        "team_id": TEAM,
        "event": {
            "type": "message",
            "channel_type": "im",
            "channel": "D1",
            "user": "UCOORD",
            "text": "hjälp",
            "ts": "1",
        },
    }
    answered: list[Any] = []
    door.gateway._deliver = lambda ask, answer: _collect(answered, answer)
    for _ in range(3):
        assert door.send(payload)[0] == 200
    assert [each.answer is not None for each in answered] == [True, False, False]


async def _collect(answered: list[Any], answer: Any) -> None:
    answered.append(answer)


@given(st.text())
def test_cleaned_text_can_be_stored_anywhere(text):
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned and "\u202e" not in cleaned


def test_letters_typed_as_two_signs_are_one_also_in_a_long_row():
    assert clean("a\u0308ndra ga\u030a med hja\u0308lp") == "ändra gå med hjälp"
    assert clean("a" + "\u0301\u0323" * 20_000) == normalize("NFC", "a" + "\u0301\u0323" * 15)


@contextmanager
def other_program(world: World) -> Iterator[Session]:
    """Another program that writes in the same file."""
    other = Database(open_engine(world.database.engine.url.render_as_string()))
    with other.writing() as session:
        yield session
    other.engine.dispose()


def press(value: str, user: str) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": user, "team_id": TEAM},
        "team": {"id": TEAM},
        "trigger_id": f"t.{user}",
        "actions": [{"type": "button", "action_id": "meeting.answer", "block_id": "b", "value": value}],
        "container": {"type": "message"},
        "message": {"text": "", "ts": "1.0"},
        "channel": {"id": CHANNEL_ID},
        "response_url": "http://127.0.0.1:9/respond",
    }


def test_sixty_presses_at_once_are_all_taken_though_sqlite_waits_for_nobody(monkeypatch, tmp_path):
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.02)
    world = World(empty(tmp_path / "patient.db"))
    world.meeting(host=world.member("Gävle"))
    sitting = [world.person(f"Tjänsteperson {n}", Role.OFFICIAL, world.member(f"Kommun {n}")) for n in range(60)]
    people = [each.slack_id for each in sitting]
    (yes,) = [each["values"]["Ja"] for each in elements(world.ask(sitting[0], "/mote")) if "Ja" in each["labels"]]
    door = Door(world)
    answered: list[Any] = []
    door.gateway._deliver = lambda ask, answer: _collect(answered, answer)

    async def all_at_once() -> list[int]:
        asks = [AsyncBoltRequest(body=press(yes, each), mode="socket_mode") for each in people]
        responses = await asyncio.gather(*map(door.bolt.async_dispatch, asks))
        while door.gateway._following:
            await asyncio.gather(*door.gateway._following, return_exceptions=True)
        return [each.status for each in responses]

    assert asyncio.run(all_at_once()) == [200] * 60
    assert len(answered) == 60 and not [words_of(each) for each in answered if each.refused]
    assert len(world.rows(Answer)) == 60
    world.database.engine.dispose()


def test_many_who_wait_for_another_program_all_hear_of_it_in_time(world):
    meeting = world.meeting(host=world.member("Gävle"))
    people = [world.person(f"T {n}", Role.OFFICIAL, world.member(f"Kommun {n}")) for n in range(8)]
    with other_program(world) as holding, ThreadPoolExecutor(8) as threads:
        holding.connection()
        started = time.perf_counter()
        pressed = [threads.submit(world.press, each, "meeting.answer", f"{meeting}.yes") for each in people]
        said = [words_of(each.result()) for each in pressed]
        assert time.perf_counter() - started < 4
    assert all("når inte sin databas" in each for each in said)
    assert not world.press(people[0], "meeting.answer", f"{meeting}.yes").refused


def test_a_locked_database_is_one_sentence_in_time_and_nothing_is_half_written(world):
    meeting = world.meeting(host=world.member("Gävle"))
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, 1)
    with other_program(world) as holding:
        holding.connection()
        started = time.perf_counter()
        answered = world.press(official, "meeting.answer", f"{meeting}.yes")
        assert time.perf_counter() - started < 3
    assert answered.refused and "når inte sin databas" in words_of(answered)
    assert not world.rows(Answer)


def test_a_database_without_its_tables_is_one_sentence(world):
    with world.database.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE networks RENAME TO gone")
    assert "når inte sin databas" in words_of(world.ask(world.coordinator, "/mote"))


@pytest.mark.parametrize("which", ["database", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_full_disk_is_one_sentence_and_what_is_only_read_is_answered(which, request):
    world = World(request.getfixturevalue(which))
    world.meeting(host=world.member("Gävle"))
    official = world.person("Tjänsteperson, Gävle", Role.OFFICIAL, 1)
    with full_disk(world.database):
        themes = (world.ask(official, f"/mote tema {n} " + "barnets bästa " * 12) for n in range(60))
        refused = next(each for each in themes if each.refused)  # until the last page is full
        assert "Disken med botens databas är full" in words_of(refused)
        assert "värd: Gävle" in words_of(world.ask(official, "/mote"))
    assert not world.ask(official, "/mote tema att lyssna på barn").refused
    assert world.rows(Theme)[-1].text == "att lyssna på barn"
