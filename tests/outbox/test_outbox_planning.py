"""Laying out deliveries: for any plans one after the other, what waits is what the last one yields; and preview."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.db import Database
from bot.feature.declare import CHANNEL, Job, Message, Post, Run
from bot.models import Delivery, DeliveryState, Network, Person, Role
from bot.outbox.deliveries import tell
from bot.outbox.lateness import HANDFUL, LATE, VERY_LATE, replaced, too_many
from bot.outbox.planning import Planner
from bot.outbox.preview import AHEAD, BACK, preview

NOW = datetime(2020, 4, 14, 7, 0, tzinfo=UTC)
HOURS = st.integers(-30 * 24, 60 * 24)
ANY_DATABASE = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # the database is emptied in each example


def post(key: str, hours: float, *, useful: float = 48, to: str = CHANNEL, kind: str = "soon") -> Post:
    """A post due so many hours from NOW, and of use so many more."""
    due = NOW + timedelta(hours=hours)
    return Post(key, kind, to, due, due + timedelta(hours=useful), lambda say: Message(f"{key} &amp; ({say.code})"))


def job(*posts: Post, kind: str = "soon") -> Job:
    def plans(run: Run) -> Iterator[Post]:
        yield from posts

    return Job(kind, "", plans)


PLANS = st.lists(
    st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(HOURS, st.integers(0, 100)), max_size=8),
    min_size=1,
    max_size=4,
)


def a_network(database: Database) -> int:
    """An empty network in an emptied database."""
    with database.writing() as session:
        for noun in (Delivery, Person, Network):
            session.execute(delete(noun))
        network = Network(key="net", name="Nätverket", channel="C1", settings={})
        session.add(network)
        session.flush()
        return network.id


def plan(database: Database, network_id: int, posts: list[Post], now: datetime = NOW) -> None:
    with database.writing() as session:
        Planner((job(*posts),), lambda session, network: ("U9",)).plan(session, network_id, now)


def rows(database: Database) -> dict[str, Delivery]:
    with database.reading() as session:
        return {row.key: row for row in session.scalars(select(Delivery))}


@ANY_DATABASE
@given(PLANS)
def test_after_any_plans_what_waits_is_what_the_last_one_yields(
    database: Database, plans: list[dict[str, tuple[int, int]]]
) -> None:
    network_id = a_network(database)
    for each in plans:
        posts = [post(key, hours, useful=useful) for key, (hours, useful) in each.items()]
        plan(database, network_id, posts)
        once = rows(database)
        plan(database, network_id, posts)
        assert [(row.key, row.state, row.due_at) for row in rows(database).values()] == [
            (row.key, row.state, row.due_at) for row in once.values()
        ]
    by_job = {key: row for key, row in rows(database).items() if row.message is None}
    pending = {key: row for key, row in by_job.items() if row.state is DeliveryState.PENDING}
    waiting = {key: row for key, row in pending.items() if row.useful_until and row.useful_until > NOW}
    wanted = {each.key: each for each in posts if each.due <= NOW + AHEAD and each.useful_until > NOW}
    assert waiting.keys() == wanted.keys()
    assert all(waiting[key].due_at == each.due for key, each in wanted.items())


@ANY_DATABASE
@given(st.sampled_from([each for each in DeliveryState if each is not DeliveryState.PENDING]), st.booleans())
def test_what_was_sent_or_is_on_its_way_is_never_laid_out_again(
    database: Database, state: DeliveryState, yielded: bool
) -> None:
    network_id = a_network(database)
    plan(database, network_id, [post("a", 1)])
    with database.writing() as session:
        session.scalars(select(Delivery)).one().state = state
    plan(database, network_id, [post("a", 1)] if yielded else [])
    comes_back = state is DeliveryState.CANCELLED and yielded
    assert rows(database)["a"].state is (DeliveryState.PENDING if comes_back else state)


def test_what_has_expired_comes_back_when_its_time_is_moved_to_later(database: Database) -> None:
    network_id = a_network(database)
    plan(database, network_id, [post("a", 1)])
    with database.writing() as session:
        session.scalars(select(Delivery)).one().state = DeliveryState.EXPIRED
    plan(database, network_id, [post("a", 5)])
    assert rows(database)["a"].state is DeliveryState.PENDING


def test_ready_made_messages_are_left_alone_by_planning(database: Database) -> None:
    network_id = a_network(database)
    with database.writing() as session:
        network = session.get_one(Network, network_id)
        tell(session, network, key="join/1", kind="join", to="U1", message=Message("Hej"), now=NOW)
    plan(database, network_id, [])
    assert rows(database)["join/1"].state is DeliveryState.PENDING


def test_one_key_from_two_networks_is_stored_once_and_the_first_keeps_it(database: Database) -> None:
    first = a_network(database)
    with database.writing() as session:
        session.add(Network(key="two", name="Två", channel="C2", settings={}))
    plan(database, first, [post("a", 1)])
    plan(database, first + 1, [post("a", 2)])
    assert rows(database)["a"].network_id == first


# what of the late still goes


@dataclass(frozen=True)
class Waits:
    """What is looked at of a post."""

    key: str
    to: str
    kind: str
    subject: str
    was_due: datetime
    due: datetime


WAITING = st.lists(
    st.tuples(
        st.sampled_from("UV"), st.sampled_from(["soon", "silent", "invitation"]), st.sampled_from(["", "1", "2"]),
        st.integers(-500, 24), st.integers(0, 12),
    ),
    max_size=40,
)  # fmt: skip


@given(WAITING)
def test_of_the_late_the_newest_about_each_thing_is_said_and_a_handful_to_each(drawn: list[tuple[Any, ...]]) -> None:
    posts = [
        Waits(
            str(n), to, kind, subject and f"{kind}/{subject}/{to}", NOW + timedelta(hours=hours),
            NOW + timedelta(hours=put_off if hours < 0 else hours),
        )
        for n, (to, kind, subject, hours, put_off) in enumerate(drawn)
    ]  # fmt: skip
    older = replaced(posts, NOW)
    for each in posts:
        newer = [
            other for other in posts
            if each.subject and other.subject == each.subject and each.was_due < other.was_due <= max(NOW, each.due)
        ]  # fmt: skip
        assert (each.key in older) == bool(newer and max(NOW, each.due) - each.was_due > LATE)
    left = [each for each in posts if each.key not in older]
    dropped = too_many(left, NOW, {"invitation"})
    very_late = [each for each in left if max(NOW, each.due) - each.was_due > VERY_LATE]
    for to in "UV":
        mine = [each for each in very_late if each.to == to]
        kept = [each for each in mine if each.key not in dropped]
        assert len(kept) == min(len(mine), HANDFUL)
        if any(each.kind == "invitation" for each in mine if each.key in dropped):
            assert {each.kind for each in kept} == {"invitation"}
    assert dropped <= {each.key for each in very_late}


# preview


def test_preview_shows_every_message_in_order_to_whom_and_in_their_words(database: Database) -> None:
    network_id = a_network(database)
    with database.writing() as session:
        session.add(Person(network_id=network_id, slack_id="U2", name="P", role=Role.GUEST, language="en"))
        network = session.get_one(Network, network_id)
        tell(
            session,
            network,
            key="t",
            kind="told",
            to="U3",
            message=Message("Hej"),
            now=NOW,
            due=NOW + timedelta(hours=3),
        )
    jobs = [job(post("late", 5), post("a", 2, to="U2"), post("too late", 30)), job(post("b", 1, kind="x"), kind="x")]
    with database.reading() as session:
        shown = preview(
            session, jobs, session.scalars(select(Network)).all(), since=NOW, until=NOW + timedelta(hours=24)
        )
    assert [(each.key, each.to, each.kind, each.text) for each in shown] == [
        ("b", "C1", "x", "b & (sv)"), ("a", "U2", "soon", "a & (en)"), ("t", "U3", "told", "Hej"),
        ("late", "C1", "soon", "late & (sv)"),
    ]  # fmt: skip
    assert shown[0].at.isoformat() == "2020-04-14T10:00:00+02:00"
    assert rows(database).keys() == {"t"}


FORETOLD = st.dictionaries(
    st.sampled_from("abcdefghijklm"),
    st.tuples(HOURS, st.integers(1, 900), st.sampled_from(["", "x", "y"])),
    max_size=13,
)


def foretold(database: Database, posts: list[Post], since: datetime, until: datetime, now: datetime) -> list[Any]:
    """What preview shows, put in order of time."""
    with database.reading() as session:
        networks = session.scalars(select(Network)).all()
        shown = preview(session, [job(*posts)], networks, since=since, until=until, now=now)
    assert all(one.at <= other.at for one, other in pairwise(shown))
    return shown


@ANY_DATABASE
@given(FORETOLD, st.integers(0, 30), st.integers(0, 40), st.booleans())
def test_what_preview_shows_is_what_is_laid_out(
    database: Database, drawn: dict[str, tuple[int, int, str]], first: int, days: int, was_off: bool
) -> None:
    """Also what is late when the bot starts, and without what the newer says or is too much."""
    network_id = a_network(database)
    posts = [replace(post(key, due, useful=useful), subject=about) for key, (due, useful, about) in drawn.items()]
    since = NOW + timedelta(days=first)
    until = min(since + timedelta(days=days), NOW + AHEAD)
    now = since if was_off else NOW
    shown = foretold(database, posts, since, until, now)
    plan(database, network_id, posts, now)
    goes = {
        key for key, row in rows(database).items()
        if row.message is None and row.state is DeliveryState.PENDING and row.due_at <= until
        and (row.due_at > since or was_off or since == now)
    }  # fmt: skip
    assert {each.key for each in shown} == goes
    assert all(each.at >= since for each in shown)
    assert timedelta(days=60) < BACK


def test_what_was_late_at_the_start_is_foretold_until_it_is_sent_and_as_sent_afterwards(database: Database) -> None:
    network_id = a_network(database)
    posts = [post("a", -30), post("b", 3)]
    hour = timedelta(hours=1)
    assert [(each.key, each.at) for each in foretold(database, posts, NOW, NOW + 9 * hour, NOW)] == [
        ("a", NOW + timedelta(microseconds=1)), ("b", NOW + 3 * hour),
    ]  # fmt: skip
    plan(database, network_id, posts)
    for state in (DeliveryState.SENDING, DeliveryState.UNCERTAIN):
        with database.writing() as session:
            session.scalars(select(Delivery).where(Delivery.key == "a")).one().state = state
        assert [each.key for each in foretold(database, posts, NOW, NOW + 9 * hour, NOW)] == ["a", "b"]
    with database.writing() as session:
        sent = session.scalars(select(Delivery).where(Delivery.key == "a")).one()
        sent.state, sent.sent_at = DeliveryState.SENT, NOW + hour
    later = NOW + 2 * hour
    assert [each.key for each in foretold(database, posts, later, NOW + 9 * hour, later)] == ["b"]
    assert [each.key for each in foretold(database, posts, NOW, NOW + 9 * hour, NOW)] == ["a", "b"]


# what is lost is told, what is said by something newer is not


def told_of_the_lost(database: Database) -> list[str]:
    with database.reading() as session:
        return [
            row.message["text"]
            for row in session.scalars(select(Delivery))
            if row.message and "inte" in row.message["text"]
        ]


def test_a_late_reminder_that_a_newer_one_replaces_is_not_counted_as_lost(database: Database) -> None:
    network_id = a_network(database)
    week, day = (replace(post(key, due, useful=400), subject="soon/1") for key, due in (("week", 1), ("day", 100)))
    plan(database, network_id, [week, day])
    plan(database, network_id, [week, day], NOW + timedelta(hours=150))
    assert {key: row.state for key, row in rows(database).items()} == {
        "week": DeliveryState.CANCELLED, "day": DeliveryState.PENDING,
    }  # fmt: skip
    assert told_of_the_lost(database) == []


def test_a_reminder_of_which_all_that_is_newer_has_lost_its_use_too_is_counted_once(database: Database) -> None:
    network_id = a_network(database)
    week, day = (replace(post(key, due, useful=48), subject="soon/1") for key, due in (("week", 1), ("day", 20)))
    plan(database, network_id, [week, day])
    plan(database, network_id, [week, day], NOW + timedelta(hours=150))
    assert len(told_of_the_lost(database)) == 1 and "Ett meddelande" in told_of_the_lost(database)[0]


def test_what_is_about_different_things_is_all_said_however_late(database: Database) -> None:
    network_id = a_network(database)
    posts = [replace(post(f"mandate/{n}", n, useful=400), subject=f"mandate/{n}/U1") for n in (1, 2, 3)]
    plan(database, network_id, posts)
    plan(database, network_id, posts, NOW + timedelta(hours=150))
    assert {row.state for row in rows(database).values()} == {DeliveryState.PENDING}


def test_a_handful_goes_out_though_the_bot_is_started_at_night_and_all_is_put_off_to_the_morning(
    database: Database,
) -> None:
    network_id = a_network(database)
    morning = NOW + timedelta(days=40)
    put_off = [
        replace(post(f"soon/{n}", 48 * n, useful=2000, to="U1"), due=morning, first_due=NOW + timedelta(days=2 * n))
        for n in range(15)
    ]
    plan(database, network_id, put_off, morning - timedelta(hours=9))
    assert {
        key for key, row in rows(database).items() if row.state is DeliveryState.PENDING and row.message is None
    } == {f"soon/{n}" for n in range(10, 15)}
    assert len(told_of_the_lost(database)) == 1 and "10 meddelanden" in told_of_the_lost(database)[0]
    plan(database, network_id, put_off, morning + timedelta(hours=15))  # the next night nothing of it comes back
    assert sum(row.state is DeliveryState.EXPIRED for row in rows(database).values()) == 10
