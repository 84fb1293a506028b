"""The agreement ends: 180, 90 and 30 days before, as members need time to decide whether to go on (domain 20)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.dates.when import ONE_DAY, moment
from bot.feature.declare import CHANNEL, Post, Run, job
from bot.language import N_
from bot.models import Member, Period
from bot.network.hours import offsets
from bot.network.membership import Part, part_on
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, post
from bot.reminders.texts import agreement_ends


@job("agreement", about=N_("The agreement ends"), in_channel=True)
def plan(run: Run) -> Iterator[Post]:
    """180, 90 and 30 days before, in the channel; not when all members have decided on the next period already."""
    for period in affairs_of(run).periods:
        undecided = _undecided(run, period)
        if undecided is not None and not undecided:
            continue
        until = moment(period.ends + ONE_DAY, 0, run.zone)
        for days in offsets(run.network, "agreement"):
            due = hours_of(run).before(period.ends, days)
            if is_wanted(run, due):
                about = About("agreement", days, due, until, period.ends)
                yield post(run, about, period.id, CHANNEL, agreement_ends, period, undecided or ())


def _undecided(run: Run, period: Period) -> list[Member] | None:
    """This period's members that have not decided on the next; None when there is no next period yet."""
    affairs = affairs_of(run)
    following = next((each for each in affairs.periods if each.starts > period.ends), None)
    if following is None:
        return None
    there = affairs.memberships.get(following.id, [])
    decided = {each.member_id for each in there if part_on(each, following.starts) is not Part.UNDECIDED}
    return [each for each in affairs.members_on(period.ends) if each.id not in decided]
