"""What the public pages, feeds and the research export ask the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, selectinload

from bot import store
from bot.models import Activity, Experience, ExperienceState, ExperienceVersion, Member, Network, Person
from bot.rules.experiences import READABLE

_SHOWN = (
    selectinload(Experience.member),
    selectinload(Experience.period),
    selectinload(Experience.activity).options(selectinload(Activity.period), selectinload(Activity.goal)),
)
"""Read once each: beside every experience they would be read as often as there are experiences, and their JSON too."""
_published = (
    select(Experience)
    .where(
        Experience.network_id == bindparam("network"),
        Experience.state == ExperienceState.APPROVED,
        Experience.may_publish,
    )
    .options(*_SHOWN)
    .order_by(Experience.approved_at.desc(), Experience.id.desc())
)
_for_research = (
    select(Experience)
    .where(Experience.network_id == bindparam("network"), Experience.state.in_(READABLE), Experience.may_research)
    .options(*_SHOWN)
    .order_by(Experience.created_at, Experience.id)
)
_versions = (
    select(ExperienceVersion.content)
    .join(Experience, Experience.id == ExperienceVersion.experience_id)
    .where(Experience.network_id == bindparam("network"), Experience.id == bindparam("id"))
)
_names = select(Person.name).where(Person.network_id == bindparam("network")).order_by(Person.id)


def experiences(session: Session, network: Network) -> Sequence[Experience]:
    """What is approved and may be published, the last approved first."""
    return session.scalars(_published, {"network": network.id}).all()


def for_research(session: Session, network: Network) -> Sequence[Experience]:
    """What is contributed and may be used in research, the first contributed first."""
    return session.scalars(_for_research, {"network": network.id}).all()


def was_published(session: Session, network: Network, number: int) -> bool:
    """Whether an experience that is not published has been; of what never was, nobody learns that it exists."""
    kept = session.scalars(_versions, {"network": network.id, "id": number})
    return any(
        each.get("state") == ExperienceState.APPROVED.value and "publication" in each.get("consents", ())
        for each in kept
    )


def members_now(session: Session, network: Network, now: datetime) -> list[Member]:
    """The members that take part in the period that runs."""
    today = now.astimezone(ZoneInfo(network.timezone)).date()
    return store.active_members(session, store.period_at(session, network, today))


def names_of_people(session: Session, network: Network) -> list[str]:
    """Everybody's name in a network, also of those who have left."""
    return list(session.scalars(_names, {"network": network.id}))
