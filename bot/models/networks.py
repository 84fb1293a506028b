"""Network, its periods and agreements, members and who of them takes part when (domain 1-6, 20)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.dates.when import Span
from bot.db import Base
from bot.models.columns import Id, Lasting, Words, enum, json_column, owner, reference

if TYPE_CHECKING:
    from bot.models.activities import Activity, Goal
    from bot.models.people import Person


class Coordination(StrEnum):
    """Who keeps a period together (domain 6)."""

    TROIKA = "troika"
    COORDINATOR = "coordinator"


class MemberKind(StrEnum):
    """What sort of delegation a member is (domain 2)."""

    MUNICIPALITY = "municipality"
    PAIR = "pair"
    DISTRICT = "district"
    ACTOR = "actor"


class MembershipState(StrEnum):
    """Whether a member takes part in a period (domain 1)."""

    ACTIVE = "active"
    PENDING = "pending"
    LEFT = "left"


class Network(Lasting, Base):
    """A network of municipalities; one installation may hold several."""

    __tablename__ = "networks"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    aim: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    channel: Mapped[str | None]
    """Slack channel id, or `#name` until it has been looked up."""
    language: Mapped[str] = mapped_column(default="sv")
    timezone: Mapped[str] = mapped_column(default="Europe/Stockholm")
    settings: Mapped[Words] = json_column()
    planned_at: Mapped[datetime | None]
    """When its deliveries were last laid out; None when something changed since."""

    periods: Mapped[list[Period]] = relationship(back_populates="network", order_by="Period.starts")
    members: Mapped[list[Member]] = relationship(back_populates="network", order_by="Member.name")


class Period(Base):
    """The time an agreement runs, with its work plan (domain 13, 20)."""

    __tablename__ = "periods"
    __table_args__ = (UniqueConstraint("network_id", "name"), CheckConstraint("starts <= ends", name="order"))

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    name: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    """The last day, itself included."""
    coordination: Mapped[Coordination] = mapped_column(enum(Coordination))
    agreement: Mapped[str] = mapped_column(default="")
    focus: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Focus areas in words (domain 13)."""
    terms: Mapped[Words] = json_column()
    """What host and others pay, and the like (domain 8)."""
    fee: Mapped[int | None]
    """Fee for coordination, kronor a year and member (domain 8)."""
    closed_on: Mapped[date | None]
    """The day a coordinator closed it; None: nobody has noted that it is closed."""
    closed_by_id: Mapped[int | None] = reference("people")
    loaded: Mapped[Words | None] = mapped_column(JSON, deferred=True)
    """The plan file's values when it was last loaded, so that a person's changes since can be told from the file's.
    Large, so it is read only when asked for."""

    network: Mapped[Network] = relationship(back_populates="periods")
    closed_by: Mapped[Person | None] = relationship()
    goals: Mapped[list[Goal]] = relationship(back_populates="period", order_by="Goal.position")
    activities: Mapped[list[Activity]] = relationship(back_populates="period", order_by="Activity.number")
    memberships: Mapped[list[Membership]] = relationship(back_populates="period")

    @property
    def days(self) -> Span:
        """From its first day to its last."""
        return Span(self.starts, self.ends)

    def texts(self, name: str) -> list[str]:
        """What its plan says under a name of the file, text by text."""
        said = self.terms.get(name)
        every = said if isinstance(said, list) else [said]
        return [each for each in every if isinstance(each, str) and each.strip()]


class PlanEdit(Base):
    """Somebody has changed a period's plan in Slack. Kept for a few days, to be undone within minutes."""

    __tablename__ = "plan_edits"

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    period_id: Mapped[int] = owner("periods")
    at: Mapped[datetime]
    before: Mapped[str]
    """The plan as it stood, as a file."""
    after: Mapped[str]
    """A digest of the plan as it was left: it is undone only while nothing else has changed."""

    period: Mapped[Period] = relationship()


class BegunNetwork(Base):
    """A network that somebody begins from a document: what was understood, until they say yes. Kept for a few days."""

    __tablename__ = "begun_networks"

    id: Mapped[Id]
    slack_id: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    plan: Mapped[str]
    """As a plan file."""
    not_understood: Mapped[Words] = json_column()
    """Line by line, in the language of who begins it."""


class Member(Lasting, Base):
    """A delegation: a municipality, a pair, a city district or another actor (domain 2)."""

    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("network_id", "name"),)

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    name: Mapped[str]
    kind: Mapped[MemberKind] = mapped_column(enum(MemberKind), default=MemberKind.MUNICIPALITY)
    municipalities: Mapped[list[str]] = mapped_column(JSON, default=list)
    """What it consists of: Degerfors and Karlskoga are two in one delegation (domain 1)."""
    since: Mapped[int | None]
    """The year it first took part, where that is known and lies before the periods loaded."""
    page_text: Mapped[str] = mapped_column(default="")
    page_updated_at: Mapped[datetime | None]
    """Its part of the website (domain 18)."""

    network: Mapped[Network] = relationship(back_populates="members")
    memberships: Mapped[list[Membership]] = relationship(back_populates="member")
    people: Mapped[list[Person]] = relationship(back_populates="member")


class Membership(Base):
    """That a member takes part in a period, waits for its decision, or has left (domain 1)."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("period_id", "member_id"),)

    id: Mapped[Id]
    period_id: Mapped[int] = owner("periods")
    member_id: Mapped[int] = owner("members")
    state: Mapped[MembershipState] = mapped_column(enum(MembershipState), default=MembershipState.ACTIVE)
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")

    period: Mapped[Period] = relationship(back_populates="memberships")
    member: Mapped[Member] = relationship(back_populates="memberships")
    decisions: Mapped[list[Decision]] = relationship(back_populates="membership")

    @property
    def name(self) -> str:
        """What the member was called in the period."""
        return self.member.name_in(self.period_id)

    @property
    def kind(self) -> MemberKind:
        """What the member was in the period."""
        return MemberKind(self.member.in_period(self.period_id, "kind"))

    @property
    def municipalities(self) -> list[str]:
        """Of which municipalities the member consisted in the period."""
        return list(self.member.in_period(self.period_id, "municipalities"))


class Decision(Base):
    """That a member's board adopted or renewed the agreement, or decided not to (domain 20)."""

    __tablename__ = "decisions"

    id: Mapped[Id]
    membership_id: Mapped[int] = owner("memberships")
    body: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    case_number: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")

    membership: Mapped[Membership] = relationship(back_populates="decisions")


class Fee(Base):
    """What is noted of a member's fee for a year (domain 8). Of what has no row nobody has noted anything."""

    __tablename__ = "fees"
    __table_args__ = (UniqueConstraint("membership_id", "year"),)

    id: Mapped[Id]
    membership_id: Mapped[int] = owner("memberships")
    year: Mapped[int]
    invoiced_on: Mapped[date | None]
    paid_on: Mapped[date | None]


class Mandate(Base):
    """That somebody is appointed to a member's seat from one day to another (domain 4)."""

    __tablename__ = "mandates"

    id: Mapped[Id]
    member_id: Mapped[int] = owner("members")
    person_id: Mapped[int | None] = reference("people")
    role: Mapped[str]
    starts: Mapped[date | None]
    ends: Mapped[date | None]
    case_number: Mapped[str] = mapped_column(default="")
    condition: Mapped[str] = mapped_column(default="")

    member: Mapped[Member] = relationship()
    person: Mapped[Person | None] = relationship()
