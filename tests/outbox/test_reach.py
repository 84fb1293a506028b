"""Who cannot be sent a direct message is mentioned in the channel, once a week, and known until a message arrives."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.db import Database
from bot.models import Delivery, DeliveryState
from bot.network import store
from bot.outbox import tools
from tests.outbox.outbox_world import COORDINATOR, NOW, OTHER, PERSON, Fault, OutboxWorld, deliver, post
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)

SENT, DEAD, PENDING = DeliveryState.SENT, DeliveryState.DEAD, DeliveryState.PENDING
THREAD = "reach/1/2020-16"
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Posts in one channel may follow one another at once; the local Slack does not mind."""
    monkeypatch.setattr(tools, "BETWEEN_POSTS", 0.02)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either(request: pytest.FixtureRequest) -> Database:
    """A database of each kind."""
    database: Database = request.getfixturevalue("database" if request.param == "sqlite" else "postgres")
    return database


def refuse(world: OutboxWorld, *people: str, error: str = "user_not_visible") -> Fault:
    """Slack opens no conversation with these."""
    no = Fault(
        "conversations.open", "error", False, error=error, times=None, where=lambda args: args.get("users") in people
    )
    return world.slack.faults.add(no)


def lost(world: OutboxWorld) -> dict[str, str]:
    with world.database.reading() as session:
        return {each.id: each.unreachable_why for each in store.unreachable_accounts(session)}


def test_who_cannot_be_written_to_is_mentioned_in_one_thread_a_week_and_once(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        refuse(world, PERSON, OTHER)
        world.wish(post("secret/1", to=PERSON), post("secret/2", to=PERSON), post("secret/3", to=OTHER))
        await world.until(lambda: len(world.keys()) == 3 and world.texts(COORDINATOR)[1:])
        await world.until(lambda: world.state("secret/2") is DEAD)
        await world.ticks(0.3)
        assert world.keys()[0] == THREAD and set(world.keys()[1:]) == {f"{THREAD}/{PERSON}", f"{THREAD}/{OTHER}"}
        head, *lines = world.slack.messages("C1")
        assert {(each.thread_ts, each.broadcast) for each in lines} == {(head.ts, False)}, "not in the channel itself"
        assert not any("secret" in each for each in world.texts())
        assert [f"<@{PERSON}>" in each for each in world.texts()].count(True) == 1
        assert lost(world) == {PERSON: "user_not_visible", OTHER: "user_not_visible"}
        assert any(f"<@{PERSON}>" in each and "doctor" in each for each in world.texts(COORDINATOR))

        later = post("secret/4", to=PERSON, due=NOW + WEEK)
        world.clock.at += WEEK
        world.wish(later)
        assert "reach/1/2020-17" in world.foretold() and f"reach/1/2020-17/{PERSON}" in world.foretold()
        await world.until(lambda: len(world.keys()) == 5)
        assert world.keys()[3:] == ["reach/1/2020-17", f"reach/1/2020-17/{PERSON}"]

    deliver(either, story)


def test_once_a_message_arrives_what_is_of_use_comes_and_nobody_is_mentioned(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        no = refuse(world, PERSON, error="restricted_action")
        world.wish(post("a", to=PERSON))
        await world.until(lambda: len(world.keys()) == 2)
        world.slack.faults.remove(no)
        assert world.foretold() == set()
        world.wish(post("a", to=PERSON), post("b", to=PERSON))
        await world.until(lambda: world.keys(PERSON) == ["b", "a"])
        await world.ticks(0.2)
        assert lost(world) == {} and len(world.keys()) == 2

    deliver(either, story)


def test_a_post_refused_there_counts_as_a_conversation_that_is_not_opened(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.slack.faults.add(
            Fault("chat.postMessage", "error", False, error="messages_tab_disabled", times=None,
                  where=lambda args: args.get("channel") == "D2")
        )  # fmt: skip
        world.wish(post("a", to=PERSON), post("b", to=OTHER))
        await world.until(lambda: len(world.keys()) == 2 and world.keys(OTHER) == ["b"])
        assert lost(world) == {PERSON: "messages_tab_disabled"}

    deliver(database, story)


def test_a_mention_whose_answer_never_came_stands_once(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        refuse(world, PERSON)
        world.slack.local.page_most = 1
        world.slack.faults.drop_after("chat.postMessage", times=2, where=lambda args: args.get("channel") == "C1")
        world.wish(post("a", to=PERSON))
        await world.until(lambda: world.state(THREAD) is SENT)
        world.clock.at += timedelta(minutes=1)
        await world.until(lambda: world.state(f"{THREAD}/{PERSON}") is SENT)
        await world.ticks(0.2)
        assert world.keys() == [THREAD, f"{THREAD}/{PERSON}"]

    deliver(database, story)


def test_after_a_backup_is_put_back_a_mention_is_found_in_its_thread(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        refuse(world, PERSON)
        world.wish(post("a", to=PERSON))
        line = f"{THREAD}/{PERSON}"
        await world.until(lambda: world.state(line) is SENT)
        world.change(Delivery, state=PENDING, ts=None, channel=None, sent_at=None, claimed_by=None)
        await world.until(lambda: world.state(line) is SENT and world.state(THREAD) is SENT)
        assert world.keys() == [THREAD, line]

    deliver(database, story)


def test_where_the_weeks_thread_was_deleted_the_mention_stands_in_the_channel(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        refuse(world, PERSON)
        world.slack.faults.drop_before("chat.postMessage", where=lambda args: bool(args.get("thread_ts")))
        world.wish(post("a", to=PERSON))
        line = f"{THREAD}/{PERSON}"
        await world.until(lambda: world.state(line) is DeliveryState.UNCERTAIN)
        world.slack.local.team.rooms["C1"].messages.clear()
        await world.until(lambda: world.state(line) is SENT)
        assert world.keys() == [line] and world.calls("conversations.replies")

    deliver(database, story)


def test_a_closed_account_and_a_bad_message_are_not_taken_for_it(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        refuse(world, PERSON, error="user_disabled")
        world.slack.faults.add(Fault("chat.postMessage", "error", False, error="invalid_blocks", times=1))
        world.wish(post("a", to=PERSON), post("b", to=OTHER))
        await world.until(lambda: {world.state("a"), world.state("b")} == {DEAD})
        await world.ticks(0.2)
        assert lost(world) == {} and world.keys() == []

    deliver(database, story)
