"""What search reads and what it looks for: folded words, and the stems of what was typed. Pure; the SQL is in
`bot.search`.

A stem is a part of the word it was made of, so looking for it inside the folded text finds inflections and the parts
of compounds alike: "konsekvensanalyser" becomes "konsekvensanalys", which stands in "barnkonsekvensanalysen".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.language import fold

MOST_TERMS: Final = 8
LONGEST_QUERY: Final = 120
SHORTEST_STEM: Final = 3
"""FTS5's trigrams and pg_trgm find nothing shorter."""
TITLE_ENDS: Final = "\n"
"""Stands between the title and the rest in what search reads."""

_WORD: Final = re.compile(r"[^\W_]+")
_QUALITY: Final = re.compile(r"(\w{3,}het)(?:s|ens?|ers?|ernas?)?$")
_DEFINITE: Final = re.compile(r"(?<=\w{4})(?:ans?|ets?)$")
_COMMON: Final = frozenset(
    """alla allt an and are att av blev bli da de dem den det detta dig din du efter eller en er ett for fran fore gor
    ha han har hon hos hur i inte is jag kan man med men mig min nar ni nu och of om oss pa sa sedan ska som the
    till to under upp ut vad var varit vi via vid vilka vilken ar at in on with what how we when who""".split()  # noqa: SIM905  (a page of quotes reads worse)
)
"""Words so common that they say nothing, folded."""


@dataclass(frozen=True)
class Term:
    """One word looked for: as it was typed (folded), and the part of it that all its forms share."""

    word: str
    stem: str


def words(text: str) -> list[str]:
    """The words of a text, small and without dots."""
    return _WORD.findall(fold(unicodedata.normalize("NFKC", text)))


def searchable(title: str, texts: Iterable[str]) -> str:
    """What search reads of an experience: the title's words, then all others, a space around each."""
    return f" {' '.join(words(title))} {TITLE_ENDS} {' '.join(word for text in texts for word in words(text))} "


def terms(query: str) -> tuple[Term, ...]:
    """What to look for; common words only when there is nothing else. Whatever was typed, none is a syntax error."""
    typed = list(dict.fromkeys(words(query[:LONGEST_QUERY])))
    telling = [each for each in typed if each not in _COMMON] or typed
    raw = {fold(each): each for each in _WORD.findall(unicodedata.normalize("NFKC", query[:LONGEST_QUERY]).casefold())}
    return tuple(Term(word, _stem(raw.get(word, word), word)) for word in telling[:MOST_TERMS])


def _stem(raw: str, word: str) -> str:
    """What all forms of a word share: Snowball's Swedish stem, with two departures. -het stays, which Snowball takes
    off with what stands before it ("rättigheter" becomes "rätt"); -an and -et go, which Snowball leaves."""
    if quality := _QUALITY.match(raw):
        return fold(quality[1])
    from snowballstemmer import stemmer  # only who searches needs it; it keeps state, so each call has its own

    stem = fold(_DEFINITE.sub("", stemmer("swedish").stemWord(raw)))
    return stem if len(stem) >= SHORTEST_STEM and stem in word else word
