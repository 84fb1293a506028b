"""Periods read as they were, as several commands answer alike: load, then show. Nothing in them can be changed."""

from __future__ import annotations

from typing import Final

from bot.activities.list import activity_list
from bot.activities.load import ActivityList
from bot.blocks.messages import Message
from bot.feature.call import Call, Refusal
from bot.feature.pages import again, whole_names
from bot.home.agreement import agreement_of
from bot.home.load import NetworkThen
from bot.home.periods import network_then, period_list, with_way_to_earlier, with_ways_in_period
from bot.hosting.card import hosting_of_period
from bot.hosting.rules import order_of
from bot.language import N_, escape
from bot.meetings import store as meetings_store
from bot.meetings.card import meetings_of_period
from bot.meetings.rules import outcome_of
from bot.models import Period
from bot.network import store as network_store
from bot.network.membership import ended
from bot.network.periods import PeriodValue, Shown

NO_PERIOD: Final = N_("No period is loaded yet.")
LONGEST_NAMES: Final = 500
"""Signs of the periods' names in a sentence."""


def known_period(call: Call, typed: str) -> Period:
    """The period of that name or year; who names another is told which there are."""
    period = network_store.period_meant(call.session, call.network, typed)
    if period is None:
        periods = network_store.periods(call.session, call.network)
        if not periods:
            raise Refusal(NO_PERIOD)
        raise Refusal(
            N_(
                "There is no period “{period}”. Periods that have ended are under “{button}” in `{command}`. These"
                " are the periods, the latest first: {known}"
            ),
            period=typed[:40],
            button=call.say("Earlier periods"),
            command=call.command("natverk", "network"),
            known=whole_names(call.say, [escape(each.name) for each in reversed(periods)], LONGEST_NAMES),
        )
    return period


def period_typed(call: Call, typed: str) -> Period | None:
    """The period of that name; where none is typed, and where none is loaded, the one in force."""
    if typed and network_store.periods(call.session, call.network):
        return known_period(call, typed)
    return network_store.period_at(call.session, call.network, call.today)


def with_earlier_periods(call: Call, message: Message, shown: Shown) -> Message:
    """A message with the way to the periods that have ended, where there are any."""
    is_any = ended(network_store.periods(call.session, call.network), call.today)
    return with_way_to_earlier(call.say, message, shown) if is_any else message


def show_agreement(call: Call) -> Message:
    """What is agreed on in the period in force, with the way to what was before."""
    period = network_store.period_at(call.session, call.network, call.today)
    if period is None:
        raise Refusal(NO_PERIOD)
    message = agreement_of(call.say, period, call.today, again("network.agreement"))
    return with_earlier_periods(call, message, Shown.AGREEMENT)


def earlier_periods(call: Call, shown: Shown) -> Message:
    """The periods that have ended, the last first; the only one at once."""
    periods = ended(network_store.periods(call.session, call.network), call.today)[::-1]
    return show_period(call, periods[0], shown) if len(periods) == 1 else period_list(call.say, periods, shown)


def show_period(call: Call, period: Period, shown: Shown) -> Message:
    """One thing of a period, with the ways to the others."""
    return with_ways_in_period(call.say, _of_period(call, period, shown), shown, period)


def _of_period(call: Call, period: Period, shown: Shown) -> Message:
    if shown is Shown.NETWORK:
        return network_then(call.say, NetworkThen.load(call, period))
    if shown is Shown.AGREEMENT:
        return agreement_of(call.say, period, call.today, again("periods.show", PeriodValue(shown, period.id)))
    if shown in (Shown.ACTIVITIES, Shown.LATE):
        return activity_list(call.say, ActivityList.of_period(call, period, shown))
    meetings = meetings_store.meetings_of_period(call.session, period)
    if shown is Shown.HOSTING:
        order = order_of(meetings, call.now, call.zone)
        away = meetings_store.with_host_away(call.session, call.network, order.coming)
        return hosting_of_period(call.say, period, order, call.today, away)
    return meetings_of_period(call.say, period, [(each, outcome_of(each, call.now, call.zone)) for each in meetings])
