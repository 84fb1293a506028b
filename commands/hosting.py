"""/vardskap: who hosted, hosts and will host, and who coordinates (domain 6, 7)."""

from __future__ import annotations

from bot.feature.declare import Answer, Call, button, command
from bot.home.show import with_earlier_periods
from bot.hosting.card import hosting_card
from bot.hosting.load import HostingCard
from bot.language import N_
from bot.network.periods import Shown


@command(
    "vardskap",
    "hosting",
    about=N_("Who hosted, hosts and will host, and who coordinates"),
    in_time=N_("Who is the host"),
    label=N_("Who hosts?"),
    first=15,
)
@button("hosting.show")
def hosting(call: Call) -> Answer:
    """The order of hosts and the coordination group."""
    return with_earlier_periods(call, hosting_card(call.say, HostingCard.load(call)), Shown.HOSTING)
