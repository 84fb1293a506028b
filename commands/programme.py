"""The programme of a meeting: written in a form, a line for each item."""

from __future__ import annotations

from bot.feature.declare import Answer, By, Call, button, form
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.meetings.forms import programme_form
from bot.meetings.programme import items_in, keep
from bot.meetings.rules import agenda_of
from bot.meetings.show import show_meeting
from bot.meetings.store import meeting_to_change


@button("programme.edit", by=By.HOST)
def edit(call: Call) -> Answer:
    """The form with the programme as it is."""
    return programme_form(call.say, meeting_to_change(call, number_in(call.value)))


@form("programme.edit", by=By.HOST, about=AsOpened(edit))
def save(call: Call) -> Answer:
    """Keep the programme; what is no item is refused at the field, with its line."""
    meeting = meeting_to_change(call, number_in(call.value))
    items = items_in(call, meeting)
    if items != agenda_of(meeting):
        keep(meeting, items)
        meeting.sequence += 1
    call.session.flush()
    return show_meeting(call, meeting)
