"""Snoozed: what somebody wanted to be reminded of again is said again, if it still holds then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.feature.declare import Post, Run, declared, job
from bot.language import N_
from bot.meetings.rules import begins_at
from bot.outbox.preview import BACK
from bot.reminders.posts import SENT, affairs_of, hours_of, is_wanted, sent_at
from bot.reminders.rules import ASKED_AGAIN, PROMPT_IS_USEFUL


@job("snoozed", about=N_("What you asked to be reminded of again"), always=True)
def plan(run: Run) -> Iterator[Post]:
    """On the day asked for, with the words that hold then; nothing when the first reminder would no longer be sent."""
    for delivery in affairs_of(run).snoozed:
        day = date.fromisoformat(delivery.about["again"])
        due = hours_of(run).asked_for(day)
        if not is_wanted(run, due) or delivery.kind not in declared.jobs:
            continue
        key = f"{delivery.key}/{delivery.about['again']}"
        again = {delivery.key: sent_at(run)[key]} if key in sent_at(run) else {}
        then = replace(run, now=max(run.now, due), since=delivery.due_at - BACK, until=delivery.due_at,
                       shared={**run.shared, SENT: again})  # fmt: skip
        first = next((each for each in declared.jobs[delivery.kind].plans(then) if each.key == delivery.key), None)
        until = _until(run, first, due) if first is not None else due
        if first is not None and delivery.due_at < due < until:
            late = hours_of(run).when_late(due, run.now, until)
            yield Post(
                key=key, kind=delivery.kind, to=delivery.to, due=late, useful_until=until, write=first.write,
                about=first.about, first_due=due,
            )  # fmt: skip


def _until(run: Run, first: Post, due: datetime) -> datetime:
    """Until when it is of use: what is only not made up for late may still be asked for, before its meeting begins."""
    meetings = {str(each.id): begins_at(each, run.zone) for each in affairs_of(run).meetings}
    begins = meetings.get(first.about.get("meeting", ""))
    if begins is not None and first.useful_until <= begins:
        return begins
    return max(first.useful_until, due + PROMPT_IS_USEFUL) if first.kind in ASKED_AGAIN else first.useful_until
