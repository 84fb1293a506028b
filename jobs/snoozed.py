"""Snoozed: what somebody wanted to be reminded of again is said again, if it still holds then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.declare import Post, Run, declared, job
from bot.language import N_
from bot.reminding import affairs_of, hours_of, is_wanted
from bot.upcoming import BACK


@job("snoozed", about=N_("What you asked to be reminded of again"), always=True)
def plan(run: Run) -> Iterator[Post]:
    """On the day asked for, with the words that hold then; nothing when the first reminder would no longer be sent."""
    for told in affairs_of(run).snoozed:
        day = date.fromisoformat(told.about["again"])
        due = hours_of(run).on(day)
        if not is_wanted(run, due) or told.kind not in declared.jobs:
            continue
        then = replace(run, now=max(run.now, due), since=told.due_at - BACK, until=told.due_at)
        first = next((each for each in declared.jobs[told.kind].plans(then) if each.key == told.key), None)
        if first is not None and due < first.useful_until and due > told.due_at:
            key, late = f"{told.key}/{told.about['again']}", hours_of(run).when_late(due, run.now)
            yield Post(
                key=key, kind=told.kind, to=told.to, due=late, useful_until=first.useful_until, write=first.write,
                about=first.about, first_due=due,
            )  # fmt: skip
