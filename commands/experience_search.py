"""/erfarenhet sök: find experiences by words, best hit first; any words that are no sub-word search too."""

from __future__ import annotations

from bot.experiences.card import PageValue
from bot.experiences.search import Query
from bot.experiences.show import hits_for, hits_within
from bot.feature.declare import Answer, Call, button, otherwise, word
from bot.language import N_


@word("erfarenhet", "sök", "search", about=N_("Search the network's experiences"), argument=N_("<words>"))
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


@button("experience.narrow")
def narrow(call: Call) -> Answer:
    """The same search of one member, activity or year, or of all again."""
    return hits_within(call, Query.read(call.value), 1)
