"""Did the meeting take place? Asked of its host, then of the coordinator, where nobody knows (domain 26)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bot.feature.declare import CHANNEL, Post, Run, Worded, job, over, redraws
from bot.language import N_, Say
from bot.meetings import store as meetings_store
from bot.meetings.outcome_view import did_it_take_place, what_is_noted
from bot.meetings.rules import MeetingOutcome, outcome_of, span_of
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, meeting_post, of_host, to_coordinators
from bot.reminders.rules import ATTENDANCE_IS_USEFUL, STANDS

KIND = "held"
FIRST, LATER = 1, 6
"""Working days after."""
KNOWN = (MeetingOutcome.TOOK_PLACE, MeetingOutcome.DID_NOT_TAKE_PLACE)


@job(KIND, about=N_("Whether a meeting took place of which nothing is noted"), waits=("not_known",))
def plan(run: Run) -> Iterator[Post]:
    """1 working day after, to the host; 5 working days later to the coordinators, who are asked at once where no host
    can be reached."""
    for meeting in affairs_of(run).meetings:
        first = hours_of(run).after(span_of(meeting).last, FIRST)
        host, coordinators = of_host(run, meeting, first), to_coordinators(run)
        rounds = ((FIRST, FIRST, (host,)), (LATER, LATER, coordinators)) if host else ((LATER, FIRST, coordinators),)
        for part, days, receivers in rounds:  # the part tells who is asked, however the host's seat is filled later
            due = hours_of(run).after(span_of(meeting).last, days)
            asked_first = due if days == FIRST else hours_of(run).after(span_of(meeting).last, FIRST + 1)
            if is_wanted(run, due) and outcome_of(meeting, due, run.zone) is MeetingOutcome.NOT_RECORDED:
                about = About(KIND, part, due, due + ATTENDANCE_IS_USEFUL, since=asked_first)
                for to in receivers:
                    yield meeting_post(run, meeting, about, to, did_it_take_place, meeting)


@redraws(KIND, "came")
def stands(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """What is noted, for as long as it was asked."""
    return reads(run, message) if run.now < message.due_at + STANDS else None


@over(KIND, "came")
def reads(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """What is noted, by whom, and how many came; nothing where it is not known."""
    meeting = affairs_of(run).meeting(message.about.get("meeting", ""))
    outcome = outcome_of(meeting, run.now, run.zone) if meeting is not None else None
    if meeting is None or outcome not in KNOWN:
        return None
    who = meetings_store.who_said_it(run.session, meeting) if message.to != CHANNEL else None
    noted = meetings_store.attendances(run.session, meeting)
    came = (sum(each.came for each in noted), len(noted)) if noted else None
    return partial(what_is_noted, meeting=meeting, outcome=outcome, who=who, zone=run.zone, came=came)
