"""Somebody changes a period in Slack: its plan, as it is now, is made another, checked as a file is, and loaded.

So what holds of a plan holds of every change, one way of undoing does for all of them (the plan that was is loaded
again), and what `natverksbot plan` writes afterwards changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.models import Period
from bot.plan.changes import PlanChange
from bot.plan.load import apply_by_hand
from bot.plan.nouns import Plan
from bot.plan.reading import plan_of
from bot.plan.writing import as_file, planned

NAME = "plan"
"""What the plan is called in faults that are of no line of a file."""


def edit(session: Session, period: Period, change: Callable[[Plan], Plan], now: datetime) -> list[PlanChange]:
    """Let a period be as `change` makes its plan; gives what that changed. PlanRefused with all that is wrong."""
    before = plan_now(session, period)
    return apply_by_hand(session, before, read_again(change(before)), period, now)


def plan_now(session: Session, period: Period) -> Plan:
    """A period's plan without its meetings and coordinators, which have ways of their own to be changed."""
    plan = planned(session, period.network, period)
    return read_again(replace(plan, meetings=(), network=replace(plan.network, coordinators=())))


def read_again(plan: Plan) -> Plan:
    """A plan as its file is read: times worked out, and checked. PlanRefused with all that is wrong."""
    return plan_of(as_file(plan), NAME)
