"""Names of members: which are one, which are nearly one, and Sweden's municipalities and regions, which never are.

Exact names win over folded ones: Håbo and Habo are two municipalities, while who types "Vasteras" means Västerås.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from bot.language import fold
from bot.text import one_line

FILE: Final = Path(__file__).with_suffix(".txt")
WORD: Final = re.compile(r"[^\W_]+")
MUNICIPALITY_WORDS: Final = frozenset(
    "kommun kommunen kommuns kommunens stad staden stads stadens city municipality".split()  # noqa: SIM905
)
"""Words beside a municipality's name that say only what it is."""
REGION_WORDS: Final = frozenset(
    ["region", "regionen", "regions", "regionens", "län", "läns", "lan", "lans", "county", "landsting", "landstinget"]
)
"""Words beside a region's name that say only what it is; without them "Örebro" is the municipality."""
KIND_WORDS: Final = MUNICIPALITY_WORDS | REGION_WORDS
_BETWEEN: Final = frozenset(["och", "and", "samt"])
_REGION: Final = re.compile("sregionens?$")
_SHORTEST_TYPO: Final = 4
MOST_KEPT: Final = 2048
"""Names whose parts are remembered; a plan compares each with each."""

T = TypeVar("T")


@lru_cache(maxsize=1)
def municipalities() -> tuple[str, ...]:
    """All of Sweden's municipalities."""
    return _listed("municipalities")


@lru_cache(maxsize=1)
def regions() -> tuple[str, ...]:
    """All of Sweden's regions."""
    return _listed("regions")


def _listed(heading: str) -> tuple[str, ...]:
    part = FILE.read_text(encoding="utf-8").partition(f"{heading}:\n")[2].partition("\n\n")[0]
    return tuple(each.strip() for each in part.replace("\n", ",").split(",") if each.strip())


def is_exactly(one: str, other: str) -> bool:
    """Whether two names are one, but for case and blanks."""
    return _joined(one) == _joined(other)


def same_name(one: str, other: str) -> bool:
    """Whether two names of a member are one: case, dots over letters and blanks do not count, unless both are real."""
    if is_exactly(one, other):
        return True
    return fold(_joined(one)) == fold(_joined(other)) and not (_is_real(one) and _is_real(other))


def is_nearly(one: str, other: str) -> bool:
    """Whether two names, not the same, are likely to be one member's: "Västerås stad", "Upplands Bro", "Gävel"."""
    first, second = real_name(one), real_name(other)
    if first and second:
        return first == second
    if is_called(one, other):
        return True
    return bool(first or second) and _is_misspelled(one, other)


def is_called(one: str, other: str) -> bool:
    """Whether two names differ only in what says what it is, in hyphens, in the order or in the genitive."""
    first, second = real_name(one), real_name(other)
    if first and second:
        return first == second
    return bool(_cores(one) & _cores(other)) or _are_the_same_words(one, other)


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Of some names the one that is perhaps meant by a name that is none of them; none by a real one."""
    from rapidfuzz.distance import OSA  # only who writes a new name needs it

    if real_name(name):
        return None
    near = [each for each in names if is_called(name, each) or _is_misspelled(name, each)]
    return min(near, key=lambda each: OSA.distance(name.casefold(), each.casefold()), default=None)


def first_called(name: str, things: Sequence[tuple[T, Sequence[str]]]) -> T | None:
    """The thing of that name: exactly if there is one, else without dots, else by what is nearly its name."""
    for rule in (is_exactly, same_name, is_called):
        for thing, names in things:
            if any(rule(name, each) for each in names):
                return thing
    return None


@lru_cache(maxsize=MOST_KEPT)
def real_name(name: str) -> str | None:
    """The municipality or region that a name is one of, as it is written: "Göteborgs stad", "Örebro läns landsting"."""
    exact, by_core = _real()
    if whole := exact.get(_joined(name)):
        return whole
    is_region = _is_region(name)
    for cores in (_cores(name, folded=False), _cores(name)):
        for core in sorted(cores, key=len, reverse=True):
            if whole := by_core.get((is_region, core)):
                return whole
    return None


def parted(name: str) -> list[str]:
    """The municipality or region that a name is one of, or the two that it names side by side, "Degerfors/Karlskoga"
    and "Degerfors och Karlskoga"; none where it is neither."""
    if whole := real_name(name):
        return [whole]
    parts = [real_name(each) for each in re.split(r"\s*[/,&]\s*|\s+(?:och|and)\s+", name)]
    both = [each for each in parts if each in municipalities()]
    return both if len(parts) == len(set(both)) == 2 else []


def _is_real(name: str) -> bool:
    return _joined(name) in _real()[0]


@lru_cache(maxsize=1)
def _real() -> tuple[dict[str, str], dict[tuple[bool, str], str]]:
    """By exact name, and by what is left without the words that say what it is; dots count where they must."""
    everyone = (*municipalities(), *regions())
    exact = {_joined(each): each for each in everyone}
    by_core: dict[tuple[bool, str], str] = {}
    for folded in (False, True):
        for each in everyone:
            by_core.setdefault((_is_region(each), max(_cores(each, folded=folded), key=len)), each)
    return exact, by_core


@lru_cache(maxsize=MOST_KEPT)
def _joined(name: str) -> str:
    return "".join(one_line(name).casefold().split())


@lru_cache(maxsize=MOST_KEPT)
def _words(name: str) -> tuple[str, ...]:
    return tuple(_REGION.sub("", each) for each in WORD.findall(one_line(name).casefold()))


@lru_cache(maxsize=MOST_KEPT)
def _is_region(name: str) -> bool:
    words = WORD.findall(one_line(name).casefold())
    return any(each in REGION_WORDS or _REGION.search(each) is not None for each in words)


@lru_cache(maxsize=MOST_KEPT)
def _cores(name: str, *, folded: bool = True) -> frozenset[str]:
    """What is left of a name without the words that say what it is, also without the genitive's s."""
    words = [each for each in _words(name) if each not in KIND_WORDS and each not in _BETWEEN]
    core = "".join(words) or _joined(name)
    core = fold(core) if folded else core
    return frozenset({core, core.removesuffix("s")} if len(core) > 1 else {core})


def _are_the_same_words(one: str, other: str) -> bool:
    first, second = (
        sorted(fold(each) for each in _words(name) if each not in KIND_WORDS | _BETWEEN) for name in (one, other)
    )
    return len(first) > 1 and first == second


def _is_misspelled(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # only who loads a plan needs it

    if _is_region(one) is not _is_region(other) or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    first, second = (max(_cores(each), key=len) for each in (one, other))
    return min(len(first), len(second)) >= _SHORTEST_TYPO and OSA.distance(first, second) <= 1 + (len(first) > 8)
