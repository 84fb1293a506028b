"""Keeps the record of who changed what when, by listening to the sessions the doors open."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final

from sqlalchemy import event, insert, inspect
from sqlalchemy.orm import Session, UOWTransaction

from bot.models import (
    Activity,
    Change,
    Experience,
    HostingTurn,
    Meeting,
    Membership,
    Network,
    Period,
    Person,
    Step,
    SwapRequest,
)

KEPT: Final = (Activity, Experience, HostingTurn, Meeting, Membership, Network, Period, Person, Step, SwapRequest)
LEFT_OUT: Final = frozenset({"version", "search_text", "loaded", "planned_at", "did", "result", "learned", "links"})
"""Bookkeeping, and texts that have versions of their own."""


def keep_record(session: Session, by: str, now: datetime) -> None:
    """Record what is changed in this session from now on as done by somebody at a moment."""
    session.info.update(by=by, now=now)


@event.listens_for(Session, "after_flush")
def _record(session: Session, flush: UOWTransaction) -> None:
    if session.new or session.dirty or session.deleted:
        session.info["changed"] = True
    if "by" not in session.info:
        return
    rows = [
        {"at": session.info["now"], "by": session.info["by"], "noun": type(each).__name__, "row": each.id, **change}
        for each in (*session.new, *session.dirty)
        if isinstance(each, KEPT)
        for change in _changes(each, is_new=each in session.new)
    ]
    if rows:
        session.execute(insert(Change), rows)


def _changes(noun: Any, is_new: bool) -> list[dict[str, Any]]:
    if is_new:
        return [{"field": "", "before": None, "after": "created"}]
    state = inspect(noun)
    histories = ((each.key, each.history) for each in state.attrs if each.key in state.mapper.column_attrs)
    return [
        {"field": name, "before": _plain(history.deleted), "after": _plain(history.added)}
        for name, history in histories
        if name not in LEFT_OUT and history.has_changes()
    ]


def _plain(values: Any) -> Any:
    value = values[0] if values else None
    if isinstance(value, date | time):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
