"""Every question about what stands in Slack about experiences we ask the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from bot.models import Delivery, DeliveryState, Experience, ExperienceState, Network
from bot.store_experiences import SHOWN

_changed_since = (
    select(Experience)
    .where(
        Experience.network_id == bindparam("network"),
        or_(Experience.changed_at > bindparam("since"), Experience.approved_at > bindparam("since")),
        Experience.state != ExperienceState.DRAFT,
    )
    .options(*SHOWN)
    .order_by(Experience.id)
)
_told_of = (
    select(Delivery)
    .where(
        Delivery.network_id == bindparam("network"),
        Delivery.kind.in_(bindparam("kinds", expanding=True)),
        Delivery.state == DeliveryState.SENT,
        Delivery.about["experience"].as_string().in_(bindparam("experiences", expanding=True)),
    )
    .order_by(Delivery.sent_at, Delivery.id)
)
_threads = (
    select(Delivery.to, Delivery.key)
    .where(
        Delivery.network_id == bindparam("network"),
        Delivery.kind.in_(bindparam("kinds", expanding=True)),
        Delivery.about["experience"].as_string() == bindparam("experience"),
    )
    .order_by(Delivery.id.desc())
)


def changed_since(session: Session, network: Network, since: datetime) -> list[Experience]:
    """What is or was contributed and has changed since then, also what is withdrawn."""
    return list(session.scalars(_changed_since, {"network": network.id, "since": since}))


def told_of(session: Session, network: Network, kinds: Sequence[str], experiences: Sequence[str]) -> list[Delivery]:
    """The messages of those kinds that went out about those experiences, the first first."""
    asked = {"network": network.id, "kinds": list(kinds), "experiences": list(experiences)}
    return list(session.scalars(_told_of, asked))


def threads(session: Session, network: Network, experience: Experience, kinds: Sequence[str]) -> dict[str, str]:
    """The first message of those kinds about an experience, by receiver: its key. What follows goes in its thread."""
    asked = {"network": network.id, "kinds": list(kinds), "experience": str(experience.id)}
    return {row.to: row.key for row in session.execute(_threads, asked)}
