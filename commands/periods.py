"""/natverk, /aktiviteter and /vardskap with a period's name, and the buttons to earlier ones: to be read."""

from __future__ import annotations

from bot.feature.declare import Answer, Call, Refusal, button, otherwise
from bot.home.show import earlier_periods, show_period
from bot.language import N_
from bot.network import store as network_store
from bot.network.periods import PeriodValue, Shown


@otherwise("natverk", about=N_("The network as it was in a period"), argument=N_("<period>"))
def network_then(call: Call) -> Answer:
    """The network in the period of that name or year; None: there is none."""
    period = network_store.period_meant(call.session, call.network, call.words)
    return show_period(call, period, Shown.NETWORK) if period else None


@otherwise("aktiviteter", about=N_("The activities of a period"), argument=N_("<period>"))
def activities_then(call: Call) -> Answer:
    """The activities of the period of that name."""
    return show_named(call, Shown.ACTIVITIES)


@otherwise("vardskap", about=N_("Who hosted in a period"), argument=N_("<period>"))
def hosting_then(call: Call) -> Answer:
    """The hosts of the period of that name."""
    return show_named(call, Shown.HOSTING)


def show_named(call: Call, shown: Shown) -> Answer:
    """Something of the period whose name was typed; None: that is no period's name."""
    period = network_store.period_named(call.session, call.network, call.words)
    return show_period(call, period, shown) if period else None


@button("periods.earlier")
def earlier(call: Call) -> Answer:
    """The periods that have ended."""
    return earlier_periods(call, Shown(call.value) if call.value in set(Shown) else Shown.NETWORK)


@button("periods.show")
def show(call: Call) -> Answer:
    """What the button shows of a period."""
    value = PeriodValue.read(call.value)
    period = network_store.period_of_row(call.session, call.network, value.period)
    if period is None or value.shown is None:
        raise Refusal(N_("That period is no longer there. `{command}` shows the network."),
                      command=call.command("natverk", "network"))  # fmt: skip
    return show_period(call, period, value.shown)
