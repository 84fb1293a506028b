"""What the public pages and feeds ask the database."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.dates.when import local_day
from bot.models import Change, Experience, ExperienceState, ExperienceVersion, Network
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


_stamp = select(
    select(func.max(Change.id)).scalar_subquery(), func.count(Experience.id), func.sum(Experience.version)
)  # fmt: skip


def stamp(session: Session, now: datetime) -> tuple[object, ...]:
    """How far things have come, by the record, the experiences and the hour: the same as long as nothing that is
    published can have changed."""
    return (now.replace(minute=0, second=0, microsecond=0), *session.execute(_stamp).one())
