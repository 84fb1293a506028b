"""Questions to the database about who was to come and who came, over a period."""

from __future__ import annotations

from sqlalchemy import bindparam, case, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from bot.models import Answer, Attendance, HostingTurn, Meeting, Period, Person, Reply, Role
from bot.rules.attendance import Seat
from bot.rules.meetings import in_order

_replaced = aliased(Person)

_meetings = (
    select(Meeting)
    .where(Meeting.period_id == bindparam("period"))
    .options(joinedload(Meeting.turn).joinedload(HostingTurn.member))
)
_said = (
    select(Answer.meeting_id, Person.member_id, case((Person.role == Role.DEPUTY, _replaced.role), else_=Person.role))
    .join(Meeting, Meeting.id == Answer.meeting_id)
    .join(Person, Person.id == Answer.person_id)
    .outerjoin(_replaced, _replaced.id == Person.deputy_for_id)
    .where(
        Meeting.period_id == bindparam("period"),
        Answer.reply.in_((Reply.YES, Reply.DIGITAL, Reply.DEPUTY)),
        Person.member_id.is_not(None),
        or_(Person.role.in_((Role.ELECTED, Role.OFFICIAL)), _replaced.role.is_not(None)),
    )
    .distinct()
)
_came = (
    select(Attendance.meeting_id, Attendance.member_id, Attendance.role, Attendance.came)
    .join(Meeting, Meeting.id == Attendance.meeting_id)
    .where(Meeting.period_id == bindparam("period"))
)


def meetings(session: Session, period: Period) -> list[Meeting]:
    """A period's meetings, first to last, with their hosts."""
    return in_order(session.scalars(_meetings, {"period": period.id}))


def said(session: Session, period: Period) -> list[Seat]:
    """The seats that somebody said would be taken; a deputy takes the seat of whom they replace. Whoever has left
    since counts as they did then."""
    return [(row[0], row[1], Role(row[2])) for row in session.execute(_said, {"period": period.id})]


def came(session: Session, period: Period) -> dict[Seat, bool]:
    """What is noted of each seat."""
    return {(row[0], row[1], row[2]): row[3] for row in session.execute(_came, {"period": period.id})}
