"""Search among experiences: one function for SQLite (FTS5, trigrams) and PostgreSQL (pg_trgm).

The two only differ in how they find the rows that hold the words; how these are ranked is the same SQL. A very common
word is not ranked over everything: the newest `PROBED` rows that hold it are, which keeps any search fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import TextClause, bindparam, text
from sqlalchemy.orm import Session

from bot.db import Moment
from bot.models import Network
from bot.models.experiences import READABLE
from bot.rules.experiences import Reader
from bot.rules.search_words import SHORTEST_STEM, TITLE_ENDS, Term

PROBED: Final = 2000


@dataclass(frozen=True)
class Hits:
    """One page of what was found, best first. `all_words`: every word stands in each; else at least one does."""

    ids: tuple[int, ...]
    total: int
    """How many there are; `PROBED` means that many or more."""
    all_words: bool = True


@dataclass(frozen=True)
class Within:
    """What is searched: all, or one member's, of certain activities, of one year. The year is the one that its author
    wrote; where none is written, that in which it was contributed."""

    member: int | None = None
    activities: tuple[int, ...] | None = None
    year: int | None = None
    year_starts: datetime | None = None
    year_ends: datetime | None = None

    @property
    def shape(self) -> tuple[bool, int, bool]:
        """Which conditions there are; each shape has a statement of its own."""
        return self.member is not None, -1 if self.activities is None else len(self.activities), self.year is not None

    def values(self) -> dict[str, Any]:
        """The values of its conditions."""
        values: dict[str, Any] = {f"activity{n}": each for n, each in enumerate(self.activities or ())}
        if self.member is not None:
            values["member"] = self.member
        if self.year is not None:
            values |= {"year": f"%{self.year}%", "starts": self.year_starts, "ended": self.year_ends}
        return values


EVERYTHING: Final = Within()


def search(
    session: Session,
    network: Network,
    reader: Reader,
    terms: Sequence[Term],
    *,
    within: Within = EVERYTHING,
    skip: int = 0,
    most: int = 8,
) -> Hits:
    """Find what holds all the words, else any of them, or without words the newest; only what the reader may read."""
    if not terms and within == EVERYTHING:
        return Hits((), 0)
    asked = _Asked(session.get_bind().dialect.name, network, reader, tuple(terms), within, skip, most)
    found = _search(session, asked, all_words=True)
    if found.total or len(terms) < 2:
        return found
    return _search(session, asked, all_words=False)


@dataclass(frozen=True)
class _Asked:
    dialect: str
    network: Network
    reader: Reader
    terms: tuple[Term, ...]
    within: Within
    skip: int
    most: int


def _search(session: Session, asked: _Asked, *, all_words: bool) -> Hits:
    long = tuple(len(each.stem) >= SHORTEST_STEM for each in asked.terms)
    rows = session.execute(
        _statement(asked.dialect, long, asked.reader.is_outside, all_words, asked.within.shape),
        _values(asked.network, asked.terms, all_words)
        | asked.within.values()
        | {"skip": asked.skip, "most": asked.most},
    ).all()
    return Hits(tuple(row.id for row in rows), rows[0].total if rows else 0, all_words)


def _values(network: Network, terms: Sequence[Term], all_words: bool) -> dict[str, Any]:
    values: dict[str, Any] = {"network": network.id, "probed": PROBED}
    if not terms:
        return values
    values["ends"] = TITLE_ENDS
    for n, each in enumerate(terms):
        looked_for = each.stem if len(each.stem) >= SHORTEST_STEM else f" {each.word} "
        values |= {f"inside{n}": looked_for, f"start{n}": f" {each.stem}", f"whole{n}": f" {each.word} "}
        values[f"like{n}"] = f"%{looked_for}%"
    quoted = [f'"{each.stem}"' for each in terms if len(each.stem) >= SHORTEST_STEM]
    return values | {"match": (" AND " if all_words else " OR ").join(quoted)}


@lru_cache(maxsize=256)
def _statement(
    dialect: str, long: tuple[bool, ...], is_outside: bool, all_words: bool, shape: tuple[bool, int, bool]
) -> TextClause:
    """The query for so many words: the newest rows that hold them, then their rank."""
    holds = (_held_in_sqlite if dialect == "sqlite" else _held_in_postgresql)(long, all_words)
    newest = "w.rowid" if "experience_words w" in holds else "e.id"
    states = ", ".join(f"'{each.value}'" for each in READABLE)
    consent = "AND e.may_publish" if is_outside else ""
    score = " + ".join(_score(n, "instr" if dialect == "sqlite" else "strpos") for n in range(len(long)))
    best = f"{score} DESC, " if score else ""
    made = text(f"""
        WITH held AS (
            SELECT e.id, e.search_text AS t FROM {holds}
            AND e.network_id = :network AND e.state IN ({states}) {consent} {_narrowed(*shape)}
            ORDER BY {newest} DESC LIMIT :probed
        )
        SELECT id, count(*) OVER () AS total FROM held ORDER BY {best}id DESC LIMIT :most OFFSET :skip
    """)
    return made.bindparams(bindparam("starts", type_=Moment), bindparam("ended", type_=Moment)) if shape[2] else made


def _narrowed(by_member: bool, activities: int, by_year: bool) -> str:
    conditions = ["AND e.member_id = :member"] if by_member else []
    if activities >= 0:
        conditions.append(f"AND e.activity_id IN ({', '.join(f':activity{n}' for n in range(activities)) or 'NULL'})")
    if by_year:
        conditions.append(
            "AND (e.time LIKE :year "
            "OR (e.time NOT LIKE '%20__%' AND e.created_at >= :starts AND e.created_at < :ended))"
        )
    return " ".join(conditions)


def _held_in_sqlite(long: tuple[bool, ...], all_words: bool) -> str:
    """Words of three letters or more come from the index, which CROSS JOIN makes the first to be read; shorter ones
    are looked for in the rows."""
    if not long:
        return "experiences e WHERE 1 = 1"
    likes = [f"e.search_text LIKE :like{n}" for n, is_long in enumerate(long) if not is_long]
    if not any(long) or (likes and not all_words):
        every = [f"e.search_text LIKE :like{n}" for n in range(len(long))]
        return f"experiences e WHERE ({_joined(every, all_words)})"
    short = f"AND {_joined(likes, all_words)}" if likes else ""
    return (
        "experience_words w CROSS JOIN experiences e ON e.id = w.rowid "
        f"WHERE experience_words MATCH :match {short}"
    )  # fmt: skip


def _held_in_postgresql(long: tuple[bool, ...], all_words: bool) -> str:
    likes = [f"e.search_text LIKE :like{n}" for n in range(len(long))]
    return f"experiences e WHERE ({_joined(likes, all_words) or '1 = 1'})"


def _joined(conditions: Sequence[str], all_words: bool) -> str:
    return (" AND " if all_words else " OR ").join(conditions)


def _score(n: int, position: str) -> str:
    """How well a row answers one word: in the title, as a word of its own, at a word's start, how often."""
    title_ends = f"{position}(t, :ends)"
    return f"""(
        CASE WHEN {position}(t, :inside{n}) BETWEEN 1 AND {title_ends} THEN 8 ELSE 0 END
        + CASE WHEN {position}(t, :start{n}) BETWEEN 1 AND {title_ends} THEN 3 ELSE 0 END
        + CASE WHEN {position}(t, :whole{n}) > 0 THEN 3 ELSE 0 END
        + CASE WHEN {position}(t, :start{n}) > 0 THEN 2 ELSE 0 END
        + CASE WHEN {position}(t, :inside{n}) > 0 THEN 2 ELSE 0 END
        + (length(t) - length(replace(t, :inside{n}, ''))) / length(:inside{n}) * 1.0
          / (4 + (length(t) - length(replace(t, :inside{n}, ''))) / length(:inside{n})) * 4
    )"""
