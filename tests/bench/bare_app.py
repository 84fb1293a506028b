"""The smallest possible Bolt app: `python -m tests.bench.bare_app API_URL BOT_TOKEN APP_TOKEN [flag]`.

Asked for `/mote knappar` it has two buttons to press, and it says hi to who writes to it.
"""

from __future__ import annotations

import asyncio
import re
import sys

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.bench.scene import ANSWER

BUTTONS = [
    {"type": "button", "action_id": f"{ANSWER}:{text}", "text": {"type": "plain_text", "text": text}}
    for text in ("hi", "ho")
]


async def main(api_url: str, bot_token: str, app_token: str, *flag: str) -> None:
    client = AsyncWebClient(bot_token, base_url=api_url)
    app = AsyncApp(client=client, process_before_response=bool(flag))

    @app.command("/mote")
    async def hi(ack, command):
        if command.get("text"):
            await ack({"text": "hi", "blocks": [{"type": "actions", "elements": BUTTONS}]})
        else:
            await ack("hi")

    @app.action(re.compile(ANSWER))
    async def press(ack, respond):
        await ack()
        await respond("ho", replace_original=True)

    @app.event("message")
    async def words(ack, say):
        await ack()
        await say("hi")

    handler = AsyncSocketModeHandler(app, app_token, web_client=AsyncWebClient(app_token, base_url=api_url))
    await handler.connect_async()
    await asyncio.Event().wait()


asyncio.run(main(*sys.argv[1:]))
