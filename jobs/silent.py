"""The silent: whoever has not answered an invitation is asked again, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from bot.declare import Post, Run, job
from bot.language import N_
from bot.reminding import affairs_of, before_meeting, invited_at, meeting_post, meetings_to_come, seats_invited
from bot.rules.reminders import REST_AFTER_INVITATION
from bot.views.invitations import not_answered


@job("silent", about=N_("Reminders to answer an invitation"))
def plan(run: Run) -> Iterator[Post]:
    """30, 14 and 7 days before; not to whoever was invited only just now."""
    for meeting in meetings_to_come(run):
        abouts = list(before_meeting(run, meeting, "silent"))
        answers = affairs_of(run).answers.get(meeting.id, {}) if abouts else {}
        for person, to in seats_invited(run, meeting) if abouts else ():
            if person.id in answers:
                continue
            rested = invited_at(run, meeting, person) + REST_AFTER_INVITATION
            for about in abouts:
                if about.due >= rested:
                    yield meeting_post(run, meeting, about, to, not_answered, meeting)
