"""Faults on request: what the Web API does wrong, as the real SDK meets it, and what is accepted all the same."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.faulty_slack import FaultySlack
from tests.playground.playground_world import client, play

METADATA = {"event_type": "natverksbot_delivery", "event_payload": {"key": "k1"}}


def careful(slack: FaultySlack, **how: Any) -> AsyncWebClient:
    """A client that never sends again on its own."""
    return client(slack, retry_handlers=[], **how)


def texts(slack: FaultySlack) -> list[str]:
    return [message.text for message in slack.messages("C1")]


def test_an_answer_dropped_after_acceptance_leaves_the_message_there() -> None:
    async def story(slack: FaultySlack) -> None:
        slack.faults.drop_after("chat.postMessage")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await careful(slack).chat_postMessage(channel="C1", text="hej", metadata=METADATA)
        assert texts(slack) == ["hej"]
        await careful(slack).chat_postMessage(channel="C1", text="igen")
        assert texts(slack) == ["hej", "igen"]

    play(story)


def test_the_sdks_own_retry_doubles_a_message_whose_answer_was_dropped() -> None:
    async def story(slack: FaultySlack) -> None:
        slack.faults.drop_after("chat.postMessage")
        await client(slack).chat_postMessage(channel="C1", text="hej")
        assert texts(slack) == ["hej", "hej"]

    play(story)


def test_a_call_dropped_before_acceptance_leaves_nothing() -> None:
    async def story(slack: FaultySlack) -> None:
        slack.faults.drop_before("chat.postMessage")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await careful(slack).chat_postMessage(channel="C1", text="hej")
        assert texts(slack) == []

    play(story)


def test_a_message_can_be_accepted_long_after_the_caller_has_given_up() -> None:
    async def story(slack: FaultySlack) -> None:
        fault = slack.faults.accept_late("chat.postMessage", held=True)
        with pytest.raises(TimeoutError):
            await careful(slack, timeout=1).chat_postMessage(channel="C1", text="hej")
        assert texts(slack) == []
        fault.let_go()
        await slack.wait_for(lambda: texts(slack) == ["hej"])

    play(story)


def test_a_late_answer_comes_after_its_message() -> None:
    async def story(slack: FaultySlack) -> None:
        slack.faults.answer_late("chat.postMessage", 0.3)
        began = time.monotonic()
        posting = asyncio.create_task(careful(slack).chat_postMessage(channel="C1", text="hej"))
        await slack.wait_for(lambda: texts(slack) == ["hej"])
        assert not posting.done()
        await posting
        assert time.monotonic() - began >= 0.3

    play(story)


@pytest.mark.parametrize("accepts", [True, False])
def test_an_http_error_may_hide_an_accepted_message(accepts: bool) -> None:
    async def story(slack: FaultySlack) -> None:
        slack.faults.server_error("chat.postMessage", accepts=accepts)
        with pytest.raises(SlackApiError) as failed:
            await careful(slack).chat_postMessage(channel="C1", text="hej")
        assert failed.value.response.status_code == 500
        assert texts(slack) == (["hej"] if accepts else [])

    play(story)


@pytest.mark.parametrize("accepts", [True, False])
def test_fatal_error_may_hide_an_accepted_message(accepts: bool) -> None:
    async def story(slack: FaultySlack) -> None:
        slack.faults.refuse("chat.postMessage", "fatal_error", accepts=accepts)
        with pytest.raises(SlackApiError, match="fatal_error"):
            await careful(slack).chat_postMessage(channel="C1", text="hej")
        assert texts(slack) == (["hej"] if accepts else [])

    play(story)


def test_truncated_json_is_an_accepted_message_with_an_unreadable_answer() -> None:
    async def story(slack: FaultySlack) -> None:
        slack.faults.truncate("chat.postMessage")
        with pytest.raises(SlackApiError):
            await careful(slack).chat_postMessage(channel="C1", text="hej")
        assert texts(slack) == ["hej"]

    play(story)


def test_429_says_how_long_to_wait_and_accepts_nothing() -> None:
    async def story(slack: FaultySlack) -> None:
        fault = slack.faults.limit("chat.postMessage", 30, times=2, skip=1)
        web = careful(slack)
        await web.chat_postMessage(channel="C1", text="ett")
        for _ in range(2):
            with pytest.raises(SlackApiError) as limited:
                await web.chat_postMessage(channel="C1", text="två")
            assert limited.value.response.headers["Retry-After"] == "30"
            assert limited.value.response["error"] == "ratelimited"
        await web.chat_postMessage(channel="C1", text="tre")
        assert fault.hits == 2
        assert texts(slack) == ["ett", "tre"]
        assert [(call.method, call.error) for call in slack.calls] == [
            ("chat.postMessage", ""),
            ("chat.postMessage", "fault"),
            ("chat.postMessage", "fault"),
            ("chat.postMessage", ""),
        ]

    play(story)


def test_a_fault_can_be_for_one_channel_and_history_can_be_hidden_until_it_is_taken_away() -> None:
    async def story(slack: FaultySlack) -> None:
        web = careful(slack)
        here = lambda args: args["channel"] == "C1"  # noqa: E731
        slack.faults.refuse("chat.postMessage", "restricted_action", times=None, where=here)
        hidden = slack.faults.hide_history()
        with pytest.raises(SlackApiError, match="restricted_action"):
            await web.chat_postMessage(channel="C1", text="hej")
        await web.chat_postMessage(channel="U2", text="hej")
        for _ in range(2):
            with pytest.raises(SlackApiError, match="internal_error"):
                await web.conversations_history(channel="C1")
        slack.faults.remove(hidden)
        assert (await web.conversations_history(channel="C1"))["messages"] == []
        slack.faults.clear()
        await web.chat_postMessage(channel="C1", text="hej")

    play(story)


def test_a_pace_is_kept_for_each_channel_and_for_the_workspace() -> None:
    async def story(slack: FaultySlack) -> None:
        pace = slack.faults.keep_pace("chat.postMessage", calls=1, seconds=1.0)
        web = careful(slack)
        await web.chat_postMessage(channel="C1", text="ett")
        await web.chat_postMessage(channel="U1", text="ett")
        with pytest.raises(SlackApiError) as limited:
            await web.chat_postMessage(channel="C1", text="två")
        assert limited.value.response.headers["Retry-After"] in ("1", "2")
        assert pace.refused == 1
        slack.faults.limits.clear()
        everywhere = slack.faults.keep_pace("chat.postMessage", calls=2, seconds=60.0, by_channel=False)
        await web.chat_postMessage(channel="C1", text="tre")
        await web.chat_postMessage(channel="U1", text="tre")
        with pytest.raises(SlackApiError, match="ratelimited"):
            await web.chat_postMessage(channel="U2", text="tre")
        assert everywhere.refused == 1

    play(story)


def test_a_stopped_playground_refuses_connections_and_can_be_reached_again_on_its_port() -> None:
    async def story(slack: FaultySlack) -> None:
        web = careful(slack)
        await web.chat_postMessage(channel="C1", text="före")
        await slack.stop()
        with pytest.raises(aiohttp.ClientConnectorError):
            await web.chat_postMessage(channel="C1", text="under")
        await slack.start()
        await web.chat_postMessage(channel="C1", text="efter")
        assert texts(slack) == ["före", "efter"]

    play(story)
