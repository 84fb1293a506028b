"""Reads words that are not in the vocabulary as words that are: other endings, compounds, and misspellings. Pure.

What is tried first is surest: an ending changes nothing, a compound of two known words means both, and only then may
a letter be wrong.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.language import fold
from bot.rules.asked_vocabulary import vocabulary
from bot.rules.asked_words import ALONE, NEVER_TAKEN_FOR

LONGEST_WORD: Final = 30
SHORTEST_BENT: Final = 5
"""Letters of a word whose ending may be another."""
SHORTEST_PART: Final = 3
_ENDINGS: Final = {
    "english": frozenset(["", "s", "es", "e", "ed", "d", "ing", "ly"]),
    "swedish": frozenset(
        ["", "a", "e", "ar", "er", "or", "r", "en", "et", "n", "t", "na", "arna", "erna", "orna", "s", "ens", "ets",
         "nas", "arnas", "ernas", "as", "es", "de", "te", "ade", "ande", "ad", "at", "ats", "ades", "it", "its", "da",
         "dda", "tt"]
    ),
}  # fmt: skip
_WHO_DOES_IT: Final = ("are", "aren", "arna")
"""Ends a noun that shares its stem with a verb: "skrivaren" is a printer."""
_DOUBLED: Final = re.compile(r"(\w)\1")


def with_other_ending(word: str, *, is_english: bool) -> str | None:
    """A word of the vocabulary that is the same but for its ending, when all such are a sign of the same."""
    if len(word) < SHORTEST_BENT or word in NEVER_TAKEN_FOR or not word.isalpha() or word.endswith(_WHO_DOES_IT):
        return None
    language = "english" if is_english else "swedish"
    found = [each for each in _bent(language).get(stem(word, language), ()) if _inflects(word, each, language)]
    signs = {vocabulary().words[each] for each in found}
    return found[0] if len(signs) == 1 else None


def _inflects(word: str, other: str, language: str) -> bool:
    """Whether only endings of inflection tell two words apart: "invitation" is no form of "invite"."""
    same = next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two),
                min(len(word), len(other)))  # fmt: skip
    return {word[same:], other[same:]} <= _ENDINGS[language]


@lru_cache(maxsize=4096)
def stem(word: str, language: str) -> str:
    """What all forms of a word share, folded."""
    from snowballstemmer import stemmer  # it keeps state, so each call has its own

    return fold(str(stemmer(language).stemWord(word)))


@lru_cache(maxsize=2)
def _bent(language: str) -> dict[str, list[str]]:
    """Stems of the vocabulary, each with the words that have it."""
    found: dict[str, list[str]] = {}
    for word in vocabulary().words:
        if len(word) > SHORTEST_PART and word.isalpha():
            found.setdefault(stem(word, language), []).append(word)
    return found


def parts_of_compound(word: str, names: frozenset[str], *, is_english: bool) -> tuple[str, str] | None:
    """The two known words a compound is made of: "temaförslag", "höstträffen", "Gävlemötet"."""
    if is_english or not 2 * SHORTEST_PART <= len(word) <= LONGEST_WORD or word in NEVER_TAKEN_FOR:
        return None
    for at in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        first = _first_part(word[:at], names)
        last = _last_part(word[at:]) if first else None
        if first and last:
            return first, last
    return None


def _first_part(part: str, names: frozenset[str]) -> str | None:
    """What a compound may begin with; an "s" may bind it to the rest, and "kalender", "medlem" lack their ending."""
    for each in (part, part.removesuffix("s"), part + "e", part + "a"):
        if each in names or (len(each) >= SHORTEST_PART and _is_sign(each)):
            return each
    return None


def _last_part(part: str) -> str | None:
    """What it may end with: what it is."""
    if _is_sign(part):
        return part
    return with_other_ending(part, is_english=False)


def _is_sign(word: str) -> bool:
    sign = vocabulary().words.get(word)
    return sign is not None and sign not in ALONE


@lru_cache(maxsize=4096)
def spelled_right(word: str, names: tuple[str, ...]) -> str | None:
    """The word that was misspelled: one letter wrong, left out, doubled or exchanged; two in long words."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < 3 or word in NEVER_TAKEN_FOR or not word.isalpha() or len(word) > LONGEST_WORD:
        return None
    if (single := _DOUBLED.sub(r"\1", word)) in vocabulary().words:
        return single
    found = process.extractOne(word, _near(word, names), scorer=OSA.distance, score_cutoff=_allowed(word))
    if found is None:
        return None
    says_little = found[0] not in names and vocabulary().words.get(found[0]) is None
    return None if says_little and found[1] > 1 else found[0]


def _allowed(word: str) -> int:
    return 1 if len(word) < 8 else 2


def _near(word: str, names: tuple[str, ...]) -> list[str]:
    """Words of about that length that begin alike."""
    allowed, spelled = _allowed(word), vocabulary().spelled
    lengths = range(len(word) if len(word) < 5 else len(word) - allowed, len(word) + allowed + 1)
    near = [each for first in word[:2] for length in lengths for each in spelled.get((first, length), ())]
    near += [each for each in names if each[0] == word[0] and len(each) in lengths]
    least = 4 if len(word) < 5 else 0
    near = [each for each in near if len(each) >= least and (each[0] == word[0] or each[:2] == word[1::-1])]
    if len(word) >= 5:
        return near
    return [each for each in near if len(each) > len(word) or sorted(each) == sorted(word)]  # "mate" is no "mote"
