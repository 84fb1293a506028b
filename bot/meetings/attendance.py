"""What is true of attendance over a period: planned and actual, per member and role (domain 9). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, case, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from bot.meetings.rules import TWO_SEATS, in_order, roles_invited, span_of
from bot.meetings.seats import Answered, Given, seats_taken
from bot.models import (
    Answer,
    Attendance,
    HostingTurn,
    Meeting,
    MeetingState,
    Membership,
    MembershipState,
    Period,
    Person,
    Role,
)

Seat = tuple[int, int, Role]
"""A meeting, a member and a role."""


@dataclass(frozen=True)
class Share:
    """How many seats were to be taken and were: of those invited, and of those where it is noted who came."""

    planned: int = 0
    invited: int = 0
    came: int = 0
    noted: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(
            self.planned + other.planned,
            self.invited + other.invited,
            self.came + other.came,
            self.noted + other.noted,
        )

    @property
    def planned_part(self) -> float | None:
        """From 0 to 1; None when nobody was invited."""
        return self.planned / self.invited if self.invited else None

    @property
    def came_part(self) -> float | None:
        """From 0 to 1; None while nothing is noted."""
        return self.came / self.noted if self.noted else None


@dataclass(frozen=True)
class MemberShare:
    """One member's attendance in each role."""

    member: str
    shares: Mapping[Role, Share]


@dataclass(frozen=True)
class Attended:
    """The attendance of a period."""

    rows: tuple[MemberShare, ...]
    meetings: int
    """How many have been held."""
    noted: int
    """For how many of them it is noted who came."""

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that have been invited to something."""
        return tuple(each for each in TWO_SEATS if self.total(each).invited)

    def total(self, role: Role) -> Share:
        """All members together."""
        return sum((each.shares[role] for each in self.rows), Share())


def held(meetings: Iterable[Meeting], noted: Iterable[int], today: date) -> list[Meeting]:
    """The meetings that have been, and those going on for which it is noted who came."""
    known = set(noted)
    return [
        each
        for each in meetings
        if each.state is MeetingState.PLANNED and (span_of(each).last < today or each.id in known)
    ]


def over(
    meetings: Sequence[Meeting], memberships: Iterable[Membership], said: Iterable[Seat], came: Mapping[Seat, bool]
) -> Attended:
    """Count held meetings: `said` are the seats that were to be taken, `came` what is noted of each seat."""
    planned, noted = set(said), {meeting_id for meeting_id, _, _ in came}
    rows = []
    for each in memberships:
        theirs = [meeting for meeting in meetings if took_part(each, span_of(meeting).first)]
        shares = {
            role: sum((_share(meeting, each.member_id, role, planned, came, noted) for meeting in theirs), Share())
            for role in TWO_SEATS
        }
        if any(share.invited for share in shares.values()):
            rows.append(MemberShare(each.member.name, shares))
    return Attended(tuple(rows), len(meetings), sum(each.id in noted for each in meetings))


def took_part(membership: Membership, day: date) -> bool:
    """Whether a member was in then; one that has left counts until it left."""
    if membership.state is MembershipState.PENDING:
        return False
    if membership.state is MembershipState.LEFT and membership.ends is None:
        return False
    after_it_came = membership.starts is None or membership.starts <= day
    return after_it_came and (membership.ends is None or day <= membership.ends)


def _share(
    meeting: Meeting, member_id: int, role: Role, planned: set[Seat], came: Mapping[Seat, bool], noted: set[int]
) -> Share:
    if role not in roles_invited(meeting.kind):
        return Share()
    seat = (meeting.id, member_id, role)
    return Share(int(seat in planned), 1, int(came.get(seat, False)), int(meeting.id in noted))


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
