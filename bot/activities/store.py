"""Questions to the database about who has contributed to what; those about the plan stand in bot/network/plan.py."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.activities.coverage import CHASE, Coverage, coverage
from bot.models import Delivery, Experience, ExperienceState, Network, Period
from bot.models.experiences import READABLE
from bot.network import plan
from bot.network.membership import day_within, takes_part

_is_draft = (Experience.state == ExperienceState.DRAFT).label("is_draft")
_counts = (
    select(Experience.member_id, Experience.activity_id, _is_draft, func.count().label("how_many"))
    .where(
        Experience.period_id == bindparam("period"),
        Experience.state.in_((*READABLE, ExperienceState.DRAFT)),
        Experience.member_id.is_not(None),
    )
    .group_by(Experience.member_id, Experience.activity_id, _is_draft)
)
_chased = select(Delivery.about, Delivery.due_at).where(
    Delivery.network_id == bindparam("network"), Delivery.kind == CHASE
)


def coverage_of(session: Session, period: Period, today: date) -> Coverage:
    """Who of those that have taken part in a period has contributed to which of its activities."""
    rows = session.execute(_counts, {"period": period.id})
    took_part = plan.who_took_part(session, period, today)
    here = {each.member_id for each in took_part if takes_part(each, day_within(period, today))}
    return coverage(
        [each.member for each in took_part],
        here,
        plan.activities(session, period),
        [(row.member_id, row.activity_id, bool(row.is_draft), row.how_many) for row in rows],
    )


def last_chased(session: Session, network: Network) -> dict[int, datetime]:
    """When each member was last asked for what is missing, by member id."""
    latest: dict[int, datetime] = {}
    for about, at in session.execute(_chased, {"network": network.id}):
        member = int(about.get("member", 0))
        latest[member] = max(at, latest.get(member, at))
    return latest
