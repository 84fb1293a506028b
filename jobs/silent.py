"""The silent: whoever has not answered an invitation, or whether they stand in, is asked again, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.feature.declare import Post, Run, job
from bot.language import N_
from bot.meetings.deputies import asks_deputy_again
from bot.meetings.seats import waits_for_deputy
from bot.models import Answer, Meeting
from bot.reminders.again import asked_again
from bot.reminders.invitations import not_answered
from bot.reminders.posts import (
    About,
    affairs_of,
    invited_at,
    meeting_post,
    meetings_to_come,
    replies_to,
    seats_invited,
    sent_at,
)
from bot.reminders.rules import REST_AFTER_INVITATION


@job("silent", about=N_("Reminders to answer an invitation"), waits=("unanswered",))
def plan(run: Run) -> Iterator[Post]:
    """30, 14 and 7 days before, and when somebody says so, once the days are set; not to whoever was asked only just
    now. What was asked says what was answered then."""
    for meeting in meetings_to_come(run):
        abouts = asked_again(run, meeting)
        who, answers = replies_to(run, meeting), affairs_of(run).answers.get(meeting.id, {})
        silent = {each.person_id for each in who.missing()}
        for person, to in seats_invited(run, meeting) if abouts else ():
            mine = answers.get(person.id)
            for about in _rested(abouts, invited_at(run, meeting, person)) if person.id in silent or mine else ():
                asked = meeting_post(run, meeting, about, to, not_answered, meeting, mine, who)
                if person.id in silent or asked.key in sent_at(run):
                    yield asked
        for to, answer in _deputies(run, meeting).items() if abouts else ():
            for about in _rested(abouts, answer.answered_at):
                yield meeting_post(run, meeting, about, to, asks_deputy_again, meeting, answer)


def _rested(abouts: list[About], question: datetime) -> list[About]:
    rested = question + REST_AFTER_INVITATION
    return [replace(each, since=max(rested, each.since)) for each in abouts if each.due >= rested]


def _deputies(run: Run, meeting: Meeting) -> dict[str, Answer]:
    """The deputies who were asked to stand in and have said nothing, with the answer they are named in."""
    affairs = affairs_of(run)
    answers = affairs.answers.get(meeting.id, {})
    by_receiver = {affairs.reach(each.deputy): each for each in answers.values() if waits_for_deputy(each, answers)}
    return {to: each for to, each in by_receiver.items() if to is not None}
