"""What the rows are called that the record speaks of: by whom and what they are of, never by what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from bot.dates.in_words import span
from bot.dates.when import Span
from bot.db import Base
from bot.language import Say, Text, escape, joined
from bot.meetings.rules import span_of
from bot.models import Meeting, Role
from bot.network.people import ROLE_NAMES

Name = tuple[str | int | Span | Role, ...]
"""Whom and what a row is about, an activity by its number; empty: nobody knows any more."""
_CALLED_BY: Final = {"activities": ("number",), "attendances": ("meeting_id", "member_id", "role")}


class RowNames:
    """The names of rows; each table is read when one of its rows is asked for first."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, dict[int, Name]] = {}

    def row(self, table: str, number: int) -> Name:
        """What a row is called."""
        if table not in self._known:
            self._known[table] = dict(self._read(table))
        return self._known[table].get(number, ())

    def _read(self, name: str) -> Iterable[tuple[int, Name]]:
        if name == "meetings":
            return ((each.id, (span_of(each),)) for each in self._session.scalars(select(Meeting)))
        table = Base.metadata.tables[name]
        columns = [table.c[each] for each in _CALLED_BY.get(name, ())]
        columns = columns or ([table.c.name] if "name" in table.c else _owners(table.c.values()))
        rows = self._session.execute(select(table.c.id, *columns)).all()
        return ((row[0], self._parts(columns, row[1:]) or (f"#{row[0]}",)) for row in rows)

    def _parts(self, columns: Iterable[Column[Any]], values: Iterable[Any]) -> Name:
        return tuple(part for column, value in zip(columns, values, strict=True) for part in self.part(column, value))

    def part(self, column: Column[Any], value: Any) -> Name:
        """What stands in a column is called: the row it points to, or itself."""
        for key in column.foreign_keys:
            return self.row(key.column.table.name, value)
        return (value,)


def _owners(columns: Iterable[Column[Any]]) -> list[Column[Any]]:
    return [each for each in columns if each.foreign_keys and not each.nullable and each.name != "network_id"]


def name_in_words(say: Say, name: Name) -> Text:
    """A name as it is read."""
    return joined(", ", [_part(say, each) for each in name])


def _part(say: Say, part: str | int | Span | Role) -> Text:
    if isinstance(part, Span):
        return Text(span(part, say.code))
    if isinstance(part, int):
        return say("activity {number}", number=part)
    return say(ROLE_NAMES[part]) if isinstance(part, Role) else escape(part)
