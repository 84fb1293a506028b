"""What somebody has done to a meeting that many are to hear of: it waits a while, and can be taken back until it goes
out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final, Self

from bot.feature.call import Call
from bot.meetings import store as meetings_store
from bot.meetings.rules import let_invite, may_change
from bot.models import Invites, Meeting, MeetingKind, MeetingState, WaitingChange
from bot.network.hours import Hours

Stood = Mapping[str, Any]
"""What stood in a meeting, by field, as JSON has it."""

FIELDS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "kind": MeetingKind,
    "invites": Invites,
    "state": MeetingState,
    "month": date.fromisoformat,
    "first_day": date.fromisoformat,
    "last_day": date.fromisoformat,
    "starts": time.fromisoformat,
    "ends": time.fromisoformat,
    "days_set_at": datetime.fromisoformat,
    **dict.fromkeys(
        ("title", "digital", "place", "link", "note", "took_place", "period_id", "cancelled_because"),
        lambda value: value,
    ),
}
"""What is put back, and how each is read."""


def as_it_stands(meeting: Meeting) -> Stood | None:
    """A meeting as it stands, to be put back; None of one that is yet to be planned."""
    if meeting.id is None:
        return None
    return {name: _plain(getattr(meeting, name)) for name in FIELDS} | {
        "host": meeting.host.id if meeting.host else 0,
        "invited": [(each.member_id, each.person_id) for each in meeting.invited],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def put_back(meeting: Meeting, stood: Stood, now: datetime) -> None:
    """Let a meeting be as it stood, but for its host; calendars have something new to show."""
    for name, read in FIELDS.items():
        setattr(meeting, name, None if stood.get(name) is None else read(stood[name]))
    let_invite(meeting, meeting.invites, [tuple(each) for each in stood.get("invited", ())], now)
    meeting.sequence += 1


@dataclass(frozen=True)
class Waits:
    """What waits to be told of a meeting, for who may stop it."""

    row: WaitingChange
    meeting: Meeting
    goes: datetime
    """When it goes out, where the network is."""
    today: date
    people: int
    in_channel: bool
    """Who hears of it: how many people, and whether the channel too."""

    @property
    def may_go_now(self) -> bool:
        """Whether people may be disturbed before then: at night it waits for the morning."""
        return self.goes == self.row.goes_at

    @property
    def can_be_undone(self) -> bool:
        """Whether nothing else has changed since."""
        return self.row.left_at_version == self.meeting.version

    @property
    def decided(self) -> tuple[object, ...]:
        """What somebody decides about who sends it or takes it back."""
        return self.meeting.id, self.meeting.version, self.row.goes_at

    @classmethod
    def of(cls, call: Call, row: WaitingChange | None) -> Self | None:
        """What waits, for those who may change the meeting and for who did it; None when it has gone out."""
        if row is None:
            return None
        meeting, goes = row.meeting, Hours.of(call.network).soonest(row.goes_at)
        is_own = call.person is not None and row.by_id == call.person.id
        if goes <= call.now or not (is_own or may_change(meeting, call.host, call.is_coordinator)):
            return None
        return cls(row, meeting, goes.astimezone(call.zone), call.today, row.people, row.in_channel)

    @classmethod
    def load(cls, call: Call, meeting: Meeting) -> Self | None:
        """What waits of one meeting; only where somebody asks alone."""
        return cls.of(call, meetings_store.waiting_change(call.session, meeting)) if call.is_private else None


def all_that_waits(call: Call) -> list[Waits]:
    """What waits of all meetings, the first to go first."""
    found = (Waits.of(call, each) for each in meetings_store.waiting_changes(call.session, call.network))
    return [each for each in found if each is not None]
