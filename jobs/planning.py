"""Planning: before an officials' meeting the officials are asked for themes for the coming partnership meeting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.meetings.rules import span_of
from bot.models import Meeting, MeetingKind
from bot.reminders.posts import About, affairs_of, before_meeting, day_of, meeting_post, meetings_to_come, to_officials
from bot.reminders.rules import is_known_early_enough
from bot.reminders.texts import themes_wanted

KIND = "planning"


@job(KIND, about=N_("Themes wanted before an officials' meeting"))
def plan(run: Run) -> Iterator[Post]:
    """21 days before, to each official; in the channel when some member has none."""
    for meeting in meetings_to_come(run):
        if meeting.kind is not MeetingKind.OFFICIALS:
            continue
        for about in before_meeting(run, meeting, KIND, also_late=True):
            members = affairs_of(run).members_on(span_of(meeting).first, day_of(run, about.due))
            reached, missing = to_officials(run, members)
            whom = [to for _, to in reached] + ([CHANNEL] if missing or not reached else [])
            coming, themes = _prepared(run, meeting), affairs_of(run).themes
            earlier = affairs_of(run).keys_of_kind(KIND)
            for to in whom:
                if (asked := _asked(run, meeting, about, earlier.get((to, str(meeting.id)), set()))) is not None:
                    yield meeting_post(run, meeting, asked, to, themes_wanted, meeting, coming, themes)


def _asked(run: Run, meeting: Meeting, about: About, earlier: set[str]) -> About | None:
    """As which somebody is asked: who was asked while only the month was known, or before the meeting moved, is not
    asked again; what they were asked then follows the meeting. None where they are asked otherwise, or it is late."""
    said_of = {each.rpartition("/")[2] for each in earlier if each.split("/")[2] == str(about.part)}
    if said_of:
        return replace(about, due=min(about.due, run.now), said_of=max(said_of))
    return about if not earlier and is_known_early_enough(meeting, about.due) else None


def _prepared(run: Run, meeting: Meeting) -> Meeting | None:
    """The partnership meeting that an officials' meeting prepares: the next after it."""
    last = span_of(meeting).first
    later = [each for each in affairs_of(run).meetings if each.kind is MeetingKind.PARTNERSHIP]
    return next((each for each in later if span_of(each).last >= last), None)
