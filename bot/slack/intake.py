"""Hands what Slack sends, over a socket or signed HTTP, to Bolt, and Bolt's acknowledgement back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from hmac import compare_digest
from typing import Final

import orjson
import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.dates.when import steady
from bot.logs import quiet_logger
from bot.metrics import Counts
from bot.slack.answering import new_reference
from bot.slack.socket import Envelope

log = structlog.get_logger()

QUIET_SECONDS: Final = 60.0
"""So long the log says nothing more of requests that are refused for the same reason."""
UNSIGNED: Final = {
    "secret": "If Slack sent it: SLACK_SIGNING_SECRET is not the app's. Copy it from “Basic Information”.",
    "clock": "This machine's clock is more than five minutes from Slack's, or an old request was sent again.",
    "nobody": "It carries no signature as Slack makes them, so it came from somebody else.",
}


class Intake:
    """Hands what comes in to Bolt, and Bolt's answer back.

    `who` is what auth.test said once: Bolt need not ask again. Over HTTP everything must carry a good signature.
    """

    def __init__(self, client: AsyncWebClient, who: AuthorizeResult, signing_secret: str, counts: Counts) -> None:
        async def authorize() -> AuthorizeResult:
            return who

        self._counts = counts
        self._verifier = SignatureVerifier(signing_secret) if signing_secret else None
        self._under_way = 0
        self._quiet_until: dict[str, float] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self.bolt = AsyncApp(
            logger=quiet_logger(logging.ERROR),  # it warns of SLACK_BOT_TOKEN, which it reads by itself
            client=client,
            authorize=authorize,
            signing_secret=signing_secret,
            request_verification_enabled=False,  # done before
            ssl_check_enabled=False,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
        )

    async def take(self, envelope: Envelope) -> bytes | None:
        """Take an envelope; gives the answer as JSON, None when it is not to be acknowledged."""
        began = steady()
        request = AsyncBoltRequest(mode="socket_mode", body=envelope.payload, headers=_retries(envelope))
        response = await self._dispatch(request, envelope.kind)
        acknowledged = response.status == 200
        self._counts.took(envelope.kind, steady() - began, acknowledged=acknowledged)
        if not acknowledged:
            log.warning("not_acknowledged", kind=envelope.kind, status=response.status)
            return None
        content_type = response.headers.get("content-type", [""])[0]
        if response.body and not content_type.startswith("application/json"):
            return orjson.dumps({"text": response.body})
        return response.body.encode()

    async def take_http(self, request: web.Request) -> web.Response:
        """Take a request to `/slack/events`; 401 unless Slack has signed it within the last five minutes."""
        self._under_way += 1
        self._idle.clear()
        try:
            return await self._answer_http(request)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def drain(self, patience: float) -> None:
        """Let what is being answered over HTTP be answered, so many seconds at most."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), patience)

    async def _answer_http(self, request: web.Request) -> web.Response:
        from slack_bolt.adapter.aiohttp import to_aiohttp_response

        began = steady()
        raw = await request.read()
        if reason := self._why_unsigned(request, raw):
            self._note_unsigned(reason)
            return web.json_response({"error": "invalid request"}, status=401)
        try:
            bolt_request = AsyncBoltRequest(
                body=raw.decode(), query=request.query_string, headers=dict(request.headers.items())
            )
        except (ValueError, AttributeError, TypeError):  # signed, but neither a form nor a JSON object
            return web.json_response({"error": "unreadable"}, status=400)
        response = await self._dispatch(bolt_request, "http")
        self._counts.took("http", steady() - began, acknowledged=response.status == 200)
        return await to_aiohttp_response(response)

    def _why_unsigned(self, request: web.Request, raw: bytes) -> str:
        """What is wrong with the signature, nothing when it holds; before Bolt reads anything, because odd signatures
        make it stumble."""
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        if not (stamp and stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12 and signature.isascii()):
            return "nobody"
        try:
            if self._verifier is not None and self._verifier.is_valid(raw, stamp, signature):
                return ""
            signed = self._verifier is not None and self._verifier.generate_signature(timestamp=stamp, body=raw)
        except UnicodeDecodeError:  # Slack writes UTF-8
            return "nobody"
        return "clock" if signed and compare_digest(signed, signature) else "secret" if signature else "nobody"

    def _note_unsigned(self, reason: str) -> None:
        """Count it, and say so in the log, once a minute for each reason: a port that is open is knocked on by many."""
        self._counts.unsigned[reason] += 1
        now = steady()
        if now >= self._quiet_until.get(reason, now):
            self._quiet_until[reason] = now + QUIET_SECONDS
            log.warning("unsigned", reason=reason, count=self._counts.unsigned[reason], todo=UNSIGNED[reason])

    async def _dispatch(self, request: AsyncBoltRequest, kind: str) -> BoltResponse:
        """Let Bolt answer. What it cannot even read it raises on; that is acknowledged, or Slack would repeat it.

        What fails in our own listeners does not come here: the gateway logs it with its traceback.
        """
        try:
            return await self.bolt.async_dispatch(request)
        except Exception as fault:  # noqa: BLE001  (a door)
            log.warning("unreadable", reference=new_reference(), kind=kind, fault=type(fault).__name__)
            return BoltResponse(status=200, body="")


def _retries(envelope: Envelope) -> dict[str, str | Sequence[str]] | None:
    """Slack's count of its tries, as Bolt knows it from HTTP."""
    if not envelope.retry:
        return None
    return {"x-slack-retry-num": str(envelope.retry), "x-slack-retry-reason": envelope.retry_reason}
