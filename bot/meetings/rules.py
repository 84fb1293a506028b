"""Rules of meetings: which are to come, when, who may change them, and how a programme is written (domain 9-12)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bot.dates.typed import NotATime, parse_hours
from bot.dates.when import Span, add_months, moment
from bot.language import N_
from bot.models import (
    Invited,
    Invites,
    Meeting,
    MeetingDraft,
    MeetingKind,
    MeetingState,
    Period,
    Person,
    PersonState,
    ProgrammeItem,
    Role,
)
from bot.network.membership import SEATS, period_of


def span_of(meeting: Meeting) -> Span:
    """The days it takes; the whole month while only that is known."""
    if meeting.first_day is not None and meeting.last_day is not None:
        return Span(meeting.first_day, meeting.last_day)
    return Span.month(meeting.month.year, meeting.month.month)


def let_be_on(meeting: Meeting, days: Span | None, month: date, now: datetime) -> None:
    """Let a meeting be on some days, or in a month while they are not set. Days it has not had are known only from now
    on, and what was said of the earlier ones does not hold for them."""
    if days is None or (days.first, days.last) != (meeting.first_day, meeting.last_day):
        meeting.took_place, meeting.days_set_at = None, now if days else None
    meeting.first_day, meeting.last_day = (days.first, days.last) if days else (None, None)
    meeting.month = month


def put_in(meeting: Meeting, period: Period | None) -> None:
    """Let a meeting, and its host's turn, belong to a period or to none."""
    meeting.period_id = period.id if period else None
    put_turn_in_its_period(meeting)


def put_turn_in_its_period(meeting: Meeting) -> None:
    """Let the turn to host a meeting belong to the meeting's period."""
    if meeting.turn is not None:
        meeting.turn.period_id = meeting.period_id


def has_days(meeting: Meeting) -> bool:
    """Whether its days are set; until then it is preliminary (domain 11)."""
    return meeting.first_day is not None


def takes_two_days(meeting: Meeting) -> bool:
    """Whether it takes two days or more; the partnership's meetings do while only their month is known (domain 9)."""
    return span_of(meeting).days > 1 if has_days(meeting) else meeting.kind is MeetingKind.PARTNERSHIP


def begins_at(meeting: Meeting, zone: ZoneInfo) -> datetime:
    """The moment it begins: its hour on its first day, else when that day begins. Aware, UTC."""
    return moment(span_of(meeting).first, meeting.starts or 0, zone)


def has_passed(meeting: Meeting, today: date) -> bool:
    """Whether its last day has been, also of one that is cancelled."""
    return span_of(meeting).last < today


def has_begun(meeting: Meeting, today: date) -> bool:
    """Whether its first day has come; while only its month is known, that is sure when the month is over."""
    days = span_of(meeting)
    return days.first <= today if has_days(meeting) else days.last < today


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


FAR_OFF: Final = 36
"""Months; a meeting later than that is asked about before it is planned, as is one in no period."""


class FarOff(StrEnum):
    """Why a day is asked about before a meeting is planned on it."""

    YEARS = "years"
    AFTER_PERIODS = "after_periods"
    IN_NO_PERIOD = "in_no_period"


def far_off(days: Span, day: date, today: date, periods: Sequence[Period]) -> FarOff | None:
    """Why a meeting is not planned unasked on some days, of which `day` is the one that is asked about. `periods` first
    to last."""
    if day >= add_months(today, FAR_OFF):
        return FarOff.YEARS
    if periods and periods[-1].ends < day:
        return FarOff.AFTER_PERIODS
    return FarOff.IN_NO_PERIOD if periods and period_of(periods, days) is None else None


class MeetingOutcome(StrEnum):
    """What is known of whether a meeting took place (domain 26)."""

    TO_COME = "to come"
    GOING_ON = "going on"
    CANCELLED = "cancelled"
    TOOK_PLACE = "took place"
    DID_NOT_TAKE_PLACE = "did not take place"
    NOT_RECORDED = "not recorded"
    """Its time has passed, and nobody has noted anything."""


NOT_OVER: Final = (MeetingOutcome.TO_COME, MeetingOutcome.GOING_ON)


def is_going_on(meeting: Meeting, now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is known to have begun, on its first day at its hour, and is not over; one known by its month only
    has not."""
    if not has_days(meeting) or not is_to_come(meeting, now, zone):
        return False
    first_day_is_over = span_of(meeting).first < now.astimezone(zone).date()
    return first_day_is_over or (meeting.starts is not None and begins_at(meeting, zone) <= now)


def outcome_of(meeting: Meeting, now: datetime, zone: ZoneInfo) -> MeetingOutcome:
    """What is known of a meeting: what somebody has said of it; else that it took place when its days were set,
    somebody answered that the seat comes, or is noted to have come. A no or a perhaps says nothing of it, and a month
    that has passed is no meeting held."""
    if meeting.state is MeetingState.CANCELLED:
        return MeetingOutcome.CANCELLED
    if is_to_come(meeting, now, zone):
        return MeetingOutcome.GOING_ON if is_going_on(meeting, now, zone) else MeetingOutcome.TO_COME
    if meeting.took_place is not None:
        return MeetingOutcome.TOOK_PLACE if meeting.took_place else MeetingOutcome.DID_NOT_TAKE_PLACE
    is_known = has_days(meeting) or meeting.has_traces
    return MeetingOutcome.TOOK_PLACE if is_known else MeetingOutcome.NOT_RECORDED


def took_place(meeting: Meeting, now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is over and somebody knows that it took place."""
    return outcome_of(meeting, now, zone) is MeetingOutcome.TOOK_PLACE


def in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    """First to last. One known by its month stands after those whose days in that month are set."""
    return sorted(meetings, key=lambda each: (stands_on(each), each.id or 0))


def stands_on(meeting: Meeting) -> date:
    """The day at which it stands among the dates."""
    return meeting.first_day or span_of(meeting).last


def to_come(meetings: Iterable[Meeting], now: datetime, zone: ZoneInfo) -> list[Meeting]:
    """Those to come, first to last."""
    return in_order(each for each in meetings if is_to_come(each, now, zone))


CHOSEN_KINDS: Final = (MeetingKind.STUDY_VISIT, MeetingKind.WORKING_GROUP, MeetingKind.SEMINAR)
"""Kinds to which those are invited who are chosen, when somebody plans one and says nothing else."""


def usual_invites(kind: MeetingKind) -> Invites:
    """Whose seats a meeting of a kind is for when nothing is said of it (domain 9, 10)."""
    return Invites.OFFICIALS if kind in (MeetingKind.OFFICIALS, MeetingKind.WORKING_GROUP) else Invites.ALL


def invites_of(meeting: Meeting) -> Invites:
    """Whose seats a meeting is for."""
    return meeting.invites or usual_invites(meeting.kind)


def members_chosen(meeting: Meeting) -> set[int]:
    """The members that are chosen for a meeting with both seats; its host, unless one of its people is chosen."""
    members = {each.member_id for each in meeting.invited if each.member_id is not None}
    in_person = {each.person.member_id for each in meeting.invited if each.person is not None}
    return members | ({meeting.host.id} - in_person if meeting.host is not None else set())


def is_seat_invited(meeting: Meeting, member_id: int | None, role: Role, person_id: int | None) -> bool:
    """Whether a member's seat is invited to a meeting, held by somebody or by nobody. Everybody who tells those whom a
    meeting is for from others asks here."""
    invites = invites_of(meeting)
    if invites is Invites.CHOSEN:
        is_chosen = person_id is not None and any(each.person_id == person_id for each in meeting.invited)
        return role in SEATS and (is_chosen or member_id in members_chosen(meeting))
    return role in SEATS and (invites is Invites.ALL or role is Role.OFFICIAL)


def invited_since(meeting: Meeting, person: Person) -> datetime | None:
    """When somebody was chosen for a meeting, or their member; None where nobody was."""
    mine = {("person", person.id), ("member", person.member_id)}
    rows = meeting.invited if invites_of(meeting) is Invites.CHOSEN else []
    chosen = (each.since for each in rows if {("person", each.person_id), ("member", each.member_id)} & mine)
    return min(chosen, default=None)


Chosen = tuple[int | None, int | None]
"""One of those chosen: a member's row, or a person's."""


def let_invite(meeting: Meeting, invites: Invites | None, chosen: Collection[Chosen], now: datetime) -> None:
    """Let a meeting invite some seats; `chosen` are those of one that invites those who are."""
    meeting.invites = invites
    wanted = list(dict.fromkeys(chosen)) if invites is Invites.CHOSEN else []
    there = {(each.member_id, each.person_id): each for each in meeting.invited}
    if list(there) != wanted:
        meeting.invited = [
            there.get((member, person)) or Invited(member_id=member, person_id=person, since=now)
            for member, person in wanted
        ]


def roles_invited(meeting: Meeting) -> tuple[Role, ...]:
    """The roles of which a meeting invites any seat."""
    invites = invites_of(meeting)
    if invites is Invites.ALL or (invites is Invites.CHOSEN and members_chosen(meeting)):
        return SEATS
    chosen = {each.person.role for each in meeting.invited if each.person is not None}
    return (Role.OFFICIAL,) if invites is Invites.OFFICIALS else tuple(each for each in SEATS if each in chosen)


def is_for(person: Person, meeting: Meeting) -> bool:
    """Whether a person is among those a meeting is for. A deputy is for whoever they replace."""
    holder = person.deputy_for if person.role is Role.DEPUTY and person.deputy_for else person
    return is_seat_invited(meeting, holder.member_id, holder.role, holder.id) or person.role is Role.COORDINATOR


def may_change(meeting: Meeting, person: Person | None, is_coordinator: bool) -> bool:
    """The coordinator, the host's people and whoever planned it may change a meeting."""
    if is_coordinator:
        return True
    if person is None or person.state is not PersonState.CONFIRMED or person.role is Role.GUEST:
        return False
    hosts = meeting.host is not None and person.member_id == meeting.host.id
    return hosts or (meeting.created_by_id is not None and meeting.created_by_id == person.id)


def may_go_on(draft: MeetingDraft, person: Person | None, is_coordinator: bool) -> bool:
    """Who knows of a draft: those who could change the meeting if it were planned, while it has no host."""
    return may_change(Meeting(created_by_id=draft.person_id), person, is_coordinator)


def may_plan(person: Person | None, kind: MeetingKind, is_coordinator: bool) -> bool:
    """Officials arrange study visits, working groups, seminars and other meetings; the two kinds that the agreement
    sets are the coordinator's (domain 10, 12)."""
    if is_coordinator:
        return True
    set_by_agreement = kind in (MeetingKind.PARTNERSHIP, MeetingKind.OFFICIALS)
    return person is not None and person.role is Role.OFFICIAL and not set_by_agreement


def swap_closes_at(meeting: Meeting, zone: ZoneInfo) -> datetime:
    """Until when its host may be swapped: when it begins, or when its month ends while only that is known."""
    if has_days(meeting):
        return begins_at(meeting, zone)
    return moment(span_of(meeting).last + timedelta(days=1), 0, zone)


def speaks_of(meeting: Meeting) -> str:
    """The days a message about a meeting speaks of, for its key and to find out later who was told other days."""
    if not has_days(meeting):
        return f"{meeting.month:%Y-%m}"
    first, last = span_of(meeting).first, span_of(meeting).last
    return first.isoformat() if first == last else f"{first.isoformat()}.{last.isoformat()}"


def when_and_where(meeting: Meeting) -> tuple[object, ...]:
    """What somebody says yes or no to: when it is known otherwise, they are asked again."""
    facts = facts_of(meeting)
    return tuple(facts.get(each, "") for each in ("days", "hours", "where"))


def decided_about(meeting: Meeting) -> tuple[object, ...]:
    """What somebody looks at who cancels a meeting or takes it up again."""
    return (meeting.state.value, *when_and_where(meeting))


Facts = Mapping[str, str]


def facts_of(meeting: Meeting) -> dict[str, str]:
    """What a message about a meeting told, so that receivers hear when it changes; what is not known is left out."""
    hours = "–".join(f"{each:%H:%M}" for each in (meeting.starts, meeting.ends) if each)
    where = "|".join((*(["digital"] if meeting.digital else []), meeting.place.strip()))
    facts = {
        "days": speaks_of(meeting),
        "hours": hours if has_days(meeting) else "",
        "where": where.strip("|"),
        "host": str(meeting.host.id) if meeting.host else "",
        "state": meeting.state.value if meeting.state is MeetingState.CANCELLED else "",
    }
    return {name: value for name, value in facts.items() if value}


LONGEST_NEED: Final = 500
MOST_LINES: Final = 60
LONGEST_TITLE: Final = 200
LONGEST_WHO: Final = 100
MOST_DAYS: Final = 31
"""A meeting takes no more."""
ABSENT: Final = N_("{member} does not take part in the network on {day}, so it cannot host then.")
LASTS_TOO_LONG: Final = N_("A meeting lasts at most a month.")

_DAY: Final = re.compile(r"(?:dag|day)\s*([0-9]{1,3})\s*[:.]?", re.IGNORECASE)
_TIME: Final = re.compile(
    r"((?:(?:kl\.?|klockan)\s*)?[0-9]{1,3}[.:][0-9]{1,2}(?:\s*[-–—]\s*[0-9]{1,2}(?:[.:][0-9]{1,2})?)?"
    r"|[0-9]{1,2}\s?[-–—]\s?[0-9]{1,2}|(?:kl\.?|klockan)\s*[0-9]{1,2})(?:\s*[:,]?\s+(.*)|)$",
    re.IGNORECASE,
)
"""A time has minutes, an end, or "kl" before it: "3 kommuner berättar" has none."""
_WHO: Final = re.compile(r"\s+[–—-]\s+")

Why = Literal["time", "day", "empty", "long", "many"]


class NotALine(ValueError):
    """A line that is no item: its number from 1, the words it is about, and what is wrong."""

    def __init__(self, number: int, words: str, why: Why) -> None:
        super().__init__(f"line {number}: {why}")
        self.number, self.words, self.why = number, words[:60], why


@dataclass(frozen=True)
class AgendaItem:
    """One item: the day counted from 1, when it begins if that is said, what and who."""

    day: int
    starts: time | None
    title: str
    who: str


def days_of(meeting: Meeting) -> int | None:
    """How many days a meeting takes; None while they are not set."""
    return span_of(meeting).days if has_days(meeting) else None


def is_in_a_room(meeting: Meeting) -> bool:
    """Whether people meet in a place, or it is not said yet that they meet digitally only."""
    return bool((meeting.place or "").strip()) or not meeting.digital


_DINNER: Final = re.compile(r"(?<!efter)(?<!för)middag|dinner", re.IGNORECASE)


def has_dinner(meeting: Meeting) -> bool:
    """Whether there is a dinner: its programme has one, or it has no programme yet and people meet for several days."""
    if meeting.programme_titles is not None:
        return _DINNER.search(meeting.programme_titles) is not None
    return (days_of(meeting) or 1) > 1 and is_in_a_room(meeting)


def agenda_of(meeting: Meeting) -> list[AgendaItem]:
    """The programme a meeting has."""
    return [AgendaItem(each.day, each.starts, each.title, each.who) for each in meeting.programme]


def read_programme(text: str, days: int | None) -> list[AgendaItem]:
    """Read every line; NotALine for the first that is none. "Dag 2" on a line begins the second day."""
    items: list[AgendaItem] = []
    day = 1
    for number, line in _lines(text):
        heading = _DAY.fullmatch(line)
        if heading:
            day = int(heading[1])
            if not 1 <= day <= (days or MOST_DAYS):
                raise NotALine(number, line, "day")
            continue
        if len(items) == MOST_LINES:
            raise NotALine(number, line, "many")
        items.append(_item(number, line, day))
    return items


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        words = " ".join(line.split())
        if words:
            yield number, words


def _item(number: int, line: str, day: int) -> AgendaItem:
    starts, rest = None, line
    timed = _TIME.match(line)
    if timed:
        starts, rest = _starts(number, timed[1]), timed[2] or ""
    parts = _WHO.split(rest)
    title, who = (" – ".join(parts[:-1]), parts[-1]) if len(parts) > 1 else (rest, "")
    if not title.strip("–—- "):
        raise NotALine(number, line, "empty")
    if len(title) > LONGEST_TITLE or len(who) > LONGEST_WHO:
        raise NotALine(number, line, "long")
    return AgendaItem(day, starts, title.strip(), who.strip())


def _starts(number: int, typed: str) -> time:
    try:
        return parse_hours(typed)[0]
    except NotATime as no:
        raise NotALine(number, typed, "time") from no


def write_programme(items: Iterable[ProgrammeItem], day_word: str) -> str:
    """Write a programme as `read_programme` reads it; days are headed when there is more than one."""
    rows: list[str] = []
    last = 1
    for each in sorted(items, key=lambda item: (item.day, item.position)):
        if each.day != last:
            rows += ["", f"{day_word} {each.day}"]
            last = each.day
        at = f"{each.starts:%H.%M} " if each.starts else ""
        rows.append(f"{at}{each.title}" + (f" – {each.who}" if each.who else ""))
    return "\n".join(rows).strip()
