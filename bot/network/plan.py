"""Questions to the database about activities, their steps and what has been contributed to them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.dates.when import Seasons
from bot.feature.call import Call
from bot.intents.reading import Entities
from bot.models import Activity, Experience, Membership, Network, Period, Person, Step
from bot.models.experiences import READABLE
from bot.network import store as network_store
from bot.network.membership import day_within, has_taken_part

_with_steps = (
    joinedload(Activity.goal),
    joinedload(Activity.period),
    selectinload(Activity.steps).options(joinedload(Step.member), joinedload(Step.person)),
)
_of_period = (
    select(Activity).where(Activity.period_id == bindparam("period")).options(*_with_steps).order_by(Activity.number)
)
_of_network = (
    select(Activity)
    .join(Period, Period.id == Activity.period_id)
    .where(Period.network_id == bindparam("network"))
    .options(*_with_steps)
    .order_by(Period.starts.desc(), Activity.number)
)
_one = select(Activity).where(Activity.id == bindparam("id")).options(*_with_steps)
_step = select(Step).where(Step.id == bindparam("id"))
_contributors = (
    select(Experience.activity_id, Experience.member_id)
    .join(Activity, Activity.id == Experience.activity_id)
    .where(Activity.period_id == bindparam("period"), Experience.state.in_(READABLE), Experience.member_id.is_not(None))
    .distinct()
)
_all_contributors = (
    select(Experience.member_id)
    .where(Experience.period_id == bindparam("period"), Experience.state.in_(READABLE))
    .distinct()
)
_experiences = (
    select(Experience)
    .where(Experience.activity_id == bindparam("activity"), Experience.state.in_(READABLE))
    .options(joinedload(Experience.member))
    .order_by(Experience.id.desc())
)


def activities(session: Session, period: Period | None) -> list[Activity]:
    """A period's activities by number, with goals and steps."""
    return list(session.scalars(_of_period, {"period": period.id})) if period else []


def all_activities(session: Session, network: Network) -> list[Activity]:
    """The activities of all periods, the latest period first."""
    return list(session.scalars(_of_network, {"network": network.id}))


def activity(session: Session, network: Network, activity_id: int) -> Activity | None:
    """An activity of this network by its row number."""
    row = session.scalar(_one, {"id": activity_id})
    return row if row is not None and row.period.network_id == network.id else None


def step(session: Session, network: Network, step_id: int) -> tuple[Activity, Step] | None:
    """A step of this network by its row number, with its activity."""
    row = session.scalar(_step, {"id": step_id})
    whole = activity(session, network, row.activity_id) if row is not None else None
    return (whole, row) if whole is not None and row is not None else None


def contributors(session: Session, period: Period | None) -> dict[int, set[int]]:
    """Which members have contributed experiences to which activity: member ids by activity id."""
    member_ids: dict[int, set[int]] = defaultdict(set)
    for row in session.execute(_contributors, {"period": period.id}) if period else ():
        member_ids[row.activity_id].add(row.member_id)
    return dict(member_ids)


def who_took_part(session: Session, period: Period, today: date) -> list[Membership]:
    """Those that take part in a period today, or did before, in Swedish order."""
    contributors = set(session.scalars(_all_contributors, {"period": period.id}))
    day = day_within(period, today)
    return [each for each in network_store.memberships(session, period) if has_taken_part(each, day, contributors)]


def experiences_of(session: Session, activity: Activity) -> list[Experience]:
    """What has been contributed to an activity, the newest first, with whose it is. Who may read which, rules say."""
    return list(session.scalars(_experiences, {"activity": activity.id}))


def who_marked(session: Session, thing: Activity | Step) -> Person | None:
    """Who marked it as done; None when nobody did or they are gone."""
    return session.get(Person, thing.done_by_id) if thing.done_by_id else None


def seasons_of(network: Network) -> Seasons:
    """The network's own seasons where it has them ({"spring": [1, 5]}), otherwise the usual (domain 14)."""
    setting: Any = network.settings.get("seasons") or {}
    names = [name for name in ("spring", "summer", "autumn") if name in setting]
    own = {name: (int(setting[name][0]), int(setting[name][1])) for name in names}
    return Seasons(**own)


def names_of(network: Network) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """What its members are called, also those that have left: row numbers, and names with their municipalities'."""
    return tuple((each.id, (each.name, *each.municipalities, *each.earlier_names)) for each in network.members)


def entities_of(call: Call) -> Entities:
    """The names that plain words may hold: all members, also those that have left, and the period's activities."""
    period = network_store.period_at(call.session, call.network, call.today)
    return Entities(
        today=call.today,
        members=names_of(call.network),
        activities=tuple((each.number, each.title) for each in activities(call.session, period)),
        seasons=seasons_of(call.network),
    )
