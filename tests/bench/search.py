"""Search among 100,000 experiences against the bare SQL it comes to: the same query, sent by the driver itself.

On SQLite and on PostgreSQL. Interleaved, medians over all questions. To reach: at most 1.5 times the bare query.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import event, insert, select, text

from bot.db import Database, open_engine
from bot.experiences.rules import Reader
from bot.experiences.search import search, searchable, terms
from bot.migrations import bring_up_to_date
from bot.models import Experience, Network
from tests.bench.worlds import NOON
from tests.postgres import new_database, programs, server
from tests.report.report_world import CONTRIBUTED

MANY: Final = 100_000
AT_ONCE: Final = 5_000
ROUNDS: Final = 15
MOST_TIMES: Final = 1.5
QUESTIONS: Final = (
    "konsekvensanalys", "skolvägar", "budget barnets bästa", "ungdomsråd remiss", "ovanligtord", "familjerätt samtal",
    "ortagard", "barn", "kommun", "skola elever kartor", "finnsinte", "it",
)  # fmt: skip
PLACES: Final = ("Gävle", "Örebro", "Uppsala", "Västerås", "Haninge", "Borlänge", "Karlskoga", "Degerfors")

Bare = Callable[[str, Any], object]
"""Sends a query with its values, without anything of ours between, and reads all rows."""


def run() -> None:
    """Measure and print; the exit status says nothing, the figures do."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "search.db"
        raw = _filled(f"sqlite:///{file}", lambda: sqlite3.connect(file))
        _report("SQLite", *measure(f"sqlite:///{file}", lambda query, values: raw.execute(query, values).fetchall()))
        raw.close()
    if programs() is None:
        print("  PostgreSQL is not installed here")
        return
    with server() as first:
        url = new_database(first)
        bare = _filled(url, lambda: psycopg.connect(url.replace("+psycopg", ""), prepare_threshold=None))
        _report("PostgreSQL", *measure(url, lambda query, values: bare.execute(query, values).fetchall()))
        bare.close()


def _filled(url: str, connect: Callable[[], Any]) -> Any:
    """Fill a database, and connect to it as the driver alone does."""
    print(f"\n  filling {MANY} experiences into {url.partition(':')[0]} …", flush=True)
    fill(url)
    return connect()


def fill(url: str) -> None:
    """A network with that many experiences, no two alike."""
    engine, chance = open_engine(url), random.Random(5)
    bring_up_to_date(engine)
    with Database(engine).writing() as session:
        network = Network(key="bench", name="Bänken", settings={})
        session.add(network)
        session.flush()
        for first in range(0, MANY, AT_ONCE):
            rows = [_row(chance, network.id, n) for n in range(first, first + AT_ONCE)]
            session.execute(insert(Experience), rows)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _row(chance: random.Random, network: int, n: int) -> dict[str, Any]:
    parts = [chance.choice(CONTRIBUTED) for _ in range(3)]
    title = f"{parts[0]['title']} i {chance.choice(PLACES)} {n}"
    did, learned = " ".join(each["did"] for each in parts), parts[1].get("learned", "")
    rare = " Örtagården blev ett ovanligtord." if n % 5000 == 0 else ""
    return {
        "network_id": network, "title": title, "did": did + rare, "learned": learned, "created_at": NOON,
        "changed_at": NOON, "version": 1, "search_text": searchable(title, [did + rare, learned]),
    }  # fmt: skip


def measure(url: str, bare: Bare) -> tuple[list[float], list[float]]:
    """Milliseconds of each question, ours and bare, one after the other."""
    engine = open_engine(url)
    database, sent = Database(engine), _log_of(engine)
    with database.reading() as session:
        network = session.scalars(select(Network)).one()
    ours: list[float] = []
    theirs: list[float] = []
    for n in range(ROUNDS + 1):
        for question in QUESTIONS:
            sent.clear()
            mine = _timed(lambda question=question: _ask(database, network, question))  # type: ignore[misc]
            queries = list(sent)
            its = _timed(lambda queries=queries: [bare(*each) for each in queries])  # type: ignore[misc]
            if n:
                ours.append(mine)
                theirs.append(its)
    engine.dispose()
    return ours, theirs


def _report(name: str, ours: list[float], bare: list[float]) -> None:
    times = statistics.median(ours) / statistics.median(bare)
    print(f"  {name}, {len(ours)} questions among {MANY}")
    print(f"    ours  p50 {statistics.median(ours):7.2f} ms   slowest {max(ours):7.2f} ms")
    print(f"    bare  p50 {statistics.median(bare):7.2f} ms   slowest {max(bare):7.2f} ms")
    print(f"    {times:.2f} times the bare query; to reach: {MOST_TIMES} {'✓' if times <= MOST_TIMES else 'MISSED'}")


def _log_of(engine: Any) -> list[tuple[str, Any]]:
    """Every query that is sent from now on, with its values."""
    sent: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def write_down(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        if statement.lstrip().startswith("WITH"):
            sent.append((statement, values))

    return sent


def _ask(database: Database, network: Network, question: str) -> None:
    with database.reading() as session:
        search(session, network, Reader(), terms(question))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(run())
