"""Noting who came to a meeting, in a form that the answers have filled in already (domain 9)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feature.declare import Answer, By, Call, Form, Message, Refusal, button, form
from bot.language import N_
from bot.meetings import attendance
from bot.meetings.attendance import took_part
from bot.meetings.attendance_view import Seat, came_form, noted_so_far, ticked_in, value_of
from bot.meetings.rules import may_change, roles_invited, span_of
from bot.meetings.store import meeting_meant
from bot.models import Attendance, Meeting, Member, Role
from bot.network import store as network_store
from bot.reminders import affairs


@button("attendance.note", by=By.CONFIRMED)
def note(call: Call) -> Answer:
    """The form of a meeting's seats."""
    meeting = meeting_noted(call, call.value)
    seats = seats_of(call, meeting)
    if not seats:
        raise Refusal(N_("No members are in the plan for that time, so there is nobody to note."))
    return form_of(call, meeting, seats)


def form_of(call: Call, meeting: Meeting, seats: list[tuple[Member, Role]]) -> Form:
    """What is noted already is ticked; otherwise who said they would come."""
    rows = affairs.attendances(call.session, meeting)
    noted = {(each.member_id, each.role) for each in rows if each.came}
    ticked = noted if rows else attendance.said_of(call.session, meeting)
    return came_form(call.say, meeting, seats, ticked, version_of(rows))


def version_of(rows: Sequence[Attendance]) -> str:
    """When it was last noted, to find out whether somebody has noted it since; empty when nobody has."""
    return max((each.noted_at.isoformat() for each in rows if each.noted_at), default="")


@form("attendance.noted")
def noted(call: Call) -> Answer:
    """Keep who came, for every seat."""
    meeting_id, _, version = call.value.partition(".")
    meeting = meeting_noted(call, meeting_id)
    rows = affairs.attendances(call.session, meeting)
    if version_of(rows) != version:
        raise Refusal(N_("Somebody else noted who came meanwhile. Close the form and open it again to see whom."))
    there = {(each.member_id, each.role): each for each in rows}
    ticked, held = ticked_in(call.fields), holders(call)
    for member, role in seats_of(call, meeting):
        row = there.get((member.id, role))
        if row is None:
            row = Attendance(meeting_id=meeting.id, member_id=member.id, role=role)
            call.session.add(row)
        row.came, row.noted_by_id, row.noted_at = value_of(member, role) in ticked, call.me.id, call.now
        row.person_id = held.get((member.id, role))
    call.session.flush()
    return shown(call, meeting)


def holders(call: Call) -> dict[tuple[int, Role], int]:
    """Who holds which seat now, by member id and role."""
    people = network_store.people(call.session, call.network)
    return {(each.member_id, each.role): each.id for each in people if each.member_id is not None}


def shown(call: Call, meeting: Meeting) -> Message:
    """What is noted."""
    rows = affairs.attendances(call.session, meeting)
    return noted_so_far(call.say, meeting, sum(each.came for each in rows), len(rows))


def seats_of(call: Call, meeting: Meeting) -> list[Seat]:
    """Every seat that the meeting was for, by member: also of those that have left since, not of those come since."""
    first = span_of(meeting).first
    there = network_store.memberships(call.session, network_store.period_at(call.session, call.network, first))
    members = [each.member for each in there if took_part(each, first)]
    return [(member, role) for member in members for role in roles_invited(meeting.kind)]


def meeting_noted(call: Call, meeting_id: str) -> Meeting:
    """The meeting, when it has begun and the asker may note it: the host's people and the coordinator."""
    meeting = meeting_meant(call, meeting_id)
    if not may_change(meeting, call.member_of, call.is_coordinator):
        raise Refusal(N_("Only the host and the coordinator note who came."))
    if span_of(meeting).first > call.today:
        raise Refusal(N_("The meeting has not begun yet, so nobody can have come."))
    return meeting
