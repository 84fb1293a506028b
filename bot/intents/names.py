"""The names a sentence can hold: of members, and of activities by the words of their titles. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.intents.tokens import WORD, Token, stem
from bot.intents.vocabulary import Sign, vocabulary
from bot.language import fold
from bot.municipalities import KIND_WORDS, MOST_KEPT, REGION_WORDS, municipalities, real_name, regions
from bot.text import one_line

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


Spelling = tuple[str, ...]
"""A name's words, small."""


@dataclass(frozen=True)
class Spellings:
    """How the members' names are written, and those of Sweden's municipalities and regions that are no members: as
    they are, without dots, and by what is nearly one; the first that fits counts."""

    by_rank: tuple[dict[Spelling, tuple[int, ...]], ...]
    longest: int
    """Words of the longest."""
    first_words: frozenset[str]
    """Without dots."""

    def of(self, words: Spelling) -> tuple[int, tuple[int, ...]] | None:
        """Whose name these words are, and at which rank: no member's, of an outsider; None: no name."""
        return next(((rank, each[words]) for rank, each in enumerate(self.by_rank) if words in each), None)


@lru_cache(maxsize=16)
def spellings_of(members: tuple[tuple[int, tuple[str, ...]], ...]) -> Spellings:
    """All that the members' names are written as."""
    ranks: tuple[dict[Spelling, tuple[int, ...]], ...] = ({}, {}, {}, {})
    called = [(number, {other for each in names for other in (each, *_municipalities_in(each))})
              for number, names in members]  # fmt: skip
    for number, all_names in called:
        for name in all_names:
            for rank, forms in zip(ranks, _spellings(name), strict=True):
                for each in forms:
                    rank[each] = tuple(dict.fromkeys((*rank.get(each, ()), number)))
    inside = {real_name(each) for _, all_names in called for each in all_names}
    for name in (each for each in (*municipalities(), *regions()) if each not in inside):
        for rank, forms in zip(ranks, _spellings(name), strict=True):
            for each in forms:
                rank.setdefault(each, ())
    every = [each for rank in ranks for each in rank]
    return Spellings(ranks, max(map(len, every), default=0), frozenset(fold(each[0]) for each in every))


@lru_cache(maxsize=MOST_KEPT)
def _spellings(name: str) -> tuple[Collection[Spelling], ...]:
    """How one name is written, a row for each rank."""
    exact, near = set(_forms(_words(name))), {form for other in _also(name) for form in _forms(_words(other))}
    return exact, set(map(_undotted, exact)), near, set(map(_undotted, near))


@lru_cache(maxsize=MOST_KEPT)
def _municipalities_in(name: str) -> frozenset[str]:
    """The municipalities whose names stand in that of a member that is none: "Degerfors/Karlskoga"."""
    if real_name(name):
        return frozenset()
    words = WORD.findall(one_line(name))
    namings = namings_in(words, spellings_of(()))
    real = {real_name(" ".join(words[at : at + each.length])) for at, each in namings.items()}
    return frozenset(each for each in real if each in municipalities())


def _words(name: str) -> Spelling:
    return tuple(WORD.findall(one_line(name).lower()))


def _undotted(words: Spelling) -> Spelling:
    return tuple(map(fold, words))


def _forms(words: Spelling) -> Iterator[Spelling]:
    """A name and its genitive, in one word too."""
    if words:
        yield from (words, ("".join(words),))
        yield (*words[:-1], f"{words[-1]}s")


_IN_ENGLISH: Final = {"Göteborg": "Gothenburg", "Region Skåne": "Scania"}


def real_name_of(typed: str) -> str | None:
    """The municipality or region that a typed name is one of, also in English."""
    english = (name for name, other in _IN_ENGLISH.items() if fold(typed).removesuffix("s") == fold(other))
    return real_name(typed) or next(english, None)


def _also(name: str) -> Iterator[str]:
    """What a member is called too: the real name, and a region by the name of its county."""
    real = real_name(name)
    bare = " ".join(each for each in _words(name) if each not in KIND_WORDS)
    yield from (each for each in (real, bare, _IN_ENGLISH.get(real or "")) if each)
    if real in regions():
        whole = " ".join(each.removesuffix("sregionen") for each in _words(real) if each not in KIND_WORDS)
        for county in {whole, whole.removesuffix("s")}:
            yield from (county, f"region {county}", f"{county}regionen")
            yield from (f"{county}{s} {kind}" for s in ("", "s") for kind in ("region", "län", "county"))


@dataclass(frozen=True)
class Naming:
    """A name in a sentence: how many words it takes, and whose it is: no member's, of an outsider."""

    length: int
    members: tuple[int, ...]


def namings_in(words: Sequence[str], spellings: Spellings) -> dict[int, Naming]:
    """The members' and outsiders' names among the words of a sentence, by where they begin: the longest first, exact
    before folded. One that is a common word is a name when something tells so."""
    namings: dict[int, Naming] = {}
    small, at = tuple(each.lower() for each in words), 0
    while at < len(small):
        naming = _naming(words, small, at, spellings)
        if naming is not None:
            namings[at] = naming
        at += naming.length if naming else 1
    return namings


def _naming(words: Sequence[str], small: Spelling, at: int, spellings: Spellings) -> Naming | None:
    if fold(small[at]) not in spellings.first_words:
        return None
    for length in range(min(spellings.longest, len(small) - at), 0, -1):
        typed = small[at : at + length]
        hit = spellings.of(typed)
        is_other_word = length == 1 and not typed[0].isascii() and _is_common(typed[0])  # "våra" is not Vara
        if hit is None and not is_other_word:
            hit = spellings.of(_undotted(typed))
        if hit is None:
            continue
        rank, members = hit
        behind = small[at + length] if at + length < len(small) else ""
        is_told = behind in KIND_WORDS
        is_doubtful = length == 1 and not is_told and _is_common(small[at])
        if is_doubtful and not _is_name(words, small, at, rank, is_member=bool(members)):
            continue
        is_no_county = behind in REGION_WORDS and real_name(" ".join(typed)) in municipalities()
        return Naming(length + is_told, () if is_no_county else members)  # "Gävle län": the municipality is not meant
    return None


def _is_common(word: str) -> bool:
    lexicon, folded = vocabulary(), fold(word)
    return folded in lexicon.words or folded in lexicon.parts or folded in lexicon.spoken or folded in _NOT_NAMES


def _is_name(words: Sequence[str], small: Spelling, at: int, rank: int, *, is_member: bool) -> bool:
    """Whether a common word is a name here: by its dots, its capital letter, or what stands before it. An outsider's
    only as it is written, and not by the capital letter that begins a sentence."""
    if not is_member and rank % 2:
        return False
    if rank == 0 and not small[at].isascii():
        return True
    if words[at][0].isupper() and (at > 0 or (rank == 0 and is_member)):
        return True
    return len(small) == 1 or (at > 0 and small[at - 1] in _BEFORE_NAMES)


_BEFORE_NAMES: Final = frozenset(
    "är ar is har has hos från fran from i för for representerar represents".split()  # noqa: SIM905
)
"""After these a word that is also a verb is a name."""

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
