"""The host's list: what is left to see to before a meeting of two days, with buttons to tick."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feature.declare import Post, Run, job
from bot.hosting.checklist import host_list
from bot.language import N_
from bot.reminders.posts import are_one, lists_of, meeting_post, meetings_to_come, replies_to, summaries_of, to_host


@job("checklist", about=N_("What the host has left to see to"))
def plan(run: Run) -> Iterator[Post]:
    """90, 60, 30, 14 and 7 days before; with who comes where that is told the same morning."""
    for meeting in meetings_to_come(run):
        summary_at = {each.due: each for each in summaries_of(run, meeting)}
        for about, items in lists_of(run, meeting):
            summary = summary_at.get(about.due)
            for to in to_host(run, meeting, about.due):
                says_both = summary is not None and are_one(run, meeting, summary, to)
                who = replies_to(run, meeting) if says_both else None
                yield meeting_post(run, meeting, about, to, host_list, meeting, items, who)
