"""How Slack's Web API is called: one shared session, no retries, no proxy to this machine itself."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError, SlackClientError
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


TOKEN_REFUSED: Final = frozenset(
    ["invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type"]
)


NO_BOTS_TOKEN: Final = (
    "SLACK_BOT_TOKEN is the token of a person, not of a bot. Copy the Bot User OAuth Token (xoxb-…) from "
    "“OAuth & Permissions” on the app's page at api.slack.com/apps."
)


def seconds_from_slack(headers: Mapping[str, str], now: datetime) -> float | None:
    """How far this machine's clock is ahead of Slack's, by the date of an answer; None when it has none."""
    stated = next((value for name, value in headers.items() if name.lower() == "date"), "")
    try:
        return (now - parsedate_to_datetime(stated)).total_seconds()
    except (TypeError, ValueError):
        return None


# Slack


def why_no_slack(fault: BaseException, api: str) -> str:
    """Say in one sentence why Slack does not take the bot's token or cannot be reached."""
    error = slack_error(fault)
    if error in TOKEN_REFUSED:
        return (
            f"Slack does not take SLACK_BOT_TOKEN ({error}). Copy the Bot User OAuth Token (xoxb-…) "
            "from “OAuth & Permissions” on the app's page at api.slack.com/apps."
        )
    if error:
        return f"Slack at {api} refuses the bot: {error}."
    if isinstance(fault, SlackApiError):
        status = getattr(fault.response, "status_code", None) or getattr(fault.response, "status", "?")
        return f"What answers at {api} is not Slack (HTTP {status}). Check SLACK_API_URL."
    return f"Slack cannot be reached at {api} ({_kind(fault)}). Check the network, and SLACK_API_URL if it is set."


def why_no_socket(reason: str, api: str) -> str:
    """Say in one sentence why Slack opens no socket; `reason` as `NoLine` has it."""
    if reason in TOKEN_REFUSED:
        return (
            f"Slack does not take SLACK_APP_TOKEN ({reason}). Make an app-level token (xapp-…) with the scope "
            "connections:write under “Basic Information” on the app's page at api.slack.com/apps."
        )
    if reason == "missing_scope":
        return "SLACK_APP_TOKEN lacks the scope connections:write. Make a new app-level token (xapp-…) with it."
    if reason == "link_disabled":
        return (
            "Socket Mode is turned off for the app. Turn it on under “Socket Mode” on its page at api.slack.com/apps."
        )
    if reason == "too_many_websockets":
        return "Slack allows an app ten sockets, and all are in use. End other copies of the bot, then start again."
    return f"Slack at {api} opens no socket ({reason}). Check the network, and SLACK_API_URL if it is set."


class ReplyRefused(ValueError):
    """What is answered where a reply was sent to a `response_url`, when it was not taken."""

    def __init__(self, status: int, body: str) -> None:
        self.error = _word_in(body)
        super().__init__(f"response_url answered {status} {self.error}".rstrip())


def check_reply(status: int, body: str) -> None:
    """Raise ReplyRefused unless a reply was taken: "ok", or JSON that does not say the contrary."""
    error = _word_in(body)
    if status != 200 or error:
        raise ReplyRefused(status, body)


def _word_in(body: str) -> str:
    """Slack's word in the answer, which is JSON or the word alone; empty when it holds none."""
    try:
        said = orjson.loads(body)
    except ValueError:
        return body if re.fullmatch(r"[a-z_]{3,60}", body) else ""
    return str(said.get("error") or "") if isinstance(said, dict) else ""


def slack_error(fault: BaseException) -> str:
    """Slack's own word for what it refused; empty when it was not Slack who did, or not readable.

    An answer that could not be read stands in the fault as aiohttp's, not as the SDK's.
    """
    if isinstance(fault, ReplyRefused):
        return fault.error
    data = getattr(fault.response, "data", None) if isinstance(fault, SlackApiError) else None
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def _kind(fault: BaseException) -> str:
    if isinstance(fault, aiohttp.ClientConnectorError):
        code = fault.os_error.errno
        return os.strerror(code).lower() if code and code > 0 else "its name is not known"
    return "no answer in time" if isinstance(fault, TimeoutError) else type(fault).__name__
