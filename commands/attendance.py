"""/natverk närvaro: who was to come and who came over a period, per member and role (domain 9)."""

from __future__ import annotations

from bot.feature.declare import Answer, Call, Refusal, button, word
from bot.language import N_, fold
from bot.meetings import attendance as meetings_attendance
from bot.meetings.attendance import held, over
from bot.meetings.attendance_view import attendance, nothing_held
from bot.models import Period
from bot.network import store as network_store


@word(
    "natverk",
    "närvaro",
    "attendance",
    about=N_("Who was to come and who came, per member and role, with a chart"),
    argument="<period>",
)
@button("attendance.show")
def attended(call: Call) -> Answer:
    """The attendance of the current period, or of the one that is named."""
    period = period_meant(call)
    if period is None:
        return nothing_held(call.say, None)
    came = meetings_attendance.came(call.session, period)
    meetings = held(meetings_attendance.meetings(call.session, period), {seat[0] for seat in came}, call.today)
    if not meetings:
        return nothing_held(call.say, period)
    said = meetings_attendance.said(call.session, period)
    return attendance(call.say, period, over(meetings, network_store.memberships(call.session, period), said, came))


def period_meant(call: Call) -> Period | None:
    """The period of that name, or the current one."""
    periods = network_store.periods(call.session, call.network)
    if not call.words or not periods:
        return network_store.period_at(call.session, call.network, call.today)
    wanted = simple(call.words)
    found = next((each for each in periods if simple(each.name) == wanted), None)
    if found is None:
        raise Refusal(
            N_("There is no period “{period}”. These there are: {known}."),
            period=call.words[:40],
            known=", ".join(each.name for each in periods[:20]),
        )
    return found


def simple(name: str) -> str:
    """A period's name however its dash is typed."""
    return "".join(fold(name).replace("–", "-").split())
