"""Members decide on an agreement: who has not is reminded, and who coordinates hears of all (domain 1, 20)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from bot.dates.when import ONE_DAY, moment
from bot.feature.declare import CHANNEL, Post, Run, Worded, job, over
from bot.language import N_, Say
from bot.models import Member, Membership, MembershipState, Period
from bot.network.hours import offsets
from bot.network.membership import decided_rows
from bot.plan.decisions import without_decision
from bot.reminders.deciding import member_undecided, who_is_pending, who_is_undecided
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, post, to_coordinators, to_officials
from bot.reminders.texts import agreement_ended

FIRST, EVERY = timedelta(days=30), timedelta(days=90)
"""After a period has begun, of those that have still to decide on it."""


@job("undecided", about=N_("Members that have not decided on the agreement"))
def plan(run: Run) -> Iterator[Post]:
    """On the next agreement 180, 90 and 30 days before the one in force ends; on the one in force a month after it
    began and then every three months. To each member's official, and to who coordinates."""
    for period in affairs_of(run).periods:
        until = moment(period.ends + ONE_DAY, 0, run.zone)
        for days in offsets(run.network, "agreement"):
            due = hours_of(run).before(period.ends, days)
            if is_wanted(run, due):
                yield from _on_the_next(run, period, About("undecided", days, due, until, period.ends))
        for day in _days_within(period):
            due = hours_of(run).on(day)
            if is_wanted(run, due):
                yield from _on_this(run, period, About("undecided", day, due, min(due + EVERY, until), day))


def _days_within(period: Period) -> Iterator[date]:
    day = period.starts + FIRST
    while day <= period.ends:
        yield day
        day += EVERY


def _on_the_next(run: Run, period: Period, about: About) -> Iterator[Post]:
    affairs = affairs_of(run)
    following = next((each for each in affairs.periods if each.starts > period.ends), None)
    own = {each.member_id: each for each in affairs.memberships.get(following.id, [])} if following else {}
    members = affairs.members_on(period.ends)
    missing = [each for each in members if each.id not in own or without_decision([own[each.id]])]
    if not missing:
        return
    yield from _to_officials(run, period, about, missing, own, is_next=True)
    decided = [each for each in members if each.id in own and decided_rows(own[each.id])]
    for to in _coordinators(run):
        yield post(run, about, f"{period.id}/all", to, who_is_undecided, period, decided, missing, following)


def _on_this(run: Run, period: Period, about: About) -> Iterator[Post]:
    there = affairs_of(run).memberships.get(period.id, [])
    pending = without_decision(each for each in there if each.state is MembershipState.PENDING)
    if not pending:
        return
    missing = [each.member for each in pending]
    yield from _to_officials(run, period, about, missing, {each.member_id: each for each in pending}, is_next=False)
    for to in _coordinators(run):
        yield post(run, about, f"{period.id}/all", to, who_is_pending, period, missing)


def _to_officials(
    run: Run, period: Period, about: About, members: list[Member], own: dict[int, Membership], *, is_next: bool
) -> Iterator[Post]:
    for person, to in to_officials(run, members, about.due)[0]:
        member = next(each for each in members if each.id == person.member_id)
        yield post(run, about, period.id, to, member_undecided, period, member, own.get(member.id), is_next=is_next)


def _coordinators(run: Run) -> list[str]:
    """The channel hears of the agreement's end in another message."""
    return [each for each in to_coordinators(run) if each != CHANNEL]


@over("undecided")
def reads(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """When the period is over nobody is asked any more."""
    of = message.key.split("/")[1]
    period = next((each for each in affairs_of(run).periods if str(each.id) == of), None)
    if period is None or _is_running(run.now, period, run):
        return None
    return partial(agreement_ended, period=period)


def _is_running(now: datetime, period: Period, run: Run) -> bool:
    return now < moment(period.ends + ONE_DAY, 0, run.zone)
