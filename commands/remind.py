"""Whoever has not answered a meeting is asked once more, when the host or the coordinator says so."""

from __future__ import annotations

from bot.blocks.parts import section
from bot.dates.when import local, local_day
from bot.feature.declare import Answer, By, Call, Subject, button
from bot.feature.pages import framed
from bot.feature.values import number_in
from bot.meetings import store as meetings_store
from bot.meetings.load import REMIND
from bot.meetings.rules import when_and_where
from bot.meetings.show import show_meeting
from bot.meetings.store import meeting_to_change
from bot.models import Meeting, Person
from bot.reminders.again import WEEK, refuse_unless_reminded, remind
from bot.reminders.again_view import are_reminded


def meeting_shown(call: Call) -> Meeting:
    """The meeting of the button, for those who may change it, while somebody can be reminded of it."""
    meeting = meeting_to_change(call, number_in(call.value))
    refuse_unless_reminded(call, meeting)
    return meeting


MEETING = Subject(
    facts=lambda call: when_and_where(meeting_shown(call)), show=lambda call: show_meeting(call, meeting_shown(call))
)


@button(REMIND, by=By.HOST, writes=True, about=MEETING)
def remind_them(call: Call) -> Answer:
    """Ask those who have not answered once more."""
    meeting = meeting_to_change(call, number_in(call.value))
    due, posts = remind(call, meeting)
    asked = {each.to for each in posts}
    silent = meetings_store.seats(call.session, call.network, meeting).missing()
    others = [each.person for each in silent if call.session.get_one(Person, each.person_id).slack_id not in asked]
    goes = local(due, call.zone) if due > call.now else None
    again = local_day(due, call.zone) + WEEK
    said = are_reminded(call.say, goes, len(asked), others, again, call.today)
    return framed(show_meeting(call, meeting), above=[section(said)], text=said)
