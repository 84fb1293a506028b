"""Dates wanted: the host of a meeting known only by its month is asked for its days, in good time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.meetings.rules import has_days, span_of
from bot.models import Meeting
from bot.network.hours import offsets
from bot.reminders.posts import (
    About,
    before_meeting,
    due_by_month,
    hours_of,
    is_asked_about,
    is_wanted,
    meeting_post,
    meetings_to_come,
    of_host,
    to_coordinators,
)
from bot.reminders.rules import ASKED_AGAIN_IS_USEFUL, matters_until
from bot.reminders.texts import dates_wanted


@job("dates", about=N_("Days wanted for a meeting known by its month"), waits=("hosting", "days_wanted"))
def plan(run: Run) -> Iterator[Post]:
    """180, 120 and 90 days before the month to the host; the last time to the coordinators too, and as long as the
    month lasts: a bot that begins in that month asks at once. Not while days are proposed, which are to be
    decided then."""
    last = offsets(run.network, "dates")[-1]
    for meeting in meetings_to_come(run):
        if has_days(meeting) or is_asked_about(run, meeting):
            continue
        for about in _asks(run, meeting, last):
            for to, is_host in _receivers(run, meeting, about.due, is_last=about.part in (last, "late")).items():
                yield meeting_post(run, meeting, about, to, dates_wanted, meeting, is_host=is_host)


def _asks(run: Run, meeting: Meeting, last: int) -> Iterator[About]:
    """The times to ask; all but the last are not made up for long after."""
    for about in before_meeting(run, meeting, "dates"):
        if about.part != last:
            yield replace(about, useful_until=min(about.useful_until, about.due + ASKED_AGAIN_IS_USEFUL))
    usual = hours_of(run).before(span_of(meeting).first, last)
    due = due_by_month(run, meeting, "dates", usual)
    if is_wanted(run, due):
        yield About("dates", last if due == usual else "late", due, matters_until(meeting, run.zone))


def _receivers(run: Run, meeting: Meeting, due: datetime, *, is_last: bool) -> dict[str, bool]:
    """Who hears it, and whether it is theirs to choose; the channel hears it as the host would."""
    host = of_host(run, meeting, due)
    whom = [*([host] if host else []), *(to_coordinators(run) if is_last or not host else ())]
    if whom != [CHANNEL]:
        whom = [each for each in whom if each != CHANNEL]
    return {to: to in (host, CHANNEL) for to in whom}
