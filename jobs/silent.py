"""The silent: whoever has not answered an invitation, or whether they stand in, is asked again, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feature.declare import Post, Run, job
from bot.language import N_
from bot.reminders.again import asked_again, to_silent
from bot.reminders.posts import meetings_to_come


@job("silent", about=N_("Reminders to answer an invitation"), waits=("unanswered",))
def plan(run: Run) -> Iterator[Post]:
    """30, 14 and 7 days before, and when somebody says so, once the days are set."""
    for meeting in meetings_to_come(run):
        yield from to_silent(run, meeting, asked_again(run, meeting))
