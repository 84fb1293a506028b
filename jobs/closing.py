"""A period has ended: the coordinators are asked to close it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any, Final

from bot.feature.declare import Post, Run, Worded, job, over, redraws
from bot.language import N_, Say
from bot.models import Period
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, post
from bot.reminders.texts import period_is_closed, period_to_close

KIND: Final = "closing"
USEFUL: Final = timedelta(days=90)


@job(KIND, about=N_("A period that has ended is to be closed"), waits=("to_close",))
def plan(run: Run) -> Iterator[Post]:
    """The working day after its last, to the coordinators, until somebody has closed it."""
    affairs = affairs_of(run)
    for period in affairs.periods:
        due = hours_of(run).after(period.ends, 1)
        if period.closed_on is not None or not is_wanted(run, due):
            continue
        has_next = any(each.starts > period.ends for each in affairs.periods)
        about = About(KIND, "ended", due, due + USEFUL, period.ends)
        for to in affairs.reachable(run.coordinators):
            yield post(run, about, period.id, to, period_to_close, period, has_next=has_next)


@redraws(KIND)
@over(KIND)
def reads(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """That it is closed, once it is."""
    period: Period | None = next(
        (each for each in affairs_of(run).periods if message.key.startswith(f"{KIND}/{each.id}/")), None
    )
    return partial(period_is_closed, period=period) if period is not None and period.closed_on is not None else None
