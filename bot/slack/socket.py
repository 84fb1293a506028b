"""Slack's Socket Mode: keeps one good line open, hands over what comes on any, sends the acknowledgement back.

Not the SDK's client, because that closes the old line before the new one has taken over, forgets what still stands in
it, and acknowledges nothing that is being answered when it closes. Knows nothing of Bolt.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp
import orjson
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.dates.when import steady
from bot.slack_api import FAULTS

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
    def of(cls, message: dict[str, Any]) -> Envelope | None:
        """The envelope in what Slack told; None when it is something else."""
        if not isinstance(message.get("payload"), dict) or not message.get("envelope_id"):
            return None
        retry = message.get("retry_attempt")
        return cls(
            str(message["envelope_id"]),
            str(message.get("type") or ""),
            message["payload"],
            retry if isinstance(retry, int) else 0,
            str(message.get("retry_reason") or ""),
        )

    def acknowledged_with(self, body: bytes) -> str:
        """The acknowledgement as Slack wants it; `body` is JSON already, empty when there is nothing more to say."""
        answer: dict[str, Any] = {"envelope_id": self.id}
        if body:
            answer["payload"] = orjson.Fragment(body)
        return orjson.dumps(answer).decode()


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
    hello = read(message.data) if message.type is aiohttp.WSMsgType.TEXT else {}
    if hello.get("type") == "disconnect" or not hello:
        await line.close()
        raise NoLine(str(hello.get("reason") or "closed_at_once"))
    return line, Envelope.of(hello)


async def address_of_line(client: AsyncWebClient) -> str:
    """Ask Slack where a line may be opened, once; NoLine when it does not tell."""
    try:
        return str((await client.apps_connections_open(app_token=client.token or ""))["url"])
    except SlackApiError as fault:
        raise NoLine(*_reason_and_pause(fault)) from fault
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
        message = orjson.loads(data)
    except ValueError:
        try:
            message = json.loads(data)
        except ValueError:
            return {}
    return message if isinstance(message, dict) else {}


def _reason_and_pause(fault: SlackApiError) -> tuple[str, float]:
    response = fault.response
    error = response.get("error") if isinstance(response.data, dict) else None
    after = str(response.headers.get("Retry-After", "0"))
    return str(error or f"HTTP {response.status_code}"), float(after) if after.isdecimal() else 0.0


HEARTBEAT_SECONDS: Final = 15.0
"""A ping this long after the line was last heard; half of it later without an answer the line is given up."""
SEND_SECONDS: Final = 3.0
"""As long as Slack waits for an acknowledgement."""
OLD_LINE_SECONDS: Final = 30.0
"""How long a line that Slack has warned of is still listened to."""
AWAY_SECONDS: Final = 45.0
"""Without a line for longer than this the bot is not well."""
PAUSES: Final = (0.2, 1.0, 2.0, 3.0, 5.0, 5.0, 5.0, 10.0)
"""Between tries to connect; the last is repeated."""
PAUSES_WHEN_DISABLED: Final = (1.0, 2.0, 4.0, 8.0, 10.0, 15.0, 30.0)
NEEDS_SOMEBODY: Final = frozenset(["link_disabled", "invalid_auth", "not_authed", "token_revoked", "account_inactive"])
"""Reasons that do not pass by themselves: the bot is unwell at once."""

log = structlog.get_logger()

Take = Callable[[Envelope], Awaitable[bytes | None]]
"""Takes an envelope and gives the JSON to acknowledge it with: b"" for no more than the acknowledgement, None for none.
"""


@dataclass
class Socket:
    """The bot's side of Socket Mode. `client` carries the app-level token and the address of the Web API."""

    http: aiohttp.ClientSession
    client: AsyncWebClient
    take: Take
    heartbeat: float = HEARTBEAT_SECONDS
    lines: list[Line] = field(default_factory=list)
    opened: int = 0
    """How many lines there have been."""
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)
    _is_missing: asyncio.Event = field(default_factory=asyncio.Event)
    _is_open: asyncio.Event = field(default_factory=asyncio.Event)
    _keeping: asyncio.Task[None] | None = None
    _taking: bool = True
    _away_since: float | None = None
    _why_away: str = ""

    async def open(self) -> None:
        """Open the first line; NoLine when Slack gives none. From then on there is always one, as far as Slack lets."""
        await self._connect()
        self._keeping = asyncio.create_task(self._keep())

    def trouble(self) -> str:
        """Why nothing can come from Slack, in its own word; empty while a line is open or was until just now."""
        if self._away_since is None:
            return ""
        is_long = self.away_seconds > AWAY_SECONDS
        return self._why_away if is_long or self._why_away in NEEDS_SOMEBODY else ""

    @property
    def away_seconds(self) -> float:
        """How long there has been no line; 0 while one is open."""
        return 0.0 if self._away_since is None else steady() - self._away_since

    def hangs(self, seconds: float) -> bool:
        """Whether there has been no line for so long, and not because somebody must do something first."""
        return self.away_seconds > seconds and self._why_away not in NEEDS_SOMEBODY

    # the end

    async def drain(self, patience: float) -> None:
        """Take nothing more, and let what is being answered be acknowledged, so many seconds at most."""
        self._taking = False
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=patience)

    async def close(self) -> None:
        """Close every line."""
        self._taking = False
        if self._keeping is not None:
            self._keeping.cancel()
        for line in list(self.lines):
            await line.close()
            line.stop_reading()

    # connecting

    async def _keep(self) -> None:
        """Whenever no line stays, open another; the old one is listened to meanwhile."""
        while True:
            await self._is_missing.wait()
            self._is_missing.clear()
            tries = 0
            while not any(line.stays for line in self.lines):
                tries += 1
                try:
                    await self._connect()
                except NoLine as fault:
                    self._why_away = fault.reason
                    pause = max(_pause(fault.reason, tries), fault.retry_after)
                    log.warning("socket_not_opened", reason=fault.reason, tries=tries, next_try_in_seconds=pause)
                    await asyncio.sleep(pause)

    async def _connect(self) -> None:
        line, early = await open_line(self.http, self.client, self.heartbeat)
        self.lines.append(line)
        self.opened += 1
        self._away_since, self._why_away = None, ""
        self._is_open.set()
        if early is not None:
            self._begin(line, early)
        line.reading = asyncio.create_task(self._listen(line))
        log.info("socket_open", lines=len(self.lines))

    # listening

    async def _listen(self, line: Line) -> None:
        try:
            async for message in line.ws:
                if message.type in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                    self._hear(line, read(message.data))
        finally:
            self.lines.remove(line)
            self._look_for_a_line("closed")
            await line.close()

    def _look_for_a_line(self, reason: str) -> None:
        if any(line.stays for line in self.lines):
            return
        if not self.lines:
            self._is_open.clear()
            self._away_since = self._away_since or steady()
        self._why_away = self._why_away or reason
        self._is_missing.set()

    def _hear(self, line: Line, message: dict[str, Any]) -> None:
        if message.get("type") == "disconnect":
            self._leave(line, str(message.get("reason") or ""))
        elif envelope := Envelope.of(message):
            self._begin(line, envelope)

    def _leave(self, line: Line, reason: str) -> None:
        log.info("socket_will_close", reason=reason)
        line.leaving = True
        self._look_for_a_line(reason)
        asyncio.get_running_loop().call_later(OLD_LINE_SECONDS, line.stop_reading)

    # answering

    def _begin(self, line: Line, envelope: Envelope) -> None:
        if self._taking:
            task = asyncio.create_task(self._answer(line, envelope))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _answer(self, line: Line, envelope: Envelope) -> None:
        body = await self.take(envelope)
        if body is None:
            return
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._send(line, envelope.acknowledged_with(body))
        except FAULTS as fault:
            log.warning("acknowledgement_not_sent", kind=envelope.kind, fault=type(fault).__name__)

    async def _send(self, line: Line, text: str) -> None:
        """Send on the line it came by; when that is gone, on another, and if need be wait for one."""
        while not line.is_open:
            await self._is_open.wait()
            open_lines = [each for each in self.lines if each.is_open]
            if open_lines:
                line = open_lines[-1]
            else:
                await asyncio.sleep(0.05)  # closed, but not yet noticed
        await line.ws.send_str(text)


def _pause(reason: str, tries: int) -> float:
    pauses = PAUSES_WHEN_DISABLED if reason == "link_disabled" else PAUSES
    return pauses[min(tries, len(pauses)) - 1]
