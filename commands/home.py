"""The app's Home tab, the search that stands there for those who know no command, and the greeting in a new channel."""

from __future__ import annotations

from bot.blocks.messages import Form, Message
from bot.experiences.show import hits_for
from bot.feature.declare import Answer, By, Call, button, form, home, joined
from bot.home.greeting import greeting, greeting_in_another
from bot.home.home import home_tab, search_form
from bot.home.load import HomePage
from bot.home.todo import todo_list


@home()
def home_page(call: Call) -> Answer:
    """The Home tab as it is now."""
    return home_tab(call.say, HomePage.load(call))


@button("home.todo", by=By.CONFIRMED)
def everything_to_do(call: Call) -> Answer:
    """All that waits for the asker."""
    return todo_list(call.say, HomePage.load(call))


@button("home.search")
def search(call: Call) -> Answer:
    """The form that asks for words."""
    return search_form(call.say)


@form("home.search", by=By.ANYONE)
def search_hits(call: Call) -> Answer:
    """What was found, in the same window."""
    hits: Message = hits_for(call, " ".join(call.fields.text("words").split()), 1)
    return Form("notice", call.say("Search experiences"), hits.blocks)


@joined()
def greet(call: Call) -> Answer:
    """What the bot says where it comes into a channel."""
    if call.channel == call.network.channel:
        return greeting(call.say, call.network.name, call.command)
    return greeting_in_another(call.say, call.command)
