"""The host's list: what is left to see to before a meeting of two days, with buttons to tick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.feature.declare import Post, Run, job
from bot.hosting.checklist import HostTask, News, host_list, news_of
from bot.language import N_
from bot.meetings.rules import has_days, span_of
from bot.models import Meeting
from bot.network.hours import offsets
from bot.reminders.again import why_not
from bot.reminders.posts import (
    LIST,
    About,
    are_one,
    hours_of,
    lists_of,
    meeting_post,
    meetings_to_come,
    replies_to,
    summaries_of,
    to_host,
)
from bot.reminders.rules import is_known_early_enough


@job("checklist", about=N_("What the host has left to see to"), waits=("hosting",))
def plan(run: Run) -> Iterator[Post]:
    """90, 60, 30, 14 and 7 days before, with what is new; with who comes where that is told the same morning."""
    for meeting in meetings_to_come(run):
        summary_at = {each.due: each for each in summaries_of(run, meeting)}
        for about, items in lists_of(run, meeting):
            summary = summary_at.get(about.due)
            news = _news(run, meeting, about, items)
            for to in to_host(run, meeting, about.due):
                says_both = summary is not None and are_one(run, meeting, summary, to)
                who = replies_to(run, meeting) if says_both else None
                can = says_both and why_not(run, meeting) is None
                yield meeting_post(run, meeting, about, to, host_list, meeting, items, news, who, can_remind=can)


def _news(run: Run, meeting: Meeting, about: About, items: Sequence[HostTask]) -> News | None:
    """What is new since the list before this; None for the first."""
    hours, every = hours_of(run), offsets(run.network, LIST)
    told = {days: hours.before(span_of(meeting).first, days) for days in every if has_days(meeting) or days < every[0]}
    before = {days: at for days, at in told.items() if at < about.due and is_known_early_enough(meeting, at)}
    now = next((days for days in every if days == about.part), None)
    return news_of(items, now, min(before), before[min(before)]) if before and now is not None else None
