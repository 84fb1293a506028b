"""Noting who came to a meeting, in a form that the answers have filled in already (domain 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.feature.declare import Answer, By, Call, Message, Refusal, button, form
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.attendance_view import attendance_saved, came_form, ticked_in
from bot.meetings.rules import has_begun, may_change, span_of
from bot.meetings.seats import SeatValue
from bot.meetings.store import meeting_of
from bot.models import Attendance, Meeting, Member, Role
from bot.network import store as network_store


@button("attendance.note", by=By.CONFIRMED)
def note(call: Call) -> Answer:
    """The form of a meeting's seats: what is noted already is ticked; otherwise who said they would come."""
    meeting = begun_meeting(call, number_in(call.value))
    seats = seats_of(call, meeting)
    if not seats:
        raise Refusal(N_("No members are in the plan for that time, so there is nobody to note."))
    rows = meetings_store.attendances(call.session, meeting)
    came = {(each.member_id, each.role) for each in rows if each.came}
    ticked = came if rows else meetings_store.seats_planned_at(call.session, meeting)
    return came_form(call.say, meeting, seats, ticked, last_noted(rows))


def last_noted(rows: Sequence[Attendance]) -> datetime | None:
    """When it was last noted, to find out whether somebody has noted it since."""
    return max((each.noted_at for each in rows if each.noted_at), default=None)


@form("attendance.noted", about=AsOpened(note))
def save(call: Call) -> Answer:
    """Keep who came, for every seat that somebody sat in or came for; for all where nobody sits yet."""
    meeting = begun_meeting(call, number_in(call.value))
    rows = meetings_store.attendances(call.session, meeting)
    row_of = {(each.member_id, each.role): each for each in rows}
    ticked, sits = ticked_in(call.fields), sitting_then(call, meeting)
    for member, role in seats_of(call, meeting):
        row, came = row_of.get((member.id, role)), SeatValue(member.id, role) in ticked
        if sits and not came and (member.id, role) not in sits:  # nobody was there to be invited
            if row is not None:
                call.session.delete(row)
            continue
        if row is None:
            row = Attendance(meeting_id=meeting.id, member_id=member.id, role=role)
            call.session.add(row)
        row.came, row.noted_by_id, row.noted_at = came, call.me.id, call.now
        row.person_id = sits.get((member.id, role))
    if ticked and meeting.took_place is False:
        meeting.took_place, meeting.took_place_by_id, meeting.took_place_at = True, call.me.id, call.now
    call.session.flush()
    return confirm(call, meeting)


def confirm(call: Call, meeting: Meeting) -> Message:
    """What is noted now."""
    rows = meetings_store.attendances(call.session, meeting)
    return attendance_saved(call.say, meeting, sum(each.came for each in rows), len(rows))


def seats_of(call: Call, meeting: Meeting) -> list[tuple[Member, Role]]:
    """Every seat that the meeting was for, by member: also of those that have left since, not of those come since."""
    on_its_day = network_store.members_on(call.session, call.network, span_of(meeting).first)
    members = {each.id: each for each in on_its_day}
    sittings = meetings_store.seats(call.session, call.network, meeting).sittings
    return [(members[each.member_id], each.role) for each in sittings]


def sitting_then(call: Call, meeting: Meeting) -> dict[tuple[int, Role], int]:
    """Who held the seats on the meeting's day (person ids)."""
    sittings = meetings_store.seats(call.session, call.network, meeting).sittings
    return {(each.member_id, each.role): each.person_id for each in sittings if each.person_id is not None}


def begun_meeting(call: Call, meeting_id: int) -> Meeting:
    """The meeting, when it has begun and the asker may note who came: the host's people and the coordinator."""
    meeting = meeting_of(call, meeting_id)
    if not may_change(meeting, call.member_of, call.is_coordinator):
        raise Refusal(N_("Only the host and the coordinator note who came."))
    if not has_begun(meeting, call.today):
        raise Refusal(N_("The meeting has not begun yet, so nobody can have come."))
    return meeting
