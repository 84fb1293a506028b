"""/erfarenhet sök: find experiences by words, best hit first; any words that are no sub-word search too."""

from __future__ import annotations

from bot import store_experiences
from bot.declare import Answer, Call, button, otherwise, word
from bot.language import N_
from bot.meant import reader_of
from bot.rules.search_words import terms
from bot.search import search
from bot.views.experience_hits import PER_PAGE, found, nothing_found, what_to_search


@word("erfarenhet", "sök", "search", about=N_("Search the network's experiences"), argument="<words>")
def search_words(call: Call) -> Answer:
    """The first page of what holds the words."""
    return hits(call, call.words, 1)


@otherwise("erfarenhet", about=N_("The same: search"), argument="<words>")
def search_otherwise(call: Call) -> Answer:
    """The same, without the word for it."""
    return hits(call, call.words, 1)


@button("experience.found")
def further(call: Call) -> Answer:
    """Another page of the same search."""
    page, _, words = call.value.partition(".")
    return hits(call, words, int(page[:3]) if page.isdecimal() else 1)


def hits(call: Call, words: str, page: int) -> Answer:
    """One page of what was found."""
    looked_for = terms(words)
    if not looked_for:
        return nothing_found(call, words) if words else what_to_search(call)
    skip = (max(page, 1) - 1) * PER_PAGE
    hits = search(call.session, call.network, reader_of(call), looked_for, skip=skip, most=PER_PAGE)
    shown = store_experiences.in_this_order(call.session, hits.ids)
    if not shown:
        return nothing_found(call, words)
    return found(call, " ".join(words.split()), looked_for, hits, shown, max(page, 1))
