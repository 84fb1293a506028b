"""From plain words to an answer: the question that fits best, several where several are asked, else a choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.blocks.messages import LimitExceeded, Message
from bot.blocks.parts import actions, button, section
from bot.feature.call import Answer, Call
from bot.feature.declare import Declared, Likely
from bot.intents.matching import ENOUGH
from bot.intents.reading import Utterance, Utterances, utterances_of
from bot.intents.vocabulary import Sign
from bot.language import Text, lines
from bot.network.plan import entities_of

MOST: Final = 3
ANYBODY_ASKS: Final = ("meeting", "host", "activities.open")
"""Offered when nothing at all was understood."""


def not_understood(call: Call, likeliest: Sequence[Likely]) -> Message:
    """Say so, and offer the likeliest questions; equals stand in the order they are declared in."""
    say = call.say
    nothing = not likeliest or likeliest[0].score == 0
    fitting = [each.question for each in likeliest if not nothing or each.question.name in ANYBODY_ASKS]
    offered = [each for each in fitting if each.example][:MOST]
    sentence = say("I am not sure what you ask. Do you mean one of these?")
    if not offered:
        return Message(say("I am not sure what you ask. `{command}` shows what I can answer.",
                           command=call.command("natverk", "network", say("help"))))  # fmt: skip
    rows = [button("question.ask", say(each.example), f"{say.code}.{each.name}") for each in offered]
    text = lines(sentence, *(say("• {question}", question=say(each.example)) for each in offered))
    return Message(text, [section(sentence), actions(*rows)])


MOST_ANSWERED: Final = 3
"""Questions of one message that are answered."""


def answer_words(declared: Declared, call: Call) -> Answer:
    """Answer what was asked in plain words; what is not surely understood gets the likeliest, to choose from."""
    utterances = utterances_of(call.words, entities_of(call))
    asked = list(_each_asked(declared, utterances))
    if len(asked) > 1 and (together := _together(call, asked)) is not None:
        return together
    likeliest = declared.likeliest(utterances)
    for each in likeliest:
        if each.score < ENOUGH:
            break
        answer = each.question.does(replace(call, utterance=each.utterance))
        if answer is not None:
            return answer
    return not_understood(call, likeliest)


def _each_asked(declared: Declared, utterances: Utterances) -> Iterator[Likely]:
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


def _together(call: Call, asked: list[Likely]) -> Message | None:
    """The answers in one message; None when there are not several that can stand together."""
    told = [each.question.does(replace(call, utterance=each.utterance)) for each in asked[:MOST_ANSWERED]]
    messages = list({each.text: each for each in told if isinstance(each, Message)}.values())
    if len(messages) < 2:
        return None
    blocks = [block for each in messages for block in each.blocks or [section(each.text)]]
    files = tuple(file for each in messages for file in each.files)
    try:
        return Message(lines(*(Text(each.text) for each in messages)), blocks, files=files)
    except LimitExceeded:
        return None  # too much for one message, or two cards of one meeting
