"""How Slack's Web API is called: one shared session, no retries, no proxy to this machine itself."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import quiet_logger

HERE: Final = ("127.0.0.1", "localhost", "::1")
FAULTS: Final = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError)
"""What a call to Slack can end in; SlackClientError is also every refusal by Slack itself."""


def slack_client(api_url: str, token: str, http: aiohttp.ClientSession) -> AsyncWebClient:
    """A client for one token; how long a call may take is the session's to say."""
    client = AsyncWebClient(
        token=token,
        base_url=api_url,
        session=http,
        logger=quiet_logger(),
        retry_handlers=[],  # the SDK's own would resend a post whose answer was lost
    )
    if urlsplit(api_url).hostname in HERE:
        client.proxy = None  # a stand-in on this machine is not reached through the proxy to the world
    return client
