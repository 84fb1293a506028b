"""/erfarenhet sök: find experiences by words, best hit first; any words that are no sub-word search too."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.messages import Form
from bot.dates.when import FIRST_YEAR, LAST_YEAR, Span
from bot.experiences.card import PageValue
from bot.experiences.load import SearchChoices
from bot.experiences.results import narrow_form
from bot.experiences.search import Query
from bot.experiences.show import hits_for, hits_within
from bot.feature.declare import Answer, By, Call, button, form, otherwise, word
from bot.feature.values import number_in
from bot.language import N_


@word(
    "erfarenhet", "sök", "search", about=N_("Search the network's experiences"), argument=N_("<words>"),
    label=N_("Search experiences"), first=9,
)  # fmt: skip
def search_words(call: Call) -> Answer:
    """The first page of what holds the words, of the member, activity or year that stands among them."""
    return hits_for(call, call.words, 1)


@otherwise("erfarenhet", about=N_("The same: search"), argument=N_("<words>"))
def search_otherwise(call: Call) -> Answer:
    """The same, without the word for it."""
    return hits_for(call, call.words, 1)


@button("experience.found")
def further(call: Call) -> Answer:
    """Another page of the same search."""
    value = PageValue.read(call.value)
    return hits_within(call, Query.read(value.about), value.page)


@button("experience.narrower")
def narrow_in_window(call: Call) -> Answer:
    """The form that narrows it, where the menus are too long to stand under the hits."""
    return narrow_form(call.say, Query.read(call.value), SearchChoices.load(call))


@form("experience.narrower", by=By.ANYONE)
def search_narrowed(call: Call) -> Answer:
    """What was found, in the same window."""
    member, activity, year = (number_in(call.fields.text(name)) or None for name in ("member", "activity", "year"))
    days = Span.year(year) if year and FIRST_YEAR <= year <= LAST_YEAR else None
    hits = hits_within(call, replace(Query.read(call.value), member=member, activity=activity, time=days), 1)
    return Form("notice", call.say("Search experiences"), hits.blocks)


@button("experience.narrow")
def narrow(call: Call) -> Answer:
    """The same search of one member, activity or year, or of all again."""
    return hits_within(call, Query.read(call.value), 1)
