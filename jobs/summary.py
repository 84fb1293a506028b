"""Who comes: a week before a meeting the host and the coordinators hear who comes and who has not answered."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.reminders.again import why_not
from bot.reminders.invitations import summary
from bot.reminders.posts import (
    are_one,
    meeting_post,
    meetings_to_come,
    replies_to,
    summaries_of,
    to_coordinators,
    to_host,
)


@job("summary", about=N_("Who comes to a meeting, a week before"))
def plan(run: Run) -> Iterator[Post]:
    """7 days before, in person only: the channel is told the numbers by the reminder that the meeting is soon.

    Not to a host whose list says it the same morning.
    """
    for meeting in meetings_to_come(run):
        for about in summaries_of(run, meeting):
            for to in dict.fromkeys((*to_host(run, meeting, about.due), *to_coordinators(run))):
                if to != CHANNEL and not are_one(run, meeting, about, to):
                    can_remind, who = why_not(run, meeting) is None, replies_to(run, meeting)
                    yield meeting_post(run, meeting, about, to, summary, meeting, who, can_remind=can_remind)
