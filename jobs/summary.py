"""Who comes: a week before a meeting the host and the coordinators hear who comes and who has not answered."""

from __future__ import annotations

from collections.abc import Iterator

from bot.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.reminding import (
    answered,
    before_meeting,
    meeting_post,
    meetings_to_come,
    seats_of,
    to_coordinators,
    to_host,
)
from bot.views.invitations import summary


@job("summary", about=N_("Who comes to a meeting, a week before"))
def plan(run: Run) -> Iterator[Post]:
    """7 days before, in person only: the channel is told the numbers by the reminder that the meeting is soon."""
    for meeting in meetings_to_come(run):
        for about in before_meeting(run, meeting, "summary"):
            if not seats_of(run, meeting):
                continue
            for to in dict.fromkeys((*to_host(run, meeting), *to_coordinators(run))):
                if to != CHANNEL:
                    yield meeting_post(run, meeting, about, to, summary, meeting, answered(run, meeting))
