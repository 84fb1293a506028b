"""What the final report asks the database, in an order that is always the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from bot.db import Base
from bot.models import (
    Activity,
    Attendance,
    Challenge,
    Change,
    ChapterText,
    Experience,
    HostingTurn,
    Meeting,
    Membership,
    Network,
    PeerReview,
    PeerReviewer,
    Period,
    Step,
    Theme,
)
from bot.models.changes import BY_LOAD
from bot.models.experiences import READABLE

_experiences = (
    select(Experience)
    .where(Experience.period_id == bindparam("period"), Experience.state.in_(READABLE))
    .options(selectinload(Experience.member), selectinload(Experience.activity))
    .order_by(Experience.created_at, Experience.id)
)
_memberships = (
    select(Membership)
    .where(Membership.period_id == bindparam("period"))
    .options(joinedload(Membership.member), selectinload(Membership.decisions))
    .order_by(Membership.id)
)
_attendances = (
    select(Attendance)
    .join(Meeting, Meeting.id == Attendance.meeting_id)
    .where(Meeting.period_id == bindparam("period"))
    .order_by(Attendance.id)
)
_meetings = (
    select(Meeting)
    .where(Meeting.period_id == bindparam("period"))
    .options(selectinload(Meeting.themes), joinedload(Meeting.turn), undefer(Meeting.has_traces))
    .order_by(Meeting.id)
)
_challenges = (
    select(Challenge)
    .where(Challenge.period_id == bindparam("period"))
    .options(joinedload(Challenge.member))
    .order_by(Challenge.id)
)
_reviews = (
    select(PeerReview)
    .where(PeerReview.period_id == bindparam("period"))
    .options(
        joinedload(PeerReview.member),
        joinedload(PeerReview.challenge),
        selectinload(PeerReview.reviewers).joinedload(PeerReviewer.member),
    )
    .order_by(PeerReview.id)
)
_texts = select(ChapterText).where(ChapterText.period_id == bindparam("period")).order_by(ChapterText.chapter)
_last_network = (
    select(Network).join(Period, Period.network_id == Network.id).order_by(Period.ends.desc(), Network.id).limit(1)
)
_told: Final[Mapping[type[Base], Select[int]]] = {
    Period: select(Period.id).where(Period.id == bindparam("period")),
    Membership: select(Membership.id).where(Membership.period_id == bindparam("period")),
    Activity: select(Activity.id).where(Activity.period_id == bindparam("period")),
    Step: select(Step.id).join(Activity).where(Activity.period_id == bindparam("period")),
    Meeting: select(Meeting.id).where(Meeting.period_id == bindparam("period")),
    HostingTurn: select(HostingTurn.id).where(HostingTurn.period_id == bindparam("period")),
    Theme: select(Theme.id).join(Meeting).where(Meeting.period_id == bindparam("period")),
    Attendance: select(Attendance.id).join(Meeting).where(Meeting.period_id == bindparam("period")),
}
"""What is recorded that a report tells, beside experiences: the rows of each."""
_last_recorded = select(func.max(Change.at)).where(
    or_(*(and_(Change.noun == noun.__name__, Change.row.in_(rows)) for noun, rows in _told.items())),
    or_(Change.field != "", Change.by != BY_LOAD),
)
_last_change = select(func.max(Experience.changed_at)).where(Experience.period_id == bindparam("period"))


def network_that_runs_longest(session: Session) -> Network | None:
    """The network a report is about when none is named."""
    return session.scalar(_last_network)


def experiences(session: Session, period: Period) -> Sequence[Experience]:
    """A period's experiences that may be read inside, the first contributed first."""
    return session.scalars(_experiences, {"period": period.id}).all()


def memberships(session: Session, period: Period) -> Sequence[Membership]:
    """Who takes part in a period, with what their boards decided."""
    return session.scalars(_memberships, {"period": period.id}).all()


def attendances(session: Session, period: Period) -> Sequence[Attendance]:
    """Who came to a period's meetings."""
    return session.scalars(_attendances, {"period": period.id}).all()


def meetings(session: Session, period: Period) -> Sequence[Meeting]:
    """A period's meetings with their themes."""
    return session.scalars(_meetings, {"period": period.id}).all()


def challenges(session: Session, period: Period) -> Sequence[Challenge]:
    """The challenges members took on."""
    return session.scalars(_challenges, {"period": period.id}).all()


def reviews(session: Session, period: Period) -> Sequence[PeerReview]:
    """Peer reviews with who reviewed."""
    return session.scalars(_reviews, {"period": period.id}).all()


def chapter_texts(session: Session, period: Period) -> Sequence[ChapterText]:
    """The editorial texts."""
    return session.scalars(_texts, {"period": period.id}).all()


def last_change(session: Session, period: Period) -> datetime | None:
    """When anything of the period that a report tells was last changed; aware. What a plan file adds is no change: it
    tells of what was decided before."""
    moments = [session.scalar(each, {"period": period.id}) for each in (_last_change, _last_recorded)]
    return max((each for each in moments if each is not None), default=None)


WITH_THEIRS = (
    selectinload(Experience.member),
    selectinload(Experience.period),
    selectinload(Experience.activity).options(selectinload(Activity.period), selectinload(Activity.goal)),
)
"""Read once each: beside every experience they would be read as often as there are experiences, and their JSON too."""
_for_research = (
    select(Experience)
    .where(Experience.network_id == bindparam("network"), Experience.state.in_(READABLE), Experience.may_research)
    .options(*WITH_THEIRS)
    .order_by(Experience.created_at, Experience.id)
)


def for_research(session: Session, network: Network) -> Sequence[Experience]:
    """What is contributed and may be used in research, the first contributed first."""
    return session.scalars(_for_research, {"network": network.id}).all()
