"""People, their roles, and what Slack says of their accounts. No party is ever stored (domain 5)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base
from bot.models.columns import Id, Words, enum, json_column, owner, reference
from bot.models.networks import Member, Network


class Role(StrEnum):
    """What a person is in the network (contract, Roles)."""

    ELECTED = "elected"
    OFFICIAL = "official"
    DEPUTY = "deputy"
    COORDINATOR = "coordinator"
    GUEST = "guest"


class PersonState(StrEnum):
    """How far a person has come in joining."""

    REQUESTED = "requested"
    """Asks for a seat and has none; what they ask for is their `JoinRequest`."""
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LEFT = "left"


class Account(StrEnum):
    """What Slack says of somebody's account. Shown to who decides about them; it decides nothing itself."""

    MEMBER = "member"
    GUEST = "guest"
    OTHER = "other"
    """Of another organisation, in a channel shared by Slack Connect."""
    UNKNOWN = "unknown"
    """Slack has not told."""

    @property
    def is_outside(self) -> bool:
        """Whether it is a guest's or another organisation's."""
        return self in (Account.GUEST, Account.OTHER)

    def brings(self, locale: str) -> str:
        """The language of somebody who has chosen none here: a guest whose Slack speaks English brings it; empty: the
        network's."""
        return "en" if self.is_outside and locale.startswith("en") else ""


class Person(Base):
    """Somebody in a network. Without a Slack id: known, but answered for by others (domain 22)."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("network_id", "slack_id"),)

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    slack_id: Mapped[str | None]
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(enum(Role))
    state: Mapped[PersonState] = mapped_column(enum(PersonState), default=PersonState.CONFIRMED)
    member_id: Mapped[int | None] = reference("members")
    deputy_for_id: Mapped[int | None] = reference("people")
    """Whom a deputy may replace (domain 3)."""
    spokesperson: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str | None]
    """Chosen by the person; None: the network's language."""
    muted: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Kinds of reminder this person wants none of."""
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]

    network: Mapped[Network] = relationship()
    member: Mapped[Member | None] = relationship(back_populates="people")
    deputy_for: Mapped[Person | None] = relationship(remote_side="Person.id", back_populates="deputies")
    deputies: Mapped[list[Person]] = relationship(back_populates="deputy_for")

    @property
    def member_name(self) -> str:
        """What their member is called; empty for who sits for none."""
        return self.member.name if self.member else ""

    @property
    def deputises(self) -> Role | None:
        """Whose deputy they are, by that one's role; None for who stands in for nobody."""
        return self.deputy_for.role if self.deputy_for else None


class RequestState(StrEnum):
    """What has become of a request to join."""

    OPEN = "open"
    TAKEN_BACK = "taken_back"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class JoinRequest(Base):
    """Somebody asks for a seat. Until a coordinator confirms it they keep the one they have."""

    __tablename__ = "join_requests"
    __table_args__ = (
        Index(
            "ix_join_requests_one_open",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    person_id: Mapped[int] = owner("people")
    role: Mapped[Role] = mapped_column(enum(Role))
    member_id: Mapped[int | None] = reference("members")
    asks_for: Mapped[str] = mapped_column(default="")
    """What they wrote for a member that is none yet; it becomes one when they are confirmed."""
    deputises: Mapped[Role | None] = mapped_column(enum(Role))
    """Whose deputy they are to be: who has that seat of the member when it is confirmed (domain 3)."""
    asked_at: Mapped[datetime]
    state: Mapped[RequestState] = mapped_column(enum(RequestState), default=RequestState.OPEN)
    decided_by: Mapped[str] = mapped_column(default="")
    """Slack id; empty: not known."""
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was declined, as the asker reads it."""
    put_out_id: Mapped[int | None] = reference("people")
    """Who has left the seat for them."""
    version: Mapped[int] = mapped_column()

    person: Mapped[Person] = relationship(foreign_keys="JoinRequest.person_id")
    member: Mapped[Member | None] = relationship()
    put_out: Mapped[Person | None] = relationship(foreign_keys="JoinRequest.put_out_id")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @property
    def member_name(self) -> str:
        """What the member is called, or would be; empty for who asks for none."""
        return self.member.name if self.member else self.asks_for


class SeatEdit(Base):
    """A coordinator has changed who sits where. Kept for a few days, to be undone within minutes."""

    __tablename__ = "seat_edits"

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    at: Mapped[datetime]
    before: Mapped[Words] = json_column()
    """What was changed, as it stood: noun, row number and column."""
    made_id: Mapped[int | None] = reference("people")
    """Who was not in the network before."""
    after: Mapped[str] = mapped_column(default="")
    """A digest of the same as it was left: it is undone only while nothing else has changed it."""


class SlackUser(Base):
    """What Slack last told of an account that has met the bot, kept so that a restart needs not ask again."""

    __tablename__ = "slack_users"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    locale: Mapped[str] = mapped_column(default="")
    is_admin: Mapped[bool] = mapped_column(default=False)
    account: Mapped[Account] = mapped_column(enum(Account), default=Account.MEMBER)
    is_gone: Mapped[bool] = mapped_column(default=False)
    unreachable_since: Mapped[datetime | None]
    """Since when Slack delivers no direct message of the bot's to them; None: it does, as far as is known."""
    unreachable_why: Mapped[str] = mapped_column(default="")
    """Slack's word for it."""
    told_at: Mapped[datetime]


class NetworkChoice(Base):
    """Which of several networks somebody means where the place does not tell."""

    __tablename__ = "network_choices"

    slack_id: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    """A channel id; empty for what only they and the bot see: direct messages and Home."""
    network_id: Mapped[int] = owner("networks")


class WaitingAsk(Base):
    """What somebody asked before they had said which network they mean; forgotten after a few days."""

    __tablename__ = "waiting_asks"

    id: Mapped[Id]
    slack_id: Mapped[str]
    ask: Mapped[Words] = json_column()
    at: Mapped[datetime] = mapped_column(index=True)


class Feed(Base):
    """A person's secret calendar address; the secret is stored only as its hash and can be revoked."""

    __tablename__ = "feeds"

    id: Mapped[Id]
    person_id: Mapped[int] = owner("people")
    secret_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
