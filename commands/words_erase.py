"""Erase words for good, such as a child's name, wherever they stand in the network: for coordinators, asked twice."""

from __future__ import annotations

from bot.experiences.posts import tell_of_erased_words
from bot.feature.declare import Answer, AskedAgain, By, Call, FieldRefusal, button, form
from bot.kept.view import WHY_WORDS, erase_words_form, erased_words, sure_of
from bot.kept.words import Erasable, erase_words, find_words
from bot.language import N_
from bot.text import one_line

FEWEST = 2


@button("words.erase", by=By.COORDINATOR)
def ask_which(call: Call) -> Answer:
    """Ask which words are to go."""
    return erase_words_form(call.say)


@form("words.erase", by=By.COORDINATOR)
def erased(call: Call) -> Answer:
    """Say where they stand and ask once more; then erase them."""
    typed = one_line(call.fields.text("words"))
    if sum(map(str.isalnum, typed)) < FEWEST:
        raise FieldRefusal("words", N_("Write at least {fewest} letters."), fewest=FEWEST)
    reasons = {each.value: each for each in WHY_WORDS}
    because = reasons.get(call.fields.text("because"))
    if because is None:
        raise FieldRefusal("because", N_("Choose why they are erased."))
    words = Erasable.typed(typed)
    found = find_words(call.session, call.network, words)
    if not found:
        raise FieldRefusal("words", N_("No text that can be erased here holds these words. Nothing was erased."))
    if "yes" not in call.fields.chosen(sure_of(typed, found)):
        raise AskedAgain(erase_words_form(call.say, typed, because, found))
    for each in erase_words(call.session, call.network, words, found, by=call.user.id, because=because, now=call.now):
        tell_of_erased_words(call, each, because)
    return erased_words(call.say, found)
