"""Did the meeting take place? Asked of its host, then of the coordinator, where nobody knows (domain 26)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feature.declare import Post, Run, job
from bot.language import N_
from bot.meetings.outcome_view import did_it_take_place
from bot.meetings.rules import MeetingOutcome, outcome_of, span_of
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, meeting_post, of_host, to_coordinators
from bot.reminders.rules import ATTENDANCE_IS_USEFUL

KIND = "held"
FIRST, LATER = 1, 6
"""Working days after."""


@job(KIND, about=N_("Whether a meeting took place of which nothing is noted"))
def plan(run: Run) -> Iterator[Post]:
    """1 working day after, to the host; 5 working days later to the coordinators, who are asked at once where no host
    can be reached."""
    for meeting in affairs_of(run).meetings:
        first = hours_of(run).after(span_of(meeting).last, FIRST)
        host, coordinators = of_host(run, meeting, first), to_coordinators(run)
        rounds = ((FIRST, (host,)), (LATER, coordinators)) if host else ((FIRST, coordinators),)
        for days, receivers in rounds:
            due = hours_of(run).after(span_of(meeting).last, days)
            if is_wanted(run, due) and outcome_of(meeting, due, run.zone) is MeetingOutcome.NOT_RECORDED:
                about = About(KIND, days, due, due + ATTENDANCE_IS_USEFUL)
                for to in receivers:
                    yield meeting_post(run, meeting, about, to, did_it_take_place, meeting)
