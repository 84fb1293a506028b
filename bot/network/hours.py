"""When a network may be written to: its hour, its working days, and for each kind of message how many days before.

A network may set its hour ({"hour": 8}), its offsets in days ({"offsets": {"silent": [21, 7]}}) and its quiet weeks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.dates.when import (
    ONE_DAY,
    is_working_day,
    local,
    moment,
    nth_working_day_after,
    send_moment,
    working_day_before_or_on,
)
from bot.language import N_
from bot.models import Network
from bot.network.quiet import NEVER, USUAL, NotQuiet, Quiet, quiet_in

FIRST_HOUR: Final = 7
LAST_HOUR: Final = 18
LAST_MINUTE: Final = time(18, 45)
"""Nothing goes out before seven, or from seven in the evening on."""
USUAL_HOUR: Final = 9
"""When reminders go out, where the network has not chosen another hour."""
MORNING: Final = 9
"""When the working day begins for what waited over a night."""
LONGEST_OFFSET: Final = 400
MOST_ON_LIST: Final = 30
"""Things on every host's list, of a network that has its own."""
LONGEST_ON_LIST: Final = 140
DAYS_AFTER: Final = re.compile(r"(.+?)\s*\((\d{1,3})\)")
"""A thing with the days before the meeting: "Namnskyltar (14)"."""
LONGEST_LIST: Final = 3000
"""Characters of the whole list: a form's field takes no more."""


@dataclass(frozen=True)
class DaysBefore:
    """When a kind of message usually goes out, and what its days are called where a network sets its own."""

    usual: tuple[int, ...]
    """Days before (for what follows a meeting: working days after), the largest first."""
    label: str
    is_single: bool = False
    """Whether it goes out once."""


DAYS_BEFORE: Final[Mapping[str, DaysBefore]] = {
    "dates": DaysBefore((180, 120, 90), N_("The host is asked for the days: days before the month")),
    "invitation": DaysBefore(
        (60,), N_("Invitation while only the month is known: days before the month"), is_single=True
    ),
    "silent": DaysBefore((30, 14, 7), N_("To who has not answered: days before")),
    "summary": DaysBefore((7,), N_("To the host and the coordinator, who comes: days before")),
    "soon": DaysBefore((7, 1), N_("To the channel, that a meeting is near: days before")),
    "checklist": DaysBefore((90, 60, 30, 14, 7), N_("The host's list: days before")),
    "planning": DaysBefore(
        (21,), N_("To the officials, themes for the next meeting: days before an officials' meeting")
    ),
    "came": DaysBefore((1,), N_("To the host, who came: working days after")),
    "experiences": DaysBefore((3,), N_("To the officials, experiences: working days after"), is_single=True),
    "agreement": DaysBefore((180, 90, 30), N_("The agreement ends: days before")),
    "mandate": DaysBefore((60,), N_("A mandate ends: days before")),
}
"""By kind of message. A kind that stands here has a field in the form of `/natverk påminnelser`, and needs one of its
name in the plan file (`PlannedReminders`). A job whose days no network sets hands them to `before_meeting`."""
NEAR: Final = 12
"""What is said of something in so many days before it stays among them, whatever is quiet."""
A_LITTLE: Final = timedelta(minutes=10)
"""What is late by less is not late: it waited for its turn."""


def offsets(network: Network, kind: str) -> tuple[int, ...]:
    """A kind's offsets in days, the largest first: the network's own where they make sense, else the usual."""
    settings: Any = (network.settings or {}).get("offsets")
    own = settings.get(kind) if isinstance(settings, dict) else None
    days = {each for each in own if type(each) is int and 0 < each <= LONGEST_OFFSET} if isinstance(own, list) else ()
    return tuple(sorted(days, reverse=True)) or DAYS_BEFORE[kind].usual


def quiet_of(network: Network) -> Quiet:
    """A network's quiet weeks: its own where they make sense, else the usual."""
    try:
        return quiet_in(str((network.settings or {}).get("quiet", USUAL)))
    except NotQuiet:
        return quiet_in(USUAL)


@dataclass(frozen=True)
class Hours:
    """The humane moments of a network: one hour on working days (domain 24), outside its quiet weeks where it is the
    bot that chooses the day. What answers what somebody has just done, or is asked for that day, goes then too."""

    hour: int
    zone: ZoneInfo
    quiet: Quiet = NEVER

    @classmethod
    def of(cls, network: Network) -> Hours:
        """A network's own hour, from FIRST_HOUR to LAST_HOUR, and quiet weeks; the usual ones unless it says so."""
        setting = (network.settings or {}).get("hour", USUAL_HOUR)
        hour = setting if type(setting) is int else USUAL_HOUR
        return cls(min(max(hour, FIRST_HOUR), LAST_HOUR), ZoneInfo(network.timezone), quiet_of(network))

    def asked_for(self, day: date) -> datetime:
        """That hour on the day that somebody has asked for, or on the working day before."""
        return send_moment(day, self.hour, self.zone)

    def on(self, day: date) -> datetime:
        """That hour on that day, or on the working day before; before the quiet weeks where it falls in them."""
        return self.asked_for(self._open_before(day))

    def before(self, day: date, days: int) -> datetime:
        """That hour so many days before, or on the working day before that. In quiet weeks it comes before them; near
        the day itself where that is too early: right after them, or then, as people do meet."""
        wanted = day - timedelta(days=days)
        due, asked_for = self.on(wanted), self.asked_for(wanted)
        if days > NEAR or due == asked_for or day - local(due, self.zone).date() <= timedelta(days=NEAR):
            return due
        back = self._after(wanted)
        return asked_for if back >= day else moment(back, self.hour, self.zone)

    def after(self, day: date, working_days: int) -> datetime:
        """That hour on the n-th working day after a day; quiet days are none."""
        for _ in range(working_days):
            day = self._after(day)
        return moment(day, self.hour, self.zone)

    def is_quiet(self, at: datetime) -> bool:
        """Whether people are away then."""
        return local(at, self.zone).date() in self.quiet

    def _open_before(self, day: date) -> date:
        """That day or the last working day before it on which people are there."""
        day = working_day_before_or_on(day)
        while day in self.quiet:
            day = working_day_before_or_on(day - ONE_DAY)
        return day

    def _after(self, day: date) -> date:
        """The next working day on which people are there."""
        day = nth_working_day_after(day, 1)
        while day in self.quiet:
            day = nth_working_day_after(day, 1)
        return day

    def soonest(self, at: datetime) -> datetime:
        """That moment when people may be disturbed then, else the next morning they work, or the earlier hour of the
        network."""
        here, morning = local(at, self.zone), min(self.hour, MORNING)
        if is_working_day(here.date()):
            if time(morning) <= here.time() <= LAST_MINUTE:
                return at
            if here.time() < time(morning):
                return moment(here.date(), morning, self.zone)
        return moment(nth_working_day_after(here.date(), 1), morning, self.zone)

    def when_late(self, due: datetime, now: datetime, until: datetime) -> datetime:
        """When to send what was due, and is of use until then: then, or when it is late by now, now if people may be
        disturbed, else the next morning; after quiet weeks where it was not meant for them and is still of use. Nobody
        is woken because the bot was off."""
        if now - due < A_LITTLE:
            return due
        if self.is_quiet(now) and not self.is_quiet(due):
            back = self.after(local(now, self.zone).date(), 1)
            if back < until:
                return back
        soonest = self.soonest(now)
        return due if soonest == now else soonest

    def just_before(self, at: datetime, minutes: int) -> datetime:
        """So many minutes before a moment; the last humane moment before that when people are not at work then."""
        wanted = at - timedelta(minutes=minutes)
        here = local(wanted, self.zone)
        if not is_working_day(here.date()) or here.time() < time(FIRST_HOUR):
            return self.asked_for(here.date() - ONE_DAY if is_working_day(here.date()) else here.date())
        return min(wanted, moment(here.date(), LAST_MINUTE, self.zone))


def thing_of(line: str) -> str:
    """What a line of a host's list names, without its days."""
    timed = DAYS_AFTER.fullmatch(line.strip())
    return timed[1] if timed else line.strip()
