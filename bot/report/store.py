"""What the final report asks the database, in an order that is always the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from bot.models import (
    Activity,
    Attendance,
    Challenge,
    ChapterText,
    Experience,
    Meeting,
    Membership,
    Network,
    PeerReview,
    PeerReviewer,
    Period,
)
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
    """When an experience of the period was last changed in any way; aware."""
    return session.scalar(_last_change, {"period": period.id})


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
