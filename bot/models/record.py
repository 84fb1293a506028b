"""Keeps the record of who changed what when, by listening to the sessions the doors open."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, event, func, insert, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapper, Session, UOWTransaction, object_session

from bot.db import Database
from bot.models import (
    Activity,
    Answer,
    Attendance,
    Change,
    ChapterText,
    ChecklistItem,
    CoAuthor,
    DayProposal,
    Decision,
    DoneAtMember,
    Experience,
    Fee,
    Feed,
    HostingTurn,
    Invited,
    JoinRequest,
    Mandate,
    Meeting,
    MeetingDraft,
    Member,
    Membership,
    Network,
    Period,
    Person,
    ProgrammeItem,
    ReviewNote,
    Step,
    SwapRequest,
    Theme,
)
from bot.models.words import UNRECORDED

RECORDED: Final = (
    *(Activity, Answer, Attendance, ChapterText, ChecklistItem, CoAuthor, DayProposal, Decision, DoneAtMember),
    *(
        Experience,
        Fee,
        Feed,
    ),
    *(HostingTurn, Invited, JoinRequest, Mandate, Meeting, MeetingDraft, Member, Membership, Network, Period, Person),
    *(ProgrammeItem, ReviewNote, Step, SwapRequest, Theme, Fee),
)
"""What is not: needs of food and accessibility, which are forgotten, and votes."""
BOOKKEEPING: Final = frozenset(
    {
        "version",
        "loaded",
        "planned_at",
        "kept",
        "took_place_by_id",
        "took_place_at",
        "closed_by_id",
        "answered_at",
        "noted_at",
    }
    | {"search_text", "secret_hash"}
)

_LAST: Final = select(func.max(Change.id))


def news(database: Database, now: datetime) -> tuple[int, datetime] | None:
    """How far things have come, by what is recorded and by the hour: the same as long as nothing is new. None when the
    database is away."""
    try:
        with database.reading() as session:
            return session.scalar(_LAST) or 0, now.replace(minute=0, second=0, microsecond=0)
    except SQLAlchemyError:
        return None


def keep_record(session: Session, by: str, now: datetime) -> None:
    """Record what is changed in this session from now on as done by somebody at a moment."""
    session.info.update(by=by, now=now)


def keep_reading(session: Session, noun: Any, field: str) -> None:
    """Record that somebody has read what only few may; never what stood there."""
    if "by" in session.info:
        session.execute(insert(Change), [_row(session, noun) | {"field": field, "before": None, "after": "read"}])


@event.listens_for(Session, "after_flush")
def _record(session: Session, flush: UOWTransaction) -> None:
    if session.new or session.dirty or session.deleted:
        session.info["changed"] = True
    if "by" not in session.info:
        return
    rows = [
        _row(session, each) | change
        for each in (*session.new, *session.dirty)
        if isinstance(each, RECORDED)
        for change in _changes(each, is_new=each in session.new)
    ]
    if rows:
        session.execute(insert(Change), rows)


def _record_deleted(mapper: Mapper[Any], connection: Connection, noun: Any) -> None:
    """Of what is deleted only a line of a programme is worth repeating; of people and their answers nothing is."""
    session = object_session(noun)
    if session is not None and "by" in session.info:
        gist = noun.title if isinstance(noun, ProgrammeItem) else None
        connection.execute(insert(Change), _row(session, noun) | {"field": "", "before": gist, "after": "deleted"})


for _noun in RECORDED:
    event.listen(_noun, "after_delete", _record_deleted)


def _row(session: Session, noun: Any) -> dict[str, Any]:
    return {"at": session.info["now"], "by": session.info["by"], "noun": type(noun).__name__, "row": noun.id}


def _changes(noun: Any, is_new: bool) -> list[dict[str, Any]]:
    if is_new:
        return [{"field": "", "before": None, "after": "created"}]
    state = inspect(noun)
    table = state.mapper.local_table
    histories = ((each.key, each.history) for each in state.attrs if each.key in state.mapper.column_attrs)
    return [
        {"field": name, "before": None, "after": None}
        if f"{table}.{name}" in UNRECORDED
        else {"field": name, "before": _plain(history.deleted), "after": _plain(history.added)}
        for name, history in histories
        if name not in BOOKKEEPING and history.has_changes()
    ]


def _plain(values: Any) -> Any:
    value = values[0] if values else None
    if isinstance(value, date | time):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
