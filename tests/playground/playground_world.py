"""A small workspace and a real Bolt app for the tests of the playground."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Channel, HandClock, Workspace, WorkspaceUser
from tests.playground.faulty_slack import FaultySlack

NOW = datetime(2020, 2, 10, 8, 0, tzinfo=UTC)
PEOPLE = (
    WorkspaceUser("U1", "Samordnare", is_admin=True),
    WorkspaceUser("U2", "Tjänsteperson, Gävle", title="Gävle"),
    WorkspaceUser("U3", "Gäst", is_restricted=True),
    WorkspaceUser("U4", "Utomstående", is_stranger=True),
)
CHANNELS = (
    Channel("C1", "nätverket"),
    Channel("C2", "utan-boten", members=("U1", "U2")),
    Channel("G1", "hemligt", is_private=True, members=("U1",)),
)
SCOPES = ["chat:write", "commands", "users:read", "im:write", "im:history", "im:read", "channels:history"]
SCOPES += ["channels:read", "channels:join", "files:write", "reactions:read", "reactions:write"]
SCOPES += ["team:read"]
EVENTS = ["app_mention", "message.im", "app_home_opened", "reaction_added", "reaction_removed"]
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Nätverksbot"},
    "features": {
        "bot_user": {"display_name": "Nätverksbot"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [{"command": "/mote", "description": "Nästa möte", "usage_hint": "lista"}],
        "shortcuts": [
            {"name": "Nästa möte", "type": "global", "callback_id": "next", "description": "Nästa möte"},
            {"name": "Gör till tema", "type": "message", "callback_id": "theme", "description": "Tema"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {"event_subscriptions": {"bot_events": EVENTS}},
}
WORKSPACE = Workspace("Partnerskapet", PEOPLE, CHANNELS, MANIFEST)

Story = Callable[[FaultySlack], Awaitable[None]]
Dress = Callable[[AsyncApp], None]


def play(story: Story, **how: Any) -> None:
    """Run a story in a fresh playground."""

    async def run() -> None:
        async with FaultySlack(WORKSPACE, HandClock(NOW), **how) as slack:
            await story(slack)

    asyncio.run(run())


def client(slack: FaultySlack, token: str | None = None, **how: Any) -> AsyncWebClient:
    return AsyncWebClient(token or slack.bot_token, base_url=slack.api_url, **how)


@asynccontextmanager
async def bolt(slack: FaultySlack, dress: Dress, *, ping_interval: float = 10) -> AsyncIterator[AsyncApp]:
    """A real Bolt app on a real socket, dressed with listeners."""
    app = AsyncApp(client=client(slack), process_before_response=True)
    dress(app)
    handler = AsyncSocketModeHandler(
        app, slack.app_token, web_client=AsyncWebClient(base_url=slack.api_url), ping_interval=ping_interval
    )
    await handler.connect_async()
    await slack.connected()
    try:
        yield app
    finally:
        await handler.close_async()


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str, text: str = "Ja", **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": text}, **more}


def field(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    label = {"type": "plain_text", "text": block_id.capitalize()}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    title, submit = ({"type": "plain_text", "text": text} for text in ("Formulär", "Spara"))
    return {"type": "modal", "title": title, "submit": submit, "blocks": list(blocks), "callback_id": "form", **more}
