"""The vocabulary: what each word or phrase that people ask with is a sign of, read once from `vocabulary.txt`.

The words stand in that file, for anybody to edit; how a typed word is matched with them stands in `tokens`, what the
signs of a sentence come to in `signs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from bot.dates.typed.feasts import FEAST_WORDS, VARYING
from bot.dates.typed.words import months, weekdays
from bot.language import fold

FILE: Final = Path(__file__).with_name("vocabulary.txt")
LANGUAGES: Final = ("sv", "en")


class Sign(StrEnum):
    """What a word, or a name or date in the text, is a sign of. `vocabulary.txt` calls them by these values."""

    WHEN = "when"
    SWITCH_NETWORK = "switch_network"
    WHERE = "where"
    WHO = "who"
    WHICH = "which"
    WHAT = "what"
    WHY = "why"
    HOW = "how"
    HOW_LONG = "how_long"
    LASTS = "lasts"
    """How long something itself is, not how long it is until then."""
    HOW_MANY = "how_many"
    TELL = "tell"
    LIST = "list"
    MEETING = "meeting"
    MEET = "meet"
    HAPPENS = "happens"
    PARTNERSHIP = "partnership"
    OFFICIALS_MEETING = "officials_meeting"
    STUDY_VISIT = "study_visit"
    WORKING_GROUP = "working_group"
    SEMINAR = "seminar"
    NEXT = "next"
    LAST = "last"
    FIRST = "first"
    FINAL = "final"
    AFTER = "after"
    AND_AFTER = "and_after"
    """The next and the one after it."""
    BEFORE = "before"
    WAS = "was"
    PROGRAMME = "programme"
    DIGITAL = "digital"
    LINK = "link"
    HOST = "host"
    COME = "come"
    ANSWERED = "answered"
    INVITED = "invited"
    NOT = "not"
    MY = "my"
    ACTIVITY = "activity"
    STEP = "step"
    OPEN = "open"
    LATE = "late"
    DONE = "done"
    ALL = "all"
    TO_DO = "to_do"
    MY_TO_DO = "my_to_do"
    MY_ANSWER = "my_answer"
    RESPONSIBLE = "responsible"
    ABOUT = "about"
    EXPERIENCE = "experience"
    CONTRIBUTE = "contribute"
    SEARCH = "search"
    FIND = "find"
    WORKED = "worked"
    AGREEMENT = "agreement"
    AGREED = "agreed"
    """What the agreement says, not until when it holds."""
    CONDITIONS = "conditions"
    LAWS = "laws"
    ENDS = "ends"
    BEGINS = "begins"
    CONTACT = "contact"
    SEAT = "seat"
    SPOKESPERSON = "spokesperson"
    DEPUTY = "deputy"
    REPLACES = "replaces"
    """The asker is somebody's deputy."""
    VACANT = "vacant"
    PERSONS = "persons"
    """Those in the network, where they are counted."""
    ELECTED = "elected"
    INSTEAD = "instead"
    """Somebody else comes in one's place."""
    OFFICIALS = "officials"
    COORDINATES = "coordinates"
    MEMBERS = "members"
    NETWORK = "network"
    HISTORY = "history"
    COSTS = "costs"
    EXPENSE = "expense"
    WITH = "with"
    GONE = "gone"
    """Somebody is with us no longer."""
    UNDECIDED = "undecided"
    """A member has not decided."""
    NEWCOMERS = "newcomers"
    """Members that have come, or are to."""
    RETURNS = "returns"
    """A member takes part again."""
    JOIN = "join"
    HELP = "help"
    THANKS = "thanks"
    HELLO = "hello"
    CALENDAR = "calendar"
    ATTENDANCE = "attendance"
    WHEEL = "wheel"
    SUGGEST = "suggest"
    SETTINGS = "settings"
    CANCELLED = "cancelled"
    MOVED = "moved"
    NOTES = "notes"
    """Somebody notes what has been."""
    ANSWER_BY = "answer_by"
    """The last day to answer."""
    NEW = "new"
    WE = "we"
    PREPARE = "prepare"
    CONTRIBUTED = "contributed"
    CHECKLIST = "checklist"
    RENEW = "renew"
    DECIDED = "decided"
    RECORD = "record"
    """What was said and decided, which the bot does not know."""
    DEADLINE = "deadline"
    OTHERS = "others"
    SIGN_UP = "sign_up"
    OURS = "ours"
    WANTS = "wants"
    CHANGES = "changes"
    """Somebody wants something changed, which plain words never do."""
    ERRAND = "errand"
    """Somebody sends the bot on an errand: to call, book, buy, translate."""
    # of names, numbers and dates, which other readers find
    DATE = "date"
    YEARS = "years"
    """Whole years, in words or as a date: in them one takes part in the network, not in a meeting."""
    MEMBER = "member"
    NUMBER = "number"
    NAMED = "named"
    """Words that name an activity of the plan."""
    TOPIC = "topic"
    """Words that name something, whatever it be."""


ALONE: Final = frozenset(
    [Sign.WHEN, Sign.WHO, Sign.WHAT, Sign.HOW, Sign.MY, Sign.NOT, Sign.WAS, Sign.ALL, Sign.ABOUT, Sign.WITH,
     Sign.THANKS, Sign.HELLO, Sign.WHICH, Sign.FIND, Sign.EXPENSE, Sign.TELL, Sign.OPEN, Sign.ENDS, Sign.BEGINS]
)  # fmt: skip
"""Signs whose words are no parts of compounds."""


class VocabularyError(Exception):
    """A line of the vocabulary makes no sense: names the file and the line, and says what to write."""


class Vocabulary(NamedTuple):
    """All words, folded and ready to be looked up."""

    words: dict[str, Sign | None]
    """Single words; None is noise."""
    phrases: dict[tuple[str, ...], Sign | None]
    parts: frozenset[str]
    """Every word of every phrase."""
    first_words: dict[str, int]
    """How many words the longest phrase has that begins with a word."""
    also: dict[str, Sign]
    """What some words are a sign of besides."""
    spoken: dict[str, str]
    """Words as they are spoken or texted, with the written ones."""
    lookalikes: frozenset[str]
    """Words that look like one of ours and are another."""
    languages: dict[str, frozenset[str]]
    """Words that tell the language."""


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, read at the first question."""
    return read_vocabulary(FILE.read_text(encoding="utf-8"))


def read_vocabulary(text: str) -> Vocabulary:
    """Read the text of a vocabulary file. VocabularyError for a line that makes no sense."""
    lists = _Lists()
    for line, head, words in _lines(text):
        try:
            lists.add(head, words)
        except ValueError as error:
            raise VocabularyError(f"{FILE.name}, line {line}: {error}") from None
    return lists.vocabulary()


def _lines(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """The lines that hold words: number, head and words. One that begins with a space goes on with the one above."""
    head = ""
    for number, line in enumerate(text.replace("'", " ").splitlines(), start=1):
        if not line or line.isspace() or line[0] == "#":
            continue
        if not line[0].isspace():
            head, colon, line = line.partition(":")
            if not colon:
                raise VocabularyError(f"{FILE.name}, line {number}: a colon is missing; write it as in `when sv: när`")
        words = line.split(",")
        yield number, head, [fold(each.strip()) for each in words if each and not each.isspace()]


class _Lists:
    """What has been read of the file so far. A phrase has its words with a space between."""

    def __init__(self) -> None:
        self.signs: dict[str, Sign | None] = {}
        self.compounds: list[str] = []
        self.also: dict[str, Sign] = {}
        self.spoken: dict[str, str] = {}
        self.lookalikes: list[str] = []
        self.languages: dict[str, list[str]] = {each: [] for each in LANGUAGES}
        """Words and phrases that are a sign."""
        self.little: dict[str, list[str]] = {each: [] for each in (*LANGUAGES, "both")}

    def add(self, head: str, words: list[str]) -> None:
        """Add the words of one line; ValueError says what is wrong with it."""
        match head.split():
            case ["compound", "sv"]:
                self.compounds += words
            case ["lookalikes"]:
                self.lookalikes += words
            case ["spoken"]:
                self.spoken |= dict(map(_pair, words))
            case ["language", language] if language in self.little:
                self.little[language] += words
            case ["noise", language] if language in LANGUAGES:
                self._add_signs(words, None)
            case ["also", name, language] if language in LANGUAGES:
                self.also |= dict.fromkeys(words, _sign(name))
            case [name, language] if language in LANGUAGES:
                words = self._with_compounds(words)
                self._add_signs(words, _sign(name))
                self.languages[language] += words
            case _:
                raise ValueError(f"“{head}” is no sign and language; write it as in `when sv: när`")

    def _with_compounds(self, words: list[str]) -> list[str]:
        """The words, with every compound of those that end in a hyphen."""
        beginnings = [each for each in words if each[-1] == "-"]
        compounds = [each[:-1] + end for each in beginnings for end in self.compounds]
        return [each for each in words if each[-1] != "-"] + compounds if beginnings else words

    def _add_signs(self, words: list[str], sign: Sign | None) -> None:
        for each in self.signs.keys() & words:
            if self.signs[each] is not sign:
                raise ValueError(f"“{each}” stands under “{self.signs[each] or 'noise'}” as well; let it stand once")
        self.signs |= dict.fromkeys(words, sign)

    def vocabulary(self) -> Vocabulary:
        """All of it, ready to be looked up."""
        words: dict[str, Sign | None] = dict.fromkeys((*months(), *weekdays(), *FEAST_WORDS, *VARYING))
        words |= {each: sign for each, sign in self.signs.items() if " " not in each}
        phrases = {tuple(each.split()): sign for each, sign in self.signs.items() if " " in each}
        parts = frozenset(part for phrase in phrases for part in phrase)
        return Vocabulary(
            words, phrases, parts, _first_words(phrases), self.also, self.spoken, frozenset(self.lookalikes),
            self._languages(),
        )  # fmt: skip

    def _languages(self) -> dict[str, frozenset[str]]:
        signs = [set(" ".join(self.languages[each]).split()) for each in LANGUAGES]
        both = set.intersection(*signs).union(self.little["both"])
        return {each: frozenset(of.union(self.little[each]) - both) for each, of in zip(LANGUAGES, signs, strict=True)}


def _sign(name: str) -> Sign:
    if name not in Sign._value2member_map_:
        raise ValueError(f"no sign is called “{name}”; those there are stand in vocabulary.py")
    return Sign(name)


def _pair(text: str) -> tuple[str, str]:
    spoken, equals, word = text.partition("=")
    if not equals:
        raise ValueError(f"“{text}” says not what it stands for; write it as in `vicka = vilka`")
    return spoken.strip(), word.strip()


def _first_words(phrases: dict[tuple[str, ...], Sign | None]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for each in phrases:
        longest[each[0]] = max(longest.get(each[0], 0), len(each))
    return longest
