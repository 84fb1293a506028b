"""Cuts a sentence into words, and puts right those that are misspelled. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.language import fold
from bot.rules.asked_vocabulary import vocabulary

WORD: Final = re.compile(r"#?[^\W_]+")
LONGEST_WORD: Final = 30
MOST_MISSPELLED: Final = 12
"""Words of a sentence that are tried to be put right; who misspells more is not understood anyway."""


@dataclass(frozen=True)
class Token:
    """One word of a sentence."""

    typed: str
    word: str
    """Folded, and put right."""

    @property
    def raw(self) -> str:
        """Small, with its dots."""
        return self.typed.lower()

    @property
    def is_corrected(self) -> bool:
        """Whether it was misspelled."""
        return self.word != word_of(self.raw)


def tokens_of(sentence: str, most: int, names: Collection[str], is_named: Callable[[str], bool]) -> list[Token]:
    """The first words of a sentence, put right. Members' names are words too, and what names an activity stays."""
    known = vocabulary()
    found, tried = [], 0
    for typed in WORD.findall(sentence)[:most]:
        word = word_of(typed.lower())
        if not (word in known.words or word in names or word in known.parts or word.isdecimal() or is_named(word)):
            tried += 1
            word = (_meant(word, tuple(names)) if tried <= MOST_MISSPELLED else None) or word
        found.append(Token(typed, word))
    return found


def word_of(raw: str) -> str:
    """A word as the vocabulary has it. Some that only dots tell apart are kept apart: vård is not värd."""
    if raw.startswith("vård") and len(raw) > 4:
        return raw
    return _APART.get(raw) or fold(raw)


_APART: Final = {
    "vår": "var_season",
    "våra": "bot",
    "vårt": "bot",
    "höst": "host_season",
    "nås": "kontakt",
    "ns": "nasta",
    "över": "bot",
    "ändra": "byta",
    "vär": "vard",
    "värn": "varden",
}
_DOUBLED: Final = re.compile(r"(\w)\1")


@lru_cache(maxsize=4096)
def _meant(word: str, names: tuple[str, ...]) -> str | None:
    """The word that was misspelled: one letter wrong, left out, doubled or exchanged; two in long words."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < 3 or word.startswith("vård") or not word.isalpha() or len(word) > LONGEST_WORD:
        return None
    if (single := _DOUBLED.sub(r"\1", word)) in vocabulary().words:
        return single
    allowed = 1 if len(word) < 8 else 2
    lengths = range(len(word) if len(word) < 5 else len(word) - allowed, len(word) + allowed + 1)
    spelled = vocabulary().spelled
    near = [each for first in word[:2] for length in lengths for each in spelled.get((first, length), ())]
    near += [each for each in names if each[0] == word[0] and len(each) in lengths]
    if len(word) < 5:
        near = [each for each in near if len(each) >= 4]
    near = [each for each in near if each[0] == word[0] or each[:2] == word[1::-1]]
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=allowed)
    return found[0] if found else None
