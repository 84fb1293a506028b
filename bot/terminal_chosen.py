"""Which network and which period a command of the terminal is about: what was named, else one clear rule."""

from __future__ import annotations

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import store, store_report
from bot.dates.when import Clock
from bot.language import Say
from bot.models import Network, Period
from bot.reaching import CannotWork

NO_NETWORK: Final = "No network is loaded yet. Load one's plan first: natverksbot load PLAN"
NO_PERIOD: Final = "The network has no period to report on. Load its plan: natverksbot load PLAN"


def chosen_network(session: Session, key: str = "") -> Network:
    """The network of that key; without one the network whose last period ends last."""
    known = store.networks(session)
    if not known:
        raise CannotWork(NO_NETWORK)
    if not key:
        return store_report.network_that_runs_longest(session) or known[0]
    found = store.network_by_key(session, key)
    if found is None:
        raise CannotWork(f"There is no network {key!r}. These are loaded: {', '.join(each.key for each in known)}.")
    return found


def chosen_period(session: Session, network: Network, name: str, clock: Clock) -> Period:
    """The period of that name; without one the period that runs, else the one that ran last, else the first."""
    if not name:
        period = store.period_at(session, network, today_of(network, clock))
        if period is None:
            raise CannotWork(NO_PERIOD)
        return period
    found = store_report.period_named(session, network, name)
    if found is None:
        names = ", ".join(each.name for each in store.periods(session, network)) or "none"
        raise CannotWork(f"{network.key} has no period {name!r}. Its periods are: {names}.")
    return found


def others(session: Session, network: Network, say: Say) -> str:
    """A sentence on the networks that this was not about, or nothing."""
    rest = [each.key for each in store.networks(session) if each.id != network.id]
    if not rest:
        return ""
    return say.plain(
        "It is about {network}. For another: --network {others}", network=network.key, others=" | ".join(rest)
    )


def today_of(network: Network, clock: Clock) -> date:
    """The day it is where the network is."""
    return clock.now().astimezone(ZoneInfo(network.timezone)).date()
