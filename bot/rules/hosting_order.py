"""How hosting is shared: who has hosted how often and when last, and a proposal for whose turn it is. Pure (domain 7).

A proposal is only that: turns are stored, and become so when the coordinator decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.language import swedish_order
from bot.meetings.rules import span_of
from bot.models import HostingTurn, Meeting, Member
from bot.rules.hosting import Order


@dataclass(frozen=True)
class Hosted:
    """One member's hosting, first to last."""

    member: Member
    past: tuple[Meeting, ...] = ()
    coming: tuple[Meeting, ...] = ()

    @property
    def last(self) -> date:
        """The month of its last turn, the coming ones counted; long ago when it has had none."""
        return span_of((self.past + self.coming)[-1]).first if self.past or self.coming else date.min


def hosting_shared(members: Iterable[Member], order: Order) -> list[Hosted]:
    """Every member's hosting: those with the fewest turns first, and of them whoever had one longest ago."""
    found = [
        Hosted(
            each,
            tuple(meeting for meeting in order.past if meeting.host is each),
            tuple(meeting for meeting in order.coming if meeting.host is each),
        )
        for each in members
    ]
    return sorted(
        found, key=lambda each: (len(each.past) + len(each.coming), each.last, swedish_order(each.member.name))
    )


def proposal(shared: Sequence[Hosted], queue: Sequence[HostingTurn], most: int) -> list[Member]:
    """Whose turn it would be after the planned meetings: those decided already, then by how hosting has been shared."""
    decided = [each.member for each in queue]
    rest = [each.member for each in shared if each.member not in decided]
    return decided + rest[: max(most - len(decided), 0)]
