"""Loads a plan into the database, as often as one likes: `apply` changes only what the file says differently.

The caller owns the transaction: committed it is a load, rolled back a dry run. Both give the same sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.language import N_
from bot.models import Activity, Decision, Goal, Member, Membership, Network, Period, PlanEdit, Step
from bot.models.changes import BY_LOAD
from bot.models.record import keep_record
from bot.network.store import network_by_key
from bot.plan import store as plan_store
from bot.plan.adoption import adopt
from bot.plan.changes import CHANGED, Named, PlanChange
from bot.plan.errors import PlanRefused
from bot.plan.keeping import attributes_now, keep_what_was
from bot.plan.load_activities import load_work
from bot.plan.load_coordinators import load_coordinators
from bot.plan.load_meetings import load_meetings
from bot.plan.load_network import (
    NearName,
    find_period,
    load_members,
    load_network,
    load_period,
    near_names,
    refuse_overlap,
)
from bot.plan.load_queue import load_queue
from bot.plan.merge import Merge
from bot.plan.nouns import Plan

__all__ = ["PlanChange", "apply"]


def apply(
    session: Session, plan: Plan, now: datetime, channel: str | None = None, *, new_members: bool = False
) -> list[PlanChange]:
    """Bring the database in line with a plan and tell what that changed; an empty list: nothing.

    `now` is aware; `channel` is the network's channel in Slack (an id or #name), kept as it is when None.
    PlanRefused when the plan's period overlaps another one of its network, and for a member that would be new though
    one of nearly that name is there, unless `new_members`: somebody has said that it is.
    """
    if not new_members and (doubts := doubtful_names(session, plan)):
        raise PlanRefused(each.fault(plan) for each in doubts)
    keep_record(session, BY_LOAD, now)
    existing = network_by_key(session, plan.network.key)
    periods = plan_store.rows_of(session, Period, network_id=existing.id) if existing else []
    period = find_period(plan, periods)
    network = existing or _new_network(session, plan)
    before = attributes_now([network, *plan_store.rows_of(session, Member, network_id=network.id)]) if existing else {}
    merge = Merge(session, now, before=(period.loaded or {}) if period else {})
    load_network(merge, plan, periods, network, period, is_new=existing is None)
    _channel(merge, network, channel)
    period = load_period(merge, plan, network, period)
    load_coordinators(merge, plan, network, period, periods)
    today = now.astimezone(ZoneInfo(network.timezone)).date()
    members = load_members(merge, plan, period, periods, today)
    load_work(merge, plan, period, members)
    load_meetings(merge, plan, period, members, periods)
    load_queue(merge, plan, period, members, periods)
    _remember(merge, period)
    adopt(merge, network)
    keep_what_was(merge, period, periods, before, today)
    _finish(merge, network, period)
    return merge.changes


def apply_by_hand(session: Session, before: Plan, after: Plan, period: Period, now: datetime) -> list[PlanChange]:
    """Bring a period that is as `before` says in line with `after`, as somebody who has seen it wants it; what the
    files say of it stays remembered as theirs. Meetings and coordinators are left as they are: they have ways of their
    own. PlanRefused when the period's new days overlap those of another."""
    periods = plan_store.rows_of(session, Period, network_id=period.network_id)
    refuse_overlap(after, period, periods)
    with session.begin_nested() as tried:
        as_it_is = Merge(session, now, before=period.loaded or {}, by_hand=True)
        _load_by_hand(as_it_is, before, period, periods)
        tried.rollback()
    merge = Merge(session, now, before=as_it_is.after, by_hand=True)
    names = attributes_now([period.network, *period.network.members])
    _load_by_hand(merge, after, period, periods)
    adopt(merge, period.network)
    keep_what_was(merge, period, periods, names, now.astimezone(ZoneInfo(period.network.timezone)).date())
    _finish(merge, period.network, period)
    return merge.changes


def remove_period(session: Session, period: Period, now: datetime) -> list[PlanChange]:
    """Take away a period that somebody has just made, with its part in it of each member and its activities; meetings
    and experiences go back to the period that they lie in."""
    network, merge = period.network, Merge(session, now, by_hand=True, before={})
    activities = plan_store.rows_of(session, Activity, period_id=period.id)
    memberships = plan_store.rows_of(session, Membership, period_id=period.id)
    parts = [
        *(each for activity in activities for each in plan_store.rows_of(session, Step, activity_id=activity.id)),
        *(each for own in memberships for each in plan_store.rows_of(session, Decision, membership_id=own.id)),
        *plan_store.rows_of(session, PlanEdit, period_id=period.id),
    ]
    for rows in (parts, activities, memberships, plan_store.rows_of(session, Goal, period_id=period.id)):
        for each in rows:
            session.delete(each)
        session.flush()
    session.expire(period)
    merge.remove(period, Named(N_("the period {name}"), {"name": period.name}))
    network.planned_at = None
    session.expire(network, ["periods", "members"])
    adopt(merge, network)
    return merge.changes


def _load_by_hand(merge: Merge, plan: Plan, period: Period, periods: Sequence[Period]) -> None:
    network = period.network
    today = merge.now.astimezone(ZoneInfo(network.timezone)).date()
    load_network(merge, plan, periods, network, period, is_new=False)
    load_period(merge, plan, network, period)
    members = load_members(merge, plan, period, periods, today)
    load_work(merge, plan, period, members)
    load_queue(merge, plan, period, members, periods)


def doubtful_names(session: Session, plan: Plan) -> list[NearName]:
    """The members that a plan would add though one of nearly that name is there already."""
    network = network_by_key(session, plan.network.key)
    return near_names(plan, plan_store.rows_of(session, Member, network_id=network.id) if network else [])


def _new_network(session: Session, plan: Plan) -> Network:
    network = Network(key=plan.network.key, name=plan.network.name, settings={})
    session.add(network)
    session.flush()
    return network


def _channel(merge: Merge, network: Network, channel: str | None) -> None:
    if channel and channel != network.channel:
        thing = Named(N_("the network {name}"), {"name": network.name})
        merge.report(CHANGED, thing, field="channel", before=network.channel, after=channel)
        network.channel = channel


def _remember(merge: Merge, period: Period) -> None:
    """Keep what the file says with its period, for the next load and for what the periods of a network share."""
    if period.loaded != merge.after:
        period.loaded = merge.after


def _finish(merge: Merge, network: Network, period: Period) -> None:
    """Let what follows from the plan be laid out anew."""
    if merge.changes:
        network.planned_at = None
    merge.session.flush()
    merge.session.expire(network, ["periods", "members"])
    merge.session.expire(period, ["goals", "activities", "memberships"])
