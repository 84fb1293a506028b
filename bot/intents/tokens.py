"""Cuts a sentence into words, each as the vocabulary has it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from bot.intents.vocabulary import ALONE, vocabulary
from bot.language import fold
from bot.municipalities import municipalities, regions

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
    if (
        len(word) < SHORTEST_BENT
        or word in vocabulary().lookalikes
        or not word.isalpha()
        or word.endswith(_WHO_DOES_IT)
    ):
        return None
    language = "english" if is_english else "swedish"
    forms = [each for each in _bent(language).get(stem(word, language), ()) if _inflects(word, each, language)]
    signs = {vocabulary().words[each] for each in forms}
    return forms[0] if len(signs) == 1 else None


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
    by_stem: dict[str, list[str]] = {}
    for word in vocabulary().words:
        if len(word) > SHORTEST_PART and word.isalpha():
            by_stem.setdefault(stem(word, language), []).append(word)
    return by_stem


def parts_of_compound(word: str, names: frozenset[str], *, is_english: bool) -> tuple[str, str] | None:
    """The two known words a compound is made of: "temaförslag", "höstträffen", "Gävlemötet"."""
    if is_english or not 2 * SHORTEST_PART <= len(word) <= LONGEST_WORD or word in vocabulary().lookalikes:
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
def corrected(word: str, names: tuple[str, ...]) -> str | None:
    """The word that was misspelled: one letter wrong, left out, doubled or exchanged; two in long words."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(word) < 3 or word in vocabulary().lookalikes or not word.isalpha() or len(word) > LONGEST_WORD:
        return None
    if (single := _DOUBLED.sub(r"\1", word)) in vocabulary().words:
        return single
    nearest = process.extractOne(word, _near(word, names), scorer=OSA.distance, score_cutoff=_allowed(word))
    if nearest is None:
        return None
    if nearest[0] in names and _is_nearer_an_outsider(word, nearest[0], names):
        return None
    is_noise = nearest[0] not in names and vocabulary().words.get(nearest[0]) is None
    return None if is_noise and nearest[1] > 1 else nearest[0]


def _is_nearer_an_outsider(word: str, name: str, names: tuple[str, ...]) -> bool:
    """Whether a word may as well be that of a municipality or region that is no member: "Linköpng" is no Lidköping."""
    from rapidfuzz.distance import OSA

    distance = OSA.distance(word, name)
    return any(OSA.distance(word, each, score_cutoff=distance) <= distance for each in _real_words().difference(names))


@lru_cache(maxsize=1)
def _real_words() -> frozenset[str]:
    """The words of the names of Sweden's municipalities and regions."""
    return frozenset(each for name in (*municipalities(), *regions()) for each in WORD.findall(fold(name)))


def _allowed(word: str) -> int:
    return 1 if len(word) < 8 else 2


def _near(word: str, names: tuple[str, ...]) -> list[str]:
    """Words of about that length that begin alike."""
    allowed, spelled = _allowed(word), _spelled()
    lengths = range(len(word) if len(word) < 5 else len(word) - allowed, len(word) + allowed + 1)
    near = [each for first in word[:2] for length in lengths for each in spelled.get((first, length), ())]
    near += [each for each in names if each[0] == word[0] and len(each) in lengths]
    least = 4 if len(word) < 5 else 0
    near = [each for each in near if len(each) >= least and (each[0] == word[0] or each[:2] == word[1::-1])]
    if len(word) >= 5:
        return near
    return [each for each in near if len(each) > len(word) or sorted(each) == sorted(word)]  # "mate" is no "mote"


@lru_cache(maxsize=1)
def _spelled() -> dict[tuple[str, int], list[str]]:
    """The words that misspelled ones are held against, by first letter and length; first those that are a sign."""
    words, by_beginning = vocabulary().words, dict[tuple[str, int], list[str]]()
    signs = {each for each, sign in words.items() if sign is not None}
    for each in [*sorted(signs), *sorted({*words, *vocabulary().parts} - signs)]:
        if len(each) >= SHORTEST_PART:
            by_beginning.setdefault((each[0], len(each)), []).append(each)
    return by_beginning


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
    words: Sequence[str],
    whole: Mapping[int, tuple[int, str]],
    names: Collection[str],
    is_named: Callable[[str], bool],
    *,
    is_english: bool,
) -> list[Token]:
    """The words of a sentence. `whole`: where so many are one, and which; members' names are words too, and what names
    an activity stays as it is; a compound is its two words."""
    reader = _Reader(frozenset(names), is_named, is_english)
    tokens: list[Token] = []
    at = 0
    while at < len(words):
        length, word = whole.get(at, (1, ""))
        tokens += [Token(" ".join(words[at : at + length]), word)] if word else reader.read(words[at])
        at += length
    return tokens if is_english else [_in_writing(tokens, at) for at in range(len(tokens))]


@dataclass
class _Reader:
    names: frozenset[str]
    is_named: Callable[[str], bool]
    is_english: bool
    tried: int = 0

    def read(self, typed: str) -> list[Token]:
        word = word_of(typed.lower())
        if self._is_word(word):
            return [Token(typed, word)]
        self.tried += 1
        if self.tried > MOST_MISSPELLED:
            return [Token(typed, word)]
        if bent := with_other_ending(word, is_english=self.is_english):
            return [Token(typed, bent)]
        if parts := parts_of_compound(word, self.names, is_english=self.is_english):
            return [Token(typed, each) for each in parts]
        right = corrected(word, tuple(self.names))
        return [Token(typed, right or word, is_corrected=right is not None)]

    def _is_word(self, word: str) -> bool:
        lexicon, names = vocabulary(), self.names
        return (
            word in lexicon.words or word in names or word in lexicon.parts or word.isdecimal() or self.is_named(word)
        )


def word_of(raw: str) -> str:
    """A word as the vocabulary has it. Some that only dots tell apart are kept apart: vård is not värd."""
    if raw.startswith("vård") and len(raw) > 4:
        return raw
    folded = _APART.get(raw) or fold(raw)
    return vocabulary().spoken.get(folded, folded)


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


def _in_writing(tokens: Sequence[Token], at: int) -> Token:
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
