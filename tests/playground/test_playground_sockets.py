"""Sockets that are told to go, that are cut, that stop answering; as the real SDK's client meets them."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.playground import PlaygroundError
from tests.patience import least_of
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import bolt, client, play


def dress(app: AsyncApp) -> None:
    @app.command("/mote")
    async def mote(ack: Any, command: dict[str, Any]) -> None:
        if command["text"] == "långsamt":
            await asyncio.sleep(0.4)
        await ack("svar")


async def asked(slack: FaultySlack) -> str:
    return (await slack.command("U2", "C1", "/mote")).text


def test_a_warned_socket_stays_and_still_works() -> None:
    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            await slack.disconnect("warning")
            assert await asked(slack) == "svar"

    play(story)


def test_a_refreshed_socket_comes_back_as_a_new_one() -> None:
    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):
            old = slack.sockets[0].number
            await slack.disconnect("refresh_requested")
            await slack.wait_for(lambda: slack.sockets and slack.sockets[0].number > old, 15)
            assert await asked(slack) == "svar"

    play(story)


def test_a_cut_socket_comes_back() -> None:
    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress, ping_interval=1):
            slack.sockets[0].drop()
            await slack.wait_for(lambda: not slack.sockets, 5)
            await slack.connected(timeout=15)
            assert await asked(slack) == "svar"

    play(story)


def test_what_is_being_answered_is_acknowledged_before_a_socket_is_renewed() -> None:
    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress, ping_interval=1):
            asking = asyncio.create_task(slack.command("U2", "C1", "/mote långsamt"))
            await asyncio.sleep(0.1)
            await slack.disconnect("refresh_requested")
            assert asking.done() and (await asking).text == "svar"

    play(story)


def test_a_socket_cut_while_a_command_is_under_way_is_a_timeout_for_the_person() -> None:
    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress, ping_interval=1):
            slack.post.patience = 1.0
            asking = asyncio.create_task(slack.command("U2", "C1", "/mote långsamt"))
            await asyncio.sleep(0.1)
            slack.sockets[0].drop()
            with pytest.raises(PlaygroundError, match="operation_timeout"):
                await asking

    play(story)


def test_a_deaf_socket_answers_no_ping_and_takes_no_acknowledgement() -> None:
    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress, ping_interval=1):
            socket = slack.sockets[0]
            socket.deaf = True
            slack.post.patience = 1.0
            with pytest.raises(PlaygroundError, match="operation_timeout"):
                await asked(slack)
            assert socket.pings > 0
            assert slack.delivered[-1].error == "operation_timeout"

    play(story)


def test_when_the_link_is_disabled_each_new_socket_is_turned_away_until_it_is_enabled_again() -> None:
    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress, ping_interval=1):
            await slack.disconnect("link_disabled")
            await slack.wait_for(lambda: slack.socket_line.opened >= 2, 15)
            assert slack.sockets == []
            slack.socket_line.link_disabled = False
            await slack.connected(timeout=15)
            assert await asked(slack) == "svar"

    play(story)


def test_payloads_are_spread_over_all_sockets_and_an_eleventh_is_refused() -> None:
    async def story(slack: FaultySlack) -> None:
        web = client(slack)
        async with aiohttp.ClientSession() as session:
            sockets = []
            for _ in range(10):
                url = (await web.apps_connections_open(app_token=slack.app_token))["url"]
                sockets.append(await session.ws_connect(url))
            await slack.connected(10)
            hello = await sockets[0].receive_json()
            assert (hello["type"], hello["connection_info"]) == ("hello", {"app_id": "A0BOT"})
            eleventh = await session.ws_connect((await web.apps_connections_open(app_token=slack.app_token))["url"])
            assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
            for number in range(1, 10):
                await sockets[number].receive_json()
            waiting = [asyncio.create_task(slack.command("U2", "C1", "/mote")) for _ in range(10)]
            for socket in sockets:
                envelope = await socket.receive_json()
                assert envelope["accepts_response_payload"]
                await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "svar"}})
            assert {outcome.text for outcome in await asyncio.gather(*waiting)} == {"svar"}

    play(story)


def test_a_sockets_address_is_good_for_one_connection() -> None:
    async def story(slack: FaultySlack) -> None:
        async with aiohttp.ClientSession() as session:
            url = (await client(slack).apps_connections_open(app_token=slack.app_token))["url"]
            await session.ws_connect(url)
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(url)

    play(story)


def test_sixty_commands_at_once_are_all_acknowledged() -> None:
    async def story(slack: FaultySlack) -> None:
        async with bolt(slack, dress):

            async def slowest() -> float:
                outcomes = await asyncio.gather(*(slack.command("U2", "C1", "/mote") for _ in range(60)))
                return max(outcome.ack_ms for outcome in outcomes)

            assert await least_of(1500, slowest) < 1500

    play(story)
