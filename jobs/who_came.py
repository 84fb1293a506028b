"""Who came: the working day after a meeting its host is asked to note it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.feature.declare import Post, Run, job
from bot.language import N_
from bot.meetings.rules import span_of, took_place
from bot.models import Meeting
from bot.network.hours import offsets
from bot.reminders.posts import About, affairs_of, hours_of, is_over_at, is_wanted, meeting_post, to_host
from bot.reminders.rules import ATTENDANCE_IS_USEFUL
from bot.reminders.texts import who_came


@job("came", about=N_("Noting who came to a meeting"), waits=("not_noted",))
def plan(run: Run) -> Iterator[Post]:
    """1 working day after, unless it is noted already."""
    for meeting in affairs_of(run).meetings:
        for days in offsets(run.network, "came"):
            due = hours_of(run).after(span_of(meeting).last, days)
            if is_wanted(run, due) and may_be_noted(run, meeting, due):
                about = About("came", days, due, due + ATTENDANCE_IS_USEFUL, since=is_over_at(run, meeting))
                are_filled_in = meeting.id in affairs_of(run).answers
                for to in to_host(run, meeting, due):
                    yield meeting_post(run, meeting, about, to, who_came, meeting, are_filled_in=are_filled_in)


def may_be_noted(run: Run, meeting: Meeting, due: datetime) -> bool:
    """Whether it is known to have taken place, and not noted yet who came."""
    return took_place(meeting, due, run.zone) and meeting.id not in affairs_of(run).with_attendance
