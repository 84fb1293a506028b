"""From plain words to an answer: the question that fits best, several where several are asked, else a choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.blocks.messages import Message
from bot.dates.in_words import understood
from bot.dates.typed import AmbiguousDate, NamedSpan, NotADate, parse_date
from bot.feature.call import Answer, Call, Does
from bot.feature.declare import Declared, Likely
from bot.feature.pages import asked_again, turned_by
from bot.intents.matching import ENOUGH
from bot.intents.reading import Utterance, Utterances, utterances_of
from bot.intents.vocabulary import Sign
from bot.network import store as network_store
from bot.network.plan import entities_of, seasons_of
from bot.questions.meetings import holding_today
from bot.questions.network import no_such_member
from bot.questions.selection import DoubtfulDate
from bot.questions.view import answers_together, not_understood, which_date

MOST_ANSWERED: Final = 3
"""Questions of one message that are answered."""


def answer_words(declared: Declared, call: Call, instead: Does | None = None) -> Answer:
    """Answer what was asked in plain words; what is not surely understood gets the likeliest, to choose from, or what
    is said `instead`, and a date in doubt is asked about."""
    return turned_by(answer_for_dates(declared, call, (), instead), asked_again(call.words))


def answer_at_time(declared: Declared, call: Call, asks: str, which: tuple[str, str], typed: str) -> Answer:
    """What a command shows at the time typed after it; None when that is no time. `which`: its word, in Swedish and
    English."""
    try:
        meant = parse_date(typed, call.today, seasons=seasons_of(call.network))
        typed = typed if meant.side else understood(meant.span, meant.kind, call.say.code)
    except NotADate as fault:
        if fault.reason == "unknown":
            return None
    except AmbiguousDate:
        pass
    return answer_words(declared, replace(call, words=f"{call.say.plain(asks)} {which[call.say.code == 'en']} {typed}"))


def answer_for_dates(
    declared: Declared, call: Call, chosen: Sequence[NamedSpan], instead: Does | None = None
) -> Answer:
    """Answer with what was chosen where dates are in doubt. A date that is one of several certain ones is answered for
    beside them."""
    try:
        return _answer(declared, call, utterances_of(call.words, replace(entities_of(call), chosen=chosen)), instead)
    except DoubtfulDate as doubt:
        if not doubt.offers:
            raise
        if doubt.are_all_meant and (together := _for_each(declared, call, chosen, doubt.offers)):
            return together
        return which_date(call, call.say(doubt.sentence, **doubt.values), doubt.offers, can_choose=not chosen)


def _for_each(
    declared: Declared, call: Call, chosen: Sequence[NamedSpan], dates: Sequence[NamedSpan]
) -> Message | None:
    """The answers for several dates; None when they are too many, or do not stand together."""
    if len(dates) > MOST_ANSWERED or len(chosen) > 1:
        return None
    answers = [answer_for_dates(declared, call, (*chosen, each)) for each in dates]
    messages = [each for each in answers if isinstance(each, Message)]
    return messages[0] if len({each.text for each in messages}) == 1 else answers_together(messages)


def _answer(declared: Declared, call: Call, utterances: Utterances, instead: Does | None) -> Answer:
    questions = list(_questions(declared, utterances))[:MOST_ANSWERED]
    if len(questions) > 1:
        answers = [_answer_to(call, each) for each in questions]
        if together := answers_together([each for each in answers if isinstance(each, Message)]):
            return together
    likeliest = declared.likeliest(utterances)
    for each in likeliest:
        if each.score < ENOUGH:
            break
        answer = _answer_to(call, each)
        if answer is not None:
            return answer
    return instead(call) if instead is not None else not_understood(call, likeliest)


def _answer_to(call: Call, asked: Likely) -> Answer:
    """The answer; what holds on the day it is asked says so, where another time was asked for."""
    call = replace(call, utterance=asked.utterance)
    if asked.utterance.outsiders and Sign.JOIN not in asked.utterance.signs:
        return _of_outsiders(call, asked)
    answer = asked.question.does(call)
    return holding_today(call, answer) if asked.question.holds_today and isinstance(answer, Message) else answer


def _of_outsiders(call: Call, asked: Likely) -> Answer:
    """That the network has no such members; and the answer for those named beside them."""
    unknown = no_such_member(call, network_store.members_around(call.session, call.network, call.today))
    answer = asked.question.does(call) if asked.utterance.who else None
    return (answers_together([answer, unknown]) if isinstance(answer, Message) else None) or unknown


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
    return replace(this, when=before.when)
