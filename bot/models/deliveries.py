"""Messages on their way, each delivered effectively once, and receipts of what has had its effect."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db import Base
from bot.models.columns import Id, Words, enum, owner
from bot.models.networks import Network


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    UNCERTAIN = "uncertain"
    CARRIED = "carried"
    """On its way in the message of another."""
    SENT = "sent"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    DEAD = "dead"


class Delivery(Base):
    """One message to one receiver, sent effectively once. Its key is all that Slack is told about it.

    Without `message` it is one a job lays out: the words are made anew when it is sent. With it, it says just that.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("ix_deliveries_state_due_at", "state", "due_at"),
        Index("ix_deliveries_ts", "ts"),
        Index("ix_deliveries_closed_at", "network_id", "closed_at", "state"),
    )

    id: Mapped[Id]
    network_id: Mapped[int] = owner("networks")
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    to: Mapped[str]
    """Slack user id, or "channel" for the network's channel."""
    message: Mapped[Words | None] = mapped_column(JSON(none_as_null=True))
    due_at: Mapped[datetime]
    useful_until: Mapped[datetime | None]
    state: Mapped[DeliveryState] = mapped_column(enum(DeliveryState), default=DeliveryState.PENDING)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None]
    carried_by: Mapped[int | None]
    """In whose message it came: the row of that delivery."""
    lease_until: Mapped[datetime | None]
    next_try_at: Mapped[datetime | None]
    first_tried_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    channel: Mapped[str | None]
    """Where it was posted: conversation id."""
    ts: Mapped[str | None]
    error: Mapped[str | None]
    about: Mapped[Words] = mapped_column(JSON, default=dict)
    """What it spoke of when it went out, so that a change of plan can be told to those who heard the old."""
    shown: Mapped[Words | None] = mapped_column(JSON(none_as_null=True))
    """What stands in Slack, until it is closed; None: not known."""
    redrawn: Mapped[int] = mapped_column(default=0)
    """How often it was drawn anew there."""
    redrawn_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    """Since when it is no longer followed."""

    network: Mapped[Network] = relationship()


class NotTaken(Base):
    """What Slack does not take in this workspace, such as tables; sent in another way for a while."""

    __tablename__ = "not_taken"

    what: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]


class Receipt(Base):
    """An event, click or form that has had its effect: seen again, it has none."""

    __tablename__ = "seen"

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
