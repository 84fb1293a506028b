"""The Monday digest, for networks that have asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.activities.rules import late_ones
from bot.blocks.messages import Message
from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_, Say
from bot.meetings.reminder import Reminder
from bot.meetings.rules import to_come
from bot.models import Experience
from bot.network.plan import seasons_of
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, post
from bot.reminders.rules import mondays
from bot.reminders.texts import digest

AHEAD = timedelta(days=90)
A_WEEK = timedelta(days=7)


@job("digest", about=N_("The week in the network, on Mondays"), in_channel=True)
def plan(run: Run) -> Iterator[Post]:
    """Every Monday of a running period, in the channel; off unless the network's settings say otherwise. None in quiet
    weeks: the first after them tells of what was contributed meanwhile."""
    if not (run.network.settings or {}).get("digest"):
        return
    for day in mondays(run.since.astimezone(run.zone).date(), run.until.astimezone(run.zone).date() + A_WEEK):
        due = hours_of(run).asked_for(day)
        if not hours_of(run).is_quiet(due) and is_wanted(run, due) and affairs_of(run).period_on(day):
            about = About("digest", "week", due, due + timedelta(days=3), day)
            named = ",".join(str(each.id) for each in _published(_new(run, due)))
            digested = post(run, about, run.network.id, CHANNEL, _write, run, day, due)
            yield replace(digested, about={"experiences": named} if named else {})


def _new(run: Run, due: datetime) -> list[Experience]:
    since = due - A_WEEK
    while hours_of(run).is_quiet(since):
        since -= A_WEEK
    return affairs_of(run).new_experiences(since, due)


def _published(experiences: Iterable[Experience]) -> list[Experience]:
    return [each for each in experiences if each.may_publish]


def _write(say: Say, about: Reminder, run: Run, day: date, due: datetime) -> Message:
    affairs, period = affairs_of(run), affairs_of(run).period_on(day)
    seasons = seasons_of(run.network)
    late = late_ones(affairs.activities(period), day, seasons) if period else []
    coming = [each for each in to_come(affairs.meetings, due, run.zone) if each.month <= (due + AHEAD).date()]
    new = _new(run, due)
    published = _published(new)
    return digest(say, about, coming, late, published, len(new) - len(published))
