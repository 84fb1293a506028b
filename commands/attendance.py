"""/natverk närvaro: who was to come and who came over a period, per member and role (domain 9)."""

from __future__ import annotations

from bot.feature.declare import Answer, By, Call, button, word
from bot.home.show import known_period
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.attendance import attendance_over, past_meetings
from bot.meetings.attendance_files import attendance_files
from bot.meetings.attendance_view import attendance, no_attendance
from bot.models import Period
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
    period = period_of(call)
    if period is None:
        return no_attendance(call.say, None)
    came = meetings_store.seats_that_came(call.session, period)
    all_meetings = meetings_store.meetings_of_period(call.session, period)
    meetings = past_meetings(all_meetings, {meeting_id for meeting_id, _, _ in came}, call.now, call.zone)
    if not meetings:
        return no_attendance(call.say, period)
    planned = meetings_store.seats_planned(call.session, period)
    counts = attendance_over(meetings, network_store.memberships(call.session, period), planned, came)
    return attendance(call.say, period, counts, attendance_files(call.say, period, counts))


def period_of(call: Call) -> Period | None:
    """The period of that name, or the current one."""
    name = call.words or call.value
    if name and network_store.periods(call.session, call.network):
        return known_period(call, name)
    return network_store.period_at(call.session, call.network, call.today)
