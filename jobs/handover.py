"""Handover: the day after a partnership meeting the new coordination group is named, with what falls to each."""

from __future__ import annotations

from collections.abc import Iterator

from bot.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.models import Coordination, Meeting, MeetingKind, Role
from bot.reminding import About, affairs_of, hours_of, is_wanted, meeting_post
from bot.rules.hosting import troika
from bot.rules.meetings import span_of
from bot.rules.reminders import PROMPT_IS_USEFUL
from bot.views.hosting_reminders import handover


@job("handover", about=N_("The new coordination group after a partnership meeting"), in_channel=True)
def plan(run: Run) -> Iterator[Post]:
    """The working day after, in the channel, while there is a meeting to come in the same period."""
    affairs = affairs_of(run)
    for meeting in affairs.meetings:
        due = hours_of(run).after(span_of(meeting).last, 1)
        if meeting.kind is not MeetingKind.PARTNERSHIP or not is_wanted(run, due):
            continue
        group = troika(affairs.meetings, due, run.zone)
        if group is not None and not group.is_over:
            about = About("handover", 1, due, due + PROMPT_IS_USEFUL)
            yield meeting_post(
                run, meeting, about, CHANNEL, handover, meeting, group, _coordinators(run, group.current)
            )


def _coordinators(run: Run, coming: Meeting) -> list[str]:
    """The coordinators' names, where a coordinator keeps the coming meeting's period together."""
    affairs = affairs_of(run)
    period = affairs.period_on(span_of(coming).first)
    if period is None or period.coordination is not Coordination.COORDINATOR:
        return []
    return [each.name for each in affairs.people if each.role is Role.COORDINATOR]
