"""Days proposed for a meeting: which can still be chosen, who can which, and what has become of them (domain 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from bot.dates.when import Span, moment
from bot.feature.values import ButtonValue
from bot.meetings.rules import days_of, swap_closes_at, takes_two_days, when_and_where
from bot.meetings.seats import Sitting
from bot.models import DayAnswer, DayProposal, Meeting, MeetingState
from bot.network.hours import Hours

MOST: Final = 5
"""Alternatives one chooses between."""
FEWEST: Final = 2
STANDS: Final = 7
"""Working days after it was asked: then it is decided also without those who have not answered."""
NEAR: Final = 14
"""Days before the first alternative: by then it is to be decided."""
TOO_SOON: Final = timedelta(days=3)
"""So long nobody is asked once more to decide."""
LONGEST: Final = 5
"""Days of a meeting that the form offers, or as many as it has."""


class PollState(StrEnum):
    """What has become of a question."""

    OPEN = "open"
    DECIDED = "decided"
    """The meeting is on one of the alternatives since."""
    WITHDRAWN = "withdrawn"
    OVER = "over"
    """Other days are set, the meeting is cancelled, or its time or that of all alternatives has come."""


class Suits(StrEnum):
    """What is said of an alternative, or of all."""

    CAN = "can"
    CANNOT = "cannot"
    NONE = "none"


@dataclass(frozen=True)
class DayWish(ButtonValue):
    """A button that says at once whether one can: the proposal's row, and what."""

    proposal: int
    wish: Suits | None


def span_of_proposal(proposal: DayProposal) -> Span:
    """The days of an alternative."""
    return Span(proposal.first_day, proposal.last_day)


def usual_length(meeting: Meeting) -> int:
    """How many days a meeting takes: those it has, else as its kind usually does."""
    return days_of(meeting) or (2 if takes_two_days(meeting) else 1)


@dataclass(frozen=True)
class Poll:
    """One question: the alternatives of a meeting, first to last, who is asked, and what they have said."""

    meeting: Meeting
    proposals: Sequence[DayProposal]
    sittings: Sequence[Sitting] = ()
    is_newest: bool = True
    """Whether nothing was proposed for the meeting since."""

    @property
    def id(self) -> int:
        """What it is known by: the first row of its alternatives."""
        return min(each.id for each in self.proposals)

    @property
    def asked(self) -> list[Sitting]:
        """The seats whose holders are asked."""
        return [each for each in self.sittings if each.person_id is not None]

    @cached_property
    def _said(self) -> dict[tuple[int, int], DayAnswer]:
        return {(each.person_id, row.id): each for row in self.proposals for each in row.answers}

    def said(self, person_id: int | None, proposal: DayProposal) -> bool | None:
        """Whether somebody can; None: they have not answered."""
        answer = self._said.get((person_id or 0, proposal.id))
        return answer.can if answer is not None else None

    def has_answered(self, person_id: int | None) -> bool:
        """Whether somebody has answered: then they have of every alternative."""
        return any(self.said(person_id, each) is not None for each in self.proposals)

    def who(self, proposal: DayProposal, *, can: bool) -> list[Sitting]:
        """The seats whose holders can on those days, or cannot."""
        return [each for each in self.asked if self.said(each.person_id, proposal) is can]

    @property
    def silent(self) -> list[Sitting]:
        """The seats whose holders have not answered."""
        return [each for each in self.asked if not self.has_answered(each.person_id)]

    def is_asked(self, person_id: int) -> bool:
        """Whether somebody is one of those asked."""
        return any(each.person_id == person_id for each in self.asked)

    def answered_at(self, person_id: int | None) -> datetime | None:
        """When somebody answered first."""
        return next((each.answered_at for (person, _), each in self._said.items() if person == person_id), None)

    @property
    def all_answered_at(self) -> datetime | None:
        """When the last of those asked answered; None while an answer is waited for."""
        moments = [self.answered_at(each.person_id) for each in self.asked]
        known = [each for each in moments if each is not None]
        return max(known) if known and len(known) == len(moments) else None

    def to_decide_at(self, hours: Hours) -> dict[str, datetime]:
        """When whoever proposed is asked to decide: once everybody has answered, or time has gone by or is short; and
        once more when the first of the days is near."""
        asked = self.proposals[0].goes_at.astimezone(hours.zone).date()
        near = max(hours.before(self.proposals[0].first_day, NEAR), hours.after(asked, 1))
        due = min(hours.after(asked, STANDS), near)
        if (last := self.all_answered_at) is not None:
            due = min(due, hours.soonest(last))
        return {"stands": due, **({"near": near} if near - due > TOO_SOON else {})}

    def closes_at(self, zone: ZoneInfo) -> datetime:
        """Until when it matters: the last alternative's day, or the meeting as it is now."""
        return min(moment(self.proposals[-1].first_day, 0, zone), swap_closes_at(self.meeting, zone))

    def to_come(self, today: date) -> list[DayProposal]:
        """The alternatives that can still be chosen."""
        return [each for each in self.proposals if each.first_day > today]

    @property
    def chosen(self) -> DayProposal | None:
        """The alternative that the meeting is on since it was asked."""
        days = (self.meeting.first_day, self.meeting.last_day)
        return next((each for each in self.proposals if self._is_set and (each.first_day, each.last_day) == days), None)

    @property
    def _is_set(self) -> bool:
        set_at = self.meeting.days_set_at
        return set_at is not None and set_at >= self.proposals[0].proposed_at

    def state(self, now: datetime, zone: ZoneInfo) -> PollState:
        """What has become of it, read from how the meeting is: what is taken back opens it again."""
        if any(each.withdrawn_at is not None for each in self.proposals):
            return PollState.WITHDRAWN
        if self.chosen is not None:
            return PollState.DECIDED
        is_planned = self.meeting.state is MeetingState.PLANNED
        is_open = self.is_newest and is_planned and not self._is_set and now < self.closes_at(zone)
        return PollState.OPEN if is_open else PollState.OVER

    @property
    def facts(self) -> tuple[object, ...]:
        """What somebody decides about: the alternatives, who can which, and how the meeting is now."""
        said = [(each.person_id, *(self.said(each.person_id, row) for row in self.proposals)) for each in self.asked]
        return self.id, *when_and_where(self.meeting), *sorted(map(str, said))
