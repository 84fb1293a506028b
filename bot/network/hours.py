"""When a network is written to: the humane hours of its working days, and how long before a meeting each kind goes out.

A network may set its hour ({"hour": 8}) and its offsets in days ({"offsets": {"silent": [21, 7]}}).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.dates.when import ONE_DAY, is_working_day, local, moment, nth_working_day_after, send_moment
from bot.models import Network

FIRST_HOUR: Final = 7
LAST_HOUR: Final = 18
LAST_MINUTE: Final = time(18, 45)
"""Nothing goes out before seven, or from seven in the evening on."""
USUAL_HOUR: Final = 9
LONGEST_OFFSET: Final = 400

USUAL: Final[Mapping[str, tuple[int, ...]]] = {
    "dates": (180, 120, 90),
    "invitation": (60,),
    "silent": (30, 14, 7),
    "summary": (7,),
    "soon": (7, 1),
    "checklist": (90, 60, 30, 14, 7),
    "planning": (21,),
    "came": (1,),
    "experiences": (3,),
    "agreement": (180, 90, 30),
    "mandate": (60,),
}
"""Days before (for what follows a meeting: working days after), by kind of message."""
A_LITTLE: Final = timedelta(minutes=10)
"""What is late by less is not late: it waited for its turn."""


def offsets(network: Network, kind: str) -> tuple[int, ...]:
    """A kind's offsets in days, the largest first: the network's own where they make sense, else the usual."""
    settings: Any = (network.settings or {}).get("offsets")
    own = settings.get(kind) if isinstance(settings, dict) else None
    days = {each for each in own if type(each) is int and 0 < each <= LONGEST_OFFSET} if isinstance(own, list) else ()
    return tuple(sorted(days, reverse=True)) or USUAL[kind]


@dataclass(frozen=True)
class Hours:
    """The humane moments of a network: one hour on working days (domain 24)."""

    hour: int
    zone: ZoneInfo

    @classmethod
    def of(cls, network: Network) -> Hours:
        """A network's own hour, from 7 to 18; nine unless it says otherwise."""
        setting = (network.settings or {}).get("hour", USUAL_HOUR)
        hour = setting if type(setting) is int else USUAL_HOUR
        return cls(min(max(hour, FIRST_HOUR), LAST_HOUR), ZoneInfo(network.timezone))

    def on(self, day: date) -> datetime:
        """That hour on that day, or on the working day before."""
        return send_moment(day, self.hour, self.zone)

    def before(self, day: date, days: int) -> datetime:
        """That hour so many days before, or on the working day before that."""
        return self.on(day - timedelta(days=days))

    def after(self, day: date, working_days: int) -> datetime:
        """That hour on the n-th working day after a day."""
        return moment(nth_working_day_after(day, working_days), self.hour, self.zone)

    def soonest(self, at: datetime) -> datetime:
        """That moment when people may be disturbed then, else the next morning they work, at nine or the earlier hour
        of the network."""
        here, morning = local(at, self.zone), min(self.hour, USUAL_HOUR)
        if is_working_day(here.date()):
            if time(morning) <= here.time() <= LAST_MINUTE:
                return at
            if here.time() < time(morning):
                return moment(here.date(), morning, self.zone)
        return moment(nth_working_day_after(here.date(), 1), morning, self.zone)

    def when_late(self, due: datetime, now: datetime) -> datetime:
        """When to send what was due: then, or when it is late by now, now if people may be disturbed, else the next
        morning. Nobody is woken because the bot was off."""
        if now - due < A_LITTLE or self.soonest(now) == now:
            return due
        return self.soonest(now)

    def just_before(self, at: datetime, minutes: int) -> datetime:
        """So many minutes before a moment; the last humane moment before that when people are not at work then."""
        wanted = at - timedelta(minutes=minutes)
        here = local(wanted, self.zone)
        if not is_working_day(here.date()) or here.time() < time(FIRST_HOUR):
            return self.on(here.date() - ONE_DAY if is_working_day(here.date()) else here.date())
        return min(wanted, moment(here.date(), LAST_MINUTE, self.zone))
