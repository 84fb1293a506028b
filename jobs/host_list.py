"""The host's list: what is left to see to before a meeting of two days, with buttons to tick."""

from __future__ import annotations

from collections.abc import Iterator

from bot.declare import Post, Run, job
from bot.language import N_
from bot.reminding import affairs_of, before_meeting, meeting_post, meetings_to_come, to_host
from bot.rules.checklist import checklist, not_ticked
from bot.rules.meetings import has_days
from bot.rules.reminders import offsets, takes_two_days
from bot.views.checklist import host_list


@job("checklist", about=N_("What the host has left to see to"))
def plan(run: Run) -> Iterator[Post]:
    """90, 60, 30, 14 and 7 days before; the first waits for the days to be set, which are asked for that day."""
    first = offsets(run.network, "checklist")[0]
    for meeting in meetings_to_come(run):
        if not takes_two_days(meeting):
            continue
        for about in before_meeting(run, meeting, "checklist"):
            if about.part == first and not has_days(meeting):
                continue
            items = checklist(meeting, run.network, affairs_of(run).ticks.get(meeting.id, ()))
            if not_ticked(items):
                for to in to_host(run, meeting):
                    yield meeting_post(run, meeting, about, to, host_list, meeting, items)
