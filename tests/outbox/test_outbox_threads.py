"""Answers in threads: under their head wherever Slack faults, once, and found again by history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from bot.blocks.messages import Message
from bot.db import Database
from bot.models import Delivery, DeliveryState, Network
from bot.outbox.deliveries import tell
from tests.outbox.outbox_world import HOUR, NOW, PERSON, OutboxWorld, deliver

SENT, PENDING = DeliveryState.SENT, DeliveryState.PENDING


def say(world: OutboxWorld, key: str, thread: str = "") -> None:
    with world.database.writing() as session:
        network = session.get_one(Network, world.network_id)
        about = {"thread": thread} if thread else {}
        tell(session, network, key=key, kind="note", to=PERSON, message=Message(key), now=NOW, about=about)


def change(world: OutboxWorld, key: str, **values: Any) -> None:
    with world.database.writing() as session:
        session.execute(update(Delivery).where(Delivery.key == key).values(**values))


def heads(world: OutboxWorld) -> dict[str, str]:
    """Under which message each stands."""
    stands = {each.ts: each.text for each in world.slack.messages("D2")}
    return {each.text: stands.get(each.thread_ts or "", "") for each in world.slack.messages("D2")}


def test_an_answer_stands_in_the_thread_of_its_head_and_in_the_conversation(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        say(world, "head")
        say(world, "answer", thread="head")
        await world.until(lambda: world.state("answer") is SENT, seconds=8)
        assert heads(world) == {"head": "", "answer": "head"}
        assert world.keys(PERSON) == ["head", "answer"], "history finds it"

    deliver(database, story)


def test_an_answer_waits_for_a_head_that_is_on_its_way(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        say(world, "head")
        change(world, "head", due_at=NOW + HOUR)
        say(world, "answer", thread="head")
        await world.tick()
        assert world.state("answer") is PENDING and not world.texts(PERSON)

    deliver(database, story)


def test_an_answer_whose_head_never_came_stands_alone(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        say(world, "head")
        change(world, "head", state=DeliveryState.DEAD)
        say(world, "answer", thread="head")
        say(world, "another", thread="nothing")
        await world.until(lambda: world.state("answer") is SENT and world.state("another") is SENT)
        assert heads(world) == {"answer": "", "another": ""}

    deliver(database, story)


def test_an_answer_whose_acknowledgement_was_lost_is_not_said_twice(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        say(world, "head")
        await world.until(lambda: world.state("head") is SENT)
        say(world, "answer", thread="head")
        world.slack.faults.server_error("chat.postMessage", accepts=True)
        await world.until(lambda: world.state("answer") is SENT)
        assert world.texts(PERSON) == ["head", "answer"]

    deliver(database, story)
