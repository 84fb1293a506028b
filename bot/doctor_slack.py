"""Tokens, scopes, channels and coordinators: what only Slack can tell of an installation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Final

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.doctor_findings import Finding, advice, fault, ok
from bot.manifest import SCOPES
from bot.reaching import slack_error, why_no_slack, why_no_socket
from bot.slack_client import FAULTS, slack_client
from bot.socket_line import NoLine, address_of_line

HTTP_SECONDS: Final = 8
MOST_PAGES: Final = 20


Channels = tuple[tuple[str, str], ...]
"""Each network's name and channel."""


async def look_at_slack(settings: Settings, channels: Channels) -> list[Finding]:
    """Ask Slack, with each token that is set."""
    return [each async for each in _ask(settings, channels)]


async def _ask(settings: Settings, channels: Channels) -> AsyncIterator[Finding]:
    timeout = aiohttp.ClientTimeout(total=HTTP_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as http:
        if settings.slack_bot_token:
            client = slack_client(settings.slack_api_url, settings.slack_bot_token, http)
            async for finding in _bot_token(client, settings, channels):
                yield finding
        if settings.slack_app_token:
            yield await _app_token(slack_client(settings.slack_api_url, settings.slack_app_token, http))


async def _bot_token(client: AsyncWebClient, settings: Settings, channels: Channels) -> AsyncIterator[Finding]:
    try:
        who = await client.auth_test()
    except FAULTS as no:
        yield fault("bot token", why_no_slack(no, client.base_url))
        return
    yield ok("bot token", f"Slack takes it; the workspace is {who.get('team') or who.get('team_id')}.")
    yield _scopes(str(who.headers.get("x-oauth-scopes") or ""))
    for network, channel in channels:
        yield await _channel(client, network, channel)
    async for finding in _coordinators(client, settings):
        yield finding


def _scopes(granted: str) -> Finding:
    if not granted:
        return advice("scopes", "Slack did not say which scopes the token has.")
    lacking = sorted(set(SCOPES) - {each.strip() for each in granted.split(",")})
    if not lacking:
        return ok("scopes", f"All {len(SCOPES)} are granted.")
    wanted = "; ".join(f"{each} ({SCOPES[each]})" for each in lacking)
    return fault(
        "scopes",
        f"Missing: {wanted}. Add them under “OAuth & Permissions” (or paste what `natverksbot manifest` prints under "
        "“App Manifest”) and install the app again.",
    )


async def _app_token(client: AsyncWebClient) -> Finding:
    try:
        await address_of_line(client)
    except NoLine as no:
        return fault("app token", why_no_socket(no.reason, client.base_url))
    return ok("app token", "Slack takes it and opens a socket.")


async def _channel(client: AsyncWebClient, network: str, name: str) -> Finding:
    """Whether a network's channel is known, open, and the bot in it."""
    if not name:
        return fault("channel", f"{network} has none. Give it one: natverksbot load PLAN --channel '#name'")
    try:
        told = await _find_channel(client, name)
    except FAULTS as no:
        error = slack_error(no) or type(no).__name__
        told = None
        if error != "channel_not_found":
            return fault("channel", f"Slack does not tell of {name} of {network}: {error}.")
    if told is None:
        return fault(
            "channel",
            f"{name} of {network} is not there, or private and without the bot. Write /invite @Nätverksbot in it, "
            "or give another: natverksbot load PLAN --channel '#name'",
        )
    if told.get("is_archived"):
        return fault(
            "channel", f"{name} of {network} is archived. Give another: natverksbot load PLAN --channel '#name'"
        )
    if not told.get("is_member"):
        return fault("channel", f"The bot is not in {name} of {network}. Write /invite @Nätverksbot in it.")
    return ok("channel", f"The bot is in #{told.get('name') or name} of {network}.")


async def _find_channel(client: AsyncWebClient, channel: str) -> dict[str, Any] | None:
    if not channel.startswith("#"):
        told: dict[str, Any] = (await client.conversations_info(channel=channel)).get("channel") or {}
        return told
    cursor = ""
    for _ in range(MOST_PAGES):
        page = await client.conversations_list(types="public_channel,private_channel", limit=500, cursor=cursor or None)
        for each in page.get("channels") or ():
            if each.get("name") == channel.removeprefix("#"):
                return dict(each)
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            break
    return None


async def _coordinators(client: AsyncWebClient, settings: Settings) -> AsyncIterator[Finding]:
    if not settings.coordinator_ids:
        yield ok("coordinators", "COORDINATORS is not set: the workspace's admins and owners administer.")
    for user in settings.coordinator_ids:
        try:
            told = (await client.users_info(user=user)).get("user") or {}
        except FAULTS as no:
            error = slack_error(no) or type(no).__name__
            yield fault(
                "coordinators", f"Slack does not know {user} of COORDINATORS ({error}). Copy the id from the profile."
            )
            continue
        if told.get("deleted"):
            yield fault("coordinators", f"The account {user} of COORDINATORS is deactivated. Name another.")
        elif told.get("is_restricted") or told.get("is_ultra_restricted") or told.get("is_stranger"):
            yield fault("coordinators", f"{user} of COORDINATORS is a guest, and guests only read. Name another.")
        else:
            yield ok("coordinators", f"{user} may administer.")
