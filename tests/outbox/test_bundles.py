"""What comes to one person within three days comes as one message, each part with its own words, state and end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.blocks.parts import actions, button, section
from bot.feature.declare import CHANNEL, Message, Post
from bot.feature.post import Early
from bot.language import Say
from bot.models import DeliveryState
from tests.outbox.outbox_world import COORDINATOR, DAY, HOUR, NOW, OutboxWorld, deliver, post, replace

LONG_AGO = NOW - 30 * DAY


def asks(key: str, due: datetime, words: str = "", since: datetime = LONG_AGO, **more: Any) -> Post:
    """A post to a person with a button, that may come early from a moment on."""

    def write(at: datetime, say: Say) -> Message:
        text = words or key
        return Message(text, [section(text), actions(button("yes", "Ja", key))])

    given: dict[str, Any] = {"early": Early(since, write), "useful_until": due + 20 * DAY, **more}
    return post(key, COORDINATOR, due, write=lambda say: write(due, say), **given)


def direct(world: OutboxWorld) -> list[Any]:
    return world.slack.messages("D" + COORDINATOR[1:])


FIRST, SECOND = asks("soon/1", NOW, subject="soon"), asks("silent/2", NOW + 2 * DAY, kind="silent")


def test_two_within_three_days_are_one_message_and_each_is_sent_once(database):
    async def story(world: OutboxWorld) -> None:
        world.wish(FIRST, SECOND, asks("list/3", NOW + 4 * DAY, kind="list"))
        assert world.foretold() == {"soon/1"}
        await world.ticks(0.3)
        (message,) = direct(world)
        assert message.text == "soon/1\n\nsilent/2"
        assert message.metadata["event_payload"] == {"key": "soon/1", "with": ["silent/2"]}
        assert [each["type"] for each in message.blocks] == ["section", "actions", "divider", "section", "actions"]
        assert world.state("silent/2") is DeliveryState.SENT and world.delivery("silent/2").ts == message.ts
        world.clock.at += 2 * DAY + HOUR
        world.changed()
        await world.ticks(0.3)
        assert len(direct(world)) == 1 and world.state("list/3") is DeliveryState.PENDING
        world.clock.at += 2 * DAY
        await world.ticks(0.3)
        assert [each.metadata["event_payload"]["key"] for each in direct(world)] == ["soon/1", "list/3"]

    deliver(database, story)


@pytest.mark.parametrize(
    "alone",
    [asks("silent/2", NOW + 2 * DAY, since=NOW + DAY), replace(SECOND, early=None), replace(SECOND, to=CHANNEL),
     asks("silent/2", NOW + 4 * DAY), asks("silent/2", NOW + DAY, "Ord. " * 500),
     replace(SECOND, subject="soon")],
    ids=["is not so yet", "is asked for that day", "in the channel", "later", "too long", "says the same"],
)  # fmt: skip
def test_what_cannot_come_with_it_comes_by_itself(database, alone):
    async def story(world: OutboxWorld) -> None:
        world.wish(FIRST, alone)
        await world.ticks(0.3)
        assert world.keys(COORDINATOR) == ["soon/1"] and world.state("silent/2") is DeliveryState.PENDING
        world.clock.at += alone.due - NOW + HOUR
        await world.until(lambda: world.state("silent/2") is DeliveryState.SENT)

    deliver(database, story)


def test_each_part_follows_what_it_speaks_of_and_the_other_stays(database):
    async def story(world: OutboxWorld) -> None:
        world.wish(FIRST, SECOND)
        await world.ticks(0.3)
        world.wish(asks("soon/1", NOW, "Annat"), SECOND)
        await world.until(lambda: direct(world)[0].text.startswith("Annat"))
        assert direct(world)[0].text == "Annat\n\nsilent/2"
        world.wish(asks("soon/1", NOW, "Annat"))
        await world.until(lambda: "~silent/2~" in direct(world)[0].text)
        (message,) = direct(world)
        assert message.text.startswith("Annat\n\n~silent/2~")
        assert sum(each["type"] == "actions" for each in message.blocks) == 1
        assert message.metadata["event_payload"] == {"key": "soon/1", "with": ["silent/2"]}
        assert world.delivery("soon/1").closed_at is None and world.delivery("silent/2").closed_at is not None

    deliver(database, story)


@pytest.mark.parametrize("accepts", [True, False])
def test_nobody_knows_whether_it_arrived_and_both_come_once(database, accepts):
    async def story(world: OutboxWorld) -> None:
        (world.slack.faults.drop_after if accepts else world.slack.faults.drop_before)("chat.postMessage")
        world.wish(FIRST, SECOND)
        await world.until(lambda: world.state("silent/2") is DeliveryState.SENT)
        assert world.keys(COORDINATOR) == ["soon/1"] and world.state("soon/1") is DeliveryState.SENT
        assert world.delivery("silent/2").ts == world.delivery("soon/1").ts

    deliver(database, story)


def test_what_the_first_asked_is_answered_before_it_goes_and_the_other_comes_in_its_time(database):
    async def story(world: OutboxWorld) -> None:
        world.wish(replace(FIRST, due=NOW + HOUR), SECOND)
        await world.ticks(0.2)
        world.wish(SECOND)
        world.clock.at += timedelta(hours=2)
        await world.ticks(0.2)
        assert not direct(world)
        world.clock.at += 2 * DAY
        await world.until(lambda: world.keys(COORDINATOR) == ["silent/2"])

    deliver(database, story)


def test_a_backup_put_back_brings_nothing_twice(database):
    async def story(world: OutboxWorld) -> None:
        world.wish(FIRST, SECOND)
        await world.ticks(0.3)
        world.change(
            type(world.delivery("soon/1")), state=DeliveryState.PENDING, ts=None, sent_at=None, carried_by=None
        )
        world.clock.at += timedelta(minutes=5)
        await world.until(lambda: world.state("soon/1") is DeliveryState.SENT)
        world.clock.at += 3 * DAY
        await world.ticks(0.3)
        assert world.keys(COORDINATOR) == ["soon/1"] and world.state("silent/2") is DeliveryState.SENT

    deliver(database, story)
