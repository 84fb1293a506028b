"""Cancel a meeting, once it is said how many hear of it, and take it up again."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.parts import section
from bot.feature.declare import Answer, By, Call, Form, Message, Overtaken, Subject, button, form
from bot.feature.pages import framed
from bot.feature.values import number_in
from bot.language import N_, joined
from bot.meetings.forms import LONGEST, cancel_form
from bot.meetings.rules import decided_about, has_passed, is_to_come
from bot.meetings.show import show_meeting
from bot.meetings.store import meeting_to_change
from bot.meetings.waiting import Stood, Waits, as_it_stands
from bot.meetings.waiting_view import goes_out, waiting_rows
from bot.models import Meeting, MeetingState
from bot.reminders.regret import hold_back, who_would_hear

NOT_TO_COME = N_("The meeting is cancelled already or over. Nothing was changed.")
TAKES_PLACE = N_("The meeting takes place already. Nothing was changed.")

HAS_PASSED = N_("Its days have passed, so it needs new ones.")


def to_cancel(call: Call) -> Meeting:
    """The meeting of a button or form, while it is to come, for those who may change it."""
    meeting = meeting_to_change(call, number_in(call.value))
    if not is_to_come(meeting, call.now, call.zone):
        raise Overtaken(NOT_TO_COME, "meeting.show", meeting.id)
    return meeting


@button("meeting.cancel", by=By.HOST)
def ask_to_cancel(call: Call) -> Answer:
    """The form that cancels the button's meeting."""
    return how_many_hear(call)


def how_many_hear(call: Call) -> Form:
    """How many will hear of it, and a field for why."""
    meeting = to_cancel(call)
    people, in_channel = who_would_hear(call, meeting)
    return cancel_form(call.say, meeting, people, in_channel=in_channel)


CANCELS = Subject(facts=lambda call: decided_about(to_cancel(call)), show=how_many_hear)


@form("meeting.cancel", by=By.HOST, about=CANCELS)
def cancel(call: Call) -> Answer:
    """The meeting is cancelled; who was told of it hears so once."""
    meeting = to_cancel(call)
    stood = as_it_stands(meeting)
    meeting.state, meeting.cancelled_because = MeetingState.CANCELLED, call.fields.text("because")[: LONGEST["because"]]
    return told_of(call, meeting, stood)


def cancelled(call: Call) -> Meeting:
    """The button's meeting, while it is cancelled, for those who may change it."""
    meeting = meeting_to_change(call, number_in(call.value))
    if meeting.state is MeetingState.PLANNED:
        raise Overtaken(TAKES_PLACE, "meeting.show", meeting.id)
    return meeting


RETURNS = Subject(
    facts=lambda call: decided_about(cancelled(call)), show=lambda call: show_meeting(call, cancelled(call))
)


@button("meeting.again", by=By.HOST, writes=True, about=RETURNS)
def take_up_again(call: Call) -> Answer:
    """The meeting takes place after all, on its days."""
    meeting = cancelled(call)
    if has_passed(meeting, call.today):
        raise Overtaken(HAS_PASSED, "meeting.show", meeting.id)
    stood = as_it_stands(meeting)
    meeting.state, meeting.cancelled_because = MeetingState.PLANNED, ""
    stand = call.say("Answers given before stand.") if meeting.answers else ""
    shown = told_of(call, meeting, stood)
    waits = Waits.load(call, meeting)
    said = joined(" ", [call.say("The meeting takes place after all."), stand])
    text = joined(" ", [said, goes_out(call.say, waits) if waits else ""])
    receipt = [section(said), *waiting_rows(call.say, waits)]
    return replace(framed(shown, above=[section(said)], text=text), receipt=receipt)


def told_of(call: Call, meeting: Meeting, stood: Stood | None) -> Message:
    """Let those who were told of it hear what holds now, after the while in which it can be taken back."""
    meeting.sequence += 1
    call.session.flush()
    hold_back(call, meeting, stood)
    return show_meeting(call, meeting)
