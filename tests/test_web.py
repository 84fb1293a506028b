"""The HTTP door: Slack's signed events, health and metrics, and what pages may go wrong with."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Awaitable, Callable
from io import StringIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog
from aiohttp import web
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import IntegrityError

from bot.config import Settings
from bot.dates.when import SystemClock
from bot.errors import CannotWork, open_database
from bot.health import Watch
from bot.logs import start_logging
from bot.metrics import Counts, Gauge, exposition
from bot.models import Person, Role
from bot.playground import HandClock
from bot.web import Reading, WebDoor
from tests.patience import PATIENCE
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW
from tests.running_bot import TEAM, Running, play_with_bot, running
from tests.world import World

EVENT = b'{"type":"event_callback","event":{"type":"app_home_opened","user":"U2","tab":"home"}}'


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def over_http(tmp_path: Path, story: Callable[[FaultySlack, Running], Awaitable[None]], **more: str) -> None:
    """Run a story with a bot that Slack reaches over signed HTTP."""
    port = free_port()

    async def run() -> None:
        url = f"http://127.0.0.1:{port}/slack/events"
        async with (
            FaultySlack(TEAM, HandClock(NOW), events_url=url, signed_at=time.time) as slack,
            running(
                slack, tmp_path, SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET=slack.signing_secret, PORT=str(port), **more
            ) as bot,
        ):
            await story(slack, bot)

    asyncio.run(run())


def test_commands_clicks_and_events_are_answered_over_http(tmp_path: Path) -> None:
    async def story(slack: FaultySlack, bot: Running) -> None:
        shown = await slack.command("U2", "C1", "/mote")
        assert "2090" in shown.words and shown.message is not None
        found = [each for block in shown.blocks for each in block.get("elements", ())]
        yes = next(each for each in found if each["type"] == "button" and each["text"]["text"] == "Ja")
        await slack.click("U2", shown.message, yes["action_id"])
        await slack.say("U2", "C1", "@Nätverksbot hjälp")
        await slack.wait_for(lambda: [each for each in slack.messages("C1") if each.user == "U0BOT"], 5)
        assert not slack.sockets
        assert bot.logged("ready")["mode"] == "http"

    over_http(tmp_path, story)


def test_the_address_is_proved_with_its_challenge(tmp_path: Path) -> None:
    async def story(slack: FaultySlack, bot: Running) -> None:
        assert slack.http_line is not None
        assert await slack.http_line.verify("utmaningen") == "utmaningen"

    over_http(tmp_path, story)


def test_a_wrong_old_or_missing_signature_is_401_and_its_body_is_not_logged(tmp_path: Path) -> None:
    async def story(slack: FaultySlack, bot: Running) -> None:
        assert slack.http_line is not None
        body = b'{"type":"event_callback","event":{"type":"message","text":"hemligheten"}}'
        now = int(time.time())
        attempts: list[dict[str, Any]] = [
            {"extra": {"X-Slack-Signature": "v0=" + "0" * 64}},
            {"extra": {"X-Slack-Signature": ""}},
            {"extra": {"X-Slack-Signature": "åäö".encode().decode("latin-1")}},
            {"timestamp": now - 360},
            {"timestamp": now + 360},
            {"extra": {"X-Slack-Request-Timestamp": "soon"}},
            {"extra": {"X-Slack-Request-Timestamp": ""}},
            {"extra": {"X-Slack-Request-Timestamp": "9" * 400}},
        ]
        for attempt in attempts:
            assert (await slack.http_line.post(body, "application/json", **attempt))[0] == 401, attempt
        for kind in ("application/x-www-form-urlencoded", "text/plain"):
            status, _, _ = await slack.http_line.post(
                b"ssl_check=1&text=hemligheten", kind, {"X-Slack-Signature": "v0=0"}
            )
            assert status == 401
        assert (await slack.http_line.post(b"\xff\xfe", "application/json"))[0] == 401
        async with aiohttp.ClientSession() as http:
            async with http.post(slack.http_line.url, data=body) as answer:
                assert answer.status == 401
            async with http.get(slack.http_line.url) as answer:
                assert answer.status == 405
        _, metrics = await bot.get("/metrics")
        await bot.stop()
        await asyncio.sleep(0.2)
        refused = [each for each in bot.lines if each["event"] == "unsigned"]
        assert sorted(each["reason"] for each in refused) == ["clock", "nobody", "secret"], "once a minute for each"
        assert 'natverksbot_unsigned_total{reason="clock"} 2.0' in metrics
        assert "SLACK_SIGNING_SECRET" in next(each["todo"] for each in refused if each["reason"] == "secret")
        assert "hemligheten" not in json.dumps(bot.lines) + bot.errors
        assert all(each["event"].isidentifier() for each in bot.lines), "what libraries say too"

    over_http(tmp_path, story, LOG_LEVEL="DEBUG")


def test_a_signature_of_four_minutes_is_still_good(tmp_path: Path) -> None:
    async def story(slack: FaultySlack, bot: Running) -> None:
        assert slack.http_line is not None
        status, _, _ = await slack.http_line.post(EVENT, "application/json", timestamp=int(time.time()) - 240)
        assert status == 200

    over_http(tmp_path, story)


def test_what_is_signed_but_senseless_breaks_nothing(tmp_path: Path) -> None:
    async def story(slack: FaultySlack, bot: Running) -> None:
        assert slack.http_line is not None
        for body in (b"", b"{}", b"[]", b"null", b"{", b'{"type":"view_submission","view":{}}', b'{"payload":"{"}'):
            for kind in ("application/json", "application/x-www-form-urlencoded"):
                status, _, _ = await slack.http_line.post(body, kind)
                assert status in (200, 400), body
        assert "2090" in (await slack.command("U2", "C1", "/mote")).words

    over_http(tmp_path, story)


def test_answers_under_way_over_http_are_finished_before_it_ends(tmp_path: Path) -> None:
    async def story(slack: FaultySlack, bot: Running) -> None:
        slow = slack.faults.answer_late("users.info", 0.8, times=None)
        asking = [asyncio.create_task(slack.command(each, "C1", "/mote")) for each in ("U3", "U4", "U3")]
        await slack.wait_for(lambda: slow.hits >= 2, 5)
        status, seconds = await bot.stop()
        assert all(each.words for each in await asyncio.gather(*asking))
        assert status == 0 and seconds < 5

    over_http(tmp_path, story)


def test_slacks_events_are_not_taken_over_http_without_a_signing_secret(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with (
            running(slack, tmp_path) as bot,
            aiohttp.ClientSession() as http,
            http.post(f"http://127.0.0.1:{bot.port}/slack/events", data=b"{}") as answer,
        ):
            assert answer.status == 404

    play_with_bot(story)


def test_health_and_metrics_are_there_in_socket_mode_and_name_nobody(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        async with running(slack, tmp_path) as bot:
            for _ in range(3):
                await slack.command("U2", "C1", "/mote")
            status, text = await bot.get("/healthz")
            assert status == 200
            assert json.loads(text) == {"status": "ok", "networks": 1, "oldest_due_seconds": 0, "dead_letters": 0}
            status, text = await bot.get("/metrics")
            metrics = {each.name: each for each in text_string_to_metric_families(text)}
            taken = {each.labels["kind"]: each.value for each in metrics["natverksbot_taken"].samples}
            assert status == 200 and taken["slash_commands"] == 3
            assert metrics["natverksbot_sockets"].samples[0].value == 1
            assert metrics["natverksbot_sockets_opened"].type == "counter"
            assert metrics["natverksbot_networks"].samples[0].value == 1
            assert metrics["natverksbot_dead_letters"].samples[0].value == 0
            assert "U2" not in text and "Gävle" not in text
            assert (await bot.get("/nothing"))[0] == 404

    play_with_bot(story)


# a door alone


def test_it_is_unwell_while_it_starts_and_when_its_database_is_away() -> None:
    async def story() -> None:
        database = open_database("postgresql+psycopg://bot:hemligheten@127.0.0.1:9/x")
        watch = Watch(database, SystemClock(), Counts())
        assert "starting" in (await watch.wellbeing()).faults[0]
        watch.is_ready = True
        faults = (await watch.wellbeing()).faults
        assert "database" in faults[0], "whoever reaches the port learns no more"
        assert not [each for each in ("127.0.0.1", "bot:", "hemligheten", "psycopg") if each in faults[0]]
        body, _ = await watch.numbers()
        assert b"natverksbot_database_answers 0.0" in body

    asyncio.run(story())


async def _well() -> tuple[bool, dict[str, Any]]:
    return True, {}


async def _nothing() -> tuple[bytes, str]:
    return b"", "text/plain"


def test_what_fails_in_a_page_is_told_by_a_reference_only() -> None:
    written = StringIO()
    start_logging(written)

    async def fails(request: web.Request) -> web.Response:
        raise RuntimeError("hemligheten")

    async def story() -> None:
        door = WebDoor(Reading(_well, _nothing), [web.get("/page/{secret}", fails)])
        await door.open("127.0.0.1", 0)
        async with aiohttp.ClientSession() as http:
            async with http.get(f"http://127.0.0.1:{door.port}/page/qwertyuiop") as answer:
                text = await answer.text()
                assert answer.status == 500 and "Reference: " in text
                assert "hemligheten" not in text and "Traceback" not in text
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
            async with http.get(f"http://127.0.0.1:{door.port}/nowhere") as answer:
                assert answer.status == 404 and answer.headers["Referrer-Policy"] == "no-referrer"
        await door.close()

    try:
        asyncio.run(story())
    finally:
        structlog.reset_defaults()
    assert "/page/{secret}" in written.getvalue() and "qwertyuiop" not in written.getvalue()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("out", [StringIO, Terminal])
def test_what_the_database_refuses_is_logged_without_what_was_typed(world: World, out: type[StringIO]) -> None:
    written = out()
    start_logging(written)
    name = "".join(("Hemlig", "heten"))  # a traceback quotes the line it comes from
    try:
        for _ in range(2):
            world.add(Person(network_id=world.network_id, slack_id="U1", name=name, role=Role.OFFICIAL))
    except IntegrityError:
        structlog.get_logger().exception("failed")
    finally:
        structlog.reset_defaults()
    assert "IntegrityError" in written.getvalue() and name not in written.getvalue()


@pytest.mark.parametrize("out", [StringIO, Terminal])
def test_the_row_that_postgresql_quotes_and_tokens_are_not_logged(out: type[StringIO]) -> None:
    written = out()
    start_logging(written)
    said = "null value\nDETAIL:  Failing row contains (1, Hemlig\nheten).\n[SQL: INSERT] xoxb-hemlig"
    try:
        raise ValueError(said)
    except ValueError:
        structlog.get_logger().exception("failed")
    finally:
        structlog.reset_defaults()
    assert "INSERT" in written.getvalue() and "emlig" not in written.getvalue() and "heten" not in written.getvalue()


async def _until_connected(door: WebDoor, count: int) -> None:
    for _ in range(int(500 * PATIENCE)):
        if door.connections == count:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{door.connections} are connected")


def test_what_is_half_sent_is_not_waited_for_for_ever() -> None:
    async def reads(request: web.Request) -> web.Response:
        return web.Response(body=await request.read())

    async def story() -> None:
        door = WebDoor(Reading(_well, _nothing), [web.post("/", reads)], patience=0.3)
        await door.open("127.0.0.1", 0)
        for begun, answered in (
            (b"", b""),
            (b"GET /healthz HTTP/1.1\r\nHost: x\r\n", b""),
            (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf", b"HTTP/1.1 408"),
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
            writer.write(begun)
            async with asyncio.timeout(10 * PATIENCE):
                assert (await reader.read())[:12] == answered
            writer.close()
        await _until_connected(door, 0)
        await door.close()

    asyncio.run(story())


def test_who_does_not_take_the_answer_is_cut_off() -> None:
    async def much(request: web.Request) -> web.Response:
        return web.Response(body=bytes(32 * 1024 * 1024))

    async def story() -> None:
        door = WebDoor(Reading(_well, _nothing), [web.get("/", much)], patience=0.3)
        await door.open("127.0.0.1", 0)
        with socket.create_connection(("127.0.0.1", door.port)) as slow:
            slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            await _until_connected(door, 1)
            await _until_connected(door, 0)
        await door.close()

    asyncio.run(story())


def test_of_too_many_connections_the_oldest_give_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.MOST_CONNECTIONS", 3)
    monkeypatch.setattr("bot.web.LOOK_SECONDS", 0.05)

    async def story() -> None:
        door = WebDoor(Reading(_well, _nothing), [])
        await door.open("127.0.0.1", 0)
        there = [await asyncio.open_connection("127.0.0.1", door.port) for _ in range(8)]
        await _until_connected(door, 3)
        for reader, writer in there[-3:]:
            writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        for _, writer in there:
            writer.close()
        await door.close()

    asyncio.run(story())


def test_a_port_in_use_is_one_sentence() -> None:
    async def story() -> None:
        first, second = (WebDoor(Reading(_well, _nothing), []) for _ in range(2))
        await first.open("127.0.0.1", 0)
        with pytest.raises(CannotWork, match=f"port {first.port} is in use"):
            await second.open("127.0.0.1", first.port)
        await first.close()

    asyncio.run(story())


def test_counts_become_prometheus_numbers() -> None:
    counts = Counts()
    counts.took("slash_commands", 0.004, acknowledged=True)
    counts.took("slash_commands", 2.5, acknowledged=True)
    counts.took("interactive", 9.0, acknowledged=False)
    body, _ = exposition(counts, [Gauge("sockets", "Lines.", 2)])
    metrics = {each.name: each for each in text_string_to_metric_families(body.decode())}
    buckets = {each.labels.get("le"): each.value for each in metrics["natverksbot_ack_seconds"].samples}
    assert (buckets["0.005"], buckets["3.0"], buckets["+Inf"]) == (1, 2, 3)
    assert {(each.labels["kind"], each.labels["ack"]): each.value for each in metrics["natverksbot_taken"].samples} == {
        ("slash_commands", "yes"): 2,
        ("interactive", "no"): 1,
    }


def test_it_listens_to_this_machine_only_unless_told_otherwise() -> None:
    assert Settings().host == "127.0.0.1"
