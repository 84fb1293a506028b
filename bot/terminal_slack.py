"""What the terminal has to ask Slack: who administers, where the installer has named nobody."""

from __future__ import annotations

import asyncio
from typing import Final

import aiohttp

from bot.config import Settings
from bot.dates.when import SystemClock
from bot.db import Database
from bot.directory import Directory
from bot.slack_client import slack_client

HTTP_SECONDS: Final = 8


def meet_admins(settings: Settings, database: Database) -> None:
    """Learn who the workspace's admins are, as the bot does when it starts: what is for the coordinators goes to them.

    Where COORDINATORS says who they are, or no token is set, nobody is asked.
    """
    if settings.slack_bot_token and not settings.coordinator_ids:
        asyncio.run(_meet_admins(settings, database))


async def _meet_admins(settings: Settings, database: Database) -> None:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=HTTP_SECONDS)) as http:
        client = slack_client(settings.slack_api_url, settings.slack_bot_token, http)
        await Directory(client, database, SystemClock()).meet_admins()
