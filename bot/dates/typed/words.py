"""Typed text cut into words and numbers, and the words for time in Swedish and English.

Names of months and weekdays are Babel's. All words are compared lowered and without å ä ö. Everything here takes
time in proportion to the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.dates.in_words import ENGLISH, SWEDISH

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\S")
# Composed by hand: unicodedata.normalize takes quadratic time on a long row of combining marks.
_COMPOSED = (("a\u030a", "å"), ("a\u0308", "ä"), ("o\u0308", "ö"), ("e\u0301", "é"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_PLAIN = str.maketrans("åäöéü", "aaoeu")
_LONGEST_NUMBER = 8  # digits, as in 20210514; a longer number is not read at all

SEASONS = {
    "var": "spring", "varen": "spring", "varens": "spring", "spring": "spring", "vt": "spring", "varterminen": "spring",
    "sommar": "summer", "sommaren": "summer", "sommarens": "summer", "summer": "summer",
    "host": "autumn", "hosten": "autumn", "hostens": "autumn", "autumn": "autumn", "fall": "autumn",
    "ht": "autumn", "hostterminen": "autumn",
}  # fmt: skip
PAST_SEASONS = {"varas": "spring", "somras": "summer", "hostas": "autumn"}
WEEKS = frozenset({"v", "vecka", "veckan", "veckorna", "week", "weeks", "w"})
QUARTERS = frozenset({"q", "kv", "kvartal", "quarter"})
TO = frozenset({"-", "till", "to", "until", "through", "och", "and", "&"})
AND = frozenset({"och", "and", "&"})
FROM = frozenset({"fran", "from", "mellan", "between"})
BEFORE_A_DATE = frozenset({"i", "in", "pa", "on", "den", "the", "under", "during", "of", "for", "by", "nu"})
ORDINALS = frozenset({"e", "a", "st", "nd", "rd", "th"})
UNITS = {
    "dag": "day", "dagar": "day", "dygn": "day", "day": "day", "days": "day",
    "vecka": "week", "veckan": "week", "veckor": "week", "week": "week", "weeks": "week",
    "manad": "month", "manaden": "month", "manader": "month", "month": "month", "months": "month",
    "kvartal": "quarter", "kvartalet": "quarter", "quarter": "quarter", "quarters": "quarter",
    "ar": "year", "aret": "year", "arets": "year", "ars": "year", "year": "year", "years": "year",
}  # fmt: skip
NUMBERS = {
    word: number
    for number, words in enumerate(
        ("en ett a an one", "tva two", "tre three", "fyra four", "fem five", "sex six", "sju seven", "atta eight",
         "nio nine", "tio ten", "elva eleven", "tolv twelve"), start=1)
    for word in words.split()
}  # fmt: skip


class Token(NamedTuple):
    """One word, number or sign; `number` is None for a word and for a number too long to be a date."""

    word: str
    typed: str
    number: int | None
    spaced: bool


def tokens(text: str) -> list[Token]:
    text = text.lower().translate(_DASHES)
    for loose, composed in _COMPOSED:
        text = text.replace(loose, composed)
    found, end = [], -1
    for match in _TOKEN.finditer(text):
        typed = match[0]
        number = int(typed) if typed[0] in "0123456789" and len(typed) <= _LONGEST_NUMBER else None
        found.append(Token(typed.translate(_PLAIN), typed, number, match.start() != end))
        end = match.end()
    return found


def plain(name: str) -> str:
    return name.lower().rstrip(".").translate(_PLAIN)


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    found = {"sept": 9}
    for known in (SWEDISH, ENGLISH):
        for of in (known.months, known.short_months):
            found |= {plain(name): number for number, name in enumerate(of) if number}
    return found


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    found = {"tor": 3, "tues": 1, "thur": 3, "thurs": 3}
    for known in (SWEDISH, ENGLISH):
        for of in (known.weekdays, known.short_weekdays):
            found |= {plain(name): number for number, name in enumerate(of)}
    return found | {plain(name) + "en": number for number, name in enumerate(SWEDISH.weekdays)}


@lru_cache(maxsize=1)
def past_weekdays() -> dict[str, int]:
    """As in "i torsdags"."""
    return {plain(name) + "s": number for number, name in enumerate(SWEDISH.weekdays)}


class Line:
    """The tokens of a text, to be looked at from any place; past the end are empty words."""

    def __init__(self, of: Sequence[Token]) -> None:
        self.tokens = of

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, i: int) -> str:
        return self.tokens[i].word if 0 <= i < len(self.tokens) else ""

    def number(self, i: int, most: int, *, digits: int = 2) -> int | None:
        """The number there when it is 1 to `most` and has at most so many digits."""
        if not 0 <= i < len(self.tokens) or len(self.tokens[i].word) > digits:
            return None
        number = self.tokens[i].number
        return number if number is not None and 1 <= number <= most else None

    def close(self, i: int, signs: str) -> bool:
        """Whether one of the signs stands there with no space on either side."""
        if not 0 < i < len(self.tokens) - 1 or self.tokens[i].word not in signs:
            return False
        return not self.tokens[i].spaced and not self.tokens[i + 1].spaced

    def skip(self, i: int, words: Collection[str]) -> int:
        """The place after that word when it stands there, otherwise the same place."""
        there = self.word(i)
        return i + 1 if there and there in words else i

    def typed(self, i: int, length: int) -> str:
        """What was typed from there, for showing in a refusal."""
        there = self.tokens[i : i + length]
        return "".join((" " if token.spaced else "") + token.typed for token in there).strip(" .,;:!?()")

    def phrase(self, i: int, length: int) -> str:
        """So many words from there; empty where the line is too short for it."""
        there = self.tokens[i : i + length]
        return " ".join(token.word for token in there) if len(there) == length else ""
