"""Questions to the database about who was to come and who came, over a period."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, case, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from bot.models import Answer, Attendance, HostingTurn, Meeting, Period, Person, Role
from bot.rules.attendance import Seat
from bot.rules.meetings import in_order
from bot.rules.seats import Answered, Given, seats_taken

_replaced = aliased(Person)

_meetings = (
    select(Meeting)
    .where(Meeting.period_id == bindparam("period"))
    .options(joinedload(Meeting.turn).joinedload(HostingTurn.member))
)
_said = (
    select(
        Answer.meeting_id,
        Person.member_id,
        case((Person.role == Role.DEPUTY, _replaced.role), else_=Person.role).label("seat"),
        Person.id.label("person_id"),
        Person.role,
        Answer.reply,
        Answer.deputy_id,
        case((Person.role == Role.DEPUTY, Person.deputy_for_id), else_=None).label("deputy_for_id"),
        Answer.answered_by_id,
    )
    .join(Meeting, Meeting.id == Answer.meeting_id)
    .join(Person, Person.id == Answer.person_id)
    .outerjoin(_replaced, _replaced.id == Person.deputy_for_id)
    .where(
        Person.member_id.is_not(None),
        or_(Person.role.in_((Role.ELECTED, Role.OFFICIAL)), _replaced.role.is_not(None)),
    )
)
_said_in_period = _said.where(Meeting.period_id == bindparam("period"))
_said_of_meeting = _said.where(Meeting.id == bindparam("meeting"))
_came = (
    select(Attendance.meeting_id, Attendance.member_id, Attendance.role, Attendance.came)
    .join(Meeting, Meeting.id == Attendance.meeting_id)
    .where(Meeting.period_id == bindparam("period"))
)


def meetings(session: Session, period: Period) -> list[Meeting]:
    """A period's meetings, first to last, with their hosts."""
    return in_order(session.scalars(_meetings, {"period": period.id}))


def said(session: Session, period: Period) -> list[Seat]:
    """The seats that were to be taken, in every meeting of a period."""
    answers: dict[int, list[Answered]] = {}
    for row in session.execute(_said_in_period, {"period": period.id}):
        answers.setdefault(row.meeting_id, []).append(_answered(row))
    return [(meeting, *seat) for meeting, told in answers.items() for seat in seats_taken(told)]


def said_of(session: Session, meeting: Meeting) -> set[tuple[int, Role]]:
    """The seats that were to be taken in one meeting: member id and role."""
    return seats_taken(_answered(row) for row in session.execute(_said_of_meeting, {"meeting": meeting.id}))


def _answered(row: Row[Any]) -> Answered:
    given = Given(
        row.person_id, "", row.role, row.reply, row.deputy_id, deputy_for_id=row.deputy_for_id, by_id=row.answered_by_id
    )
    return Answered(row.member_id, Role(row.seat), given)


def came(session: Session, period: Period) -> dict[Seat, bool]:
    """What is noted of each seat."""
    return {(row[0], row[1], row[2]): row[3] for row in session.execute(_came, {"period": period.id})}
