"""What the public pages and feeds ask the database."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.dates.when import local_day
from bot.models import Experience, ExperienceState, ExperienceVersion, Network
from bot.network import store as network_store
from bot.network.membership import MembersOfPeriod

_versions = (
    select(ExperienceVersion.content)
    .join(Experience, Experience.id == ExperienceVersion.experience_id)
    .where(Experience.network_id == bindparam("network"), Experience.id == bindparam("id"))
)


def was_published(session: Session, network: Network, number: int) -> bool:
    """Whether an experience that is not published has been; of what never was, nobody learns that it exists."""
    versions = session.scalars(_versions, {"network": network.id, "id": number})
    return any(
        each.get("state") == ExperienceState.APPROVED.value and "publication" in each.get("consents", ())
        for each in versions
    )


def members_now(session: Session, network: Network, now: datetime) -> list[MembersOfPeriod]:
    """The members today: of the period that runs, or of the one that ended and of the one that begins."""
    return network_store.members_around(session, network, local_day(now, ZoneInfo(network.timezone)))
