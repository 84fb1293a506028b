"""Did the meeting take place? Asked of its host, then of the coordinator, where nobody knows (domain 26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.dates.when import moment
from bot.feature.declare import Post, Run, job
from bot.language import N_
from bot.meetings.outcome_view import did_it_take_place
from bot.meetings.rules import MeetingOutcome, outcome_of, span_of
from bot.models import Meeting
from bot.reminders.affairs import REMEMBERED
from bot.reminders.posts import About, affairs_of, day_of, hours_of, is_wanted, meeting_post, of_host, to_coordinators
from bot.reminders.rules import ATTENDANCE_IS_USEFUL

KIND = "held"
FIRST, LATER = 1, 6
"""Working days after."""
A_WEEK = timedelta(days=7)
AT_ONCE = 5
"""So many meetings at most are asked about late until somebody answers."""


@job(KIND, about=N_("Whether a meeting took place of which nothing is noted"))
def plan(run: Run) -> Iterator[Post]:
    """1 working day after, to the host; 5 working days later to the coordinators, who are asked at once where no host
    can be reached. What nobody was there to ask in its time is asked when somebody is, a handful at once."""
    meetings = affairs_of(run).meetings
    late = _never_asked(run, meetings)
    for meeting in meetings:
        first = hours_of(run).after(span_of(meeting).last, FIRST)
        host, coordinators = of_host(run, meeting, first), to_coordinators(run)
        rounds = ((FIRST, (host,)), (LATER, coordinators)) if host else ((FIRST, coordinators),)
        for days, receivers in rounds:
            due = _now(run) if meeting in late else hours_of(run).after(span_of(meeting).last, days)
            if is_wanted(run, due) and outcome_of(meeting, due, run.zone) is MeetingOutcome.NOT_RECORDED:
                about = About(KIND, days, due, due + ATTENDANCE_IS_USEFUL)
                for to in receivers:
                    yield meeting_post(run, meeting, about, to, did_it_take_place, meeting)


def _never_asked(run: Run, meetings: Sequence[Meeting]) -> list[Meeting]:
    """The first of those that nobody has noted and that are too old to be asked about late, without those asked about:
    the next ones wait until these are answered."""
    begins = run.now - REMEMBERED
    too_old = [
        each
        for each in meetings
        if begins < hours_of(run).after(span_of(each).last, FIRST) <= run.now - ATTENDANCE_IS_USEFUL
        and outcome_of(each, run.now, run.zone) is MeetingOutcome.NOT_RECORDED
    ]
    asked = {int(meeting) for _, meeting in affairs_of(run).keys_of_kind(KIND)}
    return [each for each in too_old[:AT_ONCE] if each.id not in asked]


def _now(run: Run) -> datetime:
    """When it is asked late: a week back, so that it counts among the late, and the same all day."""
    return hours_of(run).soonest(moment(day_of(run, run.now) - A_WEEK, 0, run.zone))
