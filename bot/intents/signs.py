"""Finds the signs of a sentence, its unknown words, the number it names and its topic. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from bot.intents.names import Names, title_stem
from bot.intents.tokens import Token
from bot.intents.vocabulary import Sign, vocabulary
from bot.language import fold

_NUMBER_WORDS: Final = {
    "ett": 1, "tva": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "atta": 8, "nio": 9, "tio": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "ettan": 1, "tvaan": 2, "trean": 3, "fyran": 4, "femman": 5, "sexan": 6, "sjuan": 7, "attan": 8,
}  # fmt: skip
_BEFORE_TOPIC: Final = frozenset(
    ["om", "med", "for", "kring", "about", "with", "regarding", "concerning", "av", "of", "angaende", "gallande", "hos"]
)

_BEFORE_SUBJECT: Final = _BEFORE_TOPIC | frozenset(
    ["nasta", "forra", "senaste", "next", "last", "the", "a", "an", "en", "ett", "den", "denna", "detta", "this",
     "that", "min", "mitt", "mina", "my", "your", "din", "ditt", "dina", "our"]
)  # fmt: skip
"""Words after which a noun stands: one that nobody knows is what is asked about."""


@dataclass
class Signs:
    """What the words of a sentence are signs of."""

    present: set[Sign] = field(default_factory=set)
    before_topic: set[Sign] = field(default_factory=set)
    """Those that stand before what is looked for: in "erfarenheter om möten" nobody asks for a meeting."""
    subject: list[str] = field(default_factory=list)
    """Words that are not in the vocabulary, as typed."""
    outsiders: list[str] = field(default_factory=list)
    """Those of them that name a municipality or region that is no member."""
    unknown: list[str] = field(default_factory=list)
    """Those of them that name nothing, no activity either."""
    strange: int = 0
    """How many unknown ones stand where a subject stands: after "om", "med", "about" …"""


def signs_of(tokens: Sequence[Token], names: Names, titles: Names, *, is_english: bool) -> Signs:
    """Read the words, the longest phrase first."""
    lexicon, signs, at = vocabulary(), Signs(), 0
    while at < len(tokens):
        length = _phrase(tokens, at)
        word = tokens[at].word
        if length:
            phrase = tuple(each.word for each in tokens[at : at + length])
            _add(signs, lexicon.phrases[phrase])
            _add(signs, lexicon.also.get(" ".join(phrase)))
        elif (special := _special(tokens, at, names, is_english=is_english)) is not _PLAIN:
            _add(signs, special)
            if word in names and not names[word]:
                signs.outsiders.append(tokens[at].typed)
                signs.subject.append(tokens[at].typed)
        elif word in lexicon.words:
            _add(signs, lexicon.words[word])
            _add(signs, lexicon.also.get(word))
            _add(signs, Sign.ALL if word.endswith(_SEVERAL) and lexicon.words[word] in MEETING_SIGNS else None)
        elif len(word) > 1:
            _add_unknown(signs, tokens, at, titles)
        if not signs.before_topic and word in _LEADS_TO_TOPIC and signs.present & set(HAS_TOPIC):
            signs.before_topic = set(signs.present)
        at += length or 1
    if any(each.word in _STILL_TO_COME for each in tokens):
        signs.present.discard(Sign.WAS)
    return signs


_STILL_TO_COME: Final = ("skulle", "supposed")
"""With these "was" is polite and speaks of what is to come: "när var det vi skulle ses"."""


_SEVERAL: Final = ("moten", "motena", "traffar", "traffarna", "meetings", "gatherings", "besoken", "seminarier")
MEETING_SIGNS: Final = (Sign.MEETING, Sign.PARTNERSHIP, Sign.OFFICIALS_MEETING, Sign.STUDY_VISIT, Sign.SEMINAR)
_PLAIN: Final = Sign.TOPIC
"""Says that a word is nothing special: no word of the vocabulary is this sign."""


def _special(tokens: Sequence[Token], at: int, names: Names, *, is_english: bool) -> Sign | None:
    """What words mean that only their neighbours, their dots or the language tell apart."""
    word = tokens[at].word
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if word == "var":
        return Sign.WAS if _before_name(tokens, at, names) else _var(tokens, at)
    if word == "var_season" and after in _OUR:
        return Sign.OURS
    if (part := _of_part(tokens, at, names)) is not None:
        return part
    if word == "last" and tokens[0].word == "how" and tokens[at - 1].word not in _BEFORE_LAST:
        return Sign.LASTS
    if word in BESIDE and after in names:
        return BESIDE[word]
    is_season = word.endswith("_season") or (word == "host" and _is_autumn(tokens, at))
    is_in = word == "i" and not is_english
    is_number = word.lstrip("#").isdecimal() or word in _NUMBER_WORDS or _FIGURES.fullmatch(word) is not None
    return None if is_season or is_in or word in names or is_number else _PLAIN


_FIGURES: Final = re.compile(r"\d{1,2}(?:st|nd|rd|th|e|a)|(?:vt|ht|var|host|h|q|v)\d{1,4}")
"""Figures and their endings, as in 18th, ht21: parts of a time, and no subject."""
_BEFORE_LAST: Final = ("the", "our", "your", "in", "during", "since")
"""After these "last" is the latest: "how long does it last" asks for something else."""
_OUR: Final = ("tur", "kommun", "egen", "vard", "vardskap")
"""After these "vår" is ours, and no spring."""


def _before_name(tokens: Sequence[Token], at: int, names: Names) -> bool:
    """Whether a member's name follows, with "not" or nothing between."""
    following = [each.word for each in tokens[at + 1 : at + 3] if each.word not in ("inte", "ej")]
    return bool(following) and following[0] in names


def _of_part(tokens: Sequence[Token], at: int, names: Names) -> Sign | None:
    """What says beside a member's name that it takes part, again or not, and something else elsewhere: "är Gävle kvar",
    "has Gävle left", "när gick Gävle"."""
    word, before = tokens[at].word, tokens[at - 1].word if at else ""
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    is_last = after in _STILL
    is_theirs = before in {*names, "inte", "not"} and tokens[0].word in _IS and _named_before(tokens, at, names)
    if (word in _THERE and is_theirs) or (word == "there" and before in _IS and tokens[at - 2].word in _THOSE):
        return Sign.COME
    if word == "med" and (is_last or (before in names and (after.isdecimal() or after in _BEFORE_TIME))):
        return Sign.WITH
    if word == "left" and is_last and {before, tokens[0].word} & {"has", "have", "had"}:
        return Sign.GONE
    is_gone = word == "ur" or (is_last and word in ("lamna", "lamnar", "left", "out", "ute"))
    if (is_gone or word in ("tillbaka", "back")) and _named_before(tokens, at, names):
        return Sign.GONE if is_gone else Sign.RETURNS
    rest = tokens[at + 2].word if at + 2 < len(tokens) else ""
    if word in ("lamnar", "gick", "slutar", "slutade") and after in names and rest in _NOTHING_MORE:
        return Sign.GONE
    if word in ("lamnar", "slutar") and before in _WHO_LEAVES and after in (*_NOTHING_MORE, *_STILL):
        return Sign.GONE
    if word in ("skrivit", "written") and is_last and before in names and tokens[0].word in ("har", "has"):
        return Sign.CONTRIBUTED
    if word == "in" and after == "from" and before in _IS:
        return Sign.WITH
    if (
        word in ("kvar", "in")
        and (is_last or after.isdecimal() or after == "in")
        and (before in names or before in _BEFORE_IN)
    ):
        return Sign.WITH
    return None


def _named_before(tokens: Sequence[Token], at: int, names: Names) -> bool:
    return any(each.word in names for each in tokens[:at])


_IS: Final = ("var", "ar", "was", "were", "is", "are", "wasn", "weren")
_THERE: Final = ("pa", "dar", "at", "there")
"""After these two and a member's name between them somebody comes: "var Gävle på mötet"."""
_THOSE: Final = ("who", "many", "people", "officials", "elected", "members")
"""Who is there comes, of meetings it says that there are any."""
_STILL: Final = ("", "fortfarande", "annu", "langre", "kvar", "nu", "already", "yet", "now", "redan", "nasta", "forra",
          "next", "last")  # fmt: skip
"""After these "med" says that somebody takes part."""
_BEFORE_TIME: Final = ("den", "hela", "under", "fran", "till", "efter", "sedan", "ar", "hosten", "varen")
_NOTHING_MORE: Final = ("", "i", "under", "nasta")
_WHO_LEAVES: Final = ("vilka", "vem", "kommuner", "medlemmar", "kommun", "medlem", "nagon", "ingen")
_BEFORE_IN: Final = ("be", "been", "still", "inte", "not", "fortfarande", "annu")
BESIDE: Final = {
    **dict.fromkeys(("efter", "after"), Sign.AFTER), **dict.fromkeys(("fore", "innan", "before"), Sign.BEFORE),
}  # fmt: skip


def _add_unknown(signs: Signs, tokens: Sequence[Token], at: int, titles: Names) -> None:
    token = tokens[at]
    signs.subject.append(token.typed)
    if title_stem(fold(token.raw)) not in titles:
        signs.unknown.append(token.typed)
        signs.strange += at > 0 and tokens[at - 1].word in _BEFORE_SUBJECT


def _phrase(tokens: Sequence[Token], at: int) -> int:
    """How many words the longest phrase has that begins there; 0 for none."""
    lexicon = vocabulary()
    for length in range(min(lexicon.first_words.get(tokens[at].word, 0), len(tokens) - at), 1, -1):
        if tuple(each.word for each in tokens[at : at + length]) in lexicon.phrases:
            return length
    return 0


def _add(signs: Signs, sign: Sign | None) -> None:
    if sign is not None:
        signs.present.add(sign)


_ASKS: Final = frozenset(
    ["vem", "vilka", "vilken", "vilket", "hur", "var", "vad", "det", "som", "nar", "ni", "jag", "du", "vi", "han",
     "hon", "dag", "dagar", "vecka", "manad"]
)  # fmt: skip


_AFTER_WHERE: Final = ("ar", "blir", "ska", "ligger", "halls", "ses", "traffas", "mots")


def _var(tokens: Sequence[Token], at: int) -> Sign | None:
    """ "Var" is where, was, or without its ring our and spring."""
    before = tokens[at - 1].word if at else ""
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    if before in _SEASON_AFTER:
        return None
    if at == len(tokens) - 1 or after in _AFTER_WHERE:
        return Sign.WHERE
    if (
        before in _ASKS
        or after in ("det", "vard", "varden", "ni", "vi", "jag")
        or (at and vocabulary().words.get(before))
    ):
        return Sign.WAS
    return Sign.WHERE


_SEASON_AFTER: Final = frozenset(["i", "till", "under", "nasta", "forra", "denna"])


def _is_autumn(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].word in _SEASON_AFTER and tokens[at].raw == "host"


_BEFORE_PLACE: Final = frozenset(["i", "till", "in", "to", "at", "vid"])


def places_in(tokens: Sequence[Token], names: Names) -> tuple[int, ...]:
    """The members whose name stands where a place does."""
    members = (
        number
        for before, each in pairwise(tokens)
        if before.word in _BEFORE_PLACE
        for number in names.get(each.word, ())
    )
    return tuple(dict.fromkeys(members))


def number_in(tokens: Sequence[Token]) -> int | None:
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


def topic_of(tokens: Sequence[Token], names: Names, subject: Sequence[str]) -> str:
    """What a sentence is about, as typed: what follows "om", "av", "about" … after the word for what is looked for,
    else the words nobody knows. Members' names are whose it is, not what; an outsider's may be what."""
    words = vocabulary().words
    topic = [each for each in subject if fold(each) not in names]
    for at, each in enumerate(tokens):
        if each.word in _LEADS_TO_TOPIC and any(words.get(before.word) in HAS_TOPIC for before in tokens[:at]):
            rest = [each for each in tokens[at + 1 :] if not names.get(each.word) and fold(each.typed) not in names]
            topic = [each.typed for each in rest if words.get(each.word, Sign.TOPIC) not in _NEVER_TOPIC]
            break
    return " ".join(topic)[:150]


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
HAS_TOPIC: Final = (Sign.EXPERIENCE, Sign.SEARCH, Sign.WORKED, Sign.FIND)
_NEVER_TOPIC: Final = (None, Sign.MY, Sign.HELLO, Sign.THANKS, Sign.WHO, Sign.WHICH, Sign.WHAT)
