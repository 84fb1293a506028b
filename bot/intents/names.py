"""The names a sentence can hold: of members, and of activities by the words of their titles. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bot.intents.tokens import WORD, Token, stem
from bot.intents.vocabulary import Sign, vocabulary
from bot.language import fold

Names = dict[str, tuple[int, ...]]
"""Words, with the members or activities they name."""
SHORTEST_NAME: Final = 3
MOST_NAMED: Final = 3
"""A word that stands in more titles than this names none of them."""


@lru_cache(maxsize=16)
def member_words(members: tuple[tuple[int, tuple[str, ...]], ...]) -> Names:
    """Every word of the members' names, also in the genitive, with whose it is."""
    owners: dict[str, tuple[int, ...]] = {}
    for number, names in members:
        for word in {word for name in names for word in WORD.findall(fold(name))}:
            if len(word) < SHORTEST_NAME or word in vocabulary().words or word in _NOT_NAMES:
                continue
            for form in (word, word if word.endswith("s") else word + "s"):
                owners[form] = (*owners.get(form, ()), number) if number not in owners.get(form, ()) else owners[form]
    return owners


_NOT_NAMES: Final = frozenset(
    ["stadsdel", "stadsdelen", "kommun", "kommunen", "region", "regionen", "stad", "staden", "och", "and"]
)


@lru_cache(maxsize=16)
def title_words(activities: tuple[tuple[int, str], ...]) -> Names:
    """The stems of the words of the activities' titles, with the numbers of the activities; none that all have."""
    numbers: dict[str, list[int]] = {}
    for number, title in activities:
        words = WORD.findall(fold(title))
        nouns = words[1:] if words and words[0].endswith("a") else words  # titles begin with what is to be done
        for each in {_stem(word) for word in nouns if _may_name(word) and word not in _VERBS}:
            numbers.setdefault(each, []).append(number)
    return {stem: tuple(each) for stem, each in numbers.items() if len(each) <= MOST_NAMED}


_VERBS: Final = (
    "anvanda", "arbeta", "folja", "lata", "lyfta", "sprida", "utveckla", "aktivt", "innebar", "komma", "kommer",
)  # fmt: skip
_ALSO_NAMED: Final = {
    "report": "rapport", "slutrapport": "rapport",
    **dict.fromkeys(("hemsid", "hemsida", "websit", "website", "webbplat", "webbplats", "webbsid", "webbsidan",
                     "homepag", "homepage", "webb", "webbsajt", "sajt"), "hemsidan"),
}  # fmt: skip


def _may_name(word: str) -> bool:
    if word == "report" or _ALSO_NAMED.get(_stem(word)):
        return True
    return len(word) >= 5 and vocabulary().words.get(word, Sign.TOPIC) is Sign.TOPIC


def _stem(word: str) -> str:
    return stem(word, "swedish")


def title_stem(word: str) -> str:
    """The stem by which titles know a word; some things have two names, or an English one."""
    return _ALSO_NAMED.get(_stem(word), _stem(word))


def activities_named(tokens: Sequence[Token], titles: Names) -> tuple[int, ...]:
    """The activities whose titles have the most of the words, the best first."""
    scores: dict[int, float] = {}
    for named in {title_stem(fold(each.raw)) for each in tokens if _may_name(fold(each.raw))}:
        for number in titles.get(named, ()):
            scores[number] = scores.get(number, 0) + 1 / len(titles[named])
    best = max(scores.values(), default=0)
    return tuple(sorted(number for number, each in scores.items() if each >= best - 0.01))
