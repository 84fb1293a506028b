"""Payloads over HTTP, signed, against real Bolt's own web app on a real port."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import HandClock, PlaygroundError
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW, WORKSPACE, button, client, field, modal

SECRET = "playground-signing-secret"


@asynccontextmanager
async def bolt_over_http() -> AsyncIterator[tuple[FaultySlack, AsyncApp]]:
    """Bolt listening on a port, and a playground that sends to it. Bolt finds the Web API once it has started."""
    web_client = AsyncWebClient("xoxb-playground")
    app = AsyncApp(client=web_client, signing_secret=SECRET, process_before_response=True)
    runner = web.AppRunner(app.web_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        async with FaultySlack(WORKSPACE, HandClock(NOW), 0, url, SECRET, signed_at=time.time) as slack:
            web_client.base_url, slack.local.bot_token = slack.api_url, "xoxb-playground"
            yield slack, app
    finally:
        await runner.cleanup()


def test_commands_clicks_forms_and_events_go_over_http_too() -> None:
    heard: list[str] = []

    def dress(app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any, command: dict[str, Any], client: AsyncWebClient) -> None:
            view = modal(field("a", {"type": "plain_text_input", "action_id": "b"}))
            await client.views_open(trigger_id=command["trigger_id"], view=view)
            await ack(text=f"fick {command['text']}", blocks=[{"type": "actions", "elements": [button("x")]}])

        @app.action("x")
        async def click(ack: Any, respond: Any) -> None:
            await ack()
            await respond("klickat")

        @app.view("form")
        async def sent(ack: Any) -> None:
            await ack(response_action="errors", errors={"a": "nej"})

        @app.event("app_mention")
        async def mention(event: dict[str, Any]) -> None:
            heard.append(event["text"])

    async def story() -> None:
        async with bolt_over_http() as (slack, app):
            dress(app)
            outcome = await slack.command("U2", "C1", "/mote åäö & 100%")
            assert outcome.text == "fick åäö &amp; 100%"
            assert outcome.message is not None
            assert outcome.view is not None
            assert (await slack.submit("U2", outcome.view["id"], {"a": {"b": "ö"}})).errors == {"a": "nej"}
            await slack.click("U2", outcome.message, "x")
            assert [one.text for one in slack.messages("C1", ephemeral=True)][1:] == ["klickat"]
            await slack.say("U2", "C1", "@Nätverksbot hej")
            await slack.post.idle()
            assert heard == ["<@U0BOT> hej"]

    asyncio.run(story())


def test_the_address_is_verified_and_a_wrong_or_old_signature_refused() -> None:
    async def story() -> None:
        async with bolt_over_http() as (slack, _):
            assert slack.http_line is not None
            assert await slack.http_line.verify("utmaning") == "utmaning"
            body, kind = b'{"type":"event_callback"}', "application/json"
            wrong, _, _ = await slack.http_line.post(body, kind, {"X-Slack-Signature": "v0=fel"})
            old, _, _ = await slack.http_line.post(body, kind, timestamp=int(time.time()) - 360)
            assert (wrong, old) == (401, 401)

    asyncio.run(story())


def test_a_bot_that_is_not_there_or_fails_is_a_failed_dispatch() -> None:
    async def story() -> None:
        async with bolt_over_http() as (slack, _):
            with pytest.raises(PlaygroundError, match="dispatch_failed"):
                await slack.command("U2", "C1", "/mote")  # no listener: Bolt answers 404
        async with FaultySlack(WORKSPACE, HandClock(NOW), events_url="http://127.0.0.1:9/slack/events") as slack:
            with pytest.raises(PlaygroundError, match="dispatch_failed"):
                await slack.command("U2", "C1", "/mote")
            assert (await client(slack).auth_test())["ok"]

    asyncio.run(story())
