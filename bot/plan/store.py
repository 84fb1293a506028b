"""What loading a plan asks the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Table, exists, select, text, update
from sqlalchemy.orm import Session

from bot.db import Base
from bot.models import (
    Change,
    Delivery,
    DeliveryState,
    HostingTurn,
    Mandate,
    Meeting,
    Member,
    Network,
    Period,
    PlanEdit,
)

R = TypeVar("R", bound=Base)


def rows_of(session: Session, kind: type[R], **where: object) -> list[R]:
    """All rows of a noun with these values, in the order they were made."""
    return list(session.scalars(select(kind).filter_by(**where).order_by(text("id"))))


def mandates_of(session: Session, members: Iterable[Member]) -> list[Mandate]:
    """The members' mandates."""
    ids = [each.id for each in members]
    return list(session.scalars(select(Mandate).where(Mandate.member_id.in_(ids)).order_by(Mandate.id)))


def waiting_turns(session: Session, network: Network) -> list[HostingTurn]:
    """The turns to host that have no meeting yet, in their order."""
    own = HostingTurn.network_id == network.id, HostingTurn.meeting_id.is_(None)
    return list(session.scalars(select(HostingTurn).where(*own).order_by(HostingTurn.position, HostingTurn.id)))


def is_spoken_of(session: Session, meeting: Meeting) -> bool:
    """Whether somebody has been told of a meeting: it is then cancelled, never taken away."""
    sent = Delivery.network_id == meeting.network_id, Delivery.sent_at.is_not(None)
    abouts = session.scalars(select(Delivery.about).where(*sent))
    return any(str(about.get("meeting")) == str(meeting.id) for about in abouts)


def last_edit(session: Session, period: Period) -> PlanEdit | None:
    """What somebody has changed last of a period's plan in Slack."""
    own = select(PlanEdit).where(PlanEdit.period_id == period.id)
    return session.scalar(own.order_by(PlanEdit.id.desc()).limit(1))


def who_turned(session: Session) -> str | None:
    """Who has changed a turn to host last."""
    own = select(Change.by).where(Change.noun == HostingTurn.__name__)
    return session.scalar(own.order_by(Change.id.desc()).limit(1))


def withdraw(session: Session, keys: str) -> None:
    """What has not gone out yet of the messages with such keys goes no more."""
    waits = Delivery.key.like(keys), Delivery.state == DeliveryState.PENDING
    session.execute(update(Delivery).where(*waits).values(state=DeliveryState.CANCELLED))


def is_used(session: Session, row: Any, but: Collection[str] = ()) -> bool:
    """Whether anything in the database points to a row, the tables in `but` left out of account."""
    return any(session.scalar(select(exists().where(column == row.id))) for column in _columns_to(row.__table__, but))


def _columns_to(own: Table, but: Collection[str]) -> Iterator[Any]:
    for table in Base.metadata.tables.values():
        if table.name in but:
            continue
        for key in table.foreign_keys:
            if key.column.table is own:
                yield key.parent
