"""When a period may be closed, and when the network rests after its last one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.dates.when import ONE_DAY
from bot.models import Network, Period
from bot.network.membership import period_in_force

LAST_MONTH: Final = timedelta(days=30)
"""So long before its end a period may be closed."""
REMEMBERED: Final = timedelta(days=365)
"""So long after its end one is asked to close it, when another is in force."""


def may_be_closed(period: Period, today: date) -> bool:
    """Whether a period has ended or is in its last month, and nobody has closed it."""
    return period.closed_on is None and period.ends - today <= LAST_MONTH


def to_close(periods: Sequence[Period], today: date) -> Period | None:
    """The period it is time to close: the one in force, else the one before it that ended in the last year."""
    in_force = period_in_force(periods, today)
    before = [each for each in periods if in_force and each.ends < in_force.starts][-1:]
    recent = [each for each in before if today - each.ends <= REMEMBERED]
    return next((each for each in (*recent, *([in_force] if in_force else [])) if may_be_closed(each, today)), None)


def rests_from(network: Network) -> date | None:
    """From which day a network rests: when its last period is over and somebody has closed it. None: it does not, or
    not as far as anybody has noted. A next period wakes it."""
    last = network.periods[-1] if network.periods else None
    if last is None or last.closed_on is None:
        return None
    return max(last.closed_on, last.ends + ONE_DAY)


def rests(network: Network, day: date) -> bool:
    """Whether a network rests on a day."""
    first = rests_from(network)
    return first is not None and first <= day
