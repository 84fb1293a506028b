"""/natverk historik: who changed what when, for coordinators."""

from __future__ import annotations

from bot.feature.declare import Answer, By, Call, Refusal, button, word
from bot.kept.nouns import noun_in_words
from bot.kept.record import noun_named, recorded
from bot.kept.view import history, nothing_recorded
from bot.language import N_
from bot.models.record import RECORDED

MOST = 500
NO_SUCH_NOUN = N_("The record has nothing called “{word}”. These work: {nouns}.")


@word("natverk", "historik", "history", about=N_("Who changed what when, for the coordinator"),
      argument=N_("<noun>"), by=By.COORDINATOR)  # fmt: skip
def the_record(call: Call) -> Answer:
    """The whole record, or that of one noun."""
    noun = noun_named(call.say, call.words) if call.words else ""
    if noun is None:
        nouns = ", ".join(noun_in_words(call.say, each.__name__).lower() for each in RECORDED)
        raise Refusal(NO_SUCH_NOUN, word=call.words[:80], nouns=nouns)
    return of_noun(call, noun)


@button("record.show", by=By.COORDINATOR)
def further(call: Call) -> Answer:
    """The record of the noun a button names."""
    return of_noun(call, noun_named(call.say, call.value) or "")


def of_noun(call: Call, noun: str) -> Answer:
    """Draw it."""
    rows = recorded(call.session, call.zone, noun, MOST, call.network)
    return history(call.say, rows, noun, most=MOST) if rows else nothing_recorded(call.say)
