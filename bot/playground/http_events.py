"""Payloads over HTTP, signed as Slack signs them, for a bot without Socket Mode."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.playground import wire
from bot.playground.envelopes import PATIENCE, Ack, SentEnvelope
from bot.playground.workspace import Json, PlaygroundError

FORM = "application/x-www-form-urlencoded"


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature of a request body."""
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return "v0=" + digest.hexdigest()


@dataclass
class HttpLine:
    """The way to the bot by POST to its events address.

    `signed_at` gives the second to sign with. A bot checks it against the real time, so with a workspace clock
    that is moved the real one must be given.
    """

    url: str
    secret: str
    signed_at: Callable[[], float]
    _session: aiohttp.ClientSession | None = None

    async def deliver(self, envelope: SentEnvelope, patience: float = PATIENCE) -> Ack:
        body, kind = _body(envelope)
        began = perf_counter()
        try:
            async with asyncio.timeout(patience):
                status, raw, kind_back = await self.post(body, kind, _retry(envelope))
        except TimeoutError:
            raise PlaygroundError("operation_timeout") from None
        except aiohttp.ClientError:
            raise PlaygroundError("dispatch_failed") from None
        if status != 200:
            raise PlaygroundError("dispatch_failed", [f"http_error {status}"])
        return Ack(_read(raw, kind_back), (perf_counter() - began) * 1000)

    async def post(
        self, body: bytes, kind: str, extra: Mapping[str, str] | None = None, *, timestamp: int | None = None
    ) -> tuple[int, bytes, str]:
        """A signed request; its status, body and content type. `extra` headers may overwrite even the signature."""
        stamp = str(int(self.signed_at()) if timestamp is None else timestamp)
        headers = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(self.secret, stamp, body),
            **(extra or {}),
        }
        if self._session is None:
            self._session = aiohttp.ClientSession()
        async with self._session.post(self.url, data=body, headers=headers) as answer:
            return answer.status, await answer.read(), answer.content_type

    async def verify(self, challenge: str) -> str:
        """Ask the bot to prove that the address is its own; what it answered."""
        question = {"type": "url_verification", "token": "playground", "challenge": challenge}
        _, raw, _ = await self.post(wire.dumps(question), "application/json")
        reply = _read(raw, "application/json")
        return str(reply["challenge"] if isinstance(reply, dict) and "challenge" in reply else raw.decode())

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _body(envelope: SentEnvelope) -> tuple[bytes, str]:
    if envelope.kind == "events_api":
        return wire.dumps(envelope.payload), "application/json"
    if envelope.kind == "interactive":
        return urlencode({"payload": wire.dumps(envelope.payload).decode()}).encode(), FORM
    return urlencode(envelope.payload, errors="surrogatepass").encode(), FORM


def _retry(envelope: SentEnvelope) -> Json:
    if not envelope.retry_attempt:
        return {}
    return {
        "X-Slack-Retry-Num": str(envelope.retry_attempt),
        "X-Slack-Retry-Reason": envelope.retry_reason or "http_timeout",
    }


def _read(raw: bytes, kind: str) -> Any:
    """A bot may answer with nothing, with words, or with JSON."""
    if not raw:
        return None
    if kind != "application/json":
        return {"text": raw.decode()}
    try:
        return wire.loads(raw)
    except ValueError:
        return {"text": raw.decode()}
