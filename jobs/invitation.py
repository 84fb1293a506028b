"""Invitation: to the channel, and in person to both seats of every member, with buttons to answer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.meetings.rules import speaks_of
from bot.models import Meeting, Person
from bot.reminders.invitations import invitation, invitation_in_channel
from bot.reminders.posts import (
    About,
    affairs_of,
    invited_at,
    is_wanted,
    meeting_post,
    meetings_to_come,
    replies_to,
    seats_invited,
)
from bot.reminders.rules import matters_until, speaks_of_other_days


@job("invitation", about=N_("Invitations to meetings"), always=True, waits=("unanswered",))
def plan(run: Run) -> Iterator[Post]:
    """When the days are set, or 60 days before; who was told other days hears of a change instead."""
    for meeting in meetings_to_come(run):
        outdated, who = _receivers_of_other_days(run, meeting), replies_to(run, meeting)
        about = _about(run, meeting, None)
        if about and CHANNEL not in outdated:
            yield meeting_post(run, meeting, about, CHANNEL, invitation_in_channel, meeting, who)
        answers = affairs_of(run).answers.get(meeting.id, {})
        for person, to in seats_invited(run, meeting):
            about = _about(run, meeting, person)
            if about and to not in outdated:
                yield meeting_post(run, meeting, about, to, invitation, meeting, answers.get(person.id), who)


def _about(run: Run, meeting: Meeting, person: Person | None) -> About | None:
    due, until = invited_at(run, meeting, person), matters_until(meeting, run.zone)
    return About("invitation", "days", due, until, since=due) if due < until and is_wanted(run, due) else None


def _receivers_of_other_days(run: Run, meeting: Meeting) -> set[str]:
    """Who has a message that speaks of other days than those that hold now."""
    now = speaks_of(meeting)
    return {
        each.to
        for each in affairs_of(run).to_follow_up
        if each.about.get("meeting") == str(meeting.id) and speaks_of_other_days(each.about.get("days", now), now)
    }
