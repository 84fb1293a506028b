"""SQLite's one writer: the threads of a process take turns, in the order they came."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from bot.db import BUSY_SECONDS, Database, Turns
from tests.databases import empty


def test_turns_are_taken_in_the_order_they_were_asked_for() -> None:
    turns, order, threads = Turns(), [], []

    def work(number: int) -> None:
        with turns.turn():
            order.append(number)

    with turns.turn():
        for number in range(30):
            threads.append(threading.Thread(target=work, args=(number,)))
            threads[-1].start()
            while len(turns._line) < number + 2:
                time.sleep(0.001)
        assert order == []
    for each in threads:
        each.join(5)
    assert order == list(range(30))


def test_a_turn_that_ends_in_a_fault_lets_the_next_in() -> None:
    turns = Turns()
    with pytest.raises(ValueError), turns.turn():
        raise ValueError
    with turns.turn() as patience:
        assert patience == BUSY_SECONDS


def test_a_transaction_inside_another_is_refused_instead_of_waiting_for_ever(database: Database) -> None:
    with database.writing(), pytest.raises(RuntimeError, match="inside another"), database.writing():
        pass
    with database.writing():
        pass


def test_a_sweep_is_left_where_it_is_when_the_bot_ends(tmp_path: Path) -> None:
    database = empty(tmp_path / "natverksbot.db")
    many = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 30000) SELECT i FROM n"
    with database.writing() as session:
        session.connection().exec_driver_sql(f"CREATE TABLE big AS {many}")
    assert database.sweep()
    database.sweep_no_more()
    assert not database.sweep()
    with database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM big").scalar() == 30000
