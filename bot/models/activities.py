"""The work plan: goals, activities and their steps; challenges and peer reviews (domain 13-15, 21)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base
from bot.models.columns import Id, owner, reference
from bot.models.networks import Member, Period
from bot.models.people import Person


class Goal(Base):
    """A goal that activities serve (domain 13)."""

    __tablename__ = "goals"

    id: Mapped[Id]
    period_id: Mapped[int] = owner("periods")
    position: Mapped[int]
    title: Mapped[str]

    period: Mapped[Period] = relationship(back_populates="goals")
    activities: Mapped[list[Activity]] = relationship(back_populates="goal", order_by="Activity.number")


class Activity(Base):
    """One activity of the work plan, known to people by its number."""

    __tablename__ = "activities"
    __table_args__ = (UniqueConstraint("period_id", "number"),)

    id: Mapped[Id]
    period_id: Mapped[int] = owner("periods")
    goal_id: Mapped[int | None] = reference("goals")
    number: Mapped[int]
    title: Mapped[str]
    how: Mapped[list[str]] = mapped_column(JSON, default=list)
    when: Mapped[str] = mapped_column(default="")
    """When, in the plan's own words ("Jan 2020, höst 2020, löpande")."""
    comment: Mapped[str] = mapped_column(default="")
    open_question: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    """What was decided of the open question (domain 13, 17)."""
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = reference("people")
    """Who noted the answer; nobody when it came with a plan file."""
    each_member: Mapped[bool] = mapped_column(default=False)
    """Whether every member has it to do: it is done when all that take part have (domain 13)."""
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = reference("people")
    version: Mapped[int] = mapped_column()

    period: Mapped[Period] = relationship(back_populates="activities")
    goal: Mapped[Goal | None] = relationship(back_populates="activities")
    answered_by: Mapped[Person | None] = relationship(foreign_keys="Activity.answered_by_id")
    steps: Mapped[list[Step]] = relationship(back_populates="activity", order_by="Step.position")
    at_members: Mapped[list[DoneAtMember]] = relationship(back_populates="activity", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DoneAtMember(Base):
    """That an activity which every member has to do is done at one of them (domain 13)."""

    __tablename__ = "done_at_members"
    __table_args__ = (UniqueConstraint("activity_id", "member_id"),)

    id: Mapped[Id]
    activity_id: Mapped[int] = owner("activities")
    member_id: Mapped[int] = owner("members")
    done_at: Mapped[datetime]
    done_by_id: Mapped[int | None] = reference("people")

    activity: Mapped[Activity] = relationship(back_populates="at_members")
    member: Mapped[Member] = relationship()


class Step(Base):
    """A part of an activity with its own time. `ongoing` lasts until the period ends (domain 14)."""

    __tablename__ = "steps"
    __table_args__ = (CheckConstraint("starts <= ends", name="order"),)

    id: Mapped[Id]
    activity_id: Mapped[int] = owner("activities")
    position: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    when: Mapped[str] = mapped_column(default="")
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    ongoing: Mapped[bool] = mapped_column(default=False)
    member_id: Mapped[int | None] = reference("members")
    person_id: Mapped[int | None] = reference("people")
    """Who answers for it: a member or a person (domain 15)."""
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = reference("people")
    version: Mapped[int] = mapped_column()

    activity: Mapped[Activity] = relationship(back_populates="steps")
    member: Mapped[Member | None] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys="Step.person_id")

    @property
    def member_name(self) -> str:
        """What the member that answers for it was called in its period; empty without one."""
        return self.member.name_in(self.activity.period_id) if self.member else ""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Challenge(Base):
    """A challenge a member takes on, or gives to others (domain 21)."""

    __tablename__ = "challenges"

    id: Mapped[Id]
    period_id: Mapped[int] = owner("periods")
    member_id: Mapped[int] = owner("members")
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    period: Mapped[Period] = relationship()
    member: Mapped[Member] = relationship()


class PeerReview(Base):
    """That a member is reviewed by two or three others, once in a period (domain 21)."""

    __tablename__ = "peer_reviews"
    __table_args__ = (UniqueConstraint("period_id", "member_id"),)

    id: Mapped[Id]
    period_id: Mapped[int] = owner("periods")
    member_id: Mapped[int] = owner("members")
    challenge_id: Mapped[int | None] = reference("challenges")
    meeting_id: Mapped[int | None] = reference("meetings")
    """The seminar where it is told."""
    held_on: Mapped[date | None]
    report: Mapped[str] = mapped_column(default="")

    period: Mapped[Period] = relationship()
    member: Mapped[Member] = relationship()
    challenge: Mapped[Challenge | None] = relationship()
    reviewers: Mapped[list[PeerReviewer]] = relationship(back_populates="review", cascade="all, delete-orphan")


class PeerReviewer(Base):
    """A member that reviews another."""

    __tablename__ = "peer_reviewers"
    __table_args__ = (UniqueConstraint("review_id", "member_id"),)

    id: Mapped[Id]
    review_id: Mapped[int] = owner("peer_reviews")
    member_id: Mapped[int] = owner("members")

    review: Mapped[PeerReview] = relationship(back_populates="reviewers")
    member: Mapped[Member] = relationship()
