"""What is true of meetings: which are to come, when they are, who may change them (domain 9-12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.dates.when import Span, moment
from bot.models import Meeting, MeetingKind, MeetingState, Person, PersonState, Reply, Role

TWO_SEATS = (Role.ELECTED, Role.OFFICIAL)
"""Each member has exactly one of each (domain 3)."""


def span_of(meeting: Meeting) -> Span:
    """The days it takes; the whole month while only that is known."""
    if meeting.first_day is not None and meeting.last_day is not None:
        return Span(meeting.first_day, meeting.last_day)
    return Span.month(meeting.month.year, meeting.month.month)


def has_days(meeting: Meeting) -> bool:
    """Whether its days are set; until then it is preliminary (domain 11)."""
    return meeting.first_day is not None


def begins_at(meeting: Meeting, zone: ZoneInfo) -> datetime:
    """The moment it begins: its hour on its first day, else when that day begins. Aware, UTC."""
    return moment(span_of(meeting).first, meeting.starts or 0, zone)


def is_to_come(meeting: Meeting, now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is planned and not over: to its last hour, its last day, or the end of its month."""
    here = now.astimezone(zone)
    last = span_of(meeting).last
    if meeting.state is MeetingState.CANCELLED or last < here.date():
        return False
    is_over_today = (
        meeting.ends is not None and has_days(meeting) and last == here.date() and meeting.ends <= here.time()
    )
    return not is_over_today


def in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    """First to last. One known by its month stands after those whose days in that month are set."""
    return sorted(meetings, key=lambda each: (_sorts_on(each), each.id or 0))


def _sorts_on(meeting: Meeting) -> date:
    return meeting.first_day or span_of(meeting).last


def to_come(meetings: Iterable[Meeting], now: datetime, zone: ZoneInfo) -> list[Meeting]:
    """Those to come, first to last."""
    return in_order(each for each in meetings if is_to_come(each, now, zone))


def roles_invited(kind: MeetingKind) -> tuple[Role, ...]:
    """Which seats a kind of meeting is for: both, or the officials' only (domain 9, 10)."""
    return (Role.OFFICIAL,) if kind in (MeetingKind.OFFICIALS, MeetingKind.WORKING_GROUP) else TWO_SEATS


def is_for(person: Person, meeting: Meeting) -> bool:
    """Whether a person is among those a meeting is for. A deputy is for whoever they replace."""
    role = person.deputy_for.role if person.role is Role.DEPUTY and person.deputy_for else person.role
    return role in roles_invited(meeting.kind) or person.role is Role.COORDINATOR


def may_change(meeting: Meeting, person: Person | None, is_coordinator: bool) -> bool:
    """The coordinator, the host's people and whoever planned it may change a meeting."""
    if is_coordinator:
        return True
    if person is None or person.state is not PersonState.CONFIRMED or person.role is Role.GUEST:
        return False
    hosts = meeting.host is not None and person.member_id == meeting.host.id
    return hosts or (meeting.created_by_id is not None and meeting.created_by_id == person.id)


def may_plan(person: Person | None, kind: MeetingKind, is_coordinator: bool) -> bool:
    """Officials arrange study visits, working groups, seminars and other meetings; the two kinds that the agreement
    sets are the coordinator's (domain 10, 12)."""
    if is_coordinator:
        return True
    set_by_agreement = kind in (MeetingKind.PARTNERSHIP, MeetingKind.OFFICIALS)
    return person is not None and person.role is Role.OFFICIAL and not set_by_agreement


def counted(replies: Iterable[Reply]) -> dict[Reply, int]:
    """How many gave each reply; coming digitally or by deputy is coming."""
    counts = {Reply.YES: 0, Reply.NO: 0, Reply.MAYBE: 0}
    for each in replies:
        counts[Reply.YES if each in (Reply.DIGITAL, Reply.DEPUTY) else each] += 1
    return counts
