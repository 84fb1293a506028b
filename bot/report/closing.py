"""What is known of a period when it is closed: its figures, and what is still open. Pure, but for reading it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.feature.call import Call
from bot.hosting import store as hosting_store
from bot.hosting.fees import fees_of, years_of
from bot.models import MembershipState, Network, Period
from bot.network import store as network_store
from bot.network.closing import rests_from
from bot.network.membership import Part
from bot.report import store as report_store
from bot.report.file import data_of
from bot.report.model import ReportData


@dataclass(frozen=True)
class Closing:
    """A period that is closed, with what is known of it."""

    network: Network
    period: Period
    data: ReportData
    published: int
    following: Period | None
    """The period that comes after."""
    undecided: Sequence[str]
    """The members of that which have still to decide."""
    not_paid: Mapping[int, Sequence[str]]
    """The members of whom nobody has noted that they have paid the fee, by the year."""

    @classmethod
    def load(cls, call: Call, period: Period) -> Closing:
        """Read it."""
        after = [each for each in network_store.periods(call.session, call.network) if each.starts > period.ends]
        following = after[0] if after else None
        there = network_store.memberships(call.session, following)
        return cls(
            network=call.network,
            period=period,
            data=data_of(call, period),
            published=sum(1 for each in report_store.experiences(call.session, period) if each.is_published),
            following=following,
            undecided=[each.name for each in there if each.state is MembershipState.PENDING],
            not_paid=_not_paid(call, period),
        )

    @property
    def rests_from(self) -> date | None:
        """From which day the network rests, where it does."""
        return rests_from(self.network)

    @property
    def came(self) -> tuple[int, int]:
        """How many came, of how many seats of which somebody has noted it."""
        return sum(each.came for each in self.data.meetings), sum(each.seats for each in self.data.meetings)

    @property
    def finished(self) -> int:
        """How many activities are noted as done, or all of them that can be."""
        return sum(each.is_finished for each in self.data.activities)

    @property
    def not_finished(self) -> list[int]:
        """The numbers of the activities that could be done and are not noted as done."""
        return [each.number for each in self.data.activities if each.can_be_finished and not each.is_finished]

    @property
    def without_experience(self) -> list[str]:
        """The members that take part at the end and have contributed nothing."""
        return [each.name for each in self.data.members if each.part is Part.NOW and not each.total]

    @property
    def facts(self) -> tuple[object, ...]:
        """What is shown before it is closed."""
        data = self.data
        return (
            self.period.closed_on, self.period.ends, len(data.took_part), len(data.held), len(data.not_recorded),
            self.came, self.finished, self.not_finished, data.contributed, self.published, self.without_experience,
            self.following.id if self.following else 0, list(self.undecided), self.not_paid,
        )  # fmt: skip


def _not_paid(call: Call, period: Period) -> dict[int, list[str]]:
    members, noted = network_store.memberships(call.session, period), hosting_store.fees_noted(call.session, period)
    by_year = {
        year: [each.membership.name for each in fees_of(period, year, members, noted) if each.paid_on is None]
        for year in years_of(period)
        if year <= call.today.year
    }
    return {year: names for year, names in by_year.items() if names}
