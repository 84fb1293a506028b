"""Reads plain words into utterances: the signs and entities (members, activities, dates) of each sentence. Pure.

A text is cut into sentences, because people greet, explain and ask in one breath. In each the words are corrected and
looked up in the vocabulary; names and dates have readers of their own. Which question the signs come to is decided in
`matching`. Any text whatever is read without an error, in time proportional to its length.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Final

from bot.dates.typed import AmbiguousDate, NamedSpan, NotADate, Towards, find_date
from bot.dates.typed.feasts import FEAST_PARTS
from bot.dates.typed.words import months
from bot.dates.when import Seasons
from bot.intents.names import (
    Naming,
    activities_named,
    member_words,
    namings_in,
    real_name_of,
    spellings_of,
    title_stem,
    title_words,
)
from bot.intents.signs import BESIDE, HAS_TOPIC, MEETING_SIGNS, number_in, places_in, signs_of, topic_of
from bot.intents.tokens import WORD, Token, tokens_of
from bot.intents.vocabulary import LANGUAGES, Sign, vocabulary
from bot.language import fold
from bot.text import clean

MOST_CHARACTERS: Final = 480
MOST_SENTENCES: Final = 6
MOST_IN_SENTENCE: Final = 240
MOST_WORDS: Final = 30
"""Read of a sentence; who writes more does not ask for something we answer."""

_ABBREVIATED: Final = re.compile(
    r"\b(?:(v|w|kl|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|oct|nov|dec)\.(?=\s+['’\d–-])|([tf]r?\.o\.m)\.)",
    re.IGNORECASE,
)
"""Whose full stop ends no sentence: "v. 20", "nov. 2021", "fr.o.m. maj"."""
_SENTENCE: Final = re.compile(r"[.!?;\n]+(?=\s|$)|\n+")


@dataclass(frozen=True)
class Entities:
    """What a question can name: the members and activities of a network, and days, counted from today."""

    today: date
    members: Sequence[tuple[int, Sequence[str]]] = ()
    """Row number and names: its own and those of its municipalities."""
    activities: Sequence[tuple[int, str]] = ()
    """Number and title of the activities of the period."""
    seasons: Seasons = field(default_factory=Seasons)
    chosen: Sequence[NamedSpan] = ()
    """What is meant where dates are in doubt: somebody was asked, and chose."""


@dataclass(frozen=True)
class Utterance:
    """One sentence as it was read."""

    signs: frozenset[Sign] = frozenset()
    in_topic: frozenset[Sign] = frozenset()
    """Those of them that stand only in what is looked for: "erfarenheter om möten"."""
    unknown: tuple[str, ...] = ()
    """Words that are not in the vocabulary, as typed."""
    strange: int = 0
    """How many of them stand where a subject stands: after "om", "med", "about" …"""
    corrected: int = 0
    who: tuple[int, ...] = ()
    """Members named, by row number."""
    outsiders: tuple[str, ...] = ()
    """Municipalities and regions named that are no members."""
    in_full: frozenset[str] = frozenset()
    """Municipalities and regions named that are members, or a part of which is one."""
    begins_with_name: bool = False
    place: tuple[int, ...] = ()
    """Those of them named as a place: after "i", "till", "in" …"""
    when: NamedSpan | None = None
    when_past: NamedSpan | None = None
    """The same time as it was last, where that is another: "inställt i maj" may be asked of either."""
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
        return _towards(self.signs) == ("past",)

    @property
    def is_open(self) -> bool:
        """Whether it asks who, which, when … and so is answered by neither yes nor no."""
        return bool(self.signs & _OPEN)


_OPEN: Final = frozenset(
    {Sign.WHO, Sign.WHICH, Sign.WHAT, Sign.WHY, Sign.WHEN, Sign.WHERE, Sign.HOW, Sign.HOW_LONG, Sign.HOW_MANY}
)


@dataclass(frozen=True)
class Utterances:
    """The sentences of a text, and the text read as one."""

    sentences: tuple[Utterance, ...]
    whole: Utterance


def utterances_of(text: str, entities: Entities) -> Utterances:
    """Read a text. The first and the last of long ones are read, where people ask."""
    text = _ABBREVIATED.sub(lambda match: match[1] or match[2], clean(_both_ends(text)))
    parts = [each for each in _SENTENCE.split(text) if each.strip()]
    if len(parts) > MOST_SENTENCES:
        parts = parts[: MOST_SENTENCES // 2] + parts[-MOST_SENTENCES // 2 :]
    sentences = tuple(_utterance(each[:MOST_IN_SENTENCE], entities) for each in parts)
    if not WORD.search(text):
        sentences = (Utterance(signs=frozenset({Sign.HELP})),)  # a mention and nothing else, or "?"
    whole = sentences[0] if len(sentences) == 1 else _together(sentences) if sentences else Utterance()
    return Utterances(sentences, whole)


def language_of(text: str, members: Sequence[tuple[int, Sequence[str]]] = ()) -> str:
    """The language a text is written in; "" when its words do not tell. `members` as in `Entities`: in a network names
    are of no language."""
    text = text[:MOST_CHARACTERS]
    words = WORD.findall(clean(text))
    return _language_of(_without(words, namings_in(words, spellings_of(_hashable(members)))) if members else text)


def _language_of(text: str) -> str:
    text = text.lower()
    tells = vocabulary().languages
    words = [fold(each) for each in WORD.findall(text)]
    count = {language: sum(each in tells[language] for each in words) for language in LANGUAGES}
    if count["sv"] or not count["en"]:  # "is Gävle coming" has its dots from a name
        count["sv"] += sum(each in text for each in "åäö")
    if count["sv"] == count["en"]:
        return ""
    return "sv" if count["sv"] > count["en"] else "en"


def _both_ends(text: str) -> str:
    """As much of a text as is read."""
    half = MOST_CHARACTERS // 2
    return text if len(text) <= MOST_CHARACTERS else f"{text[:half]} \n {text[-half:]}"


def _together(sentences: Sequence[Utterance]) -> Utterance:
    """All sentences as one: only what they hold, for greetings and thanks, which are all that is said or nothing."""
    return Utterance(
        signs=frozenset(sign for each in sentences for sign in each.signs),
        unknown=tuple(word for each in sentences for word in each.unknown),
        strange=sum(each.strange for each in sentences),
    )


_NAMED_BY_TIME: Final = re.compile(
    r"\b(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|vår|höst|host|var)s?"
    r"(\w{4,20})\b",
    re.IGNORECASE,
)


_ROW_OF_SEASONS: Final = re.compile(r"\b(var|host) (och|till) (var|host)\b", re.IGNORECASE)
_DOTTED: Final = {"var": "vår", "host": "höst"}
_SET_IN: Final = re.compile(
    r"\b(ställdes|ställs|ställts|blev|blir)\s+((?:det\s+)?\w*(?:möte|mötet|träffen)\b.*?)\s+(in|av)\b", re.IGNORECASE
)
""" "Ställdes mötet i maj in" is "mötet i maj ställdes in"."""
_GOES_OUT: Final = re.compile(r"\b(går|gar|tar|löper|loper|gick|tog)\s+(\w+)\s+(ut|slut)\b", re.IGNORECASE)


def _split_compound(match: re.Match[str]) -> str:
    """ "Majmötet" is the meeting in May; "majoritet" is one word."""
    sign = vocabulary().words.get(fold(match[2]))
    return match[0] if sign is None or sign is Sign.WHEN else f"{match[2]} i {match[1]}"


def _utterance(sentence: str, entities: Entities) -> Utterance:
    sentence = _SET_IN.sub(r"\2 \1 \3", _GOES_OUT.sub(r"\2 \1 \3", sentence))
    sentence = _ROW_OF_SEASONS.sub(
        lambda match: f"{_DOTTED[match[1].lower()]} {match[2]} {_DOTTED[match[3].lower()]}", sentence
    )
    sentence = _NAMED_BY_TIME.sub(_split_compound, sentence)
    members = _hashable(entities.members)
    names = member_words(members)
    titles = title_words(tuple(entities.activities))
    words = WORD.findall(sentence)[:MOST_WORDS]
    namings = namings_in(words, spellings_of(members))
    is_english = _language_of(_without(words, namings)) == "en"
    whole = {at: (each.length, f"{at} ") for at, each in namings.items()}  # no word that anybody types
    is_title = lambda word: title_stem(word) in titles  # noqa: E731  (it reads two names of this function)
    tokens = tokens_of(words, whole, names, is_title, is_english=is_english)
    names = names | {f"{at} ": each.members for at, each in namings.items()}
    signs = signs_of(tokens, names, titles, is_english=is_english)
    when, past, doubt = _when(sentence, tokens, entities, signs.present) if signs.present else (None, None, None)
    if when is not None and when.side in ("", "after", "before") and (order := _beside_a_meeting(tokens)) is not None:
        when = replace(when, side="after" if order is Sign.AFTER else "before")
        signs.present.add(order)
    who = tuple(dict.fromkeys(number for each in tokens for number in names.get(each.word, ())))
    number, activities = number_in(tokens), activities_named(tokens, titles)
    outsiders = () if signs.present.intersection(HAS_TOPIC) else tuple(signs.outsiders)  # else they are looked for
    of_feast = FEAST_PARTS if when is not None and not signs.present.intersection(HAS_TOPIC) else frozenset()
    subject = [each for each in signs.subject if each not in outsiders and fold(each) not in of_feast]
    topic = topic_of(tokens, names, subject)
    in_doubt = WORD.findall(doubt.text) if doubt else ()
    beside = {
        Sign.MEMBER: bool(who or outsiders), Sign.NUMBER: number is not None, Sign.DATE: bool(when or doubt),
        Sign.NAMED: bool(activities), Sign.TOPIC: bool(topic),
        Sign.YEARS: when is not None and when.span.is_whole_years,
    }  # fmt: skip
    return Utterance(
        signs=frozenset(signs.present) | {sign for sign, there in beside.items() if there},
        in_topic=frozenset(signs.present - signs.before_topic) if signs.before_topic else frozenset(),
        unknown=tuple(each for each in signs.unknown if each.lower() not in in_doubt and fold(each) not in of_feast),
        strange=signs.strange,
        corrected=sum(each.is_corrected for each in tokens), who=who,
        outsiders=tuple(real_name_of(each) or each for each in outsiders),
        in_full=frozenset(filter(None, (real_name_of(each.typed) for each in tokens if names.get(each.word)))),
        begins_with_name=bool(tokens) and tokens[0].word in names, place=places_in(tokens, names), when=when,
        when_past=past if past != when else None, doubt=doubt, number=number, activities=activities, topic=topic,
    )  # fmt: skip


def _beside_a_meeting(tokens: Sequence[Token]) -> Sign | None:
    """Whether what is asked for comes after or before a meeting, whose the time is: "efter majmötet"."""
    words = vocabulary().words
    for at, each in enumerate(tokens):
        sign = BESIDE.get(each.word)
        if sign is not None and any(words.get(near.word) in MEETING_SIGNS for near in tokens[at + 1 : at + 4]):
            return sign
    return None


def _hashable(members: Sequence[tuple[int, Sequence[str]]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((number, tuple(names)) for number, names in members)


def _without(words: Sequence[str], namings: Mapping[int, Naming]) -> str:
    """The words that are no names: those tell the language."""
    named = {at for begins, each in namings.items() for at in range(begins, begins + each.length)}
    return " ".join(each for at, each in enumerate(words) if at not in named)


def _towards(signs: Collection[Sign]) -> tuple[Towards, ...]:
    """Where a time without a year lies. "Did Gävle answer" may be asked of what is to come as well."""
    if Sign.WAS in signs and Sign.ANSWERED in signs and Sign.LAST not in signs:
        return "coming", "past"
    return ("past",) if {Sign.WAS, Sign.LAST}.intersection(signs) else ("coming",)


def _when(
    sentence: str, tokens: Sequence[Token], entities: Entities, signs: set[Sign]
) -> tuple[NamedSpan | None, NamedSpan | None, NotADate | AmbiguousDate | None]:
    """The date or period in a sentence, misspelled months put right, and the same as it was last; or why it cannot be
    used. "Senast" before it is no sign of what has been."""
    for each in tokens:
        if each.word in months() and fold(each.raw) != each.word:
            sentence = sentence.replace(each.typed, each.word, 1)
    if not any(each in sentence for each in "åäöÅÄÖ"):
        sentence = _UNDOTTED.sub(lambda match: f"{match[1]} {'vår' if match[3] else 'höst'}", sentence)
    read = partial(find_date, sentence, entities.today, seasons=entities.seasons, chosen=entities.chosen)
    try:
        if any(each.word == "senast" for each in tokens) and (by := read()) is not None and by.side == "until":
            signs.discard(Sign.LAST)
        if Sign.LAST in signs and Sign.WAS not in signs and any(each.word == "last" for each in tokens):
            _last_of_a_time(read(), entities.today, signs)
        past = read(towards="past") if signs & _OF_EITHER and not entities.chosen else None
        return _nearest([read(towards=each) for each in _towards(signs)], entities.today), past, None
    except (NotADate, AmbiguousDate) as doubt:
        return None, None, doubt


_OF_EITHER: Final = {Sign.CANCELLED, Sign.MOVED}
"""What is asked of what has been in the same words as of what is to come: "är mötet i maj inställt"."""


def _last_of_a_time(named: NamedSpan | None, today: date, signs: set[Sign]) -> None:
    """ "Last" is the last of a time that is not over, "the last meeting this year", and else the latest."""
    if named is not None and named.reach.last > today:
        signs.discard(Sign.LAST)
        signs.add(Sign.FINAL)


def _nearest(read: Sequence[NamedSpan | None], today: date) -> NamedSpan | None:
    """Of what a time may be, the one that is nearest."""

    def days_away(each: NamedSpan) -> int:
        return max((each.span.first - today).days, (today - each.span.last).days, 0)

    return min(filter(None, read), key=days_away, default=None)


_UNDOTTED: Final = re.compile(r"\b(i|nasta|under|till|forra) (?:(host)|(var)(?! \w))\b", re.IGNORECASE)
