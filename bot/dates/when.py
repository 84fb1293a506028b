"""Every question about time: the clock, working days, moments and spans of days.

This is the only place in the project that asks the computer what time it is. What people type is read in `typed`,
and time is put into words in `in_words`.
Moments are aware and in UTC; a `date` is always a day in the network's own time zone.
"""

from __future__ import annotations

import time as computer
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from bot.dates.holidays import as_sundays, public_holidays

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years a network can speak of; whatever is typed outside them is refused."""

ONE_DAY = timedelta(days=1)

Kind = Literal["day", "days", "week", "month", "season", "year", "ongoing"]
"""How somebody named a span; `days` is any row of days that has no name of its own."""


class Clock(Protocol):
    """Tells the moment, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovedClock:
    """A clock that is set to another moment and runs on from there at real speed (the playground, the tests)."""

    def __init__(self, start: datetime) -> None:
        self.set(start)

    def now(self) -> datetime:
        start, steady_start = self._set
        return start + timedelta(seconds=steady() - steady_start)

    def advance(self, by: timedelta) -> datetime:
        """Move the clock (back when negative) and tell its new moment."""
        self.set(self.now() + by)
        return self.now()

    def set(self, to: datetime) -> None:
        """Set the clock to an aware moment; a naive one is refused with ValueError."""
        if to.tzinfo is None:
            raise ValueError("a clock is set to an aware moment")
        self._set = (to.astimezone(UTC), steady())


def steady() -> float:
    """Seconds on a clock that never jumps and counts the time the machine sleeps; only differences mean anything."""
    boot_time = getattr(computer, "CLOCK_BOOTTIME", None)
    return computer.monotonic() if boot_time is None else computer.clock_gettime(boot_time)


def local(moment: datetime, tz: tzinfo = STOCKHOLM) -> datetime:
    """The same moment on the network's own clock."""
    return moment.astimezone(tz)


def local_day(moment: datetime, tz: tzinfo = STOCKHOLM) -> date:
    """The network's own date at that moment (just before midnight in UTC it is already tomorrow in Sweden)."""
    return moment.astimezone(tz).date()


def moment(day: date, at: time | int, tz: tzinfo = STOCKHOLM) -> datetime:
    """The moment, in UTC, when the network's clock shows that time (an int is a whole hour) on that day.

    The local hour is kept over the clock changes. 02:30 in the spring gap becomes 03:30; 02:30 in autumn, which
    comes twice, means the first.
    """
    at = time(at) if isinstance(at, int) else at
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), tzinfo=tz).astimezone(UTC)


def send_moment(day: date, at: time | int, tz: tzinfo = STOCKHOLM) -> datetime:
    """The moment to send what belongs to that day: that hour, on the day or the working day before (domain.md 24)."""
    return moment(working_day_before_or_on(day), at, tz)


def is_working_day(day: date) -> bool:
    """Say whether people may be reminded on that day (domain.md 24).

    Not on a Saturday or Sunday, a Swedish public holiday, Midsummer, Christmas or New Year's Eve, or the day before
    any public holiday: so neither on Maundy Thursday, Twelfth Night, 30 April, the Wednesday before Ascension Day,
    5 June nor the Friday before All Saints' Day.
    """
    return day.weekday() < 5 and day not in _holidays_and_eves(day.year)


def working_day_before_or_on(day: date) -> date:
    """That day when it is a working day, otherwise the last working day before it."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def nth_working_day_after(day: date, n: int) -> date:
    """The n-th working day after that day, which itself is never counted; n = 0 is the day itself."""
    for _ in range(n):
        day += ONE_DAY
        while not is_working_day(day):
            day += ONE_DAY
    return day


def nth_working_day_before(day: date, n: int) -> date:
    """The n-th working day before that day, which itself is never counted."""
    for _ in range(n):
        day = working_day_before_or_on(day - ONE_DAY)
    return day


@lru_cache(maxsize=32)
def _holidays_and_eves(year: int) -> frozenset[date]:
    public = public_holidays(year) | public_holidays(year + 1)
    return frozenset({*public, *as_sundays(year), *(day - ONE_DAY for day in public)})


def add_months(day: date, months: int) -> date:
    """The same day that many months later (earlier when negative); the 31st becomes a shorter month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, order=True)
class Span:
    """Days from the first to the last, both counted; spans sort by their first day. ValueError when turned around."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a span ends before it begins: {self.first}–{self.last}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def overlaps(self, other: Span) -> bool:
        return self.first <= other.last and other.first <= self.last

    def covers(self, other: Span) -> bool:
        return self.first <= other.first and other.last <= self.last

    @property
    def is_whole_months(self) -> bool:
        return self.first.day == 1 and (self.last + ONE_DAY).day == 1

    @property
    def is_whole_years(self) -> bool:
        return self.is_whole_months and (self.first.month, self.last.month) == (1, 12)

    @classmethod
    def day(cls, day: date) -> Span:
        return cls(day, day)

    @classmethod
    def week(cls, year: int, week: int) -> Span:
        """The ISO week, Monday to Sunday; ValueError for a week that year has not."""
        monday = date.fromisocalendar(year, week, 1)
        return cls(monday, monday + 6 * ONE_DAY)

    @classmethod
    def months(cls, year: int, first: int, last: int) -> Span:
        """Whole months; a last month before the first lies in the year after."""
        last_year = year if last >= first else year + 1
        return cls(date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1]))

    @classmethod
    def month(cls, year: int, month: int) -> Span:
        return cls.months(year, month, month)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Span:
        return cls.months(year, quarter * 3 - 2, quarter * 3)

    @classmethod
    def year(cls, year: int) -> Span:
        return cls.months(year, 1, 12)


@dataclass(frozen=True)
class Seasons:
    """The first and last month of each season; a network may have its own (domain.md 14)."""

    spring: tuple[int, int] = (1, 6)
    summer: tuple[int, int] = (6, 8)
    autumn: tuple[int, int] = (7, 12)

    def span(self, season: str, year: int) -> Span:
        """`season` is spring, summer or autumn; the year is the one the season begins in."""
        first, last = {"spring": self.spring, "summer": self.summer, "autumn": self.autumn}[season]
        return Span.months(year, first, last)
