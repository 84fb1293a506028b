"""A message whose words are erased: not sent, or changed where it stands, whatever happens on the way."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.db import Database
from bot.feature.declare import CHANNEL, Message
from bot.models import Delivery, DeliveryState, Network
from bot.outbox.deliveries import erase, tell
from bot.outbox.follow import UNSURE, draw_without
from bot.outbox.marks import redrawn
from tests.outbox.outbox_world import NOW, PERSON, OutboxWorld, deliver, post

SECRET, INSTEAD = "Ottilia gick i femman", "Raderad"


def told(
    world: OutboxWorld, to: str = CHANNEL, key: str = "secret", words: str = SECRET, about: dict[str, str] | None = None
) -> None:
    with world.database.writing() as session:
        network = session.get_one(Network, world.network_id)
        tell(session, network, key=key, kind="soon", to=to, message=Message(words), now=NOW, about=about)


def erased(world: OutboxWorld) -> None:
    with world.database.writing() as session:
        erase(session, session.scalars(select(Delivery).where(Delivery.key == "secret")).one(), Message(INSTEAD), NOW)
    with world.database.reading() as session:
        rows = session.execute(select(Delivery.message, Delivery.shown, Delivery.about)).all()
    assert SECRET not in str(rows)


def test_what_waits_is_not_sent(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        told(world)
        erased(world)
        await world.tick()
        assert world.texts() == [] and world.state("secret") is DeliveryState.CANCELLED

    deliver(database, story)


def test_what_stands_says_that_it_is_erased_though_the_bot_dies_on_the_way(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        told(world, PERSON)
        await world.tick()
        assert world.texts(PERSON) == [SECRET]
        erased(world)
        world.slack.faults.drop_before("chat.update")
        await world.tick()
        assert world.texts(PERSON) == [SECRET]
        other = world.outbox()
        await world.until(lambda: world.texts(PERSON) == [INSTEAD], outbox=other)
        await other.stop(patience=0)

    deliver(database, story)


def test_what_was_accepted_unseen_is_changed_when_it_is_found(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        told(world)
        world.slack.faults.drop_after("chat.postMessage")
        await world.tick()
        assert world.state("secret") is DeliveryState.UNCERTAIN and world.texts() == [SECRET]
        erased(world)
        await world.until(lambda: world.state("secret") is DeliveryState.SENT)
        world.clock.at += timedelta(minutes=1)
        await world.until(lambda: world.texts() == [INSTEAD])

    deliver(database, story)


def test_what_was_accepted_unseen_in_a_thread_is_found_there_and_changed(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        told(world, key="head", words="Tråden")
        await world.until(lambda: world.state("head") is DeliveryState.SENT)
        told(world, about={"thread": "head"})
        world.slack.faults.drop_after("chat.postMessage")
        await world.until(lambda: world.state("secret") is DeliveryState.UNCERTAIN)
        erased(world)
        await world.until(lambda: world.state("secret") is DeliveryState.SENT)
        world.clock.at += timedelta(minutes=1)
        await world.until(lambda: world.texts() == ["Tråden", INSTEAD])

    deliver(database, story)


def test_what_was_dropped_on_the_way_is_not_sent_again(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        told(world)
        world.slack.faults.drop_before("chat.postMessage")
        await world.tick()
        erased(world)
        await world.until(lambda: world.state("secret") is DeliveryState.CANCELLED)
        await world.ticks(0.3)
        assert world.texts() == []

    deliver(database, story)


def test_what_slack_lets_nobody_edit_any_longer_is_deleted(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        told(world)
        await world.tick()
        assert world.texts() == [SECRET]
        erased(world)
        world.slack.faults.refuse("chat.update", "edit_window_closed")
        await world.until(lambda: world.texts() == [])

    deliver(database, story)


def test_what_is_followed_and_has_nothing_more_to_say_keeps_no_word_of_it(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post(write=lambda say: Message(SECRET)))
        await world.until(lambda: world.texts() == [SECRET])
        with world.database.writing() as session:
            draw_without(session.scalars(select(Delivery)).one(), {"text": INSTEAD})
        world.wish()
        world.clock.at += timedelta(minutes=2)
        struck_out = f"~{INSTEAD}~\nDet här meddelandet är inte längre aktuellt."
        await world.until(lambda: world.texts() == [struck_out])

    deliver(database, story)


def test_what_a_change_said_that_was_on_its_way_is_not_kept(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post(write=lambda say: Message(SECRET)))
        await world.until(lambda: world.texts() == [SECRET])
        with world.database.writing() as session:
            standing = session.scalars(select(Delivery)).one()
            draw_without(standing, {"text": INSTEAD})
            session.flush()
            for part in ("1", "over/0"):
                for change, values in redrawn({"marks": str(standing.id), "part": part}, {"text": SECRET}, NOW):
                    session.execute(change, values)
        with world.database.reading() as session:
            left = session.scalars(select(Delivery)).one()
            assert left.shown == {"text": INSTEAD, UNSURE: True} and left.closed_at is None

    deliver(database, story)
