"""Typed text cut into words and numbers, and the words for time in Swedish and English.

Names of months and weekdays are Babel's. All words are compared lowered and without å ä ö. Everything here takes
time in proportion to the text, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from bot.dates.in_words import ENGLISH, SWEDISH
from bot.text import clean

Meaning = TypeVar("Meaning")

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_PLAIN = str.maketrans("åäöéü’‘´`", "aaoeu''''")
_LONGEST_NUMBER = 8  # digits, as in 20210514; a longer number is not read at all

SEASONS = {
    "var": "spring", "varen": "spring", "varens": "spring", "spring": "spring", "vt": "spring", "varterminen": "spring",
    "vartermin": "spring",
    "sommar": "summer", "sommaren": "summer", "sommarens": "summer", "summer": "summer",
    "host": "autumn", "hosten": "autumn", "hostens": "autumn", "autumn": "autumn", "fall": "autumn",
    "ht": "autumn", "hostterminen": "autumn", "hosttermin": "autumn",
}  # fmt: skip
PAST_SEASONS = {"varas": "spring", "somras": "summer", "hostas": "autumn"}
PAST_FEASTS = {"vintras": "vinter", "julas": "jul", "paskas": "pask", "pingstas": "pingst", "midsomras": "midsommar"}
WEEKS = frozenset({"v", "vecka", "veckan", "veckorna", "week", "weeks", "w", "wk"})
WEEKENDS = frozenset({"helgen", "helg", "weekend"})
QUARTERS = frozenset({"q", "kv", "kvartal", "kvartalet", "quarter"})
HALVES = frozenset({"h", "halvar", "halvaret", "half"})
TO = frozenset({"-", "till", "to", "until", "through", "och", "and", "&"})
AND = frozenset({"och", "and", "&"})
OR = frozenset({"eller", "or"})
BETWEEN = frozenset({"mellan", "between"})
FROM = frozenset({"fran", "from", *BETWEEN})
ENGLISH_MONTHS = frozenset({"january", "february", "march", "may", "june", "july", "august", "october", "oct"})
BEFORE_A_DATE = frozenset(
    {"i", "in", "at", "vid", "de", "pa", "on", "den", "the", "under", "during", "of", "for", "by", "nu", "hela",
     "throughout", "whole"}
)  # fmt: skip
COUNTED = frozenset(
    {"kr", "kronor", "sek", "euro", "personer", "barn", "elever", "people", "children", "members", "kommuner", "%",
     "deltagare", "platser", "medlemmar", "participants", "st", "stycken"}
)  # fmt: skip
"""After these a number is an amount."""
ORDINALS = frozenset({"e", "a", "st", "nd", "rd", "th"})
_SWEDISH_ORDINALS = (
    "forsta", "andra", "tredje", "fjarde", "femte", "sjatte", "sjunde", "attonde", "nionde", "tionde", "elfte",
    "tolfte", "trettonde", "fjortonde", "femtonde", "sextonde", "sjuttonde", "artonde", "nittonde", "tjugonde",
)  # fmt: skip
_ENGLISH_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
SPELLED_ORDINALS = {
    **{word: number for number, word in enumerate(_SWEDISH_ORDINALS, start=1)},
    **{word: number for number, word in enumerate(_ENGLISH_ORDINALS, start=1)},
    **{f"tjugo{word}": 20 + number for number, word in enumerate(_SWEDISH_ORDINALS[:9], start=1)},
    **{f"twenty - {word}": 20 + number for number, word in enumerate(_ENGLISH_ORDINALS[:9], start=1)},
    **{f"twenty {word}": 20 + number for number, word in enumerate(_ENGLISH_ORDINALS[:9], start=1)},
    "trettionde": 30, "trettioforsta": 31, "thirtieth": 30, "thirty - first": 31, "thirty first": 31,
}  # fmt: skip
"""As in "den fjortonde maj", "twenty-first of May"."""
UNITS = {
    "dag": "day", "dagar": "day", "dygn": "day", "day": "day", "days": "day",
    "dagen": "day", "dagarna": "day",
    "vecka": "week", "veckan": "week", "veckor": "week", "veckorna": "week", "week": "week", "weeks": "week",
    "manad": "month", "manaden": "month", "manader": "month", "manaderna": "month", "month": "month", "months": "month",
    "kvartal": "quarter", "kvartalet": "quarter", "quarter": "quarter", "quarters": "quarter",
    "halvar": "half", "halvaret": "half",
    "ar": "year", "aret": "year", "arets": "year", "ars": "year", "aren": "year", "year": "year", "years": "year",
}  # fmt: skip
PLURALS = frozenset(
    {"dagar", "dagarna", "veckor", "veckorna", "manader", "manaderna", "aren", "days", "weeks", "months", "years",
     "quarters"}
)  # fmt: skip
"""Of which it is not known how many, where no number stands."""
NUMBERS = {"par": 2, "couple": 2} | {
    word: number
    for number, words in enumerate(
        ("en ett a an one", "tva two", "tre three", "fyra four", "fem five", "sex six", "sju seven", "atta eight",
         "nio nine", "tio ten", "elva eleven", "tolv twelve"), start=1)
    for word in words.split()
}  # fmt: skip


UNITS_IN_SHORT = {"mån": "month", "mn": "month", "v": "week", "wk": "week", "wks": "week", "mth": "month",
                  "mths": "month", "yr": "year", "yrs": "year", "kv": "quarter"}  # fmt: skip
"""After a number, as typed: "3 mån" is months, and "3 man" is not."""


class DateToken(NamedTuple):
    """One word, number or sign; `number` is None for a word and for a number too long to be a date."""

    word: str
    typed: str
    number: int | None
    spaced: bool
    is_capital: bool


def tokens(text: str) -> list[DateToken]:
    text = clean(text).translate(_DASHES)
    pieces, end = [], -1
    for match in _TOKEN.finditer(text):
        typed = match[0].lower()
        number = int(typed) if typed[0] in "0123456789" and len(typed) <= _LONGEST_NUMBER else None
        pieces.append(DateToken(typed.translate(_PLAIN), typed, number, match.start() != end, match[0].isupper()))
        end = match.end()
    return pieces


def plain(name: str) -> str:
    return name.lower().rstrip(".").translate(_PLAIN)


@lru_cache(maxsize=1)
def months() -> dict[str, int]:
    numbers = {"sept": 9}
    for locale in (SWEDISH, ENGLISH):
        for of in (locale.months, locale.short_months):
            numbers |= {plain(name): number for number, name in enumerate(of) if number}
    return numbers


@lru_cache(maxsize=1)
def weekdays() -> dict[str, int]:
    numbers = {"tor": 3, "tues": 1, "thur": 3, "thurs": 3}
    for locale in (SWEDISH, ENGLISH):
        for of in (locale.weekdays, locale.short_weekdays):
            numbers |= {plain(name): number for number, name in enumerate(of)}
    return numbers | {plain(name) + "en": number for number, name in enumerate(SWEDISH.weekdays)}


@lru_cache(maxsize=1)
def past_weekdays() -> dict[str, int]:
    """As in "i torsdags"."""
    return {plain(name) + "s": number for number, name in enumerate(SWEDISH.weekdays)}


class DateTokens:
    """The tokens of a text, to be looked at from any place; before the first and past the end are empty words."""

    def __init__(self, of: Sequence[DateToken]) -> None:
        self.tokens = of
        self._words = [each.word for each in of]
        self._word_at = dict(enumerate(self._words))
        self.has_figures = any(each.number is not None for each in of)

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, i: int) -> str:
        return self._word_at.get(i, "")

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

    def is_initials(self, i: int) -> bool:
        """Whether two to four capitals stand there, in a line that is not all in capitals."""
        if not 0 <= i < len(self.tokens) or not self.tokens[i].is_capital or not 2 <= len(self.word(i)) <= 4:
            return False
        return any(each.word.isalpha() and not each.is_capital for each in self.tokens) or i == 0

    def skip(self, i: int, words: Collection[str]) -> int:
        """The place after that word when it stands there, otherwise the same place."""
        return i + 1 if i < len(self.tokens) and self._words[i] in words else i

    def typed(self, i: int, length: int) -> str:
        """What was typed from there, for showing in a refusal."""
        there = self.tokens[i : i + length]
        return "".join((" " if token.spaced else "") + token.typed for token in there).strip(" .,;:!?()")

    def phrase(self, i: int, length: int) -> str:
        """So many words from there; empty where the line is too short for it."""
        return " ".join(self._words[i : i + length]) if i + length <= len(self.tokens) else ""


class Phrases(Generic[Meaning]):
    """Phrases of a few words, folded, each with what it means."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self._meanings = meanings
        self._lengths: dict[str, list[int]] = {}
        for words in sorted((each.split() for each in meanings), key=len, reverse=True):
            lengths = self._lengths.setdefault(words[0], [])
            if len(words) not in lengths:
                lengths.append(len(words))

    @property
    def beginnings(self) -> frozenset[str]:
        """The first words."""
        return frozenset(self._lengths)

    def at(self, line: DateTokens, i: int) -> tuple[Meaning | None, int]:
        """What the longest phrase there means, and the place after it; None and the same place without any."""
        for length in self._lengths.get(line.word(i), ()):
            if (phrase := line.phrase(i, length)) in self._meanings:
                return self._meanings[phrase], i + length
        return None, i


PARTS_OF_A_DAY = Phrases(dict.fromkeys(
    ("morgon", "bitti", "formiddag", "eftermiddag", "kvall", "natt", "pa morgonen", "pa formiddagen",
     "pa eftermiddagen", "pa kvallen", "pa natten", "morning", "afternoon", "evening", "night", "in the morning",
     "in the afternoon", "in the evening", "at night"), True
))  # fmt: skip
"""After a day they say when in it, and it is the day all the same."""
MODIFIERS = Phrases({
    "nasta": 1, "kommande": 1, "next": 1, "nastkommande": 1, "nastfoljande": 1, "stundande": 1, "coming": 1,
    "upcoming": 1, "nastnasta": 2, "nasta nasta": 2, "forrforra": -2, "forra forra": -2, "forra": -1,
    "foregaende": -1, "last": -1, "previous": -1, "denna": 0, "detta": 0, "den har": 0, "det har": 0, "this": 0,
    "innevarande": 0,
})  # fmt: skip
THE_COMING = frozenset({"kommande", "nastkommande", "nastfoljande", "stundande", "coming", "upcoming"})
"""Of the modifiers those that mean the nearest still to come, where "nästa" may be the one after it."""
