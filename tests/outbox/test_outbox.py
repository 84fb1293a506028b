"""The outbox against the playground: what goes out, once, whatever Slack does."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from bot.blocks.messages import Message
from bot.blocks.parts import section
from bot.dates.when import STOCKHOLM, moment
from bot.db import Database, is_full
from bot.feature.declare import Job
from bot.feature.post import CHANNEL
from bot.features import find_features
from bot.models import Delivery, DeliveryState, Network, Person, PersonState, Role, SlackUser
from bot.outbox import outcomes, reconciling, tools
from bot.outbox.deliveries import dead_letters, plan_anew, send_again, tell
from tests.outbox.full_disk import full_disk
from tests.outbox.outbox_world import (
    COORDINATOR,
    DAY,
    HOUR,
    NOW,
    OTHER,
    PERSON,
    SETTLE,
    OutboxWorld,
    deliver,
    post,
    sent_about,
)
from tests.playground.faulty_slack import Fault
from tests.postgres import postgres, postgres_server  # noqa: F401  (fixtures)

KEY = "soon/1/7"
SENT, PENDING, DEAD, UNCERTAIN = (
    DeliveryState.SENT, DeliveryState.PENDING, DeliveryState.DEAD, DeliveryState.UNCERTAIN,
)  # fmt: skip


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def either(request: pytest.FixtureRequest) -> Database:
    """A database of each kind."""
    database: Database = request.getfixturevalue("database" if request.param == "sqlite" else "postgres")
    return database


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Posts in one channel may follow one another at once; the local Slack does not mind."""
    monkeypatch.setattr(tools, "BETWEEN_POSTS", 0.02)


async def under_way(fault: Fault) -> None:
    """Wait until a call has run into a fault."""
    while not fault.hits:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


# Goes out


def test_what_is_due_goes_to_the_channel_once_with_its_key_and_nothing_unfolds(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post(KEY))
        for _ in range(3):
            await world.tick()
        assert world.keys() == [KEY]
        assert world.texts() == ["soon/1/7 (sv)"]
        assert world.state() is SENT
        args = world.calls("chat.postMessage")[0].args
        assert not args.flag("unfurl_links") and not args.flag("unfurl_media") and "link_names" not in args

    deliver(either, story)


def test_what_is_not_yet_due_waits_for_its_moment(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post(KEY, due=NOW + HOUR))
        await world.tick()
        assert world.keys() == [] and world.state() is PENDING
        world.clock.at += HOUR
        await world.tick()
        assert world.keys() == [KEY]

    deliver(database, story)


def test_a_person_is_written_to_directly_in_the_language_they_chose(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        with world.database.writing() as session:
            session.add(Person(network_id=world.network_id, slack_id=PERSON, name="P", role=Role.GUEST, language="en"))
        world.wish(post("a", to=PERSON), post("b", to=OTHER))
        await world.tick()
        assert world.texts(PERSON) == ["a (en)"]
        assert world.texts(OTHER) == ["b (sv)"]

    deliver(database, story)


def test_a_muted_kind_is_not_sent_unless_it_is_one_that_always_is(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        with world.database.writing() as session:
            session.add(Person(network_id=world.network_id, slack_id=PERSON, name="P", role=Role.GUEST, muted=["soon"]))
        world.wish(post("a", to=PERSON), post("b", to=OTHER))
        await world.tick()
        assert world.keys(PERSON) == [] and world.keys(OTHER) == ["b"]
        world.jobs[0] = replace(world.jobs[0], always=True)
        world.changed()
        await world.tick(world.outbox())
        assert world.keys(PERSON) == ["a"]

    deliver(database, story)


def test_a_message_told_in_a_transaction_goes_out_at_once_and_once(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        for _ in range(2):
            with world.database.writing() as session:
                network = session.get_one(Network, world.network_id)
                tell(session, network, key="join/7", kind="join", to=COORDINATOR, message=Message("Hej"), now=NOW)
        world.the_outbox.wake()
        await world.slack.wait_for(lambda: world.keys(COORDINATOR))
        await world.the_outbox.idle()
        assert world.texts(COORDINATOR) == ["Hej"]

    deliver(either, story)


def test_what_was_told_in_a_transaction_that_failed_is_not_sent(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        with pytest.raises(RuntimeError), world.database.writing() as session:
            network = session.get_one(Network, world.network_id)
            tell(session, network, key="join/7", kind="join", to=COORDINATOR, message=Message("Hej"), now=NOW)
            raise RuntimeError
        await world.tick()
        assert world.keys(COORDINATOR) == []

    deliver(database, story)


def test_a_channel_known_by_name_is_looked_up_once_and_kept(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.change(channel="#nätverket")
        world.wish(post("a"))
        await world.tick()
        world.wish(post("a"), post("b"))
        await world.until(lambda: world.keys() == ["a", "b"])
        assert len(world.calls("conversations.list")) == 1
        with world.database.reading() as session:
            assert session.get_one(Network, world.network_id).channel == "C1"

    deliver(either, story)


def test_without_a_channel_posts_wait_and_health_says_so(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.change(channel=None)
        world.wish(post("a"), post("b", to=PERSON))
        await world.tick()
        world.clock.at += timedelta(minutes=1)
        assert world.state("a") is PENDING and world.keys(PERSON) == ["b"]
        with world.database.reading() as session:
            health = world.the_outbox.health(session, world.clock.now())
        assert health.without_channel == ("net",) and health.oldest_due == timedelta(minutes=1)
        world.change(channel="C1")
        await world.tick()
        assert world.keys() == ["a"]

    deliver(either, story)


def test_one_channel_gets_at_most_one_post_a_second_and_others_do_not_wait(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        limit = world.slack.faults.keep_pace(calls=1, seconds=1.0)
        world.wish(*(post(f"c/{n}") for n in range(3)), post("p", to=PERSON))
        world.the_outbox.wake()
        await world.slack.wait_for(lambda: world.keys(PERSON))
        assert len(world.keys()) < 2
        started, stood = asyncio.get_running_loop().time(), len(world.keys())
        await world.slack.wait_for(lambda: len(world.keys()) == 3)
        assert asyncio.get_running_loop().time() - started < 2 * (3 - stood)
        assert limit.refused == 0

    deliver(database, story)


# Uncertain


@pytest.mark.parametrize("fault", ["drop_after", "truncate", "server_error", "fatal_error", "internal_error"])
def test_a_post_that_was_accepted_but_never_confirmed_stands_once(database: Database, fault: str) -> None:
    async def story(world: OutboxWorld) -> None:
        faults = world.slack.faults
        if fault == "server_error":
            faults.server_error("chat.postMessage", accepts=True)
        elif fault.endswith("_error"):
            faults.refuse("chat.postMessage", fault, accepts=True)
        else:
            getattr(faults, fault)("chat.postMessage")
        world.wish(post(KEY))
        await world.tick()
        assert world.state() is UNCERTAIN
        await world.until(lambda: world.state() is SENT)
        assert world.keys() == [KEY] and len(world.calls("chat.postMessage")) == 1

    deliver(database, story)


@pytest.mark.parametrize("to", [CHANNEL, PERSON])
def test_a_post_dropped_before_slack_took_it_is_sent_again_after_history_was_read(either: Database, to: str) -> None:
    async def story(world: OutboxWorld) -> None:
        world.slack.faults.drop_before("chat.postMessage")
        world.wish(post(KEY, to=to))
        await world.until(lambda: world.state() is SENT)
        place = "C1" if to == CHANNEL else PERSON
        assert world.keys(place) == [KEY]
        assert [each.method for each in world.slack.calls if each.method != "conversations.open"] == [
            "chat.postMessage", "conversations.history", "chat.postMessage",
        ]  # fmt: skip

    deliver(either, story)


def test_a_post_accepted_long_after_the_timeout_stands_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(world: OutboxWorld) -> None:
        world.slack.faults.accept_late("chat.postMessage", 0.6)
        outbox = world.outbox(settle=1.0)
        world.wish(post(KEY))
        await world.until(lambda: world.state() is SENT, outbox=outbox)
        assert world.keys() == [KEY]

    monkeypatch.setattr(outcomes, "HTTP_TIMEOUT", 0.2)
    deliver(database, story)


def test_while_history_cannot_be_read_nothing_is_sent_again(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.slack.faults.drop_before("chat.postMessage")
        hidden = world.slack.faults.hide_history()
        world.wish(post(KEY))
        await world.ticks(SETTLE + 1.5)
        assert world.state() is UNCERTAIN and len(world.calls("chat.postMessage")) == 1
        world.slack.faults.remove(hidden)
        await world.until(lambda: world.keys() == [KEY])
        assert world.keys() == [KEY]

    deliver(database, story)


def test_a_key_on_historys_second_page_is_found(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.slack.local.page_most = 3
        world.slack.faults.drop_after("chat.postMessage")
        world.wish(post(KEY))
        await world.tick()
        for n in range(8):
            await world.slack.say(PERSON, "C1", f"brus {n}")
        await world.until(lambda: world.state() is SENT)
        assert world.keys() == [KEY] and len(world.calls("conversations.history")) == 3

    deliver(database, story)


def test_a_refused_connection_is_tried_again_within_seconds_and_without_reading_history(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post(KEY))
        port = world.slack.port
        await world.slack.stop()
        await world.tick()
        assert world.state() is PENDING
        await world.slack.start() if world.slack.port == port else None
        world.clock.at += timedelta(seconds=2)
        await world.until(lambda: world.keys() == [KEY])
        assert world.calls("conversations.history") == []

    deliver(database, story)


def test_nothing_is_called_before_retry_after_has_passed(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.slack.faults.limit("chat.postMessage", 2)
        world.wish(post(KEY), post("p", to=PERSON, due=NOW + timedelta(seconds=1)))
        await world.tick()
        assert world.state() is PENDING
        world.clock.at += timedelta(seconds=3)  # the wall clock says the time has passed; the steady one knows better
        loop = asyncio.get_running_loop()
        started = loop.time()
        await world.until(lambda: world.keys() == [KEY])
        assert loop.time() - started > 1.8
        await world.until(lambda: world.keys(PERSON) == ["p"])

    deliver(database, story)


# Refused


@pytest.mark.parametrize("why", ["is_archived", "not_in_channel", "channel_not_found", "restricted_action"])
def test_a_channel_that_cannot_be_posted_in_is_tried_once_and_the_coordinator_told_once(
    database: Database, why: str, hurried: None
) -> None:
    async def story(world: OutboxWorld) -> None:
        if why == "is_archived":
            world.slack.archive("C1")
        elif why == "not_in_channel":
            world.slack.remove_bot("C1")
        else:
            world.slack.faults.refuse("chat.postMessage", why, where=lambda args: args["channel"] == "C1", times=None)
        world.wish(post("a"), post("b"))
        await world.until(lambda: world.states().get("b") is DEAD and world.texts(COORDINATOR))
        await world.ticks(0.3)
        assert len([each for each in world.calls("chat.postMessage") if each.args["channel"] == "C1"]) == 2
        assert len(world.texts(COORDINATOR)) == 1 and "<#C1>" in world.texts(COORDINATOR)[0]
        with world.database.writing() as session:
            assert [each.key for each in dead_letters(session)] == ["a", "b"]
            assert all(send_again(session, each, NOW) for each in dead_letters(session))
        world.slack.archive("C1", False)
        world.slack.faults.clear()
        world.slack.team.room("C1").members.add("U0BOT")
        await world.until(lambda: world.keys() == ["a", "b"])

    deliver(database, story)


@pytest.mark.parametrize("why", ["is_archived", "not_in_channel"])
def test_what_could_not_be_posted_comes_by_itself_once_the_bot_is_let_in(
    either: Database, why: str, hurried: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(world: OutboxWorld) -> None:
        world.slack.archive("C1") if why == "is_archived" else world.slack.remove_bot("C1")
        world.wish(post("a"), post("b"), post("useless", useful_until=NOW + HOUR))
        await world.until(lambda: {world.state(key) for key in ("a", "b", "useless")} == {DEAD})
        await world.ticks(0.4)
        assert len([each for each in world.calls("chat.postMessage") if each.args["channel"] == "C1"]) == 3
        world.clock.at += 2 * HOUR
        world.slack.archive("C1", False)
        world.slack.team.room("C1").members.add("U0BOT")
        await world.until(lambda: world.keys() == ["a", "b"])
        assert world.state("useless") is DEAD

    monkeypatch.setattr(reconciling, "EVERY", 0.1)
    deliver(either, story)


def test_when_the_only_coordinators_account_is_closed_the_channel_is_told(database: Database, hurried: None) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post("a", to=COORDINATOR))
        await world.tick()
        world.slack.deactivate(COORDINATOR)
        world.wish(post("b", to=COORDINATOR), post("c", to=COORDINATOR))
        await world.until(lambda: world.texts())
        await world.ticks(0.3)
        assert len(world.texts()) == 1 and f"<@{COORDINATOR}>" in world.texts()[0]

    deliver(database, story)


def test_a_closed_account_stops_what_is_for_it_and_nothing_else(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post("a", to=PERSON))
        await world.tick()
        world.slack.deactivate(PERSON)
        later = post("c", to=PERSON, due=NOW + DAY)
        world.wish(post("b", to=PERSON), later, post("d", to=OTHER))
        await world.until(lambda: world.keys(OTHER) == ["d"] and world.texts(COORDINATOR), 4)
        await world.until(lambda: world.state("b") is DEAD)
        world.clock.at += DAY
        world.wish(later, post("e", to=OTHER, due=NOW + DAY))
        await world.until(lambda: world.keys(OTHER) == ["d", "e"])
        assert world.keys(PERSON) == ["a"] and world.state("c") is DeliveryState.CANCELLED
        assert len(world.texts(COORDINATOR)) == 1 and f"<@{PERSON}>" in world.texts(COORDINATOR)[0]
        with world.database.reading() as session:
            assert session.get_one(SlackUser, PERSON).is_gone

    deliver(either, story)


def test_a_revoked_token_kills_nothing_and_when_it_is_good_again_all_goes_out(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(world: OutboxWorld) -> None:
        world.slack.revoke_token()
        world.wish(post("a"), post("b", to=PERSON))
        await world.ticks(0.5)
        assert {world.state("a"), world.state("b")} == {PENDING}
        assert world.the_outbox.refused == "token_revoked"
        assert len(world.slack.calls) <= 3
        world.slack.revoke_token(False)
        world.the_outbox._worker.refused_until = 0.0  # as if a quarter of a minute had passed
        await world.until(lambda: world.keys() == ["a"] and world.keys(PERSON) == ["b"])
        assert world.the_outbox.refused == ""

    deliver(database, story)


def test_words_that_cannot_be_written_become_a_dead_letter_and_do_not_stop_others(database: Database) -> None:
    def broken(say: Any) -> Message:
        raise KeyError("a fault in a view")

    async def story(world: OutboxWorld) -> None:
        world.wish(post("a", write=broken), post("b", to=PERSON))
        await world.until(lambda: world.state("a") is DEAD and world.texts(COORDINATOR))
        assert world.keys(PERSON) == ["b"]

    deliver(database, story)


def test_a_job_that_breaks_cancels_nothing(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post("a", due=NOW + HOUR))
        await world.tick()
        world.wished.breaks = True
        world.changed()
        await world.tick()
        assert world.state("a") is PENDING
        world.clock.at += HOUR
        await world.tick()
        assert world.state("a") is PENDING and world.keys() == []
        world.wished.breaks = False
        world.clock.at += timedelta(minutes=10)
        await world.tick()
        assert world.keys() == ["a"]

    deliver(database, story)


# The plan changes


def test_what_no_job_yields_any_more_is_cancelled_and_comes_back_when_it_does(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        old, new = post("soon/1/2020-05-14", due=NOW + HOUR), post("soon/1/2020-05-20", due=NOW + 2 * HOUR)
        for plan in ([old], [new], [old]):
            world.wish(*plan)
            await world.tick()
        assert world.states() == {old.key: PENDING, new.key: DeliveryState.CANCELLED}
        world.clock.at += 3 * HOUR
        await world.tick()
        assert world.keys() == [old.key]

    deliver(either, story)


def test_right_before_sending_it_is_asked_again_whether_it_still_holds(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post("a"), post("b", to=PERSON))
        with world.database.writing() as session:
            world.plan(session)
        world.wished.posts = [post("b", to=PERSON, due=NOW + HOUR)]  # nobody has said that the plan changed
        await world.tick()
        assert world.keys() == [] and world.state("a") is DeliveryState.CANCELLED
        assert world.keys(PERSON) == [] and world.state("b") is PENDING

    deliver(database, story)


def test_what_is_cancelled_while_uncertain_is_not_sent_again(database: Database, hurried: None) -> None:
    async def story(world: OutboxWorld) -> None:
        world.slack.faults.drop_before("chat.postMessage")
        world.wish(post("old"))
        await world.tick()
        assert world.state("old") is UNCERTAIN
        world.wish(post("new"))
        await world.until(lambda: world.state("old") is DeliveryState.CANCELLED)
        assert world.keys() == ["new"]

    deliver(database, story)


def test_what_another_version_of_the_bot_knows_is_left_to_it(either: Database) -> None:
    """While a new version takes over, the old one neither cancels nor sends what only the new one knows."""

    async def story(world: OutboxWorld) -> None:
        coming = post("n", kind="new", due=NOW + HOUR)
        new = world.outbox(jobs=[*world.jobs, Job("new", "", lambda run: [coming])])
        await world.tick(new)
        world.changed()
        await world.tick()  # the old one plans
        assert world.state("n") is PENDING
        world.clock.at += HOUR
        await world.tick()
        assert world.state("n") is PENDING and world.keys() == []
        world.clock.at += timedelta(minutes=6)
        await world.until(lambda: world.keys() == ["n"], outbox=new)

    deliver(either, story)


def test_a_worker_lays_out_anew_what_was_laid_out_before_it_began(database: Database) -> None:
    """Its version may be another, or its settings."""

    async def story(world: OutboxWorld) -> None:
        world.wish(post("a", due=NOW + HOUR))
        await world.tick()
        world.wished.posts = [post("b", due=NOW + HOUR)]  # nobody says that anything has changed
        world.clock.at += timedelta(minutes=1)
        await world.tick()
        assert world.states() == {"a": PENDING}
        await world.tick(world.outbox())
        assert world.states() == {"a": DeliveryState.CANCELLED, "b": PENDING}

    deliver(database, story)


def test_a_network_that_cannot_be_planned_keeps_no_other_waiting(database: Database) -> None:
    def whom(session: Any, network: Network) -> tuple[str, ...]:
        if network.key == "bad":
            raise ValueError("a fault in a rule")
        return (COORDINATOR,)

    async def story(world: OutboxWorld) -> None:
        with world.database.writing() as session:
            session.get_one(Network, world.network_id).key = "bad"
            session.add(Network(key="good", name="Nätverket", channel="C2", settings={}))
        world.wish(post("a"))
        outbox = world.outbox(coordinators=whom)
        await world.until(lambda: world.keys("C2") == ["a"], outbox=outbox)

    deliver(database, story)


def test_planning_follows_in_the_transaction_that_changed_something(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wished.posts = [post("a")]
        with pytest.raises(RuntimeError), world.database.writing() as session:
            world.plan(session)
            raise RuntimeError
        assert world.states() == {}
        with world.database.writing() as session:
            network = session.get_one(Network, world.network_id)
            network.name = "Ett nytt namn"
            world.plan(session)
            assert world.wished.run is not None and world.wished.run.network.name == "Ett nytt namn"
        assert world.states() == {"a": PENDING}

    deliver(either, story)


def test_what_was_changed_is_planned_for_by_the_next_round(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        await world.tick()
        world.wished.posts = [post("a", due=NOW + HOUR)]
        with pytest.raises(RuntimeError), world.database.writing() as session:
            plan_anew(session, world.network_id)
            raise RuntimeError
        await world.tick()
        assert world.states() == {}
        with world.database.writing() as session:
            plan_anew(session, world.network_id)
        await world.tick()
        assert world.states() == {"a": PENDING}

    deliver(either, story)


def test_a_change_made_while_a_message_was_on_its_way_is_planned_for_again(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        held = world.slack.faults.accept_late("chat.postMessage", held=True)
        world.wish(post("old"))
        sending = asyncio.create_task(world.tick())
        await under_way(held)
        world.wished.posts = [post("new")]
        with world.database.writing() as session:
            world.plan(session)
        held.let_go()
        await sending
        with world.database.reading() as session:
            assert session.get_one(Network, world.network_id).planned_at is None

    deliver(database, story)


def test_who_was_told_what_is_known_and_an_earlier_message_can_be_marked(either: Database, hurried: None) -> None:
    async def story(world: OutboxWorld) -> None:
        about = {"meeting": "3", "says": "2020-05-14"}
        world.wish(post("a", about=about), post("b", to=PERSON, about=about), post("c", about={"meeting": "4"}))
        await world.until(lambda: len(world.keys()) == 2 and world.keys(PERSON) == ["b"])
        with world.database.reading() as session:
            sent = sent_about(session, world.network_id, "meeting", "3")
            assert {each.key for each in sent} == {"a", "b"}
            last = {each.to: each for each in sent}
            assert last[PERSON].key == "b" and last[CHANNEL].about == about
            marks = {"marks": str(last[CHANNEL].id)}
        world.wish(
            post("mark/a", kind="mark", about=marks, write=lambda say: Message("Inte längre aktuellt")),
        )
        await world.tick()
        assert world.texts()[0] == "Inte längre aktuellt" and world.keys() == ["a", "c"]
        assert world.state("mark/a") is SENT

    deliver(either, story)


# Late


def test_late_but_useful_goes_out_and_useless_expires_and_is_counted_once(either: Database) -> None:
    find_features()  # what is lost is called what its job is

    async def story(world: OutboxWorld) -> None:
        world.wish(
            post("old", due=NOW + HOUR, useful_until=NOW + DAY, about={"meeting": "1"}),
            post("older", due=NOW + HOUR, useful_until=NOW + DAY, to=PERSON, about={"meeting": "2"}),
            post("useful", due=NOW + DAY, useful_until=NOW + 9 * DAY, to=OTHER),
        )
        await world.tick()
        world.clock.at += 3 * DAY
        foretold = world.foretold()
        await world.until(lambda: world.keys(OTHER) == ["useful"] and world.texts(COORDINATOR))
        assert foretold == {*world.keys(OTHER), *world.keys(COORDINATOR)} and world.foretold() == set()
        assert world.keys() == [] and world.keys(PERSON) == []
        assert world.state("old") is DeliveryState.EXPIRED
        assert world.texts(COORDINATOR) == [
            "2 meddelanden skickades inte: de hade blivit inaktuella innan jag kunde skicka dem."
            " `/natverk kommande` visar vad som kommer härnäst.\n• Ett möte närmar sig (2)"
        ]

    deliver(either, story)


def test_the_word_of_what_is_lost_wakes_nobody(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(
            post("old", due=NOW + HOUR, useful_until=NOW + DAY),
            post("later", due=NOW + 2 * DAY + 15 * HOUR, useful_until=NOW + 2 * DAY + 17 * HOUR),
        )
        await world.tick()
        world.clock.at += 2 * DAY + 12 * HOUR  # the evening before
        await world.ticks(0.3)
        world.clock.at += 7 * HOUR  # four in the morning
        foretold = world.foretold()
        await world.ticks(0.3)
        assert world.state("old") is DeliveryState.EXPIRED and world.keys(COORDINATOR) == []
        world.clock.at += 5 * HOUR
        await world.until(lambda: world.texts(COORDINATOR))
        assert foretold == set(world.keys(COORDINATOR))
        assert [each.partition(":")[0] for each in world.texts(COORDINATOR)] == ["2 meddelanden skickades inte"]

    deliver(database, story)


@pytest.mark.parametrize(
    ("day", "goes"), [(date(2020, 10, 25), "2020-10-25T00:30+00:00"), (date(2020, 3, 29), "2020-03-29T01:30+00:00")]
)
def test_what_is_due_at_half_past_two_goes_once_in_the_doubled_hour_and_once_after_the_missing_one(
    database: Database, day: date, goes: str
) -> None:
    async def story(world: OutboxWorld) -> None:
        due = moment(day, time(2, 30))
        world.clock.at = moment(day, 0)
        world.wish(post(KEY, due=due))
        first_seen = None
        for _ in range(30):  # over both half past twos, and half past three
            await world.tick()
            first_seen = first_seen or (world.clock.at if world.keys() else None)
            world.clock.at += timedelta(minutes=10)
        assert world.keys() == [KEY] and first_seen == datetime.fromisoformat(goes)
        shown = due.astimezone(STOCKHOLM)
        assert f"{shown:%H:%M}" == ("02:30" if day.month == 10 else "03:30")

    deliver(database, story)


def test_after_months_of_being_off_each_receiver_gets_a_handful(database: Database, hurried: None) -> None:
    async def story(world: OutboxWorld) -> None:
        posts = [
            post(f"{kind}/{n}", to=PERSON, kind=kind, due=NOW + n * DAY, useful_until=NOW + 300 * DAY)
            for n in range(1, 30)
            for kind in ("soon", "silent", "list", "themes", "period", "dates", "other")
        ]
        world.wish(*posts)
        await world.tick()
        world.clock.at += 40 * DAY
        await world.until(lambda: len(world.keys(PERSON)) == 5, 12)
        await world.ticks(0.3)
        assert len(world.keys(PERSON)) == 5
        assert {key.split("/")[1] for key in world.keys(PERSON)} == {"29"}

    deliver(database, story)


def test_after_a_backup_was_restored_nothing_is_said_twice(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post("a"), post("b", to=PERSON))
        await world.tick()
        world.change(Delivery, state=PENDING, channel=None, ts=None, sent_at=None, first_tried_at=None, claimed_by=None)
        world.clock.at += timedelta(minutes=5)
        outbox = world.outbox()
        await world.until(lambda: set(world.states().values()) == {SENT}, outbox=outbox)
        assert world.keys() == ["a"] and world.keys(PERSON) == ["b"]

    deliver(either, story)


# Several workers, and dying ones


def test_two_workers_send_each_message_once(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        two = world.outbox(), world.outbox()
        world.wish(*(post(f"p/{n}", to=f"U{n % 3 + 1}", due=NOW) for n in range(6)), post("c"))
        for _ in range(30):
            await asyncio.gather(*(each.tick() for each in two))
            await asyncio.sleep(0.1)
            if set(world.states().values()) == {SENT}:
                break
        keys = [key for place in ("C1", "U1", "U2", "U3") for key in world.keys(place)]
        assert sorted(keys) == sorted(["c", *(f"p/{n}" for n in range(6))])

    deliver(either, story)


@pytest.mark.parametrize("accepted", [True, False])
def test_what_a_dead_worker_held_is_found_out_from_history(either: Database, accepted: bool) -> None:
    async def story(world: OutboxWorld) -> None:
        dying = world.outbox()
        faults = world.slack.faults
        held = faults.answer_late("chat.postMessage", 60) if accepted else faults.accept_late("chat.postMessage", 60)
        world.wish(post(KEY))
        dying.wake()
        await under_way(held)
        await dying.stop(patience=0)
        assert world.state() is DeliveryState.SENDING
        faults.remove(held)
        world.clock.at += timedelta(seconds=61)
        await world.until(lambda: world.state() is SENT)
        assert world.keys() == [KEY]

    deliver(either, story)


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_clock_that_jumps_an_hour_sends_nothing_twice_and_loses_nothing(either: Database, jump: timedelta) -> None:
    async def story(world: OutboxWorld) -> None:
        held = world.slack.faults.accept_late("chat.postMessage", held=True)
        world.wish(post(KEY), post("p", to=PERSON))
        world.the_outbox.wake()
        await under_way(held)
        world.clock.at += jump
        other = world.outbox()
        for _ in range(3):
            await other.tick()
        held.let_go()
        await world.the_outbox.idle()
        world.clock.at = NOW + timedelta(minutes=1)  # what had not gone out waits until its time comes again
        await world.until(lambda: set(world.states().values()) == {SENT}, outbox=other)
        assert world.keys() == [KEY] and world.keys(PERSON) == ["p"]

    deliver(either, story)


def test_who_has_a_part_in_several_networks_reads_last_which_one_a_message_is_from(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        with world.database.writing() as session:
            other = Network(key="other", name="Det <andra>", channel="C2", settings={})
            session.add(other)
            session.flush()
            for where, who in ((world.network_id, PERSON), (other.id, PERSON), (world.network_id, OTHER)):
                confirmed = {"role": Role.OFFICIAL, "state": PersonState.CONFIRMED}
                session.add(Person(network_id=where, slack_id=who, name=who, **confirmed))
        of_one = Job("soon", "", lambda run: world.wished.posts if run.network.id == world.network_id else ())
        outbox = world.outbox(jobs=[of_one, Job("mark", "", lambda run: ())])
        world.wish(post("c"), post("p", to=PERSON), post("o", to=OTHER), post("u", to=COORDINATOR))
        await world.until(lambda: list(world.states().values()) == [SENT] * 4, outbox=outbox)
        assert world.texts() == ["c (sv)"] and world.texts(OTHER) == ["o (sv)"]
        assert world.texts(PERSON) == ["p (sv)\nNätverket"] and world.texts(COORDINATOR) == ["u (sv)\nNätverket"]
        world.wish(post("p", to=PERSON, write=lambda say: Message("anew", [section("anew")])))
        await world.until(lambda: "anew" in str(world.texts(PERSON)), outbox=outbox)
        (shown,) = world.slack.messages("D2")
        assert shown.text == "anew\nNätverket" and shown.blocks[-1]["elements"][0]["text"] == "Nätverket"
        count = len(world.calls("chat.update"))
        world.changed()
        await world.ticks(0.3, outbox)
        assert len(world.calls("chat.update")) == count

    deliver(database, story)


def test_a_worker_that_has_lost_its_claim_does_not_send(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        slow = world.slack.faults.answer_late("conversations.open", 0.5)
        world.wish(post("p", to=PERSON))
        world.the_outbox.wake()
        await under_way(slow)
        world.change(Delivery, claimed_by="another")
        await world.the_outbox.idle()
        assert world.keys(PERSON) == [] and world.state("p") is DeliveryState.SENDING

    deliver(either, story)


def test_stopping_lets_what_is_under_way_finish_and_begins_nothing(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        slow = world.slack.faults.answer_late("chat.postMessage", 0.5)
        world.wish(post("a"), post("b"))
        outbox = world.outbox()
        outbox.wake()
        await under_way(slow)
        await outbox.stop()
        assert world.keys() == ["a"] and world.state("a") is SENT and world.state("b") is PENDING

    deliver(database, story)


def test_what_waits_for_its_turn_when_the_bot_stops_is_put_back_for_the_next_start(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post("a"), post("b"))
        outbox = world.outbox()
        await outbox.tick()  # sends the first; the second may go a second later
        await outbox.round()
        await outbox.stop()
        assert world.keys() == ["a"] and world.state("b") is PENDING

    deliver(database, story)


def test_a_no_that_nobody_has_foreseen_ends_as_a_dead_letter(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        channel = {"where": lambda args: args["channel"] == "C1", "times": None}
        world.slack.faults.refuse("chat.postMessage", "a_new_kind_of_no", **channel)
        world.wish(post(KEY))
        outbox = world.outbox(settle=0.05)
        await world.until(lambda: world.state() is DEAD and world.texts(COORDINATOR), outbox=outbox, seconds=20)
        assert len([each for each in world.calls("chat.postMessage") if each.args["channel"] == "C1"]) == 5

    deliver(database, story)


def test_a_database_that_is_away_for_a_moment_is_waited_for(database: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        world.wish(post("a"))
        with world.database.engine.connect() as other:
            other.exec_driver_sql("COMMIT")
            other.exec_driver_sql("BEGIN EXCLUSIVE")
            await world.tick()
            assert world.keys() == []
        await world.until(lambda: world.keys() == ["a"])

    deliver(database, story)


def test_with_a_full_disk_nothing_breaks_and_when_there_is_room_all_goes_out_once(either: Database) -> None:
    async def story(world: OutboxWorld) -> None:
        posts = [post(f"p/{n}", to=f"U{n % 3 + 1}", about={"says": "x" * 400}) for n in range(30)]
        with full_disk(world.database):
            world.wish(*posts)
            await world.ticks(0.5)
            fault = world.the_outbox.database_fault
            assert fault is not None and is_full(fault) and world.states() == {}
        await world.until(lambda: world.keys("U1") and world.keys("U2") and world.keys("U3"))
        assert world.the_outbox.database_fault is None

    deliver(either, story)


@pytest.mark.postgres
def test_what_was_sent_when_the_disk_was_full_is_marked_later_and_not_sent_again(postgres: Database) -> None:  # noqa: F811
    async def story(world: OutboxWorld) -> None:
        held = world.slack.faults.accept_late("chat.postMessage", held=True)
        world.wish(post(KEY))
        world.the_outbox.wake()
        await under_way(held)
        with full_disk(world.database):
            held.let_go()
            await world.ticks(0.5)
            assert world.keys() == [KEY] and world.state() is DeliveryState.SENDING
            assert world.the_outbox.database_fault is not None
        await world.until(lambda: world.state() is SENT)
        assert len(world.calls("chat.postMessage")) == 1

    deliver(postgres, story)


@pytest.mark.postgres
def test_a_postgres_that_is_restarted_is_waited_for(postgres: Database) -> None:  # noqa: F811
    async def story(world: OutboxWorld) -> None:
        world.wish(post("a"))
        await world.tick()
        world.wish(post("a"), post("b", to=PERSON))
        with postgres.engine.connect() as connection:  # every connection is cut, as by a restart
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        await world.until(lambda: world.keys(PERSON) == ["b"])
        assert world.keys() == ["a"]

    deliver(postgres, story)
