"""Handover: the day after a partnership meeting the new coordination group is named, with what falls to each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.hosting.rules import Troika, troika
from bot.language import N_
from bot.meetings.rules import span_of, took_place
from bot.models import Coordination, Meeting, MeetingKind, Role
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, meeting_post
from bot.reminders.rules import PROMPT_IS_USEFUL
from bot.reminders.texts import AfterMeeting, handover


@job("handover", about=N_("The new coordination group after a partnership meeting"), in_channel=True)
def plan(run: Run) -> Iterator[Post]:
    """The working day after, in the channel, while there is a meeting to come: the group of its period."""
    affairs = affairs_of(run)
    for meeting in affairs.meetings:
        due = hours_of(run).after(span_of(meeting).last, 1)
        if meeting.kind is not MeetingKind.PARTNERSHIP or not is_wanted(run, due):
            continue
        group = _group_to_come(run, due)
        if group is not None:
            about = About("handover", 1, due, due + PROMPT_IS_USEFUL)
            leads_itself = _hosts_coordinate(run, group.current)
            has_coordinator = any(each.role is Role.COORDINATOR for each in affairs.people)
            after = AfterMeeting(meeting, took_place=took_place(meeting, due, run.zone))
            yield meeting_post(run, meeting, about, CHANNEL, handover, after, group, leads_itself=leads_itself,
                               has_coordinator=has_coordinator)  # fmt: skip


def _group_to_come(run: Run, due: datetime) -> Troika | None:
    """The hosts around the next meeting to come, of its own period; None when none is to come."""
    meetings = affairs_of(run).meetings
    every = troika(meetings, due, run.zone)
    if every is None or every.is_over:
        return None
    return troika((each for each in meetings if each.period_id == every.current.period_id), due, run.zone)


def _hosts_coordinate(run: Run, coming: Meeting) -> bool:
    """Whether the hosts, and not a coordinator, keep the coming meeting's period together (domain 6)."""
    period = affairs_of(run).period_on(span_of(coming).first)
    return period is None or period.coordination is Coordination.TROIKA
