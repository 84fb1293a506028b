"""The app's Home tab, and the search that stands there for those who know no command."""

from __future__ import annotations

from bot.blocks.messages import Form, Message
from bot.experiences.results import hits_for
from bot.feature.declare import Answer, By, Call, button, form, home
from bot.home.home import home_for, search_form


@home()
def shown(call: Call) -> Answer:
    """The Home tab as it is now."""
    return home_for(call)


@button("home.search")
def search(call: Call) -> Answer:
    """The form that asks for words."""
    return search_form(call.say)


@form("home.search", by=By.ANYONE)
def searched(call: Call) -> Answer:
    """What was found, in the same window."""
    found: Message = hits_for(call, " ".join(call.fields.text("words").split()), 1)
    return Form("notice", call.say("Search experiences"), found.blocks)
