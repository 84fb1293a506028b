"""What each member owes for coordination a year, and what is noted of it (domain 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.feature.values import ButtonValue
from bot.models import Fee, MemberKind, Membership, Period
from bot.network.membership import takes_part

INVOICE: Final = (1, 15)
"""Month and day on which a year's fee falls due."""


@dataclass(frozen=True)
class FeeValue(ButtonValue):
    """Fees of a year: of one membership, or of a whole period, by its number."""

    row: int
    year: int


@dataclass(frozen=True)
class MemberFee:
    """A member's fee for a year, with what is noted of it."""

    membership: Membership
    year: int
    kronor: int
    noted: Fee | None = None

    @property
    def invoiced_on(self) -> date | None:
        """When the invoice went, if somebody has noted it."""
        return self.noted.invoiced_on if self.noted else None

    @property
    def paid_on(self) -> date | None:
        """When it was paid, if somebody has noted it."""
        return self.noted.paid_on if self.noted else None


def due_on(period: Period, year: int) -> date | None:
    """The day by which it is decided who owes a year's fee: 15 January, or the period's first day when that is later in
    the year. None: the period has no such day that year."""
    if not period.starts.year <= year <= period.ends.year:
        return None
    day = max(date(year, *INVOICE), period.starts)
    return day if day in period.days else None


def years_of(period: Period) -> list[int]:
    """The years of a period for which a fee is owed."""
    return [year for year in range(period.starts.year, period.ends.year + 1) if due_on(period, year) is not None]


def kronor(period: Period, membership: Membership) -> int:
    """What a member pays a year; a delegation of two once, or twice where the agreement says so."""
    times = int(period.terms.get("pair_pays") or 1) if membership.kind is MemberKind.PAIR else 1
    return (period.fee or 0) * times


def fees_of(period: Period, year: int, members: Sequence[Membership], noted: Sequence[Fee]) -> list[MemberFee]:
    """The fees of a year, whole: of who takes part on the day it falls due. Who comes later in the year owes from the
    next, who has still to decide owes nothing. What somebody has noted is there whatever is owed."""
    day, by_member = due_on(period, year), _by_member(noted, year)
    return [
        MemberFee(each, year, kronor(period, each), by_member.get(each.id))
        for each in members
        if period.fee and ((day is not None and takes_part(each, day)) or each.id in by_member)
    ]


def _by_member(noted: Sequence[Fee], year: int) -> Mapping[int, Fee]:
    return {each.membership_id: each for each in noted if each.year == year and (each.invoiced_on or each.paid_on)}
