"""Loads a plan's meetings and who hosts them (domain 7-11). Days set, places and swaps made by people are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.config import USER_ID
from bot.meetings.rules import Chosen, has_days, let_invite, put_in, span_of
from bot.models import HostingTurn, Invites, Meeting, MeetingKind, MeetingState, Member, Period
from bot.network.membership import lies_in
from bot.network.store import account
from bot.plan import store as plan_store
from bot.plan.adoption import is_named
from bot.plan.changes import CANCELLED, CHANGED, MATCHED, MEETINGS, Month, Named
from bot.plan.load_network import Members
from bot.plan.merge import Merge, Wish, as_json, is_blank, paired, values_of
from bot.plan.nouns import Plan, PlannedMeeting

IN_CALENDARS: Final = frozenset({"when", "kind", "title", "digital", "place", "link", "note", "host"})
"""Fields that a calendar entry shows: when one changes, its SEQUENCE rises."""
ABOUT_A_QUARTER: Final = timedelta(days=93)


class Hosting:
    """A meeting's host and why, as attributes that can be set; the turn behind them is made or taken away."""

    def __init__(self, merge: Merge, meeting: Meeting, position: int) -> None:
        self._merge = merge
        self._meeting = meeting
        self._position = position
        turns = plan_store.rows_of(merge.session, HostingTurn, meeting_id=meeting.id)
        self._turn = turns[0] if turns else None
        self.id = meeting.id

    @property
    def host(self) -> Member | None:
        return self._turn.member if self._turn else None

    @host.setter
    def host(self, member: Member | None) -> None:
        if self._turn is not None and member is not None:
            self._turn.member = member
        elif member is not None:
            self._turn = self._new_turn(member)
        elif self._turn is not None:
            self._merge.session.delete(self._turn)
            self._turn = None
        self._merge.session.flush()
        self._merge.session.expire(self._meeting, ["turn"])

    def _new_turn(self, member: Member) -> HostingTurn:
        meeting = self._meeting
        turn = HostingTurn(network_id=meeting.network_id, period_id=meeting.period_id, position=self._position)
        turn.member, turn.meeting = member, meeting
        self._merge.session.add(turn)
        return turn

    @property
    def reason(self) -> str:
        return self._turn.reason if self._turn else ""

    @reason.setter
    def reason(self, text: str) -> None:
        if self._turn is not None:
            self._turn.reason = text


class Invitees:
    """Whom a meeting invites, as attributes that can be set; the rows behind them are made or taken away. A person who
    is chosen in Slack stays chosen; one whom the file names is, if the network knows them."""

    def __init__(self, merge: Merge, meeting: Meeting, members: Members, named: Sequence[str]) -> None:
        self._merge = merge
        self._meeting = meeting
        self._members = members
        self._named = named
        self.id = meeting.id

    @property
    def invites(self) -> Invites | None:
        return self._meeting.invites

    @invites.setter
    def invites(self, invites: Invites | None) -> None:
        self._meeting.invites = invites

    @property
    def invited(self) -> list[str]:
        return sorted(each.member.name for each in self._meeting.invited if each.member is not None)

    @invited.setter
    def invited(self, names: list[str]) -> None:
        people = [each.person_id for each in self._meeting.invited if each.person_id is not None]
        named = [account(self._merge.session, self._meeting.network, each) for each in self._named]
        members = [each for name in names if (each := self._members.row(name)) is not None]
        chosen: list[Chosen] = [(each.id, None) for each in members]
        chosen += [(None, each) for each in (*people, *(each.id for each in named if each is not None))]
        let_invite(self._meeting, self._meeting.invites, chosen, self._merge.now)
        self._merge.session.flush()
        self._merge.session.expire(self._meeting, ["invited"])


def load_meetings(merge: Merge, plan: Plan, period: Period, members: Members, others: Sequence[Period]) -> None:
    """Bring meetings and hosts in line with the plan; what the files of the `others` name is not its business."""
    rows = plan_store.rows_of(merge.session, Meeting, network_id=period.network_id)
    rows = [row for row in rows if not any(is_named(each, row) for each in others if each is not period)]

    def has_key(planned: PlannedMeeting, row: Meeting) -> bool:
        is_of_file = row.period_id == period.id or merge.memory("meetings", row) is not None
        return is_of_file and planned.key == row.key

    def is_as_planned_by_hand(planned: PlannedMeeting, row: Meeting) -> bool:
        return was_planned_by_hand(planned, row) and not _differs(row, _wishes(planned))

    def was_planned_by_hand(planned: PlannedMeeting, row: Meeting) -> bool:
        is_same = planned.kind is row.kind and planned.month == row.month
        is_free = row.key is None and planned.cancelled == (row.state is MeetingState.CANCELLED)
        return is_same and is_free and lies_in(span_of(row), period)

    def was_moved(planned: PlannedMeeting, row: Meeting) -> bool:
        return merge.memory("meetings", row) is not None and _is_near(planned, row)

    turns = 0
    for planned, row in paired(plan.meetings, rows, has_key, is_as_planned_by_hand, was_planned_by_hand, was_moved):
        meeting = _meeting(merge, planned, row, period)
        turns += bool(planned.host)
        _host(merge, planned, meeting, members.row(planned.host), position=turns)
        _invitees(merge, planned, meeting, members)
    for meeting in merge.gone("meetings", rows):
        _drop(merge, meeting)


def _is_near(planned: PlannedMeeting, row: Meeting) -> bool:
    """A meeting that the file has no more and one it has now are the same, moved, if of one kind within a quarter."""
    return planned.kind is row.kind and abs(planned.month - row.month) <= ABOUT_A_QUARTER


def _thing(kind: MeetingKind, meeting: PlannedMeeting | Meeting) -> Named:
    return Named(MEETINGS[kind], {"month": Month(meeting.month)})


def _days_set_at(merge: Merge, row: Meeting) -> datetime | None:
    """Now, for days to come. Since when days were known that have been, a plan does not tell."""
    return merge.now if row.last_day and row.last_day >= merge.now.date() else None


def _meeting(merge: Merge, planned: PlannedMeeting, row: Meeting | None, period: Period) -> Meeting:
    thing, wishes = _thing(planned.kind, planned), _wishes(planned)
    if planned.cancelled or "state" in ((merge.memory("meetings", row) if row else None) or {}):
        wishes.append(Wish("state", {"state": MeetingState.CANCELLED if planned.cancelled else MeetingState.PLANNED}))
    if row is None:
        row = Meeting(network_id=period.network_id, period_id=period.id)
        merge.add("meetings", row, thing, wishes)
        row.days_set_at = _days_set_at(merge, row)
        return row
    before = (row.first_day, row.last_day)
    is_matched = row.key is None
    changed = _match(merge, row, thing, wishes, period) if is_matched else merge.change("meetings", row, thing, wishes)
    if row.first_day and (row.first_day, row.last_day) != before:
        row.days_set_at = _days_set_at(merge, row)
    if _was_cancelled_by_a_load(merge, row) and not planned.cancelled:
        row.state = MeetingState.PLANNED
        merge.report(CHANGED, thing, field="state", before=MeetingState.CANCELLED.value, after=row.state.value)
        changed.add("when")
    row.sequence += bool(changed & IN_CALENDARS)
    return row


def _match(merge: Merge, row: Meeting, thing: Named, wishes: list[Wish], period: Period) -> set[str]:
    """Let a meeting that somebody has planned be the one in the file: it takes what the file says and nobody has set.
    Gives the fields that were changed."""
    put_in(row, period)
    if not _differs(row, wishes):
        merge.fill("meetings", row, wishes)
        return set()
    merge.report(MATCHED, thing)
    nobody_set = {} if has_days(row) else {"when": as_json(values_of(row, _when(row)))}
    says_no_days = any(wish.field == "when" and wish.values["first_day"] is None for wish in wishes)
    passed_over = {"key", "when"} if has_days(row) and says_no_days else {"key"}  # days lie in the month it says
    said = [wish for wish in wishes if wish.field not in passed_over and not is_blank(as_json(wish.values))]
    changed = {wish.field for wish in said if merge.settle(row, thing, wish, nobody_set)}
    merge.fill("meetings", row, [wish for wish in wishes if wish.field == "key"])
    merge.remember("meetings", row, wishes)
    return changed


def _differs(row: Meeting, wishes: list[Wish]) -> bool:
    """Whether the file says anything else of a meeting than what it is, but for what it is known by."""
    return any(as_json(values_of(row, each)) != as_json(each.values) for each in wishes if each.field != "key")


def _was_cancelled_by_a_load(merge: Merge, row: Meeting) -> bool:
    return row.state is MeetingState.CANCELLED and row.key is not None and merge.memory("meetings", row) is None


def _wishes(planned: PlannedMeeting) -> list[Wish]:
    first, last = (planned.days.first, planned.days.last) if planned.days else (None, None)
    when = {
        "month": planned.month,
        "first_day": first,
        "last_day": last,
        "starts": planned.begins,
        "ends": planned.closes,
    }
    return [
        Wish("key", {"key": planned.key}),
        Wish("when", when),
        Wish("kind", {"kind": planned.kind}),
        Wish("title", {"title": planned.title}),
        Wish("digital", {"digital": planned.digital}),
        Wish("place", {"place": planned.place}),
        Wish("link", {"link": planned.link}),
        Wish("note", {"note": planned.note}),
    ]


def _host(merge: Merge, planned: PlannedMeeting, meeting: Meeting, member: Member | None, position: int) -> None:
    hosting = Hosting(merge, meeting, position)
    wish = Wish("host", {"host": member, "reason": planned.host_reason})
    if merge.memory("meetings", meeting) is None and hosting.host is None:
        merge.fill("hosts", hosting, [wish])
    elif merge.change("hosts", hosting, _thing(planned.kind, planned), [wish]):
        meeting.sequence += 1


def _invitees(merge: Merge, planned: PlannedMeeting, meeting: Meeting, members: Members) -> None:
    invitees = Invitees(merge, meeting, members, [each for each in planned.invited if USER_ID.fullmatch(each)])
    names = sorted({row.name for name in planned.invited if (row := members.row(name)) is not None})
    wishes = [
        Wish("invites", {"invites": Invites.CHOSEN if planned.invited else planned.invites}),
        Wish("invited", {"invited": names}),
    ]
    if merge.memory("meetings", meeting) is None and invitees.invites is None:
        merge.fill("invited", invitees, wishes)
    elif merge.change("invited", invitees, _thing(planned.kind, planned), wishes):
        meeting.sequence += 1


def _drop(merge: Merge, meeting: Meeting) -> None:
    thing = _thing(meeting.kind, meeting)
    turns = plan_store.rows_of(merge.session, HostingTurn, meeting_id=meeting.id)
    in_use = plan_store.is_used(merge.session, meeting, but=("hosting_turns", "invited")) or any(
        plan_store.is_used(merge.session, turn) for turn in turns
    )
    if in_use or _is_set_by_people(merge, meeting) or plan_store.is_spoken_of(merge.session, meeting):
        if meeting.state is not MeetingState.CANCELLED:
            meeting.state = MeetingState.CANCELLED
            meeting.sequence += 1
            merge.report(CANCELLED, thing)
        return
    for turn in turns:
        merge.session.delete(turn)
    merge.session.flush()
    merge.remove(meeting, thing)


def _is_set_by_people(merge: Merge, meeting: Meeting) -> bool:
    """Whether somebody has changed the meeting since the file was loaded."""
    memory = merge.memory("meetings", meeting) or {}
    return merge.differs("meetings", meeting, [wish for wish in _fields_of(meeting) if wish.field in memory])


def _fields_of(meeting: Meeting) -> list[Wish]:
    """The meeting's own values, in the fields a file has."""
    plain = [Wish(name, {name: getattr(meeting, name)}) for name in ("title", "digital", "place", "link", "note")]
    return [_when(meeting), *plain]


def _when(meeting: Meeting) -> Wish:
    return Wish("when", {name: getattr(meeting, name) for name in ("month", "first_day", "last_day", "starts", "ends")})
