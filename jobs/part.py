"""A member takes part no longer, or has still to decide: its people are told once what it means for them (domain 1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.dates.when import ONE_DAY
from bot.feature.declare import Post, Run, job
from bot.language import N_
from bot.network.membership import WITHOUT_MEMBER
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, post
from bot.reminders.texts import part_ended

USEFUL = timedelta(days=30)


@job("part", about=N_("Your member no longer takes part, or has not decided"), always=True, tells_who_is_out=True)
def plan(run: Run) -> Iterator[Post]:
    """On the first working morning after the member's last day, to each of its people who was in before."""
    affairs = affairs_of(run)
    for day in _days(run):
        due = hours_of(run).after(day - ONE_DAY, 1)
        if not is_wanted(run, due):
            continue
        about = About("part", "ended", due, due + USEFUL, day, since=due)
        for person in affairs.people:
            to = affairs.reach(person)
            was_in = person.confirmed_at is None or person.confirmed_at <= due
            ended = affairs.takes_part(person, day - ONE_DAY) and not affairs.takes_part(person, day)
            if to and was_in and ended and person.member and person.role not in WITHOUT_MEMBER:
                yield post(
                    run, about, person.member.id, to, part_ended, person.member, affairs.history_of(person.member, day)
                )


def _days(run: Run) -> list[date]:
    """The days on which somebody may take part no longer: the first of each period, and those after a last day."""
    affairs = affairs_of(run)
    ends = [each.ends + ONE_DAY for there in affairs.memberships.values() for each in there if each.ends]
    return sorted({*(each.starts for each in affairs.periods), *ends})
