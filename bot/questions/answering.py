"""From plain words to an answer: the question that fits best, several where several are asked, else a choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.blocks.messages import Message
from bot.feature.call import Answer, Call
from bot.feature.declare import Declared, Likely
from bot.intents.matching import ENOUGH
from bot.intents.reading import Utterance, Utterances, utterances_of
from bot.intents.vocabulary import Sign
from bot.network.plan import entities_of
from bot.questions.view import answers_together, not_understood

MOST_ANSWERED: Final = 3
"""Questions of one message that are answered."""


def answer_words(declared: Declared, call: Call) -> Answer:
    """Answer what was asked in plain words; what is not surely understood gets the likeliest, to choose from."""
    utterances = utterances_of(call.words, entities_of(call))
    questions = list(_questions(declared, utterances))[:MOST_ANSWERED]
    if len(questions) > 1:
        answers = [each.question.does(replace(call, utterance=each.utterance)) for each in questions]
        if together := answers_together([each for each in answers if isinstance(each, Message)]):
            return together
    likeliest = declared.likeliest(utterances)
    for each in likeliest:
        if each.score < ENOUGH:
            break
        answer = each.question.does(replace(call, utterance=each.utterance))
        if answer is not None:
            return answer
    return not_understood(call, likeliest)


def _questions(declared: Declared, utterances: Utterances) -> Iterator[Likely]:
    """The different questions of a text, each from a sentence of its own; greetings are none."""
    before, names = Utterance(), set[str]()
    for utterance in utterances.sentences if len(utterances.sentences) > 1 else ():
        utterance = _goes_on(before, utterance)
        best = declared.likeliest(Utterances((utterance,), Utterance()))[0]
        if best.score >= ENOUGH and best.question.name not in names:
            names.add(best.question.name)
            before = utterance
            yield best


def _goes_on(before: Utterance, this: Utterance) -> Utterance:
    """A sentence with the time of the one before it, when it names none: "När är mötet i november? Vem är värd?"."""
    if this.when is not None or this.doubt or this.signs & {Sign.NEXT, Sign.LAST, Sign.AFTER, Sign.FINAL}:
        return this
    return replace(this, when=before.when, side=before.side)
