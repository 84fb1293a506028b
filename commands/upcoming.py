"""/natverk kommande: what goes out by itself in the coming weeks, when and to whom."""

from __future__ import annotations

from datetime import timedelta

from bot.feature.declare import Answer, By, Call, button, declared, word
from bot.language import N_
from bot.network import store as network_store
from bot.outbox.preview import preview
from bot.reminders.settings import upcoming

WEEKS = 6
"""How far ahead, unless a number of weeks is given."""
MOST_WEEKS = 52


@word(
    "natverk", "kommande", "coming", about=N_("What goes out by itself in the coming weeks, when and to whom"),
    argument="<n>", by=By.COORDINATOR, label=N_("What goes out"), first=6,
)  # fmt: skip
@button("network.coming", by=By.COORDINATOR)
def coming(call: Call) -> Answer:
    """Just what will be sent, as far as is known today."""
    wish = (call.words or call.value)[:4]
    weeks = min(max(int(wish), 1), MOST_WEEKS) if wish.isdecimal() else WEEKS
    previews = preview(
        call.session, declared.jobs.values(), [call.network], since=call.now, until=call.now + timedelta(weeks=weeks),
        coordinators=lambda session, network: call.coordinators(), prefix=call.prefix,
    )  # fmt: skip
    names = {each.slack_id: each.name for each in network_store.people(call.session, call.network) if each.slack_id}
    return upcoming(call.say, previews, names, weeks)
