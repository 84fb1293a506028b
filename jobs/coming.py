"""Coming: five working days before a meeting whoever has said yes hears what they need to know, and who else comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.dates.when import nth_working_day_before
from bot.feature.declare import Post, Run, job
from bot.language import N_
from bot.meetings.rules import begins_at, has_days, span_of
from bot.meetings.seats import Seats
from bot.models import COMES, Meeting, Person
from bot.reminders.invitations import coming
from bot.reminders.posts import (
    About,
    affairs_of,
    came_in_at,
    day_of,
    hours_of,
    is_wanted,
    meeting_post,
    meetings_to_come,
    replies_to,
    sent_at,
)

WORKING_DAYS = 5


@job("coming", about=N_("What you need to know before a meeting you come to"))
def plan(run: Run) -> Iterator[Post]:
    """Five working days before, to those who come, deputies too, once the days are set; later to who says yes later,
    or hears of the days later, while it has not begun. What was told says what is answered then."""
    for meeting in meetings_to_come(run):
        if not has_days(meeting):
            continue
        begins, programme = begins_at(meeting, run.zone), affairs_of(run).programme(meeting)
        who = replies_to(run, meeting)
        for person in affairs_of(run).people:
            to, said_at = affairs_of(run).reach(person), _said_at(run, meeting, person)
            if to is None or said_at is None:
                continue
            due = _due(run, meeting, said_at)
            if due < begins and is_wanted(run, due):
                about = About("coming", "yes", due, begins)
                told = meeting_post(run, meeting, about, to, coming, meeting, person, who, programme)
                if _comes(who, person) or told.key in sent_at(run):
                    yield told


def _comes(who: Seats, person: Person) -> bool:
    mine = who.own(person.id)
    return mine is not None and mine.reply in COMES


def _due(run: Run, meeting: Meeting, said_at: datetime) -> datetime:
    """When somebody hears of it who answered at a moment."""
    hours = hours_of(run)
    usual = hours.on(nth_working_day_before(span_of(meeting).first, WORKING_DAYS))
    if meeting.days_set_at is not None and meeting.days_set_at > usual:
        usual = hours.soonest(meeting.days_set_at)
    return usual if said_at <= usual else hours.after(day_of(run, said_at), 1)


def _said_at(run: Run, meeting: Meeting, person: Person) -> datetime | None:
    """When somebody who takes part by then has answered, themselves or as a deputy who was asked; None where they have
    not, or take no part on the meeting's day."""
    if not affairs_of(run).takes_part(person, span_of(meeting).first):
        return None
    answers = affairs_of(run).answers.get(meeting.id, {})
    own = answers.get(person.id) or next((each for each in answers.values() if each.deputy_id == person.id), None)
    came_in = came_in_at(run, meeting, person)
    return max(own.answered_at, came_in or own.answered_at) if own is not None else None
