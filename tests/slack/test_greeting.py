"""Where the bot comes into a channel it greets, once for each time, with what is to be done next."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.app import Bot
from bot.config import Settings
from bot.models import Network
from bot.playground import HandClock
from tests.databases import empty
from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import NOW
from tests.running_bot import play_with_bot, url_in
from tests.world import World


def labels(message: Any) -> list[str]:
    return [
        each["text"]["text"] for block in message.blocks if block["type"] == "actions" for each in block["elements"]
    ]


async def started(slack: FaultySlack, folder: Path) -> Bot:
    how = {"slack_bot_token": slack.bot_token, "slack_app_token": slack.app_token, "slack_api_url": slack.api_url}
    bot = Bot(Settings(database_url=url_in(folder), coordinators="U1", port=0, **how), HandClock(NOW))
    await bot.start()
    return bot


def test_in_its_networks_channel_and_in_another_it_greets_once_for_each_time_it_comes(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        world = World(empty(tmp_path / "natverksbot.db"))
        with world.database.writing() as session:
            session.get_one(Network, world.network_id).channel = "#hemligt"
            name = session.get_one(Network, world.network_id).name
        me = slack.local.team.seed.bot_user_id
        bot = await started(slack, tmp_path)
        try:
            slack.invite("G1", me)
            [own] = await slack.wait_for(lambda: slack.messages("G1"), 20)
            assert name in own.text and len(own.text.splitlines()) == 3, "known by its name until the bot is in it"
            assert labels(own) == ["Nästa möte", "Det här kan jag"] and "börja" not in own.text
            slack.invite("C2", me)
            [other] = await slack.wait_for(lambda: slack.messages("C2"), 20)
            assert name not in other.text and "`/natverk börja`" in other.text and labels(other) == labels(own)
            again = next(each.envelope for each in slack.delivered if "joined" in str(each.envelope.payload["event"]))
            await slack.post.hand(replace(again, id="again", retry_attempt=1))
            slack.invite("C2", "U4")
            await slack.post.idle()
            await slack.click("U2", other, other.blocks[1]["elements"][0]["action_id"])
            alone = await slack.wait_for(
                lambda: [each for each in slack.team.room("C2").messages.values() if each.only_for == "U2"], 20
            )
            assert alone and slack.messages("G1") == [own] and slack.messages("C2")[:1] == [other]
            slack.remove("C2", me)
            slack.invite("C2", me)
            await slack.wait_for(
                lambda: len([m for m in slack.messages("C2") if m.user == me and not m.only_for]) == 2, 20
            )
        finally:
            await bot.stop()

    play_with_bot(story)


def test_before_any_network_is_loaded_it_says_how_one_comes_here_and_what_fails_is_no_greeting(tmp_path: Path) -> None:
    async def story(slack: FaultySlack) -> None:
        empty(tmp_path / "natverksbot.db").engine.dispose()
        me = slack.local.team.seed.bot_user_id
        bot = await started(slack, tmp_path)
        try:
            slack.invite("C2", me)
            [said] = await slack.wait_for(lambda: slack.messages("C2"), 20)
            assert "inget nätverk än" in said.text and labels(said) == ["Starta ett nätverk"]
            again = next(each.envelope for each in slack.delivered if "joined" in str(each.envelope.payload["event"]))
            await slack.post.hand(replace(again, id="again", retry_attempt=1))
            slack.faults.refuse("chat.postMessage", "restricted_action")
            slack.invite("G1", me)
            await slack.post.idle()
            await asyncio.gather(*bot.gateway._following)
            assert slack.messages("C2") == [said] and slack.messages("G1") == []
        finally:
            await bot.stop()

    play_with_bot(story)
