"""A local Slack over loopback: Web API, Socket Mode or signed HTTP, and a page. It knows the bot by Slack's protocol.

    workspace = Workspace("Nätverket", (User("U1", "Samordnare"),), (Channel("C1", "allmänt"),), manifest={})
    async with Playground(workspace, HandClock(NOW)) as slack:
        bot = AsyncSocketModeHandler(app, slack.app_token, web_client=AsyncWebClient(base_url=slack.api_url))
        await bot.connect_async()       # app = AsyncApp(client=AsyncWebClient(slack.bot_token, base_url=slack.api_url))
        assert "Gävle" in (await slack.command("U1", "C1", "/mote")).words

Then look: `slack.messages("C1")`, `slack.calls`, `slack.delivered`, `slack.modal("U1")`, or wait:
`await slack.wait_for(lambda: slack.direct_messages("U1"))`. What goes wrong on request stands beside the tests
(`tests/playground/faulty_slack.py`). Nothing here imports the rest of the bot.
"""

from bot.playground.envelopes import Ack
from bot.playground.messages import Posted
from bot.playground.outcome import Outcome
from bot.playground.server import Playground
from bot.playground.workspace import Channel, HandClock, PlaygroundError, Workspace, WorkspaceUser

__all__ = [
    "Ack",
    "Channel",
    "HandClock",
    "Outcome",
    "Playground",
    "PlaygroundError",
    "Posted",
    "Workspace",
    "WorkspaceUser",
]
