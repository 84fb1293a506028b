"""The smallest possible Bolt app: `python -m tests.bench.bare_app API_URL BOT_TOKEN APP_TOKEN [flag]`."""

from __future__ import annotations

import asyncio
import sys

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


async def main(api_url: str, bot_token: str, app_token: str, *flag: str) -> None:
    client = AsyncWebClient(bot_token, base_url=api_url)
    app = AsyncApp(client=client, process_before_response=bool(flag))

    @app.command("/mote")
    async def hi(ack):
        await ack("hi")

    handler = AsyncSocketModeHandler(app, app_token, web_client=AsyncWebClient(app_token, base_url=api_url))
    await handler.connect_async()
    await asyncio.Event().wait()


asyncio.run(main(*sys.argv[1:]))
