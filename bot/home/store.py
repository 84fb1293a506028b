"""Questions to the database that only the Home tab asks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, joinedload, undefer

from bot.meetings.rules import in_order
from bot.models import (
    Answer,
    Attendance,
    Experience,
    HostingTurn,
    Meeting,
    MeetingState,
    Member,
    Network,
    Person,
    Reply,
)
from bot.models.experiences import READABLE

_mine = select(Answer.meeting_id, Answer.reply).where(Answer.person_id == bindparam("person"))
_naming = (
    select(Answer)
    .join(Meeting, Meeting.id == Answer.meeting_id)
    .where(
        Meeting.network_id == bindparam("network"),
        Answer.deputy_id == bindparam("person"),
        Answer.reply.in_((Reply.NO, Reply.DEPUTY)),
    )
    .options(joinedload(Answer.person), joinedload(Answer.meeting).joinedload(Meeting.turn))
    .order_by(Answer.id)
)
_is_noted = exists().where(Attendance.meeting_id == Meeting.id)
_over = (
    select(Meeting, _is_noted)
    .where(
        Meeting.network_id == bindparam("network"),
        Meeting.state == MeetingState.PLANNED,
        or_(
            Meeting.last_day <= bindparam("today"),
            and_(Meeting.first_day.is_(None), Meeting.month < bindparam("month")),
        ),
    )
    .options(joinedload(Meeting.turn).joinedload(HostingTurn.member), undefer(Meeting.has_traces))
)
_latest = (
    select(Experience)
    .where(Experience.member_id == bindparam("member"), Experience.state.in_(READABLE))
    .order_by(Experience.id.desc())
    .limit(3)
)


def my_replies(session: Session, person: Person) -> dict[int, Reply]:
    """What somebody has answered, by meeting."""
    return {row[0]: row[1] for row in session.execute(_mine, {"person": person.id})}


def asks_me_as_deputy(session: Session, network: Network, person: Person) -> list[Answer]:
    """The answers that name somebody as deputy who has not said whether they come."""
    answers = session.scalars(_naming, {"network": network.id, "person": person.id})
    return [each for each in answers if each.answered_by_id != person.id]


def over(session: Session, network: Network, today: date) -> list[tuple[Meeting, bool]]:
    """The planned meetings that have ended, also those known by their month only, with whether it is noted who came."""
    values = {"network": network.id, "today": today, "month": today.replace(day=1)}
    found = session.execute(_over, values).all()
    noted = {meeting.id for meeting, is_noted in found if is_noted}
    return [(each, each.id in noted) for each in in_order(meeting for meeting, _ in found)]


def latest_experiences(session: Session, member: Member) -> list[Experience]:
    """A member's newest experiences."""
    return list(session.scalars(_latest, {"member": member.id}))
