"""slack-machine answering /mote with the same query and the same blocks, in its own way: an immediate answer.

`python -m tests.bench.machine_app API_URL BOT_TOKEN APP_TOKEN DATABASE_URL`, in the environment that has slack-machine.
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial

from machine import Machine, core
from machine.plugins.base import MachineBasePlugin
from machine.plugins.decorators import command
from machine.utils.collections import CaseInsensitiveDict
from slack_sdk.web.async_client import AsyncWebClient

from bot.dates.when import MovedClock
from bot.db import Database, open_engine
from bot.feature.call import Call, User
from bot.language import speak
from bot.meetings import store as meetings_store
from bot.meetings.show import show_meeting
from bot.network import store as network_store
from tests.bench.asked import ASKER, CHANNEL_ID, NOON

API_URL, BOT_TOKEN, APP_TOKEN, DATABASE_URL = sys.argv[1:5]
core.AsyncWebClient = partial(AsyncWebClient, base_url=API_URL)  # it has no setting for it
database = Database(open_engine(DATABASE_URL))
clock = MovedClock(NOON)


class Mote(MachineBasePlugin):
    """The same answer as the bot's."""

    @command("/mote")
    async def mote(self, command):
        with database.reading() as session:
            network, person = network_store.where_i_am(session, ASKER, CHANNEL_ID)
            call = Call(
                session=session, now=clock.now(), network=network, user=User(ASKER), person=person,
                is_coordinator=False, say=speak("sv"),
            )  # fmt: skip
            meeting = meetings_store.next_meeting(session, network, call.now)
            payload = show_meeting(call, meeting, is_next=True).payload
        yield {"response_type": "ephemeral", **payload}


async def main() -> None:
    settings = CaseInsensitiveDict(
        {
            "PLUGINS": ["tests.bench.machine_app.Mote"],
            "STORAGE_BACKEND": "machine.storage.backends.memory.MemoryStorage",
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "HTTP_PROXY": None,
            "TZ": "UTC",
            "LOG_HANDLED_MESSAGES": False,
            "LOGLEVEL": "ERROR",
        }
    )
    await Machine(settings=settings).run()


if __name__ == "__main__":
    sys.modules["tests.bench.machine_app"] = sys.modules["__main__"]
    asyncio.run(main())
