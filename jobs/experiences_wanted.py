"""After a partnership meeting each official is asked for what their member has learned."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.meetings.rules import span_of, took_place
from bot.network.hours import offsets
from bot.reminders.contributing import after_meeting
from bot.reminders.posts import (
    About,
    affairs_of,
    asked_of,
    asks_for_experiences,
    day_of,
    hours_of,
    is_over_at,
    is_wanted,
    meeting_post,
    members_invited,
    to_officials,
)
from bot.reminders.rules import PROMPT_IS_USEFUL
from bot.reminders.texts import AfterMeeting


@job("experiences", about=N_("Experiences wanted after a meeting"), waits=("lacking",))
def plan(run: Run) -> Iterator[Post]:
    """3 working days after; members without an official are asked in the channel."""
    for meeting in affairs_of(run).meetings:
        last = span_of(meeting).last
        for days in offsets(run.network, "experiences"):
            due = hours_of(run).after(last, days)
            if not asks_for_experiences(meeting) or not is_wanted(run, due):
                continue
            after = AfterMeeting(meeting, took_place(meeting, due, run.zone))
            about = About("experiences", days, due, due + PROMPT_IS_USEFUL, since=is_over_at(run, meeting))
            reached, missing = to_officials(run, members_invited(run, meeting, last, day_of(run, due)), due)
            for person, to in reached:
                asked = asked_of(run, due, [person.member_id])
                yield meeting_post(run, meeting, about, to, after_meeting, after, asked)
            if missing:
                asked = asked_of(run, due, [each.id for each in missing])
                whom = missing if reached else ()
                yield meeting_post(run, meeting, about, CHANNEL, after_meeting, after, asked, whom)
