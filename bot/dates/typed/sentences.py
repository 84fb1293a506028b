"""Decides whether a date read in a sentence is one, or words and numbers that only look like it."""

from __future__ import annotations

from bot.dates.typed.feasts import FEASTS
from bot.dates.typed.words import AND, COUNTED, SEASONS, TO, DateTokens, months, weekdays

_BEFORE = frozenset(
    {"i", "in", "pa", "on", "under", "during", "till", "until", "to", "fran", "from", "efter", "after", "fore",
     "before", "since", "sedan", "tills", "senast", "tom", "fom", "innan", "of", "mid", "-", "early", "late", "by",
     "between", "mellan", "through", "than", "starting", "including", "the", "this", "next", "last", "nasta", "forra",
     "denna", "tidig", "tidiga", "hela", "mitt", "kring", "runt"}
)  # fmt: skip
_BEFORE_FEAST = frozenset({"vid", "innan", "over", "kring", "runt"})
_DOUBTFUL = frozenset({"may", "march", "spring", "fall", "vt", "ht", "host", "var"})
_PLAIN_THOUGH_SHORT = frozenset(
    {"maj", "mars", "juni", "juli", "june", "july", "feb", "apr", "aug", "sep", "sept", "okt", "oct", "nov", "dec"}
)
_SHORT = 4  # letters; the abbreviations, of which many are words or names
_NOT_AFTER_SWEDISH_I = frozenset({"may", "march"})  # "I may" is no May
_CLASHING = frozenset({"var", "host", "man", "son", "lor"})  # without their rings and dots they are other words
_NEVER_AFTER_OUR = frozenset({"ar", "da", "egentligen", "eller", "ens", "har", "nu", "ocksa", "ska"})
_NUMBERED = frozenset({"agenda", "nr", "nummer", "number"})
_NUMBERED_PLACES = frozenset(
    {"erfarenhet", "erfarenheten", "experience", "aktivitet", "aktiviteten", "activity", "punkt", "sal", "rum", "room",
     "lokal", "kod", "code", "tel", "telefon", "phone", "postnummer", "kl", "klockan", "at", "id", "sida", "page"}
)  # fmt: skip
_CASES = frozenset(
    {"dnr", "diarienr", "diarienummer", "arende", "arendet", "case", "ks", "ksn", "kf", "sn", "bun", "ubn"}
)
_ROWS = (TO | {"/"}) - AND
_GLUE = "#/:-._@=&+"


def may_stand_in_a_sentence(line: DateTokens, i: int, end: int) -> bool:
    """Say whether what was read from i to end is a date among other words."""
    if any(line.tokens[place].typed == "var" for place in range(i, end)):
        return False
    if (
        end == i + 1 and line.word(i) in ("jul", "semestern") and line.word(i - 1) not in _BEFORE | _BEFORE_FEAST
    ):  # "god jul"
        return False
    numbers = sum(line.tokens[place].number is not None for place in range(i, end))
    if numbers:
        return stands_free(line, i, end)
    if end > i + 1 and line.phrase(i, end - i) in FEASTS:  # "annandag jul" is not in July
        return True
    return all(_has_a_reason(line, i, place, end) for place in range(i, end) if _is_doubtful(line, place))


def is_case_number(line: DateTokens, i: int, end: int) -> bool:
    """As in KS 2020-21, dnr 2019/20: two numbers after what numbers cases, or after capitals among small letters."""
    if end != i + 3 or line.word(i + 1) not in "-/" or line.number(i + 2, 9999, digits=4) is None:
        return False
    return line.word(i - 1) in _CASES or line.is_initials(i - 1)


def stands_free(line: DateTokens, i: int, end: int) -> bool:
    """Not part of a case number, a link or an amount: "KS 2019/76", "Agenda 2030", "2000 kr", "24/7"."""
    before, after = line.word(i - 1), line.word(end)
    glued = not line.tokens[i].spaced and (before in _GLUE or before.isalnum()) if before else False
    return not (
        glued
        or before in _NUMBERED
        or is_case_number(line, i, end)
        or after in COUNTED
        or line.close(end, _GLUE)
        or line.phrase(i, end - i) == "24 / 7"
    )


def is_numbered(line: DateTokens, i: int) -> bool:
    """Whether what stands before a number is what it numbers, as in erfarenhet 1821, sal 1204."""
    return line.word(i - 1) in _NUMBERED_PLACES


def _is_doubtful(line: DateTokens, place: int) -> bool:
    word = line.word(place)
    if word in _DOUBTFUL:
        return True
    return len(word) <= _SHORT and word not in _PLAIN_THOUGH_SHORT and (word in months() or word in weekdays())


def _has_a_reason(line: DateTokens, i: int, place: int, end: int) -> bool:
    """A doubtful word is a date after "i", "på", "next" …; "i vår" only where "vår" cannot mean "our"."""
    word, before, after = line.word(place), line.word(place - 1), line.word(end)
    if (place > i + 1 or line.word(place + 1) in ("onwards", "onward")) and word not in _CLASHING:  # "t.o.m. nov"
        return True
    if word in _CLASHING and line.tokens[place].typed == word:
        return False
    if line.word(place + 1) in ("term", "semester") or _is_row_of_months(line, place, end):
        return True
    if before in ("och", "eller", "and", "or") and not after.isalpha() and place > 1:  # "i höst och vår"
        return True
    if before not in _BEFORE or (word in _NOT_AFTER_SWEDISH_I and before == "i"):
        return False
    return word != "var" or not after.isalpha() or after in _BEFORE | _NEVER_AFTER_OUR


def _is_row_of_months(line: DateTokens, place: int, end: int) -> bool:
    """As in jan-feb, May to November, which no names are."""
    ends = {line.word(place), line.word(place + 2)}
    return line.word(place + 1) in _ROWS and place + 2 < end and ends <= {*months(), *SEASONS}
