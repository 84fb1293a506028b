"""Which meetings somebody asks for in plain words: by kind, time, host, and whether next or last. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.intents.reading import Heard
from bot.intents.vocabulary import Sign
from bot.meetings.rules import in_order, is_to_come, span_of
from bot.models import Meeting, MeetingKind, MeetingState

KINDS: Final = {
    Sign.PARTNERSHIP: MeetingKind.PARTNERSHIP,
    Sign.OFFICIALS_MEETING: MeetingKind.OFFICIALS,
    Sign.STUDY_VISIT: MeetingKind.STUDY_VISIT,
    Sign.WORKING_GROUP: MeetingKind.WORKING_GROUP,
    Sign.SEMINAR: MeetingKind.SEMINAR,
}
MEETINGS: Final = (Sign.MEETING, Sign.MEET, *KINDS)
"""The signs that stand for a meeting."""
WHICH_ONE: Final = (Sign.NEXT, Sign.LAST, Sign.FINAL, Sign.AFTER, Sign.DATE, Sign.MEMBER)
PEOPLE_COME: Final = {Sign.COME, Sign.ANSWERED, Sign.MY_ANSWER, Sign.SIGN_UP, Sign.INSTEAD}
"""With these "officials" are those who come, not those whose meeting it is; the elected come to few others."""
AROUND: Final = (
    *MEETINGS, *WHICH_ONE, Sign.WAS, Sign.OFFICIALS, Sign.ELECTED, Sign.SEAT, Sign.MEMBERS, Sign.ALL, Sign.HAPPENS,
    Sign.LIST, Sign.DIGITAL, Sign.AGREEMENT,
)  # fmt: skip
"""Signs that say which meeting, and so stand in every question about one."""


@dataclass(frozen=True)
class Asked:
    """The meetings that were asked for, the one most meant first."""

    meetings: tuple[Meeting, ...]
    is_narrowed: bool
    """Whether kind, time or host was named; else any to come would do."""
    is_past: bool = False


def kind_asked(heard: Heard) -> MeetingKind | None:
    """The kind of meeting that was named. "When do the officials meet" names it too."""
    if heard.signs & PEOPLE_COME and Sign.ELECTED not in heard.signs:
        return next((kind for sign, kind in KINDS.items() if sign in heard.signs), None)
    if Sign.OFFICIALS in heard.signs and heard.signs & {Sign.MEETING, Sign.MEET}:
        return MeetingKind.OFFICIALS
    if Sign.ELECTED in heard.signs and heard.signs & {Sign.MEETING, Sign.MEET, *PEOPLE_COME}:
        return MeetingKind.PARTNERSHIP
    return next((kind for sign, kind in KINDS.items() if sign in heard.signs), None)


def meetings_asked(meetings: Iterable[Meeting], heard: Heard, now: datetime, zone: ZoneInfo) -> Asked:
    """Those asked for. A named time means every meeting in it, past or to come; else those to come, or the last ones
    when it asks for what has been. Cancelled ones only when nothing else is there at that time."""
    kind = kind_asked(heard)
    found = [each for each in in_order(meetings) if kind is None or each.kind is kind]
    hosts = heard.place if heard.signs & PEOPLE_COME else heard.who
    if hosts and Sign.AFTER in heard.signs and heard.when is None:
        return Asked(_after_theirs(hosts, [each for each in found if is_to_come(each, now, zone)]), is_narrowed=True)
    if hosts:
        found = [each for each in found if each.host is not None and each.host.id in hosts]
    is_narrowed = kind is not None or bool(hosts) or heard.when is not None
    coming = [each for each in found if is_to_come(each, now, zone)]
    if heard.when is not None and heard.side:
        return Asked(_beyond(heard, found if heard.is_past else coming), is_narrowed, heard.is_past)
    if heard.when is not None:
        at_that_time = [each for each in found if span_of(each).overlaps(heard.when.span)]
        planned = [each for each in at_that_time if each.state is MeetingState.PLANNED]
        has_been = bool(planned) and not any(is_to_come(each, now, zone) for each in planned)
        return Asked(tuple(planned or at_that_time), is_narrowed, has_been)
    past = [each for each in found if each.state is MeetingState.PLANNED and each not in coming]
    if heard.is_past and Sign.NEXT not in heard.signs:
        return Asked(tuple(reversed(past)), is_narrowed, is_past=True)
    if Sign.FINAL in heard.signs:
        return Asked(tuple(reversed(coming)), is_narrowed)
    return Asked(tuple(coming[1:] if Sign.AFTER in heard.signs else coming), is_narrowed)


def _after_theirs(hosts: Collection[int], coming: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Those to come after the next that some members host."""
    planned = [each for each in coming if each.state is MeetingState.PLANNED]
    theirs = [n for n, each in enumerate(planned) if each.host is not None and each.host.id in hosts]
    return tuple(planned[theirs[0] + 1 :]) if theirs else ()


def _beyond(heard: Heard, meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Those planned before or after the time that was named."""
    assert heard.when is not None
    when, planned = heard.when.span, [each for each in meetings if each.state is MeetingState.PLANNED]
    if heard.side == "before":
        return tuple(each for each in planned if span_of(each).last < when.first)
    return tuple(each for each in planned if span_of(each).first > when.last)
