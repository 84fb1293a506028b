"""/natverk närvaro: who was to come and who came over a period, per member and role (domain 9)."""

from __future__ import annotations

from functools import partial

from bot.feature.declare import Answer, By, Call, button, word
from bot.home.show import period_typed
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.attendance import attendance_over, not_noted, past_meetings
from bot.meetings.attendance_files import attendance_files
from bot.meetings.attendance_view import attendance, no_attendance
from bot.meetings.rules import may_change
from bot.network import store as network_store


@word(
    "natverk",
    "närvaro",
    "attendance",
    about=N_("Who was to come and who came, per member and role, with a chart"),
    argument="<period>",
    by=By.INSIDE,
)
@button("attendance.show", by=By.INSIDE)
def attendance_of_period(call: Call) -> Answer:
    """The attendance of the current period, or of the one whose name is typed."""
    period = period_typed(call, call.words or call.value)
    if period is None:
        return no_attendance(call.say, None)
    came = meetings_store.seats_that_came(call.session, period)
    all_meetings = meetings_store.meetings_of_period(call.session, period)
    recorded = {meeting_id for meeting_id, _, _ in came}
    may_note = partial(may_change, person=call.member_of, is_coordinator=call.is_coordinator)
    to_note = not_noted(all_meetings, recorded, call.now, call.zone, may_note)
    meetings = past_meetings(all_meetings, recorded, call.now, call.zone)
    if not meetings:
        return no_attendance(call.say, period, to_note)
    planned = meetings_store.seats_planned(call.session, period)
    held = meetings_store.seats_held(call.session, meetings)
    counts = attendance_over(meetings, network_store.memberships(call.session, period), held, planned, came)
    files = attendance_files(call.say, period, counts) if counts.rows else ()
    return attendance(call.say, period, counts, to_note, files)
