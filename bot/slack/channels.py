"""A channel's id from its name: networks are loaded with `--channel '#name'`, and Slack speaks of ids alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.db import Database
from bot.network import store as network_store
from bot.slack_api import FAULTS, slack_error
from bot.text import one_line

MOST_PAGES: Final = 20

log = structlog.get_logger()


async def channel_named(client: AsyncWebClient, name: str) -> Mapping[str, Any] | None:
    """The channel of that name (`#name`) as Slack has it; None when there is none that the bot can see."""
    wanted = one_line(name).removeprefix("#")
    async for each in _channels(client):
        if one_line(each.get("name")) == wanted:
            return each
    return None


async def find_channels(client: AsyncWebClient, database: Database) -> None:
    """Put its id in place of the name of each network's channel, as far as Slack knows it: what is written there is
    then answered for that network before the bot has ever posted in it."""
    try:
        names = await asyncio.to_thread(_names, database)
        if names:
            ids = {f"#{one_line(each.get('name'))}": str(each["id"]) async for each in _channels(client)}
            found = {name: ids[one_line(name)] for name in names if one_line(name) in ids}
            await asyncio.to_thread(_keep, database, found)
    except FAULTS as fault:
        log.warning("channels_not_found", fault=slack_error(fault) or type(fault).__name__)
    except SQLAlchemyError as fault:
        log.warning("channels_not_found", fault=type(fault).__name__)


async def _channels(client: AsyncWebClient) -> AsyncIterator[Mapping[str, Any]]:
    cursor = ""
    for _ in range(MOST_PAGES):
        page = await client.conversations_list(types="public_channel,private_channel", limit=500, cursor=cursor or None)
        for each in page.get("channels") or ():
            yield each
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


def _names(database: Database) -> set[str]:
    with database.reading() as session:
        return {
            each.channel
            for each in network_store.networks(session)
            if each.channel is not None and each.channel.startswith("#")
        }


def _keep(database: Database, ids: Mapping[str, str]) -> None:
    if not ids:
        return
    with database.writing() as session:
        for each in network_store.networks(session):
            each.channel = ids.get(each.channel or "", each.channel)
