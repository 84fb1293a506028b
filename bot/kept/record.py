"""Reads the record: who changed what when, with names in words."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from bot.db import Base
from bot.kept.called import Name, RowNames
from bot.kept.fields import doer_in_words, field_in_words, value_in_words
from bot.kept.nouns import NOUN_OF, TABLE_OF, noun_in_words
from bot.language import N_, Say, fold
from bot.models import Because, Change, Erasure, JoinRequest, Member, Network, Period, Person, SlackUser
from bot.models.record import RECORDED

DECIDED_BY: Final = (JoinRequest.__name__, "decided_by")
"""The one field of the record that holds a Slack id."""


@dataclass(frozen=True)
class Recorded:
    """One change; `by` is a name, or what did it when nobody did."""

    at: datetime
    by: str
    noun: str
    row: int
    field: str
    before: Any
    after: Any
    zone: ZoneInfo
    name: Name = ()
    """What the row is called."""
    pointed_to: tuple[Name, Name] = ((), ())
    """What those are called that the field pointed to before, and after."""
    says_itself: bool = False
    """Whether it tells only who did it and when."""

    def before_in_words(self, say: Say, *, in_digits: bool = False) -> str:
        """What stood there; of what was erased, why."""
        if isinstance(self.before, Because):
            return value_in_words(say, "Erasure", "because", self.before)
        return value_in_words(say, self.noun, self.field, self.before, self.zone, in_digits=in_digits)

    def after_in_words(self, say: Say, *, in_digits: bool = False) -> str:
        """What stands there since, or what was done."""
        return value_in_words(say, self.noun, self.field, self.after, self.zone, in_digits=in_digits)


COUNTERS: Final = frozenset({"sequence", "form_key"})
"""What only the bot counts by."""

Deed = Sequence[Sequence[Recorded]]
"""What was done at once: things to which the same was done, each with its changes."""


def deeds(rows: Sequence[Recorded]) -> Sequence[Deed]:
    """The record as it is read, the last first as it is given: what was done at once to one thing is one, and to
    several things if it is the same. Who and when is said of it anyway, so a field that tells only that is left out
    unless it is all there is; of what is erased nothing more is told."""
    things: dict[tuple[object, ...], list[Recorded]] = {}
    for each in reversed(rows):
        if each.field not in COUNTERS:
            things.setdefault((each.at, each.by, each.noun, each.row), []).append(each)
    done: dict[tuple[object, ...], list[list[Recorded]]] = {}
    for (at, by, noun, _), changes in things.items():
        changes.sort(key=lambda each: (each.field != "", not each.field.endswith("_at")))
        told = [each for each in changes if not each.says_itself] or changes[:1]
        told = told[:1] if told[0].after == "erased" else told
        what = repr([(each.field, each.before, each.after) for each in told])
        done.setdefault((at, by, noun, what), []).append(told)
    return list(done.values())[::-1]


def recorded(
    session: Session, zone: ZoneInfo, noun: str = "", most: int | None = None, network: Network | None = None
) -> list[Recorded]:
    """The record, the last first; of one noun, and of what there is in one network, when that is said."""
    changes, erasures = select(Change).order_by(Change.id.desc()), select(Erasure).order_by(Erasure.id.desc())
    if network is not None:
        changes = changes.where(in_network(Change.noun, Change.row, network))
        erasures = erasures.where(in_network(Erasure.noun, Erasure.row, network))
    if noun:
        changes, erasures = changes.where(Change.noun == noun), erasures.where(Erasure.noun == noun)
    names, called, known = _names(session), _called(session), RowNames(session)
    accounts = {each.id: each.slack_id for each in session.scalars(select(Person))}

    def name(noun: str, row: int) -> Name:
        return known.row(TABLE_OF[noun].name, row) if noun in TABLE_OF else ()

    def pointed(change: Change, value: Any) -> Name:
        column = TABLE_OF[change.noun].columns.get(change.field) if change.noun in TABLE_OF else None
        return known.part(column, value) if column is not None and column.foreign_keys and value else ()

    def says_itself(change: Change) -> bool:
        if change.field.endswith("_at"):
            return bool(change.after == change.at.isoformat())
        if not change.field.endswith("_by_id") and (change.noun, change.field) != DECIDED_BY:
            return False
        return change.by == (accounts.get(change.after) if isinstance(change.after, int) else change.after)

    def named(change: Change, value: Any) -> Any:
        if (change.noun, change.field) == DECIDED_BY:
            return names.get(value, value)
        return called.get((change.noun, change.field), {}).get(value, value) if isinstance(value, int) else value

    rows = [
        Recorded(
            each.at, names.get(each.by, each.by), each.noun, each.row, each.field,
            named(each, each.before), named(each, each.after), zone, name(each.noun, each.row),
            (pointed(each, each.before), pointed(each, each.after)), says_itself(each),
        )
        for each in session.scalars(changes.limit(most))
    ]  # fmt: skip
    rows += [
        Recorded(
            each.at,
            names.get(each.by, each.by),
            each.noun,
            each.row,
            "",
            each.because,
            _gone(each.noun),
            zone,
            name(each.noun, each.row),
        )
        for each in session.scalars(erasures.limit(most))
    ]
    return sorted(rows, key=lambda each: each.at, reverse=True)[:most]


def _gone(noun: str) -> str:
    """What was erased: the thing itself, or of a network only words."""
    return "words erased" if noun == Network.__name__ else "erased"


def in_network(noun: Any, row: Any, network: Network) -> ColumnElement[bool]:
    """Whether what a line of the record is about lies in a network."""
    tables = {each.__name__: each.__table__ for each in RECORDED}
    return or_(*(and_(noun == name, row.in_(rows_in(table, network.id))) for name, table in tables.items()))


def rows_in(table: Any, network_id: int) -> Select[Any]:
    """The rows of a table that lie in a network: themselves, or as parts of what does."""
    if table.name == "networks":
        return select(table.c.id).where(table.c.id == network_id)
    if "network_id" in table.c:
        return select(table.c.id).where(table.c.network_id == network_id)
    owned = next(each for each in table.c for key in each.foreign_keys if key.ondelete == "CASCADE")
    owner = next(iter(owned.foreign_keys)).column.table
    return select(table.c.id).where(owned.in_(rows_in(owner, network_id)))


def _names(session: Session) -> dict[str, str]:
    """What those are called who have changed something."""
    names = {each.id: each.name for each in session.scalars(select(SlackUser)) if each.name}
    for each in session.scalars(select(Person)):
        names[each.slack_id or f"person/{each.id}"] = each.name
    return names


def _called(session: Session) -> dict[tuple[str, str], dict[int, str]]:
    """What those are called that a field of a noun points to."""
    named = {
        noun.__tablename__: {each.id: each.name for each in session.execute(select(noun.id, noun.name))}
        for noun in (Member, Period, Person)
    }
    return {
        (NOUN_OF[table.name], column.name): named[key.column.table.name]
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in named
    }


def noun_named(say: Say, typed: str) -> str | None:
    """The noun that is meant by a word; None: none is."""
    nouns = [each.__name__ for each in RECORDED]
    wanted = fold(typed)
    for each in nouns:
        if wanted in (fold(each), fold(noun_in_words(say, each))):
            return each
    near = [each for each in nouns if f" {wanted[:6]}" in f" {fold(noun_in_words(say, each))}"]
    return near[0] if wanted and len(near) == 1 else None


HEADINGS: Final = (N_("When"), N_("Who"), N_("What"), N_("Number"), N_("Field"), N_("Before"), N_("After"))


def as_csv(say: Say, rows: Iterable[Recorded]) -> str:
    """The record as a table with semicolons, the first change first."""
    out = StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    table.writerow([say.plain(each) for each in HEADINGS])
    for each in rows:
        at = each.at.astimezone(each.zone).isoformat(timespec="seconds")
        cells: Sequence[Any] = (
            at,
            doer_in_words(say, each.by),
            noun_in_words(say, each.noun),
            each.row,
            field_in_words(say, each.field),
            each.before_in_words(say, in_digits=True),
            each.after_in_words(say, in_digits=True),
        )
        table.writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def harmless(cell: Any) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") and not text.lstrip("-").isdigit() else text
