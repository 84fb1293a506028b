"""What may point out a person in a text: names the network knows, identity numbers, telephone numbers, addresses.

It is warned of when something is written, shown before anything is made public, and taken out for research. All of it
is help, never a guarantee.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.text import clean

_IDENTITY_NUMBER: Final = re.compile(
    r"(?<!\d)(?:19|20)?\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?P<mark>[-+ ‐‑–]?)\d{4}(?!\d)"
)
_PHONE: Final = re.compile(
    r"(?<![\w/.-])(?:(?:\+|00)\d{1,3}[\s(0)-]{0,5}\d{1,3}|\(?0\d{1,3}\)?)[\s/‑–-]{0,3}\d(?:[\s‑–-]?\d){4,7}(?![\w/])"
)
_DATE: Final = re.compile(r"(?:0[1-9]|[12]\d|3[01])[-/ ]?(?:0[1-9]|[12]\d|3[01])[-/ ]?(?:19|20)\d\d|\d{4}-\d{4}\b.*")
"""What looks like a telephone number and is a day, or a span of hours."""
LEFT_OUT: Final = "[…]"
SHORTEST_NAME: Final = 4
"""Shorter ones are also other words."""
_ROLE: Final = re.compile(
    r"\w*(?:samordnare|utvecklare|handläggare|ledare|sekreterare|direktör|strateg|chef|konsult|kommunikatör|ordförande|ledamot"
    r"|politiker|suppleant|ersättare|tjänsteperson|tjänsteman|förtroendevald)(?:n|en|a)?"
    r"|gäst|vice|admin|coordinator|official|elected|representative|deputy|guest|chair|manager|secretary",
    re.IGNORECASE,
)
"""What an account may be called for what somebody does; alone it is nobody's name."""
_MAIL: Final = re.compile(r"[^\s@<>|]{1,64}@[^\s@<>|]{1,100}\.[^\W\d_]{2,}")


def personal_data(texts: Sequence[str]) -> tuple[str, ...]:
    """Which kinds of personal data seem to stand in the texts: identity number, phone, mail. A hint, never a proof."""
    whole = "\n".join(texts)
    numbers = [each for each in _IDENTITY_NUMBER.finditer(whole) if each["mark"].strip() or _adds_up(each[0])]
    for each in numbers:
        whole = whole.replace(each[0], " ")
    phones = [each for each in _PHONE.finditer(whole) if not _DATE.fullmatch(each[0])]
    kinds = {"identity": bool(numbers), "phone": bool(phones), "mail": bool(_MAIL.search(whole))}
    return tuple(kind for kind, there in kinds.items() if there)


@dataclass(frozen=True)
class KnownNames:
    """The names of a network's people, and the words that stay though somebody is called the same."""

    names: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()
    """The words of the members' and municipalities' names."""

    @classmethod
    def of(cls, names: Iterable[str], places: Iterable[str]) -> KnownNames:
        """From names as they are stored."""
        words = frozenset(word for place in places for word in _WORD.findall(clean(place)))
        return cls(tuple(each for each in map(clean, names) if not _is_a_role(each, words)), words)

    def without(self, text: str) -> str:
        """The text with […] for numbers, addresses and names."""
        for pattern in _NUMBERS:
            text = pattern.sub(LEFT_OUT, text)
        for pattern in self._patterns_in(text):
            text = pattern.sub(LEFT_OUT, text)
        return text

    def traces(self, texts: Iterable[str]) -> tuple[str, ...]:
        """What in the texts seems to point out a person: names of the network's, and likely numbers and addresses."""
        return tuple(dict.fromkeys(trace for text in texts for trace in self._traces(text)))

    def named_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The names of the network's people that stand in the texts, as they stand there."""
        return tuple(dict.fromkeys(each for text in texts for each in self._names_in(text)))

    def _traces(self, text: str) -> Iterator[str]:
        for pattern in _NUMBERS:
            yield from (each[0] for each in pattern.finditer(text) if personal_data([each[0]]))
            text = pattern.sub(LEFT_OUT, text)
        yield from self._names_in(text)

    def _names_in(self, text: str) -> Iterator[str]:
        for pattern in self._patterns_in(text):
            yield from (each[0] for each in pattern.finditer(text))
            text = pattern.sub(LEFT_OUT, text)

    def _patterns_in(self, text: str) -> list[re.Pattern[str]]:
        """Those whose letters stand in the text: to look for letters is a hundred times quicker."""
        folded = text.casefold()
        return [pattern for letters, pattern in self._patterns if letters in folded]

    @cached_property
    def _patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The whole names first, the longest of them before the rest; then the parts of them that are written as
        names are."""
        whole = sorted({each for each in self.names if len(each) >= SHORTEST_NAME}, key=lambda each: (-len(each), each))
        parts = {part for name in self.names for part in re.split(r"[\s,-]+", name) if part[:1].isupper()}
        parts = {each for each in parts - self.places if len(each) >= SHORTEST_NAME and not _ROLE.fullmatch(each)}
        in_order = sorted(parts, key=lambda each: (-len(each), each))
        patterns = [
            *((each, _pattern(each, re.IGNORECASE)) for each in whole),
            *((each, _pattern(each)) for each in in_order),
        ]
        return tuple((name.casefold(), pattern) for name, pattern in patterns)


_NUMBERS: Final = (_IDENTITY_NUMBER, _MAIL, _PHONE)


_WORD: Final = re.compile(r"\w+")


def _is_a_role(name: str, places: frozenset[str]) -> bool:
    """Whether an account is called what somebody does, and perhaps where: "Samordnare", "Tjänsteperson, Gävle"."""
    words = _WORD.findall(name)
    roles = [each for each in words if _ROLE.fullmatch(each)]
    return bool(roles) and all(each in places for each in words if each not in roles)


def _pattern(name: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A name, also as whose something is."""
    return re.compile(rf"(?<!\w){re.escape(name)}s?(?!\w)", flags)


def _adds_up(number: str) -> bool:
    """The check digit of a Swedish identity number, which tells it from ten digits of anything else."""
    digits = "".join(each for each in number if each.isdecimal())[-10:]
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits)]
    return sum(each - 9 if each > 9 else each for each in doubled) % 10 == 0
