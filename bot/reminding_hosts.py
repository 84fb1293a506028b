"""When a host gets the list of what is left to see to, and when that list says who comes as well."""

from __future__ import annotations

from collections.abc import Iterator

from bot.feature.declare import CHANNEL, Run
from bot.hosting.checklist import Item, checklist, not_ticked
from bot.meetings.rules import has_days
from bot.models import Meeting
from bot.network.hours import offsets
from bot.reminding import About, affairs_of, before_meeting, seats_of, to_host
from bot.rules.reminders import takes_two_days

LIST, SUMMARY = "checklist", "summary"


def lists_of(run: Run, meeting: Meeting) -> Iterator[tuple[About, list[Item]]]:
    """The lists before a meeting of two days, while something is left; the first waits for the days to be set, which
    are asked for that day."""
    if not takes_two_days(meeting):
        return
    first = offsets(run.network, LIST)[0]
    for about in before_meeting(run, meeting, LIST):
        if about.part == first and not has_days(meeting):
            continue
        items = checklist(meeting, run.network, affairs_of(run).ticks.get(meeting.id, ()))
        if not_ticked(items):
            yield about, items


def summaries_of(run: Run, meeting: Meeting) -> list[About]:
    """When it is told who comes: once the days are set, for before that nobody can know."""
    return list(before_meeting(run, meeting, SUMMARY)) if has_days(meeting) and seats_of(run, meeting) else []


def are_one(run: Run, meeting: Meeting, summary: About, to: str) -> bool:
    """Whether the host's list comes to somebody just when they are told who comes: then it says both."""
    if to == CHANNEL or to not in to_host(run, meeting) or not affairs_of(run).wants(to, LIST, SUMMARY):
        return False
    return any(about.due == summary.due for about, _ in lists_of(run, meeting))
