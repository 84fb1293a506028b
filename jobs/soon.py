"""Soon: a week and a day before (or when the network says), in the channel; the link right before a digital meeting."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.meetings.rules import begins_at, has_days
from bot.models import Meeting
from bot.reminders.invitations import link, soon
from bot.reminders.posts import (
    About,
    affairs_of,
    before_meeting,
    hours_of,
    is_wanted,
    meeting_post,
    meetings_to_come,
    replies_to,
)
from bot.reminders.rules import LINK_MINUTES, is_known_early_enough


@job("soon", about=N_("A meeting is soon"), in_channel=True)
def plan(run: Run) -> Iterator[Post]:
    """7 days and 1 day before, once the days are set; 15 minutes before a digital meeting its link."""
    for meeting in meetings_to_come(run):
        if not has_days(meeting):
            continue
        for about in before_meeting(run, meeting, "soon"):
            programme = affairs_of(run).programme(meeting)
            yield meeting_post(run, meeting, about, CHANNEL, soon, meeting, replies_to(run, meeting), programme)
        yield from _link(run, meeting)


def _link(run: Run, meeting: Meeting) -> Iterator[Post]:
    if not (meeting.digital and meeting.link and meeting.starts):
        return
    begins = begins_at(meeting, run.zone)
    due = hours_of(run).just_before(begins, LINK_MINUTES)
    if is_wanted(run, due) and is_known_early_enough(meeting, due):
        yield meeting_post(run, meeting, About("soon", "link", due, begins), CHANNEL, link, meeting)
