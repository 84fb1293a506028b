"""Proposed days: those invited are asked which suit, once more after a week; whoever proposed is asked to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bot.feature.declare import CHANNEL, Message, Post, Run, Worded, job, over
from bot.language import N_, Say
from bot.polls.rules import Poll, PollState
from bot.polls.view import closed, how_it_stands, in_channel, question
from bot.reminders.posts import (
    About,
    affairs_of,
    came_in_at,
    day_of,
    hours_of,
    is_wanted,
    polls_of,
    post_with_key,
    seats_invited,
    to_coordinators,
)

KIND = "days"
AGAIN = 5
"""Working days after it was asked: the silent are asked once more then."""


@job(
    KIND,
    about=N_("Which days suit, before a meeting's days are set"),
    always=True,
    waits=("days_asked", "days_to_decide"),
)
def plan(run: Run) -> Iterator[Post]:
    """As long as nothing is decided: to each of those invited, one line to the channel, and to whoever proposed."""
    for poll in polls_of(run):
        if poll.state(run.now, run.zone) is PollState.OPEN:
            yield from _asks(run, poll)
            yield from _channel(run, poll)
            yield from _to_decide(run, poll)


def _asks(run: Run, poll: Poll) -> Iterator[Post]:
    """At once, or when somebody comes in; once more to who has not answered by then."""
    hours, asked_at = hours_of(run), poll.proposals[0].goes_at
    again = hours.after(day_of(run, asked_at), AGAIN)
    for person, to in seats_invited(run, poll.meeting):
        came_in = came_in_at(run, poll.meeting, person)
        first = hours.soonest(asked_at if came_in is None else max(asked_at, came_in))
        answered = poll.answered_at(person.id)
        times = {"asked": first, **({"again": again} if first < again and (answered or again) >= again else {})}
        for part, due in times.items():
            yield from _post(run, poll, About(KIND, part, due, poll.closes_at(run.zone)), to, question, person.id)


def _channel(run: Run, poll: Poll) -> Iterator[Post]:
    due = hours_of(run).soonest(poll.proposals[0].goes_at)
    yield from _post(run, poll, About(KIND, "told", due, poll.closes_at(run.zone)), CHANNEL, in_channel)


def _to_decide(run: Run, poll: Poll) -> Iterator[Post]:
    """When it is time to decide, and once more when the first of the days is near."""
    own = affairs_of(run).reach(poll.proposals[0].proposed_by)
    for part, due in poll.to_decide_at(hours_of(run)).items():
        for to in (own,) if own else to_coordinators(run):
            yield from _post(run, poll, About(KIND, part, due, poll.closes_at(run.zone)), to, how_it_stands)


def _post(run: Run, poll: Poll, about: About, to: str, view: Callable[..., Message], *more: object) -> Iterator[Post]:
    """Of use until nothing can be chosen any longer; its key holds the question's row."""
    if not is_wanted(run, about.due) or about.due >= about.useful_until:
        return
    key = f"{KIND}/{poll.id}/{about.part}/{to}"
    spoke_of = {"meeting": str(poll.meeting.id), "poll": str(poll.id)}
    yield post_with_key(run, about, key, about.subject(poll.id, to), to, spoke_of, view, poll, *more)


@over(KIND)
def reads(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """What came of it: the days that were decided, or that nobody asks any longer."""
    poll = next((each for each in polls_of(run) if str(each.id) == message.about.get("poll")), None)
    return partial(closed, poll=poll, state=poll.state(run.now, run.zone)) if poll is not None else None
