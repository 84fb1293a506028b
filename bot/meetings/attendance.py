"""Attendance over a period: planned and actual, per member and role (domain 9). Rules only, nothing is read here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.meetings.rules import NOT_OVER, MeetingOutcome, has_begun, in_order, outcome_of, roles_invited, span_of
from bot.models import Meeting, Membership, Role
from bot.network.membership import SEATS, takes_part

Seat = tuple[int, int, Role]
"""A meeting, a member and a role."""


SeatsOf = Mapping[int, Collection[tuple[int, Role]]]
"""Seats by meeting, as member and role."""


@dataclass(frozen=True)
class Share:
    """How many seats were to be taken, of those that somebody held and that were invited to what anybody answered to;
    and how many were, of those whose attendance is recorded."""

    planned: int = 0
    invited: int = 0
    came: int = 0
    recorded: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(
            self.planned + other.planned,
            self.invited + other.invited,
            self.came + other.came,
            self.recorded + other.recorded,
        )

    @property
    def is_known(self) -> bool:
        """Whether anything is known of these seats: who was to come, or who came."""
        return bool(self.invited or self.recorded)

    @property
    def planned_part(self) -> float | None:
        """From 0 to 1; None when nobody was invited."""
        return self.planned / self.invited if self.invited else None

    @property
    def came_part(self) -> float | None:
        """From 0 to 1; None while nothing is recorded."""
        return self.came / self.recorded if self.recorded else None


@dataclass(frozen=True)
class MemberShare:
    """One member's attendance in each role."""

    member: str
    shares: Mapping[Role, Share]


@dataclass(frozen=True)
class PeriodAttendance:
    """The attendance of a period."""

    rows: tuple[MemberShare, ...]
    meetings: int
    """How many have been held."""
    recorded: int
    """For how many of them it is recorded who came."""
    roles: tuple[Role, ...]
    """The roles that were invited to any of them."""
    not_counted: tuple[Meeting, ...] = ()
    """Those held to which nobody has answered and of which nobody has noted who came: they are in no row."""

    def total(self, role: Role) -> Share:
        """All members together."""
        return sum((each.shares[role] for each in self.rows), Share())


def past_meetings(meetings: Iterable[Meeting], recorded: Iterable[int], now: datetime, zone: ZoneInfo) -> list[Meeting]:
    """The meetings that took place, and those going on whose attendance is `recorded` (meeting ids) already."""
    recorded, today = set(recorded), now.astimezone(zone).date()

    def counts(meeting: Meeting) -> bool:
        outcome = outcome_of(meeting, now, zone)
        is_going_on = outcome in NOT_OVER and has_begun(meeting, today)
        return outcome is MeetingOutcome.TOOK_PLACE or (is_going_on and meeting.id in recorded)

    return [each for each in meetings if counts(each)]


@dataclass(frozen=True)
class NotNoted:
    """A meeting whose time has passed and of which nobody has noted who came."""

    meeting: Meeting
    outcome: MeetingOutcome
    """Took place, or nobody has noted whether it did."""
    may_note: bool
    """Whether the reader may note it."""


PASSED: Final = (MeetingOutcome.TOOK_PLACE, MeetingOutcome.NOT_RECORDED)


def not_noted(
    meetings: Iterable[Meeting],
    recorded: Collection[int],
    now: datetime,
    zone: ZoneInfo,
    may_note: Callable[[Meeting], bool],
) -> list[NotNoted]:
    """The meetings whose time has passed, first to last, without those `recorded` (meeting ids) and those known not to
    have taken place."""
    outcomes = [(each, outcome_of(each, now, zone)) for each in in_order(meetings) if each.id not in recorded]
    return [NotNoted(each, outcome, may_note(each)) for each, outcome in outcomes if outcome in PASSED]


def attendance_over(
    meetings: Sequence[Meeting],
    memberships: Iterable[Membership],
    held: SeatsOf,
    planned: SeatsOf,
    came: Mapping[Seat, bool],
) -> PeriodAttendance:
    """Count past meetings: `held` are the seats invited that somebody held, `planned`, by meeting that anybody has
    answered to, those that were to be taken, `came` what is recorded of each seat."""
    recorded = {meeting_id for meeting_id, _, _ in came}
    rows = []
    for each in memberships:
        theirs = [meeting for meeting in meetings if takes_part(each, span_of(meeting).first)]
        shares = {
            role: sum((_share(meeting, each.member_id, role, held, planned, came) for meeting in theirs), Share())
            for role in SEATS
        }
        if any(share.is_known for share in shares.values()):
            rows.append(MemberShare(each.name, shares))
    roles = tuple(role for role in SEATS if any(role in roles_invited(each) for each in meetings))
    not_counted = tuple(each for each in meetings if each.id not in recorded and each.id not in planned)
    return PeriodAttendance(
        tuple(rows), len(meetings), sum(each.id in recorded for each in meetings), roles, not_counted
    )


def _share(
    meeting: Meeting, member_id: int, role: Role, held: SeatsOf, planned: SeatsOf, came: Mapping[Seat, bool]
) -> Share:
    if role not in roles_invited(meeting):
        return Share()
    seat = (meeting.id, member_id, role)
    seats = planned.get(meeting.id)
    to_be_taken = int(seats is not None and (member_id, role) in seats)
    invited = int(seats is not None and (member_id, role) in held[meeting.id])
    return Share(to_be_taken, max(to_be_taken, invited), int(came.get(seat, False)), int(seat in came))
