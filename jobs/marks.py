"""Marks: a message about a meeting that no longer holds is changed to say so, where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feature.declare import Post, Run, job
from bot.language import N_
from bot.meetings.rules import facts_of, has_days
from bot.models import Meeting
from bot.reminders.invitations import outdated
from bot.reminders.posts import About, affairs_of, hours_of, post_with_key
from bot.reminders.rules import changed, matters_until

NOT_MARKED = ("deputy",)
"""Its buttons still do what they say."""


@job("mark", about=N_("Earlier messages that no longer hold"), always=True)
def plan(run: Run) -> Iterator[Post]:
    """Each message is marked once; what it then says stays true however often the plan changes again."""
    meetings = {str(each.id): each for each in affairs_of(run).all_meetings}
    due = hours_of(run).soonest(run.now)
    for delivery in affairs_of(run).deliveries:
        meeting = meetings.get(delivery.about.get("meeting", ""))
        if meeting is None or delivery.kind in NOT_MARKED or "days" not in delivery.about:
            continue
        until = matters_until(meeting, run.zone)
        if until > due and (changed(delivery.about, facts_of(meeting)) or _is_done(delivery.kind, meeting)):
            about = About("mark", "", due, until)
            key, marks = f"mark/{delivery.id}", {"marks": str(delivery.id)}
            yield post_with_key(run, about, key, "", delivery.to, marks, outdated, meeting, delivery.about)


def _is_done(kind: str, meeting: Meeting) -> bool:
    """Whether what was asked for has come: the days that were wanted are set."""
    return kind == "dates" and has_days(meeting)
