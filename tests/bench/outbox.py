"""The outbox at the size of 1,000 networks with 20,000 people and a year of deliveries, with the real jobs.

Planning and claiming are measured at a tenth, a third and the whole: what grows linearly costs each network the same.
Claiming and marking are measured against the same SQL on the bare driver, in turn, on the same database. In time of
this process, as others may use the machine; with PostgreSQL, which works in another, by the clock.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any, Protocol

from sqlalchemy import insert, select, update

from bot.db import Base, Database, open_engine
from bot.features import find_features
from bot.models import (
    Coordination,
    Delivery,
    DeliveryState,
    HostingTurn,
    Meeting,
    MeetingKind,
    Member,
    Membership,
    Network,
    Period,
    Person,
    PersonState,
    Role,
)
from bot.outbox import claims, planning
from bot.outbox.marks import Sent, write_marks
from bot.outbox.planning import Planner
from tests.postgres import programs, server

NOW = datetime(2020, 4, 14, 7, 0, tzinfo=UTC)
SIZES = (100, 300, 1000)
MEMBERS, PEOPLE = 10, 20
SENT_IN_A_YEAR = 300
"""So many for each network have gone out already."""
ROUNDS, BATCH = 40, 32


def fill(database: Database, first: int, last: int) -> None:
    """Networks `first` to `last`, each with members, people, meetings and last year's deliveries."""
    with database.writing() as session:
        run = session.connection().execute
        for network in range(first, last + 1):
            base = network * 100
            run(insert(Network), [{"id": network, "key": f"n{network}", "name": f"N{network}", "channel": f"C{network}", "settings": {}}])  # fmt: skip  # noqa: E501
            run(insert(Period), [_period(network)])
            members = [{"id": base + n, "network_id": network, "name": f"Kommun {n}", "municipalities": []} for n in range(MEMBERS)]  # fmt: skip  # noqa: E501
            run(insert(Member), members)
            run(insert(Membership), [{"period_id": network, "member_id": each["id"]} for each in members])
            run(insert(Person), [_person(network, base, n) for n in range(PEOPLE)])
            run(insert(Meeting), [_meeting(network, base, n) for n in range(4)])
            run(insert(HostingTurn), [_turn(network, base, n) for n in range(4)])
            run(insert(Delivery.__table__), [_delivery(network, n) for n in range(SENT_IN_A_YEAR)])


def _period(network: int) -> dict[str, Any]:
    return {
        "id": network, "network_id": network, "name": "2020–2021", "starts": date(2020, 1, 1),
        "ends": date(2021, 12, 31), "coordination": Coordination.COORDINATOR,
    }  # fmt: skip


def _person(network: int, base: int, n: int) -> dict[str, Any]:
    role = Role.ELECTED if n % 2 else Role.OFFICIAL
    return {
        "id": base + n, "network_id": network, "slack_id": f"U{base + n}", "name": f"Person {n}", "role": role,
        "state": PersonState.CONFIRMED, "member_id": base + n // 2,
    }  # fmt: skip


def _meeting(network: int, base: int, n: int) -> dict[str, Any]:
    first = date(2020, 5, 14) + timedelta(days=90 * n)
    days = (
        {"first_day": first, "last_day": first + timedelta(days=1)} if n < 2 else {"first_day": None, "last_day": None}
    )
    kind = MeetingKind.OFFICIALS if n % 2 else MeetingKind.PARTNERSHIP
    return {
        "id": base + n, "network_id": network, "period_id": network, "kind": kind, "month": first.replace(day=1),
        "version": 1, **days,
    }  # fmt: skip


def _turn(network: int, base: int, n: int) -> dict[str, Any]:
    return {
        "id": base + n, "network_id": network, "period_id": network, "member_id": base + n, "meeting_id": base + n,
        "position": n, "version": 1,
    }  # fmt: skip


def _delivery(network: int, n: int) -> dict[str, Any]:
    due = NOW - timedelta(days=360 * (n + 1) / SENT_IN_A_YEAR)
    return {
        "network_id": network, "key": f"old/{network}/{n}", "kind": "soon", "to": f"U{network * 100 + n % PEOPLE}",
        "due_at": due, "useful_until": due + timedelta(days=7), "state": DeliveryState.SENT, "attempts": 1,
        "about": {"meeting": "1"}, "sent_at": due, "channel": "D1", "ts": "1.1",
    }  # fmt: skip


@contextmanager
def timed(into: list[float], clock: Callable[[], float] = time.process_time) -> Iterator[None]:
    began = clock()
    yield
    into.append(clock() - began)


def of_each_size(path: Path) -> Database:
    """Fill the database step by step, and say at each size what planning, a look and a claim cost."""
    database = Database(open_engine(f"sqlite:///{path}"))
    Base.metadata.create_all(database.engine)
    planner = Planner(tuple(find_features().jobs.values()), lambda session, network: (f"U{network.id * 100}",))
    before, first_cost = 0, 0.0
    for size in SIZES:
        fill(database, before + 1, size)
        plans: list[float] = []
        ticks: list[float] = []
        with timed(plans):
            plan(database, planner, range(before + 1, size + 1))
        _send_all_that_is_due(database)
        for _ in range(50):
            with timed(ticks):
                with database.reading() as session:
                    assert not planning.to_plan(session, NOW, NOW, 20)
                with database.reading() as session:
                    assert not claims.look(session, NOW).due
        each = 1000 * plans[0] / (size - before)
        first_cost = first_cost or each
        print(
            f"outbox at {size:4} networks: planning {each:.2f} ms a network ({each / first_cost:.2f} of the first"
            f" hundred's); a tick with nothing due {1000 * statistics.median(ticks):.2f} ms (to be under 5)"
        )
        before = size
    with database.reading() as session:
        rows = session.execute(select(Delivery.state)).scalars().all()
    print(f"outbox: {len(rows)} deliveries, {rows.count(DeliveryState.PENDING)} of them to come")
    return database


def plan(database: Database, planner: Planner, networks: Iterable[int]) -> None:
    for network in networks:
        with database.writing() as session:
            planner.plan(session, network, NOW)


def _send_all_that_is_due(database: Database) -> None:
    due = update(Delivery).where(Delivery.state == DeliveryState.PENDING, Delivery.due_at <= NOW)
    with database.writing() as session:
        session.execute(due.values(state=DeliveryState.SENT))


def claiming_and_marking(
    name: str, database: Database, bare: Bare, clock: Callable[[], float] = time.process_time
) -> None:
    """Claim and mark in batches, ours and bare in turn."""
    with database.writing() as session:  # as if everything to come were due
        session.execute(update(Delivery).where(Delivery.state == DeliveryState.PENDING).values(due_at=NOW))
    with database.reading() as session:
        coming = select(Delivery.id).where(Delivery.state == DeliveryState.PENDING).limit(2 * ROUNDS * BATCH)
        ids = list(session.scalars(coming))
    ours: list[float] = []
    theirs: list[float] = []
    for n in range(0, 2 * ROUNDS, 2):
        with timed(ours, clock):
            _claim_and_mark(database, ids[n * BATCH : (n + 1) * BATCH])
        with timed(theirs, clock):
            bare.claim_and_mark(ids[(n + 1) * BATCH : (n + 2) * BATCH])
    mine, base = (1e6 * statistics.median(each) / BATCH for each in (ours, theirs))
    print(
        f"outbox on {name}: claim and mark {mine:.0f} µs a delivery, bare SQL {base:.0f}: {mine / base:.2f} times"
        " (to be at most 2)"
    )


def _claim_and_mark(database: Database, ids: list[int]) -> None:
    with database.writing() as session:
        claimed = claims.claim(session, ids, token_hex(4), NOW)
    assert len(claimed) == BATCH
    with database.writing() as session:
        write_marks(session, [Sent(each, "D1", "1.1", dict(each.about), {}, NOW) for each in claimed])


CLAIM = (
    "UPDATE deliveries SET state='sending', attempts=attempts+1, claimed_by='x', lease_until={0},"
    " first_tried_at=coalesce(first_tried_at, {0}) WHERE id IN (SELECT id FROM deliveries WHERE id IN ({1})"
    ' AND state={0}{2}) RETURNING id, network_id, key, kind, "to", message, due_at, useful_until, attempts,'
    " first_tried_at, about"
)
MARK = (
    "UPDATE deliveries SET state='sent', next_try_at=NULL, sent_at={0}, channel='D1', ts='1.1', error=NULL"
    " WHERE id={0} AND state IN ('sending','uncertain','pending')"
)
REPLAN = "UPDATE networks SET planned_at=NULL WHERE id={0} AND planned_at >= {0}"


class Bare(Protocol):
    """The same statements on the driver itself, in the same two transactions."""

    def claim_and_mark(self, ids: list[int]) -> None: ...


class BareSqlite:
    """sqlite3, with the values as they are stored."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            self._db.execute(f"PRAGMA {pragma}")

    def claim_and_mark(self, ids: list[int]) -> None:
        run, stored = self._db.execute, NOW.strftime("%Y-%m-%d %H:%M:%S.%f")
        run("BEGIN IMMEDIATE")
        claim = CLAIM.format("?", ",".join("?" * len(ids)), "")
        rows = run(claim, (stored, stored, *ids, "pending")).fetchall()
        assert len(rows) == len(ids)
        for row in rows:  # what nobody can do without: moments and what it is about
            datetime.fromisoformat(row[6]), datetime.fromisoformat(row[7]), datetime.fromisoformat(row[9])
            json.loads(row[10])
        run("COMMIT")
        run("BEGIN IMMEDIATE")
        for row in rows:
            run(MARK.format("?"), (stored, row[0]))
            run(REPLAN.format("?"), (row[1], stored))
        run("COMMIT")


class BarePostgres:
    """psycopg, which reads moments and JSON itself."""

    def __init__(self, url: str) -> None:
        import psycopg

        self._db = psycopg.connect(url.replace("+psycopg", ""))

    def claim_and_mark(self, ids: list[int]) -> None:
        with self._db.cursor() as cursor:
            claim = CLAIM.format("%s", ",".join(["%s"] * len(ids)), " FOR UPDATE SKIP LOCKED")
            rows = cursor.execute(claim, (NOW, NOW, *ids, "pending")).fetchall()
            assert len(rows) == len(ids)
            self._db.commit()
            cursor.executemany(MARK.format("%s"), [(NOW, row[0]) for row in rows])
            cursor.executemany(REPLAN.format("%s"), [(row[1], NOW) for row in rows])
            self._db.commit()


def on_postgres() -> None:
    """The same for a tenth of it, where a server is installed."""
    if programs() is None:
        return
    with server() as url:
        database = Database(open_engine(url))
        Base.metadata.create_all(database.engine)
        fill(database, 1, SIZES[0])
        planner = Planner(tuple(find_features().jobs.values()), lambda session, network: (f"U{network.id * 100}",))
        plan(database, planner, range(1, SIZES[0] + 1))
        claiming_and_marking("PostgreSQL", database, BarePostgres(url), time.perf_counter)
        database.engine.dispose()


def run() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        database = of_each_size(Path(folder) / "bench.db")
        claiming_and_marking("SQLite", database, BareSqlite(Path(folder) / "bench.db"))
        database.engine.dispose()
    on_postgres()


if __name__ == "__main__":
    run()
