"""Scores how well a question fits an utterance, 0 to 100, by patterns of signs. Pure.

A pattern names what must be there (`needs`: one sign of each row) and what may be there too (`takes`). Every other
sign and every unknown word lowers the score: to answer another question is worse than to ask which one it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from bot.intents.reading import Utterance, Utterances
from bot.intents.vocabulary import Sign

ENOUGH: Final = 65
"""The score from which a question is answered; below, the likeliest are offered."""
_START, _NEED, _TAKE, _MOST_TAKEN = 60, 10, 4, 2
_HALF: Final = 40
_FOREIGN, _UNKNOWN, _STRANGE, _CORRECTED = 15, 18, 30, 5
_SAYS_LITTLE: Final = (
    Sign.WHICH, Sign.HOW, Sign.LIST, Sign.ALL, Sign.OPEN, Sign.HAPPENS, Sign.WITH, Sign.GONE, Sign.STEP, Sign.ABOUT,
    Sign.WAS, Sign.DONE, Sign.LAST, Sign.BEGINS, Sign.ENDS, Sign.WHEN, Sign.OTHERS, Sign.NEXT,
)  # fmt: skip
_COSTS_MUCH: Final = (Sign.BEFORE, Sign.CHANGES, Sign.ERRAND, Sign.DECIDED, Sign.RECORD)
_WEIGHTS: Final = {**dict.fromkeys(_SAYS_LITTLE, 5), Sign.NOT: 25, **dict.fromkeys(_COSTS_MUCH, 40)}
"""What a sign costs that has no place in a question, where it is not `_FOREIGN`: those that say little, a denial, who
was before somebody, the wish that something be done, and what only minutes know."""

ALWAYS: Final = frozenset(
    {
        Sign.HELLO,
        Sign.THANKS,
        Sign.HELP,
        Sign.MY,
        Sign.TELL,
        Sign.TOPIC,
        Sign.WHAT,
        Sign.WHY,
        Sign.NETWORK,
        Sign.NAMED,
        Sign.YEARS,
        Sign.FIND,
        Sign.WANTS,
        Sign.WE,
        Sign.OURS,
        Sign.NOTES,
        Sign.PERSONS,
        Sign.FIRST,
    }
)
"""Signs that stand in any question."""


@dataclass(frozen=True)
class Pattern:
    """One way to ask something."""

    needs: tuple[frozenset[Sign], ...]
    takes: frozenset[Sign] = frozenset()
    never: frozenset[Sign] = frozenset()
    about: bool = False
    """Whether unknown words are what is asked about, and cost nothing."""
    whole: bool = False
    """Whether the whole text must be it, as of a greeting."""

    def score(self, utterance: Utterance) -> int:
        """How well it fits, 0 to 100; at most `_HALF` when something needed is not there."""
        met = sum(bool(need & utterance.signs) for need in self.needs)
        if met < len(self.needs) or self.never & utterance.signs:
            return min(_HALF, _NEED * met + _TAKE * len(utterance.signs & self.takes)) if met else 0
        used = frozenset().union(*self.needs)
        foreign = utterance.signs - used - self.takes - ALWAYS - (utterance.in_topic if self.about else frozenset())
        taken = min(len(utterance.signs & (self.takes - used)), _MOST_TAKEN)
        cost = sum(_WEIGHTS.get(each, _FOREIGN) for each in foreign) + _CORRECTED * utterance.corrected
        if not self.about:
            cost += _STRANGE * utterance.strange + _UNKNOWN * (len(utterance.unknown) - utterance.strange)
        return max(0, min(100, _START + _NEED * len(self.needs) + _TAKE * taken - cost))


def pattern(
    *needs: Sign | tuple[Sign, ...], takes: Iterable[Sign] = (), never: Iterable[Sign] = (), about: bool = False,
    whole: bool = False,
) -> Pattern:  # fmt: skip
    """A pattern; a need that is a row of signs wants one of them."""
    rows = tuple(frozenset(each if isinstance(each, tuple) else (each,)) for each in needs)
    return Pattern(rows, frozenset(takes), frozenset(never), about, whole)


Recognises = Callable[[Utterances], tuple[int, Utterance]]
"""The score, and the sentence that got it."""


def any_of(*patterns: Pattern) -> Recognises:
    """Recognise a question by the pattern that fits best, in the sentence where it does."""

    def recognises(utterances: Utterances) -> tuple[int, Utterance]:
        best = (0, utterances.whole)
        for each in patterns:
            for utterance in (utterances.whole,) if each.whole else utterances.sentences:
                score = each.score(utterance)
                if score > best[0]:
                    best = (score, utterance)
        return best

    return recognises
