"""When a member takes part, over all periods of its network: what is known of any day. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import pairwise

from bot.dates.when import ONE_DAY, Span
from bot.models import Membership, Period
from bot.network.membership import (
    WRITTEN,
    Part,
    day_within,
    has_left_sometime,
    part_on,
    period_in_force,
    periods_around,
    stay_of,
)


class Stage(Enum):
    """What a member is today, with what has been and what is to come."""

    IN = "in"
    COMES = "comes"
    """It will take part from a day that is known."""
    UNDECIDED = "undecided"
    HAS_LEFT = "left"
    NEVER_IN = "never"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class MemberHistory:
    """One member through the periods, seen from today."""

    periods: Sequence[Period]
    """First to last."""
    own: Mapping[int, Membership]
    """Its memberships, by the row number of their period."""
    today: date
    since: int | None = None
    """The year it first took part, by the network's plan, where that is before the periods."""

    def part(self, day: date) -> Part | None:
        """What the member is on a day, by the plans; None where nobody knows: before and after all periods, in one that
        names no members, and before today when it has left nobody knows when. Between two periods it is what it is in
        the one in which it takes no part; who is in both takes part on either side."""
        around = periods_around(self.periods, day)
        parts = [self._part_in(each, day_within(each, day)) for each in around]
        if len(parts) == 2:
            return None if None in parts else next((each for each in parts if each is not Part.NOW), Part.BETWEEN)
        return parts[0] if around and day in around[0].days else None

    def _part_in(self, period: Period, day: date) -> Part | None:
        membership = self.own.get(period.id)
        if membership is None:
            return Part.ABSENT if self._is_absent(period) else None
        return None if has_left_sometime(membership) and day < self.today else part_on(membership, day)

    @property
    def part_today(self) -> Part | None:
        """What the member is today, when who was in the period that ended goes on."""
        return self._part_in(self.period, self.today) if self.periods else None

    def stretches(self, days: Span) -> list[tuple[Span, Part | None]]:
        """What the member is through some days: each row of days on which it is one and the same."""
        edges = sorted({days.first, *(each for each in self._edges() if days.first < each <= days.last)})
        ends = [*(after - ONE_DAY for _, after in pairwise(edges)), days.last]
        rows: list[tuple[Span, Part | None]] = []
        for first, last in zip(edges, ends, strict=True):
            part = self.part(first)
            if rows and rows[-1][1] is part:
                first = rows.pop()[0].first
            rows.append((Span(first, last), part))
        return rows

    def _edges(self) -> Iterator[date]:
        """The days on which anything may become otherwise."""
        yield self.today
        for period in self.periods:
            yield period.starts
            yield period.ends + ONE_DAY
        for membership in self.own.values():
            if membership.starts:
                yield membership.starts
            if membership.ends:
                yield membership.ends + ONE_DAY

    @property
    def stays(self) -> list[Span]:
        """The days on which it takes part, as far as periods are loaded; one through several periods is one."""
        rows: list[Span] = []
        before = None
        for period in self.periods:
            stay = self._stay(period)
            goes_on = stay and rows and before and rows[-1].last == before.ends and stay.first == period.starts
            if stay:
                rows.append(Span(rows.pop().first, stay.last) if goes_on else stay)
            before = period
        return rows

    def _stay(self, period: Period) -> Span | None:
        membership = self.own.get(period.id)
        return stay_of(membership, period) if membership else None

    @property
    def begun(self) -> list[Span]:
        """The stays of today and before."""
        return [each for each in self.stays if each.first <= self.today]

    @property
    def stage(self) -> Stage:
        """What the member is today."""
        match self.part_today:
            case Part.NOW:
                return Stage.IN
            case Part.UNDECIDED:
                return Stage.UNDECIDED
            case None:
                return Stage.UNKNOWN
            case part if self.next_first:
                return Stage.COMES
        return Stage.HAS_LEFT if part is Part.PAST or self.begun else Stage.NEVER_IN

    @property
    def next_first(self) -> date | None:
        """The first day of the stay to come."""
        return next((each.first for each in self.stays if each.first > self.today), None)

    def knows_first(self, stay: Span) -> bool:
        """Whether a stay is known to begin on its first day: that is noted, or the period before names its members."""
        period = self._period_of(stay.first)
        if self.own[period.id].starts is not None:
            return True
        if self.is_written(stay):
            return False
        at = self.periods.index(period)
        return at > 0 and bool(self.periods[at - 1].memberships)

    @property
    def year_before_periods(self) -> int | None:
        """The year it first took part, where that is before all that is known of the periods."""
        first = self.stays[0].first.year if self.stays else None
        return self.since if self.since is not None and (first is None or self.since < first) else None

    def is_written(self, stay: Span) -> bool:
        """Whether a stay begins in a period in which no plan names the member: somebody joined for it, some day."""
        own = self.own[self._period_of(stay.first).id]
        return own.note == WRITTEN and own.starts is None

    def _period_of(self, day: date) -> Period:
        return next(each for each in self.periods if day in each.days)

    @property
    def last_day(self) -> date | None:
        """The last day of the stay of today, or of the latest before; None where nobody knows it."""
        if not self.begun:
            return None
        last = self.begun[-1].last
        period = self._period_of(last)
        after = self.periods[self.periods.index(period) + 1 :]
        is_known = self.own[period.id].ends is not None or (after and self._is_absent(after[0]))
        return last if is_known else None

    def _is_absent(self, period: Period) -> bool:
        return bool(period.memberships) and period.id not in self.own

    @property
    def period(self) -> Period:
        """The period in force today."""
        period = period_in_force(self.periods, self.today)
        assert period is not None
        return period
