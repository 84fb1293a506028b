"""One websocket to Slack: how it is opened, what comes over it, how it is closed."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack_client import FAULTS

HELLO_SECONDS: Final = 8.0
CLOSE_SECONDS: Final = 0.5
LARGEST: Final = 16 * 1024 * 1024

"""What a call to Slack can end in."""


@dataclass(frozen=True)
class Envelope:
    """One thing Slack hands over. `retry` counts Slack's tries of an event before this one."""

    id: str
    kind: str
    payload: dict[str, Any]
    retry: int = 0
    retry_reason: str = ""

    @classmethod
    def of(cls, told: dict[str, Any]) -> Envelope | None:
        """The envelope in what Slack told; None when it is something else."""
        if not isinstance(told.get("payload"), dict) or not told.get("envelope_id"):
            return None
        retry = told.get("retry_attempt")
        return cls(
            str(told["envelope_id"]),
            str(told.get("type") or ""),
            told["payload"],
            retry if isinstance(retry, int) else 0,
            str(told.get("retry_reason") or ""),
        )

    def acknowledged_with(self, body: bytes) -> str:
        """The acknowledgement as Slack wants it; `body` is JSON already, empty when there is nothing more to say."""
        told: dict[str, Any] = {"envelope_id": self.id}
        if body:
            told["payload"] = orjson.Fragment(body)
        return orjson.dumps(told).decode()


class NoLine(Exception):
    """Slack opened no line; `reason` is its own word (`link_disabled`, `invalid_auth`, …) or the kind of failure."""

    def __init__(self, reason: str, retry_after: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


@dataclass(eq=False)
class Line:
    """An open websocket. Once `leaving`, Slack will close it and another is to take over."""

    ws: aiohttp.ClientWebSocketResponse
    leaving: bool = False
    reading: asyncio.Task[None] | None = None

    @property
    def is_open(self) -> bool:
        return not self.ws.closed

    @property
    def stays(self) -> bool:
        return self.is_open and not self.leaving

    def stop_reading(self) -> None:
        if self.reading is not None:
            self.reading.cancel()

    async def close(self) -> None:
        """Close politely, but do not wait long for who no longer answers."""
        with suppress(TimeoutError, OSError, aiohttp.ClientError):
            await asyncio.wait_for(self.ws.close(), CLOSE_SECONDS)


async def open_line(
    http: aiohttp.ClientSession, client: AsyncWebClient, heartbeat: float
) -> tuple[Line, Envelope | None]:
    """Open a line and wait until Slack says hello; NoLine when it does not.

    What comes before the hello, should Slack ever be so quick, is given along.
    """
    line = Line(await _handshake(http, client, heartbeat))
    try:
        message = await asyncio.wait_for(line.ws.receive(), HELLO_SECONDS)
    except TimeoutError as fault:
        await line.close()
        raise NoLine("no_hello") from fault
    told = read(message.data) if message.type is aiohttp.WSMsgType.TEXT else {}
    if told.get("type") == "disconnect" or not told:
        await line.close()
        raise NoLine(str(told.get("reason") or "closed_at_once"))
    return line, Envelope.of(told)


async def address_of_line(client: AsyncWebClient) -> str:
    """Ask Slack where a line may be opened, once; NoLine when it does not tell."""
    try:
        return str((await client.apps_connections_open(app_token=client.token or ""))["url"])
    except SlackApiError as fault:
        raise NoLine(*_said(fault)) from fault
    except FAULTS as fault:
        raise NoLine(type(fault).__name__) from fault


async def _handshake(
    http: aiohttp.ClientSession, client: AsyncWebClient, heartbeat: float
) -> aiohttp.ClientWebSocketResponse:
    url = await address_of_line(client)
    try:
        return await http.ws_connect(
            url, heartbeat=heartbeat, max_msg_size=LARGEST, proxy=client.proxy, ssl=client.ssl or True
        )
    except FAULTS as fault:
        raise NoLine(type(fault).__name__) from fault


def read(data: str | bytes) -> dict[str, Any]:
    """Read Slack's JSON, lone surrogates included; what is none says nothing."""
    try:
        told = orjson.loads(data)
    except ValueError:
        try:
            told = json.loads(data)
        except ValueError:
            return {}
    return told if isinstance(told, dict) else {}


def _said(fault: SlackApiError) -> tuple[str, float]:
    response = fault.response
    error = response.get("error") if isinstance(response.data, dict) else None
    after = str(response.headers.get("Retry-After", "0"))
    return str(error or f"HTTP {response.status_code}"), float(after) if after.isdecimal() else 0.0
