"""Cuts a sentence into words, each as the vocabulary has it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.language import fold
from bot.rules.asked_forms import parts_of_compound, spelled_right, with_other_ending
from bot.rules.asked_vocabulary import vocabulary
from bot.rules.asked_words import SPOKEN

WORD: Final = re.compile(r"#?[^\W_]+")
MOST_MISSPELLED: Final = 12
"""Words of a sentence that are tried to be put right; who misspells more is not understood anyway."""


@dataclass(frozen=True)
class Token:
    """One word of a sentence."""

    typed: str
    word: str
    """Folded, and as the vocabulary has it."""
    is_corrected: bool = False
    """Whether it was misspelled."""

    @property
    def raw(self) -> str:
        """Small, with its dots."""
        return self.typed.lower()


def tokens_of(
    sentence: str, most: int, names: Collection[str], is_named: Callable[[str], bool], *, is_english: bool
) -> list[Token]:
    """The first words of a sentence. Members' names are words too, and what names an activity stays as it is; a
    compound is its two words."""
    reader = _Reader(frozenset(names), is_named, is_english)
    found = [token for typed in WORD.findall(sentence)[:most] for token in reader.read(typed)]
    return found if is_english else [_as_written(found, at) for at in range(len(found))]


@dataclass
class _Reader:
    names: frozenset[str]
    is_named: Callable[[str], bool]
    is_english: bool
    tried: int = 0

    def read(self, typed: str) -> list[Token]:
        word = word_of(typed.lower())
        if self._is_known(word):
            return [Token(typed, word)]
        self.tried += 1
        if self.tried > MOST_MISSPELLED:
            return [Token(typed, word)]
        if bent := with_other_ending(word, is_english=self.is_english):
            return [Token(typed, bent)]
        if parts := parts_of_compound(word, self.names, is_english=self.is_english):
            return [Token(typed, each) for each in parts]
        right = spelled_right(word, tuple(self.names))
        return [Token(typed, right or word, is_corrected=right is not None)]

    def _is_known(self, word: str) -> bool:
        known = vocabulary()
        return (
            word in known.words or word in self.names or word in known.parts or word.isdecimal() or self.is_named(word)
        )


def word_of(raw: str) -> str:
    """A word as the vocabulary has it. Some that only dots tell apart are kept apart: vård is not värd."""
    if raw.startswith("vård") and len(raw) > 4:
        return raw
    folded = _APART.get(raw) or fold(raw)
    return SPOKEN.get(folded, folded)


_APART: Final = {
    "vår": "var_season",
    "våra": "bot",
    "vårt": "bot",
    "höst": "host_season",
    "nås": "kontakt",
    "sa": "sade",
    "ns": "nasta",
    "över": "bot",
    "ändra": "byta",
    "vär": "vard",
    "värn": "varden",
    "nä": "nar",
    "när": "nar",
    "näe": "nar",
    "närå": "nar",
    "nåe": "nar",
}


# words that spoken Swedish makes alike


def _as_written(tokens: Sequence[Token], at: int) -> Token:
    """ "Ja" beside a verb is "jag", "me" is "med", and "va" is "vad", "var" or "vara"."""
    word = tokens[at].word
    if word not in _SPOKEN_ALIKE:
        return tokens[at]
    before = tokens[at - 1].word if at else ""
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word == "ja":
        return replace(tokens[at], word="jag") if {before, after} & _BESIDE_I else tokens[at]
    if word == "me":
        return replace(tokens[at], word="med")
    return replace(tokens[at], word="var" if before in _BEFORE_WAS else "vara" if before in _BEFORE_BE else "vad")


_SPOKEN_ALIKE: Final = frozenset(["ja", "me", "va"])
_BESIDE_I: Final = frozenset(
    "ska har kan vill maste borde bor far behover vet kommer undrar skulle tror gor".split()  # noqa: SIM905
)
_BEFORE_WAS: Final = frozenset(["vem", "vilka", "nar", "som", "det", "vilken"])
_BEFORE_BE: Final = frozenset(["ska", "skulle", "kan", "vill", "vi", "ni", "du", "jag", "man", "far", "rapporten"])
