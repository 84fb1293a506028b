"""Which member has contributed to which activity, begun to, or not (domain 17)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.activities.rules import ActivityState, state_of
from bot.models import Activity, Member

CHASED_AGAIN_AFTER: Final = timedelta(days=14)
"""A member is asked at most once a fortnight."""


@dataclass(frozen=True)
class Cell:
    """How much of a member there is in an activity."""

    contributed: int = 0
    drafted: int = 0


@dataclass(frozen=True)
class Coverage:
    """The matrix: members down, activities across; experiences of no activity beside."""

    members: tuple[Member, ...]
    """Also those that have left since, and what they contributed."""
    here: frozenset[int]
    """The rows of those that take part."""
    activities: tuple[Activity, ...]
    cells: Mapping[tuple[int, int | None], Cell]
    """By member and activity; None: of no activity."""

    def cell(self, member: Member, activity: Activity | None) -> Cell:
        """One cell."""
        return self.cells.get((member.id, activity.id if activity else None), Cell())

    @property
    def covered(self) -> int:
        """How many cells hold something contributed."""
        return sum(bool(self.cell(one, each).contributed) for one in self.members for each in self.activities)

    @property
    def squares(self) -> int:
        """How many cells there are."""
        return len(self.members) * len(self.activities)

    def silent(self) -> list[Member]:
        """Members that have contributed nothing at all, also those that may no longer."""
        everything = (*self.activities, None)
        return [one for one in self.members if not any(self.cell(one, each).contributed for each in everything)]

    def lacking(self, member: Member, today: date) -> list[Activity]:
        """The open activities a member has contributed nothing to, and still may."""
        if member.id not in self.here:
            return []
        is_open = (each for each in self.activities if state_of(each, today) is ActivityState.OPEN)
        return [each for each in is_open if not self.cell(member, each).contributed]


def coverage(
    members: Iterable[Member],
    here: Iterable[int],
    activities: Sequence[Activity],
    counts: Iterable[tuple[int, int | None, bool, int]],
) -> Coverage:
    """The matrix from counts: member, activity, whether they are drafts, how many."""
    known = {each.id for each in activities}
    cells: dict[tuple[int, int | None], Cell] = {}
    for member, activity, is_draft, count in counts:
        place = (member, activity if activity in known else None)
        now = cells.get(place, Cell())
        more = (now.contributed, now.drafted + count) if is_draft else (now.contributed + count, now.drafted)
        cells[place] = Cell(*more)
    return Coverage(tuple(members), frozenset(here), tuple(activities), cells)


def may_chase(last: datetime | None, now: datetime) -> bool:
    """Whether a member may be asked again."""
    return last is None or now - last >= CHASED_AGAIN_AFTER


CHASE: Final = "experiences_chased"
"""The kind of message that asks a member for what is missing."""
