"""Laying out deliveries: for any plans one after the other, what waits is what the last one yields; and preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.db import Database
from bot.declare import CHANNEL, Job, Message, Post, Run
from bot.models import Delivery, DeliveryState, Network, Person, Role
from bot.outbox.lateness import HANDFUL, LATE, VERY_LATE, superseded
from bot.outbox.planning import Planner
from bot.telling import tell
from bot.upcoming import AHEAD, BACK, preview

NOW = datetime(2020, 4, 14, 7, 0, tzinfo=UTC)
HOURS = st.integers(-30 * 24, 60 * 24)
ANY_DATABASE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
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
        Planner((job(*posts),), lambda session, network: ()).plan(session, network_id, now)


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
    pending = {key: row for key, row in rows(database).items() if row.state is DeliveryState.PENDING}
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
class Row:
    """What `superseded` reads of a due delivery."""

    id: int
    network_id: int
    to: str
    kind: str
    due_at: datetime
    about: dict[str, str] = field(default_factory=dict)
    by_a_job: bool = True


ROWS = st.lists(
    st.builds(
        lambda network, to, kind, hours, meeting, by_a_job: (network, to, kind, hours, meeting, by_a_job),
        st.integers(1, 2), st.sampled_from("UV"), st.sampled_from(["soon", "silent", "invitation"]),
        st.integers(-500, 0), st.sampled_from("12"), st.booleans(),
    ),
    max_size=40,
)  # fmt: skip


@given(ROWS)
def test_of_the_late_each_receiver_gets_the_newest_and_a_handful_at_most(drawn: list[tuple[Any, ...]]) -> None:
    due = [
        Row(n, network, to, kind, NOW + timedelta(hours=hours), {"meeting": meeting}, by_a_job)
        for n, (network, to, kind, hours, meeting, by_a_job) in enumerate(drawn)
    ]
    given_up = superseded(due, NOW, {"invitation"})
    kept = [row for row in due if row not in given_up]
    assert all(row.by_a_job and NOW - row.due_at > LATE for row in given_up)
    very_late = Counter((row.network_id, row.to) for row in kept if row.by_a_job and NOW - row.due_at > VERY_LATE)
    assert all(count <= HANDFUL for count in very_late.values())
    for row in given_up:
        same = [
            each for each in due if each.by_a_job
            and (each.network_id, each.to, each.kind, each.about) == (row.network_id, row.to, row.kind, row.about)
        ]  # fmt: skip
        newest = max(each.due_at for each in same)
        assert row.due_at < newest or very_late[row.network_id, row.to] == HANDFUL


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


@ANY_DATABASE
@given(st.dictionaries(st.sampled_from("abcdefgh"), HOURS, max_size=8), st.integers(0, 30), st.integers(1, 40))
def test_what_preview_shows_is_what_is_laid_out(database: Database, due: dict[str, int], first: int, days: int) -> None:
    network_id = a_network(database)
    posts = [post(key, hours) for key, hours in due.items()]
    plan(database, network_id, posts)
    since, until = NOW + timedelta(days=first), NOW + min(timedelta(days=first + days), AHEAD)
    with database.reading() as session:
        networks = session.scalars(select(Network)).all()
        shown = preview(session, [job(*posts)], networks, since=since, until=until)
    laid_out = [row.key for row in rows(database).values() if since < row.due_at <= until]
    assert sorted(each.key for each in shown) == sorted(laid_out)
    assert all(one.at <= other.at for one, other in pairwise(shown))
    assert timedelta(days=60) < BACK
