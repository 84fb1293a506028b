"""What is in the files that somebody gives in a form, fetched from where Slack keeps them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientError, ClientResponse, ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.documents.opening import LARGEST
from bot.feature.call import Fields, SlackFile, Value
from bot.slack_api import FAULTS, slack_error

log = structlog.get_logger()

SECONDS: Final = 1.8
"""A form is acknowledged within three, and what is in the file is to be read too."""
SLACKS_OWN: Final = ("slack.com", "slack-files.com", "slack-gov.com")


async def with_contents(client: AsyncWebClient, fields: Fields) -> Fields:
    """The fields, with what is in the files in them; of one that Slack does not hand over in time nothing."""
    values: dict[str, Value] = dict(fields.values)
    for name, value in fields.values.items():
        files = [each for each in value if isinstance(each, SlackFile)] if isinstance(value, tuple) else []
        if files:
            values[name] = tuple([await _with_content(client, each) for each in files])
    return replace(fields, values=values)


async def _with_content(client: AsyncWebClient, file: SlackFile) -> SlackFile:
    try:
        async with asyncio.timeout(SECONDS):
            told: Any = (await client.files_info(file=file.id)).get("file") or {}
            return replace(file, content=await _fetched(client, str(told.get("url_private") or "")))
    except (*FAULTS, ClientError, TimeoutError) as fault:
        log.warning("file_not_fetched", fault=slack_error(fault) or type(fault).__name__)
        return file


async def _fetched(client: AsyncWebClient, url: str) -> bytes | None:
    """The content, or as much as says that it is too large; the token is shown to nobody but Slack."""
    if not _is_slacks(url, client.base_url):
        log.warning("file_elsewhere")
        return None
    bearer = {"Authorization": f"Bearer {client.token}"}
    async with ClientSession() as http, http.get(url, headers=bearer, allow_redirects=False) as reply:
        if reply.status == HTTPStatus.OK:
            return await _content(reply)
        log.warning("file_not_fetched", status=reply.status)
        return None


async def _content(reply: ClientResponse) -> bytes:
    content = b""
    async for part in reply.content.iter_chunked(65_536):
        content += part
        if len(content) > LARGEST:
            break
    return content


def _is_slacks(url: str, api: str) -> bool:
    """Whether an address is Slack's own, or the stand-in's that the bot is set to."""
    where, own = urlsplit(url), urlsplit(api)
    host = where.hostname or ""
    is_slack = where.scheme == "https" and any(host == each or host.endswith(f".{each}") for each in SLACKS_OWN)
    return is_slack or (where.scheme, where.netloc) == (own.scheme, own.netloc)
