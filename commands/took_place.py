"""Whether a meeting took place: said by its host or the coordinator, and said otherwise by them (domain 26)."""

from __future__ import annotations

from bot.dates.when import Span
from bot.feature.declare import (
    Answer,
    AskedAgain,
    By,
    Call,
    FieldRefusal,
    InWords,
    Message,
    Overtaken,
    Refusal,
    always,
    button,
    form,
)
from bot.feature.subject import AsOpened, Subject, opened
from bot.language import N_, Text
from bot.meetings import store as meetings_store
from bot.meetings.forms import FarOffDay, PlanValue
from bot.meetings.outcome import known_of
from bot.meetings.outcome_view import days_form, known_already, outcome_noted
from bot.meetings.rules import (
    LASTS_TOO_LONG,
    MOST_DAYS,
    NOT_OVER,
    far_off,
    let_be_on,
    outcome_of,
    put_in,
)
from bot.meetings.store import meeting_to_change
from bot.models import Meeting, MeetingState, Reply
from bot.network import store as network_store
from bot.network.membership import period_of


def meeting_shown(call: Call) -> Meeting:
    """The meeting of a button, for those who may change it, when it is over."""
    meeting = meeting_to_change(call, PlanValue.read(call.value).meeting)
    refuse_unless_over(call, meeting)
    return meeting


def facts_of_outcome(call: Call) -> tuple[object, ...]:
    """What is known of it."""
    meeting = meeting_shown(call)
    return known_of(meeting, outcome_of(meeting, call.now, call.zone))


OUTCOME = Subject(facts_of_outcome, show=lambda call: already(call, meeting_shown(call)), changed=lambda call: Text(""))
"""What is noted already says itself that it was noted since."""


def it_took_place(call: Call) -> Answer:
    """It took place, on days that are as they were."""
    return noted(call, meeting_shown(call), took_place=True)


@button("took_place.yes", by=By.CONFIRMED, about=OUTCOME, in_words=InWords(always(Reply.YES), does=it_took_place))
def yes(call: Call) -> Answer:
    """Which days it took: they may be left empty."""
    return opened(days_form(call.say, meeting_shown(call)), *facts_of_outcome(call))


@form("took_place.days", about=AsOpened(yes))
def days(call: Call) -> Answer:
    """It took place, on the days that are said."""
    meeting = meeting_shown(call)
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
    if days.days > MOST_DAYS:
        raise FieldRefusal("last_day", LASTS_TOO_LONG)
    if (days.first, days.last) == (meeting.first_day, meeting.last_day):
        return
    periods = network_store.periods(call.session, call.network)
    if (why := far_off(days, days.last, call.today, periods)) is not None:
        asked = FarOffDay(days.last, why)
        if PlanValue.read(call.value).sure != str(asked.day):
            raise AskedAgain(days_form(call.say, meeting, days, asked))
    let_be_on(meeting, days, days.first.replace(day=1), call.now)
    meeting.sequence += 1
    put_in(meeting, period_of(periods, days))


@button("took_place.no", writes=True, about=OUTCOME, in_words=InWords(always(Reply.NO)))
def no(call: Call) -> Answer:
    """It did not take place."""
    meeting = meeting_shown(call)
    if any(each.came for each in meetings_store.attendances(call.session, meeting)):
        raise Refusal(N_("It is noted that somebody came, so the meeting took place. First change who came."))
    return noted(call, meeting, took_place=False)


def refuse_unless_over(call: Call, meeting: Meeting) -> None:
    """Of what is to come nobody knows, and what is cancelled is known."""
    if meeting.state is MeetingState.CANCELLED:
        raise Overtaken(N_("The meeting is cancelled. Nothing was changed."), "meeting.show", meeting.id)
    if outcome_of(meeting, call.now, call.zone) in NOT_OVER:
        sentence = N_("The meeting is not over yet, so nobody can know. Nothing was changed.")
        raise Overtaken(sentence, "meeting.show", meeting.id)


def already(call: Call, meeting: Meeting) -> Message:
    """What is noted already, by whom, with the buttons to change it."""
    who = meetings_store.who_said_it(call.session, meeting)
    return known_already(call.say, meeting, outcome_of(meeting, call.now, call.zone), who, call.zone)


def noted(call: Call, meeting: Meeting, *, took_place: bool) -> Answer:
    """Keep it, with who said so and when."""
    meeting.took_place, meeting.took_place_by_id, meeting.took_place_at = took_place, call.me.id, call.now
    call.session.flush()
    return outcome_noted(call.say, meeting, outcome_of(meeting, call.now, call.zone))
