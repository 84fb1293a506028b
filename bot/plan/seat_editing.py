"""A coordinator changes who sits where: what was is kept as values, so that it can be undone with one press, and those
concerned are told when it no longer can. People stand in no plan file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db import Base, Moment
from bot.feature.call import Call, Overtaken
from bot.feature.post import Post
from bot.feature.values import digest_of
from bot.models import Answer, Meeting, Network, Person, SeatEdit
from bot.plan import store as plan_store
from bot.plan.editing import NOT_UNDONE, UNDONE_WITHIN

UNDO: Final = "people.undo"
"""The button that undoes such a change."""
PERSON: Final = (
    "slack_id", "name", "role", "state", "member_id", "deputy_for_id", "spokesperson", "confirmed_at", "left_at",
)  # fmt: skip
ANSWER: Final = ("reply", "deputy_id", "answered_at", "answered_by_id")
"""What is kept of somebody, and of an answer that names them as deputy."""
_KINDS: Final[Mapping[str, tuple[type[Any], tuple[str, ...]]]] = {
    "Person": (Person, PERSON),
    "Answer": (Answer, ANSWER),
}
Values = dict[str, dict[str, dict[str, Any]]]
"""By noun, row number and column."""


@dataclass
class Seating:
    """What is being changed."""

    call: Call
    """What is told through it waits until the change can no longer be undone."""
    row: SeatEdit | None
    """None, afterwards: nothing was changed."""


@contextmanager
def seating(call: Call) -> Iterator[Seating]:
    """Change who sits where; what was is kept to be undone."""
    session, before = call.session, _as_it_is(call.session, call.network)
    row = SeatEdit(network_id=call.network.id, at=call.now)
    session.add(row)
    session.flush()

    def later(post: Post) -> None:
        due = call.now + UNDONE_WITHIN
        call.post(replace(post, key=f"{_key(row)}/{post.key}", due=due))

    change = Seating(replace(call, post=later), row)
    yield change
    session.flush()
    after = _as_it_is(session, call.network)
    row.before = _changed(before, after)
    made = [int(each) for each in after["Person"] if each not in before["Person"]]
    row.made_id = made[0] if made else None
    if not made and not any(row.before.values()):
        session.delete(row)
        change.row = None
    else:
        row.after = _digest(session, row)


def undo_seats(call: Call, row: SeatEdit | None) -> list[Person]:
    """Let everybody sit as before, and tell nobody; gives who they are that sit otherwise now. Overtaken when it is too
    late."""
    if row is None or row.network_id != call.network.id or call.now - row.at > UNDONE_WITHIN:
        raise Overtaken(NOT_UNDONE, "manage.people")
    if row.after != _digest(call.session, row):
        raise Overtaken(NOT_UNDONE, "manage.people")
    plan_store.withdraw(call.session, f"{_key(row)}/%")
    for noun, row_id, values in _rows(row.before):
        kept = call.session.get_one(_KINDS[noun][0], row_id)
        for column, value in values.items():
            setattr(kept, column, _read(kept, column, value))
    people = [call.session.get_one(Person, int(each)) for each in row.before.get("Person", {})]
    call.session.flush()
    if made := call.session.get(Person, row.made_id) if row.made_id else None:
        if plan_store.is_used(call.session, made, but={SeatEdit.__tablename__}):
            raise Overtaken(NOT_UNDONE, "manage.people")
        call.session.delete(made)
    call.session.delete(row)
    call.session.flush()
    return people


def _key(row: SeatEdit) -> str:
    return f"seating/{row.id}"


def _as_it_is(session: Session, network: Network) -> Values:
    """Everybody of a network, and the answers in it that name a deputy or did."""
    people = session.scalars(select(Person).where(Person.network_id == network.id))
    answers = session.scalars(
        select(Answer).join(Meeting, Meeting.id == Answer.meeting_id).where(Meeting.network_id == network.id)
    )
    return {"Person": _of(people, PERSON), "Answer": _of(answers, ANSWER)}


def _of(rows: Any, columns: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    return {str(each.id): {name: _plain(getattr(each, name)) for name in columns} for each in rows}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _read(row: Base, column: str, value: Any) -> Any:
    kind = row.__table__.c[column].type
    if value is None or isinstance(value, bool | int):
        return value
    if enum := getattr(kind, "enum_class", None):
        return enum(value)
    return datetime.fromisoformat(value) if isinstance(kind, Moment) else value


def _changed(before: Values, after: Values) -> Values:
    """Of the rows that were there, what stood in the columns that say otherwise now."""
    changed: Values = {}
    for noun, row, values in _rows(before):
        now = after[noun].get(str(row), values)
        if others := {name: value for name, value in values.items() if now[name] != value}:
            changed.setdefault(noun, {})[str(row)] = others
    return changed


def _rows(values: Values) -> Iterator[tuple[str, int, dict[str, Any]]]:
    return ((noun, int(row), each) for noun, rows in values.items() for row, each in rows.items())


def _digest(session: Session, edit: SeatEdit) -> str:
    """What the rows say now, of which something was changed or that were made."""
    there = [*_rows(edit.before), *([("Person", edit.made_id, dict.fromkeys(PERSON))] if edit.made_id else [])]
    rows = [(session.get(_KINDS[noun][0], row_id), row_id, columns) for noun, row_id, columns in there]
    return digest_of(
        *((row_id, *(_plain(getattr(row, name, None)) for name in columns)) for row, row_id, columns in rows)
    )
