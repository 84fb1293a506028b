"""Whether a meeting took place: said by its host or the coordinator, of what nobody knows (domain 26)."""

from __future__ import annotations

from bot.dates.when import Span
from bot.feature.declare import Answer, By, Call, FieldRefusal, Refusal, button, form
from bot.feature.values import number_in
from bot.language import N_
from bot.meetings.outcome_view import days_form, outcome_noted
from bot.meetings.rules import MeetingOutcome, MeetingVersion, outcome_of, span_of
from bot.meetings.store import meeting_as_opened, meeting_to_change
from bot.models import Meeting


@button("took_place.yes", by=By.CONFIRMED)
def yes(call: Call) -> Answer:
    """Which days it took: they may be left empty."""
    return days_form(call.say, unknown_meeting(call, number_in(call.value)))


@form("took_place.days")
def days(call: Call) -> Answer:
    """It took place, on the days that are said."""
    meeting = meeting_as_opened(call, MeetingVersion.read(call.value))
    refuse_unless_over(call, meeting)
    first, last = call.fields.day("first_day"), call.fields.day("last_day")
    if first is None and last is not None:
        raise FieldRefusal("first_day", N_("Choose the first day too, or clear the last."))
    if first is not None:
        set_days(call, meeting, Span(first, last or first) if (last or first) >= first else None)
    return noted(call, meeting, took_place=True)


def set_days(call: Call, meeting: Meeting, days: Span | None) -> None:
    """Keep the days it took, which have been."""
    if days is None:
        raise FieldRefusal("last_day", N_("The last day is before the first."))
    if days.last > call.today:
        raise FieldRefusal("first_day", N_("That day has not been yet. Choose the days the meeting took."))
    if days.days > 31:
        raise FieldRefusal("last_day", N_("A meeting lasts at most a month."))
    meeting.first_day, meeting.last_day, meeting.month = days.first, days.last, days.first.replace(day=1)
    meeting.days_set_at, meeting.sequence = call.now, meeting.sequence + 1


@button("took_place.no", writes=True)
def no(call: Call) -> Answer:
    """It did not take place."""
    return noted(call, unknown_meeting(call, number_in(call.value)), took_place=False)


def unknown_meeting(call: Call, meeting_id: int) -> Meeting:
    """The meeting, while nobody knows whether it took place and for those who may change it."""
    meeting = meeting_to_change(call, meeting_id)
    refuse_unless_over(call, meeting)
    if outcome_of(meeting, call.now, call.zone) is not MeetingOutcome.NOT_RECORDED:
        raise Refusal(N_("It is noted already what became of that meeting. Nothing was changed."))
    return meeting


def refuse_unless_over(call: Call, meeting: Meeting) -> None:
    """Of what is to come nobody knows."""
    if span_of(meeting).last >= call.today and outcome_of(meeting, call.now, call.zone) is MeetingOutcome.TO_COME:
        raise Refusal(N_("The meeting is not over yet, so nobody can know. Nothing was changed."))


def noted(call: Call, meeting: Meeting, *, took_place: bool) -> Answer:
    """Keep it, with who said so and when."""
    meeting.took_place, meeting.took_place_by_id, meeting.took_place_at = took_place, call.me.id, call.now
    call.session.flush()
    return outcome_noted(call.say, meeting)
