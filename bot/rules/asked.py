"""Reads plain words: which signs stand in a text, whom, when and what it is about. Pure; no text whatever fails.

A text is cut into sentences, because people greet, explain and ask in one breath. In each the words are folded, put
right where they are misspelled, and looked up in `asked_words`; names of members and activities and dates are found
by their own readers. What the signs together ask for is decided in `asked_for`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language import fold
from bot.rules.asked_words import LANGUAGES, MEETING_ENDS, Sign, vocabulary
from bot.typed_dates import AmbiguousDate, NotADate, Understood, find_date
from bot.when import Seasons

MOST_CHARACTERS: Final = 600
MOST_SENTENCES: Final = 8
MOST_WORDS: Final = 40
"""Read of a sentence; who writes more does not ask for something we answer."""
SHORTEST_NAME: Final = 3

_WORD: Final = re.compile(r"#?[^\W_]+")
_SENTENCE: Final = re.compile(r"[.!?;\n]+(?=\s|$)|\n+")
_COMPOSED: Final = (("a\u030a", "å"), ("a\u0308", "ä"), ("o\u0308", "ö"), ("e\u0301", "é"))
_NUMBER_WORDS: Final = {
    "ett": 1, "tva": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "atta": 8, "nio": 9, "tio": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "ettan": 1, "tvaan": 2, "trean": 3, "fyran": 4, "femman": 5, "sexan": 6, "sjuan": 7, "attan": 8,
}  # fmt: skip
_BEFORE_TOPIC: Final = frozenset(
    ["om", "med", "for", "kring", "about", "with", "regarding", "concerning", "av", "of", "angaende", "gallande", "hos"]
)


@dataclass(frozen=True)
class Known:
    """What the network has names for."""

    today: date
    members: Sequence[tuple[int, Sequence[str]]] = ()
    """Row number and names: its own and those of its municipalities."""
    activities: Sequence[tuple[int, str]] = ()
    """Number and title of the activities of the period."""
    seasons: Seasons = field(default_factory=Seasons)


@dataclass(frozen=True)
class Heard:
    """What stands in one sentence."""

    signs: frozenset[Sign] = frozenset()
    unknown: tuple[str, ...] = ()
    """Words that are nowhere in the vocabulary, as typed."""
    strange: int = 0
    """How many of them stand where a subject stands: after "om", "med", "about" …"""
    corrected: int = 0
    who: tuple[int, ...] = ()
    """Members named, by row number."""
    when: Understood | None = None
    doubt: NotADate | AmbiguousDate | None = None
    """Why the date in it cannot be used."""
    number: int | None = None
    activities: tuple[int, ...] = ()
    """Numbers of activities its words name, the best first."""
    topic: str = ""
    """The words that may name what it is about, as typed."""

    @property
    def is_past(self) -> bool:
        """Whether it asks for what has been."""
        return bool(self.signs & {Sign.WAS, Sign.LAST})


@dataclass(frozen=True)
class Hearing:
    """A whole text: its sentences, the text read as one, and the language it is written in ("" when it does not
    tell)."""

    sentences: tuple[Heard, ...]
    whole: Heard
    language: str
    text: str


Names = dict[str, tuple[int, ...]]
"""Words, with the members or activities they name."""


@dataclass(frozen=True)
class _Token:
    raw: str
    """Small, with its dots."""
    word: str
    """Folded, and put right."""


def hear(text: str, known: Known) -> Hearing:
    """Read a text. The first and the last of long ones are read, where people ask."""
    text = _composed(text)
    parts = [each for each in _SENTENCE.split(text) if each.strip()]
    if len(parts) > MOST_SENTENCES:
        parts = parts[: MOST_SENTENCES // 2] + parts[-MOST_SENTENCES // 2 :]
    sentences = tuple(_heard(each, known) for each in parts)
    whole = sentences[0] if len(sentences) == 1 else _together(sentences) if sentences else Heard()
    return Hearing(sentences, whole, language_of(text), text)


def language_of(text: str) -> str:
    """The language a text is written in; "" when its words do not tell."""
    text = text[:MOST_CHARACTERS].lower()
    speaks = vocabulary().speaks
    words = [fold(each) for each in _WORD.findall(text)]
    count = {language: sum(each in speaks[language] for each in words) for language in LANGUAGES}
    count["sv"] += sum(each in text for each in "åäö")
    if count["sv"] == count["en"]:
        return ""
    return "sv" if count["sv"] > count["en"] else "en"


def _composed(text: str) -> str:
    text = (
        text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS // 2] + " \n " + text[-MOST_CHARACTERS // 2 :]
    )
    for loose, composed in _COMPOSED:
        text = text.replace(loose, composed)
    return text


def _together(sentences: Sequence[Heard]) -> Heard:
    """All sentences as one: only what they hold, for greetings and thanks, which are all that is said or nothing."""
    return Heard(
        signs=frozenset(sign for each in sentences for sign in each.signs),
        unknown=tuple(word for each in sentences for word in each.unknown),
        strange=sum(each.strange for each in sentences),
    )


_NAMED_BY_TIME: Final = re.compile(
    r"\b(januari|februari|mars|april|maj|juni|augusti|september|oktober|november|december|vår|höst|host)s?"
    rf"({'|'.join(MEETING_ENDS)})\b",
    re.IGNORECASE,
)


def _heard(sentence: str, known: Known) -> Heard:
    sentence = _NAMED_BY_TIME.sub(r"\2 i \1", sentence)
    raws = [each.lower() for each in _WORD.findall(sentence)[:MOST_WORDS]]
    typed = _WORD.findall(sentence)[:MOST_WORDS]
    names = _names(known)
    titles = _titles(tuple(known.activities))
    tokens, corrected = _put_right(raws, names, titles)
    signs, subject, strange = _signs(tokens, typed, names, titles, is_english=language_of(sentence) == "en")
    unknown = [each for each in subject if _title_stem(fold(each)) not in titles]
    who = tuple(dict.fromkeys(number for each in tokens for number in names.get(each.word, ())))
    number = _number(tokens)
    is_past = bool(signs & {Sign.WAS, Sign.LAST})
    when, doubt = _when(sentence, raws, tokens, known, is_past)
    activities = _activities(tokens, known)
    topic = _topic(tokens, typed, names, subject)
    found = {
        Sign.MEMBER: bool(who), Sign.NUMBER: number is not None, Sign.DATE: bool(when or doubt),
        Sign.NAMED: bool(activities), Sign.TOPIC: bool(topic),
    }  # fmt: skip
    return Heard(
        signs=frozenset(signs) | {sign for sign, there in found.items() if there},
        unknown=tuple(unknown), strange=strange, corrected=corrected, who=who, when=when, doubt=doubt, number=number,
        activities=activities, topic=topic,
    )  # fmt: skip


# words


def _put_right(raws: Sequence[str], names: Names, titles: Names) -> tuple[list[_Token], int]:
    """Fold the words, and replace those misspelled by what they were meant to be."""
    known, tokens, corrected = vocabulary().words, [], 0
    for raw in raws:
        word = _word(raw)
        if (
            word in known
            or word in names
            or _title_stem(word) in titles
            or word in vocabulary().parts
            or word.isdecimal()
        ):
            tokens.append(_Token(raw, word))
            continue
        meant = _meant(word, tuple(names)) or word
        corrected += meant != word
        tokens.append(_Token(raw, meant))
    return tokens, corrected


def _word(raw: str) -> str:
    """A word as the vocabulary has it. Some that only dots tell apart are kept apart: vård is not värd."""
    if raw.startswith("vård"):
        return raw
    return _APART.get(raw) or fold(raw)


_APART: Final = {
    "vår": "var_season",
    "våra": "bot",
    "vårt": "bot",
    "höst": "host_season",
    "nås": "kontakt",
    "ns": "nasta",
    "vär": "vard",
    "värn": "varden",
}
_FOLLOWED_BY_NAME: Final = ("efter", "after")
_DOUBLED: Final = re.compile(r"(\w)\1")


@lru_cache(maxsize=4096)
def _meant(word: str, names: tuple[str, ...]) -> str | None:
    """The word that was misspelled: one letter wrong, left out, doubled or exchanged; two in long words."""
    if len(word) < 3 or not word.isalpha() or len(word) > 30:
        return None
    if (single := _DOUBLED.sub(r"\1", word)) in vocabulary().words:
        return single
    allowed = 1 if len(word) < 8 else 2
    spelled = vocabulary().spelled
    near = [each for length in range(len(word) - allowed, len(word) + allowed + 1) for each in spelled.get(length, ())]
    near += [each for each in names if abs(len(each) - len(word)) <= allowed]
    near.sort(key=lambda each: vocabulary().words.get(each, Sign.TOPIC) is None)  # of equals one that says something
    if len(word) < 5:
        near = [each for each in near if len(each) >= 4 and each[0] == word[0] and len(each) >= len(word)]
    found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=allowed)
    return found[0] if found else None


def _signs(
    tokens: Sequence[_Token], typed: Sequence[str], names: Names, titles: Names, *, is_english: bool
) -> tuple[set[Sign], list[str], int]:
    """The signs in a sentence, the words nobody knows, and how many of those stand where a subject stands."""
    words, phrases, _, first_words, _, _ = vocabulary()
    signs: set[Sign] = set()
    unknown: list[str] = []
    strange, at = 0, 0
    while at < len(tokens):
        length = _phrase(tokens, at, phrases, first_words)
        word = tokens[at].word
        if length:
            _add(signs, phrases[tuple(each.word for each in tokens[at : at + length])])
        elif word == "var" or word.endswith("_season"):
            _add(signs, _var(tokens, at) if word == "var" else None)
        elif word == "med" and at == len(tokens) - 1:
            signs.add(Sign.WITH)
        elif word in _FOLLOWED_BY_NAME and at + 1 < len(tokens) and tokens[at + 1].word in names:
            signs.add(Sign.AFTER)
        elif (
            (word == "i" and not is_english)
            or (word == "host" and _is_autumn(tokens, at))
            or word in names
            or word.lstrip("#").isdecimal()
        ):
            pass
        elif word in words:
            _add(signs, words[word])
        elif len(word) > 1:
            unknown.append(typed[at])
            is_subject = at > 0 and tokens[at - 1].word in _BEFORE_TOPIC
            strange += is_subject and _title_stem(word) not in titles
        at += length or 1
    return signs, unknown, strange


def _phrase(
    tokens: Sequence[_Token], at: int, phrases: dict[tuple[str, ...], Sign | None], first_words: dict[str, int]
) -> int:
    """How many words the longest phrase has that begins there; 0 for none."""
    for length in range(min(first_words.get(tokens[at].word, 0), len(tokens) - at), 1, -1):
        if tuple(each.word for each in tokens[at : at + length]) in phrases:
            return length
    return 0


def _add(signs: set[Sign], sign: Sign | None) -> None:
    if sign is not None:
        signs.add(sign)


_ASKS: Final = frozenset(
    ["vem", "vilka", "vilken", "vilket", "hur", "vad", "det", "som", "nar", "ni", "jag", "du", "vi", "han", "hon"]
)


def _var(tokens: Sequence[_Token], at: int) -> Sign | None:
    """ "Var" is where, was, or without its ring our and spring."""
    before = tokens[at - 1].word if at else ""
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if before in _SEASON_AFTER:
        return None
    if at == len(tokens) - 1:
        return Sign.WHERE
    if (
        before in _ASKS
        or after in ("det", "vard", "varden", "ni", "vi", "jag")
        or (at and vocabulary().words.get(before))
    ):
        return Sign.WAS
    return Sign.WHERE


_SEASON_AFTER: Final = frozenset(["i", "till", "under", "nasta", "forra", "denna"])


def _is_autumn(tokens: Sequence[_Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].word in _SEASON_AFTER and tokens[at].raw == "host"


def _number(tokens: Sequence[_Token]) -> int | None:
    """The number of an activity or experience: "#12", or the one beside the word for it."""
    for at, each in enumerate(tokens):
        if each.word.startswith("#") and each.word[1:].isdecimal() and len(each.word) < 8:
            return int(each.word[1:])
        sign = vocabulary().words.get(each.word)
        if sign not in (Sign.ACTIVITY, Sign.EXPERIENCE):
            continue
        for near in (at + 1, at + 2, at - 1):
            word = tokens[near].word if 0 <= near < len(tokens) else ""
            if word and near == at + 2 and tokens[at + 1].word not in ("nr", "nummer", "number", "no"):
                continue
            if word.isdecimal() and word.isascii() and len(word) < 5:
                return int(word)
            if near > at and word in _NUMBER_WORDS:
                return _NUMBER_WORDS[word]
    return next(
        (_NUMBER_WORDS[each.word] for each in tokens if each.word.endswith("n") and each.word in _NUMBER_WORDS), None
    )


# names


@lru_cache(maxsize=16)
def _names_of(members: tuple[tuple[int, tuple[str, ...]], ...]) -> Names:
    found: dict[str, tuple[int, ...]] = {}
    for number, names in members:
        for word in {word for name in names for word in _WORD.findall(fold(name))}:
            if len(word) < SHORTEST_NAME or word in vocabulary().words or word in _NOT_NAMES:
                continue
            for form in (word, word if word.endswith("s") else word + "s"):
                found[form] = (*found.get(form, ()), number) if number not in found.get(form, ()) else found[form]
    return found


_NOT_NAMES: Final = frozenset(
    ["stadsdel", "stadsdelen", "kommun", "kommunen", "region", "regionen", "stad", "staden", "och", "and"]
)


def _names(known: Known) -> Names:
    """Every word of the members' names, also in the genitive, with whose it is."""
    return _names_of(tuple((number, tuple(names)) for number, names in known.members))


@lru_cache(maxsize=16)
def _titles(activities: tuple[tuple[int, str], ...]) -> Names:
    """The stems of the words of the activities' titles, with the numbers of the activities; none that all have."""
    found: dict[str, list[int]] = {}
    for number, title in activities:
        for stem in {_stem(word) for word in _WORD.findall(fold(title)) if _may_name(word)}:
            found.setdefault(stem, []).append(number)
    return {stem: tuple(numbers) for stem, numbers in found.items() if len(numbers) <= 3}


_ALSO_NAMED: Final = {
    "report": "rapport", "slutrapport": "rapport", "website": "hemsid", "webbplats": "hemsid", "homepage": "hemsid",
}  # fmt: skip


def _may_name(word: str) -> bool:
    if word == "report" or _ALSO_NAMED.get(_stem(word)):
        return True
    return len(word) >= 5 and (vocabulary().words.get(word, Sign.TOPIC) is Sign.TOPIC or word in ("hemsidan",))


@lru_cache(maxsize=4096)
def _stem(word: str) -> str:
    from snowballstemmer import stemmer  # it keeps state, so each call has its own

    return fold(str(stemmer("swedish").stemWord(word)))


def _title_stem(word: str) -> str:
    """The stem by which titles know a word; some things have two names, or an English one."""
    return _ALSO_NAMED.get(_stem(word), _stem(word))


def _activities(tokens: Sequence[_Token], known: Known) -> tuple[int, ...]:
    """The activities whose titles have the most of the words, the best first."""
    titles = _titles(tuple(known.activities))
    points: dict[int, float] = {}
    for stem in {_title_stem(fold(each.raw)) for each in tokens if _may_name(fold(each.raw))}:
        for number in titles.get(stem, ()):
            points[number] = points.get(number, 0) + 1 / len(titles[stem])
    best = max(points.values(), default=0)
    return tuple(sorted(number for number, each in points.items() if each >= best - 0.01))


# when


def _when(
    sentence: str, raws: Sequence[str], tokens: Sequence[_Token], known: Known, is_past: bool
) -> tuple[Understood | None, NotADate | AmbiguousDate | None]:
    """The date or period in a sentence, misspelled months put right; or why it cannot be used."""
    text = sentence
    for raw, token in zip(raws, tokens, strict=True):
        if token.word in _MONTHS and fold(raw) != token.word:
            text = re.sub(re.escape(raw), token.word, text, count=1, flags=re.IGNORECASE)
    if not any(each in text for each in "åäöÅÄÖ"):
        text = _UNDOTTED.sub(lambda found: f"{found[1]} {'höst' if found[2] == 'host' else 'vår'}", text)
    try:
        towards = "past" if is_past else "coming"
        return find_date(text, known.today, towards=towards, seasons=known.seasons), None  # type: ignore[arg-type]
    except (NotADate, AmbiguousDate) as doubt:
        return None, doubt


_UNDOTTED: Final = re.compile(r"\b(i|nasta|under|till|forra) (host|var)\b(?! \w)", re.IGNORECASE)
_MONTHS: Final = frozenset(
    [
        "januari",
        "februari",
        "mars",
        "april",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
        "january",
        "february",
        "march",
        "august",
        "october",
    ]
)


# topic


def _topic(tokens: Sequence[_Token], typed: Sequence[str], names: Names, subject: Sequence[str]) -> str:
    """What a sentence is about, as typed: what follows "om", "av", "about" … after the word for what is looked for,
    else the words nobody knows. Members' names are whose it is, not what."""
    words = vocabulary().words
    told = list(subject)
    for at, each in enumerate(tokens):
        if each.word in _LEADS_TO_TOPIC and any(words.get(before.word) in _HAS_TOPIC for before in tokens[:at]):
            after = zip(typed[at + 1 :], tokens[at + 1 :], strict=True)
            told = [one for one, each in after if words.get(each.word, Sign.TOPIC) not in _NEVER_TOPIC]
            break
    return " ".join(each for each in told if fold(each) not in names)[:150]


_LEADS_TO_TOPIC: Final = frozenset(
    [
        "om",
        "av",
        "kring",
        "med",
        "med",
        "kring",
        "about",
        "of",
        "with",
        "regarding",
        "on",
        "gallande",
        "rorande",
        "pa",
        "efter",
        "for",
    ]
)
_HAS_TOPIC: Final = (Sign.EXPERIENCE, Sign.SEARCH, Sign.WORKED, Sign.FIND)
_NEVER_TOPIC: Final = (None, Sign.MY, Sign.HELLO, Sign.THANKS, Sign.WHO, Sign.WHICH, Sign.WHAT)
