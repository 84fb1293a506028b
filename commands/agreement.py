"""/natverk överenskommelse: what the members have agreed on, to be read."""

from __future__ import annotations

from bot.feature.declare import Answer, Call, button, word
from bot.home.show import known_period, show_agreement, show_period
from bot.language import N_
from bot.network.periods import Shown


@word("natverk", "överenskommelse", "agreement", about=N_("What the members have agreed on"), argument=N_("<period>"),
      label=N_("What have we agreed on?"))  # fmt: skip
@button("network.agreement")
def the_agreement(call: Call) -> Answer:
    """The agreement in force; with a period's name, that of the period."""
    if call.words:
        return show_period(call, known_period(call, call.words), Shown.AGREEMENT)
    return show_agreement(call)
