"""The words of `asked_words`, ready to be looked up."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from bot.dates.typed.words import months, weekdays
from bot.rules.asked_words import HOMOGRAPHS, NOISE, SPEAKS, WORDS, Sign

LANGUAGES: Final = ("sv", "en")


class Vocabulary(NamedTuple):
    """All words, ready to be looked up."""

    words: dict[str, Sign | None]
    """Single words; None is noise."""
    phrases: dict[tuple[str, ...], Sign | None]
    parts: frozenset[str]
    """Every word of every phrase."""
    first_words: dict[str, int]
    """How many words the longest phrase has that begins with a word."""
    spelled: dict[tuple[str, int], list[str]]
    """Words that misspelled ones are held against, by first letter and length; first those that are a sign."""
    speaks: dict[str, frozenset[str]]
    """Words that tell the language."""


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, made once."""
    words: dict[str, Sign | None] = {}
    phrases: dict[tuple[str, ...], Sign | None] = {}
    for each in NOISE.split():
        _put(each.strip("_"), None, words, phrases)
    for name in (*months(), *weekdays()):
        words[name] = None
    for sign, (swedish, english) in WORDS.items():
        for each in (*swedish.split(), *english.split()):
            _put(each, sign, words, phrases)
    parts = frozenset(part for phrase in phrases for part in phrase)
    return Vocabulary(words, phrases, parts, _first_words(phrases), _spelled(words, parts), _speaks())


def _put(
    written: str, sign: Sign | None, words: dict[str, Sign | None], phrases: dict[tuple[str, ...], Sign | None]
) -> None:
    parts = tuple(written.split("_"))
    if len(parts) > 1:
        phrases[parts] = sign
    else:
        words[written] = sign


def _first_words(phrases: dict[tuple[str, ...], Sign | None]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for each in phrases:
        longest[each[0]] = max(longest.get(each[0], 0), len(each))
    return longest


def _spelled(words: dict[str, Sign | None], parts: frozenset[str]) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for each in sorted({*words, *parts}, key=lambda each: (words.get(each) is None, each)):
        if len(each) >= 3:
            found.setdefault((each[0], len(each)), []).append(each)
    return found


def _speaks() -> dict[str, frozenset[str]]:
    signs = {
        language: {part for texts in WORDS.values() for each in texts[n].split() for part in each.split("_")}
        for n, language in enumerate(LANGUAGES)
    }
    both = (signs["sv"] & signs["en"]) | HOMOGRAPHS
    return {language: frozenset((signs[language] | set(SPEAKS[language].split())) - both) for language in LANGUAGES}
