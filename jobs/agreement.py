"""The agreement ends: 180, 90 and 30 days before, as members need time to decide whether to go on (domain 20)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bot.dates.when import ONE_DAY, moment
from bot.feature.declare import CHANNEL, Post, Run, Worded, job, over
from bot.language import N_, Say
from bot.models import Period
from bot.network.hours import offsets
from bot.network.membership import has_decided
from bot.reminders.posts import About, affairs_of, hours_of, is_wanted, post
from bot.reminders.texts import A_BOARD_NEEDS, NextAgreement, agreement_ended, agreement_ends


@job("agreement", about=N_("The agreement ends"), in_channel=True)
def plan(run: Run) -> Iterator[Post]:
    """180, 90 and 30 days before, in the channel; not when every member's decision on the next period is noted."""
    for period in affairs_of(run).periods:
        until = moment(period.ends + ONE_DAY, 0, run.zone)
        for days in offsets(run.network, "agreement"):
            due = hours_of(run).before(period.ends, days)
            if not is_wanted(run, due):
                continue
            following = _following(run, period)
            if following is None or following.not_noted:
                about = About("agreement", days, due, until, period.ends)
                late = days < A_BOARD_NEEDS
                yield post(run, about, period.id, CHANNEL, agreement_ends, period, following, is_late=late)


@over("agreement")
def reads(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """When the agreement has ended nobody is asked to decide any more."""
    period = next((each for each in affairs_of(run).periods if message.key.startswith(f"agreement/{each.id}/")), None)
    if period is None or run.now < moment(period.ends + ONE_DAY, 0, run.zone):
        return None
    return partial(agreement_ended, period=period)


def _following(run: Run, period: Period) -> NextAgreement | None:
    """What is noted of this period's members for the next; None when there is no next period yet."""
    affairs = affairs_of(run)
    following = next((each for each in affairs.periods if each.starts > period.ends), None)
    if following is None:
        return None
    decided = {each.member_id for each in affairs.memberships.get(following.id, []) if has_decided(each)}
    members = affairs.members_on(period.ends)
    return NextAgreement(
        decided=[each for each in members if each.id in decided],
        not_noted=[each for each in members if each.id not in decided],
    )
