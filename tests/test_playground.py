"""The playground against the real SDK and real Bolt: what is said arrives, and what Slack refuses is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Channel, HandClock, Playground, PlaygroundError, User, Workspace

NOW = datetime(2020, 2, 10, 8, 0, tzinfo=UTC)
PEOPLE = (
    User("U1", "Samordnare", is_admin=True),
    User("U2", "Tjänsteperson, Gävle", title="Gävle"),
    User("U3", "Gäst", is_restricted=True),
    User("U4", "Utomstående", is_stranger=True),
)
CHANNELS = (Channel("C1", "nätverket"), Channel("C2", "utan-boten", members=("U1", "U2")))
SCOPES = ["chat:write", "commands", "users:read", "im:write", "im:history", "channels:history", "channels:read"]
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Nätverksbot"},
    "features": {
        "bot_user": {"display_name": "Nätverksbot"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [{"command": "/mote", "description": "Nästa möte", "usage_hint": "lista"}],
        "shortcuts": [{"name": "Nästa möte", "type": "global", "callback_id": "next", "description": "…"}],
    },
    "oauth_config": {"scopes": {"bot": [*SCOPES, "files:write", "reactions:write", "team:read", "im:read"]}},
    "settings": {"event_subscriptions": {"bot_events": ["app_mention", "message.im", "app_home_opened"]}},
}
WORKSPACE = Workspace("Partnerskapet", PEOPLE, CHANNELS, MANIFEST)


def run(story: Callable[[Playground], Awaitable[None]], **how: Any) -> None:
    """Play a story in a fresh playground."""

    async def play() -> None:
        async with Playground(WORKSPACE, HandClock(NOW), **how) as slack:
            await story(slack)

    asyncio.run(play())


@asynccontextmanager
async def bot(slack: Playground, dress: Callable[[AsyncApp], None]) -> AsyncIterator[AsyncApp]:
    """A real Bolt app on a real socket."""
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, process_before_response=True)
    dress(app)
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=AsyncWebClient(base_url=slack.api_url))
    await handler.connect_async()
    await slack.connected()
    try:
        yield app
    finally:
        await handler.close_async()


def test_a_command_is_answered_in_the_acknowledgement_and_shown_to_the_one_who_asked_only() -> None:
    def dress(app: AsyncApp) -> None:
        @app.command("/mote")
        async def mote(ack: Any, command: dict[str, Any]) -> None:
            await ack(text=f"{command['user_id']} frågade: {command['text']}")

    async def story(slack: Playground) -> None:
        async with bot(slack, dress):
            outcome = await slack.command("U2", "C1", "/mote lista <!channel>")
        assert outcome.text == "U2 frågade: lista &lt;!channel&gt;"
        assert outcome.message is not None
        assert outcome.message.only_for == "U2"
        assert outcome.ack_ms < 1000
        assert slack.messages("C1") == []

    run(story)


def test_a_posted_message_keeps_its_metadata_and_is_read_back() -> None:
    async def story(slack: Playground) -> None:
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        metadata = {"event_type": "natverksbot_delivery", "event_payload": {"key": "k1"}}
        posted = await client.chat_postMessage(channel="C1", text="Hej", metadata=metadata)
        bare = await client.conversations_history(channel="C1")
        full = await client.conversations_history(channel="C1", include_all_metadata=True)
        assert "metadata" not in bare["messages"][0]
        assert full["messages"][0]["metadata"] == metadata
        assert full["messages"][0]["ts"] == posted["ts"]
        assert posted.headers["x-oauth-scopes"].split(",") == sorted(MANIFEST["oauth_config"]["scopes"]["bot"])

    run(story)
