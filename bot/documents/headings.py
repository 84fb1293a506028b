"""The words that documents are headed with: of columns, of chapters, of kinds of meeting. To understand one more, add
it here; words are written without dots."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.dates.typed.words import months
from bot.language import fold
from bot.models import MeetingKind

_COLUMNS: Final = {
    "number": "nr nummer no number lopnummer #",
    "when": "nar tid tidplan tidsplan tidpunkt tidsperiod datum klart start slut startdatum slutdatum deadline "
            "when time timing timetable timeline date dates due",
    "responsible": "ansvarig ansvariga ansvar vem utforare responsible responsibility who lead owner",
    "comment": "kommentar kommentarer anmarkning anmarkningar notering noteringar anteckning anteckningar ovrigt "
               "comment comments note notes remark remarks",
    "how": "hur metod metoder arbetssatt genomforande beskrivning steg delmoment how method methods steps approach "
           "description",
    "activity": "aktivitet aktiviteter vad atgard atgarder insats insatser uppgift uppgifter activity activities what "
                "action actions measure measures task tasks",
    "goal": "mal delmal malomrade fokusomrade fokusomraden insatsomrade inriktning omrade goal goals objective "
            "objectives aim focus area",
    "kind": "mote moten motestyp traff typ meeting meetings type",
    "host": "vard vardar vardskap vardkommun host hosts hosting",
    "place": "plats lokal ort var place venue location where",
    "member": "kommun kommuner medlem medlemmar part parter medlemskommun municipality municipalities member members",
    "person": "namn kontaktperson kontaktpersoner e-post epost mail mejl telefon tel mobil name contact contacts email "
              "e-mail phone telephone mobile fortroendevald fortroendevalda tjansteperson tjanstepersoner politiker "
              "elected official officials representant representanter",
}  # fmt: skip
_CHAPTERS: Final = {
    "areas": "inriktning inriktningar inriktningsomraden fokusomraden fokusomrade insatsomraden prioriteringar "
             "prioriterade utvecklingsomraden focus priorities priority",
    "goals": "mal malsattning malsattningar malomraden goals goal objectives",
    "activities": "aktiviteter aktivitet aktivitetsplan atgarder atgardsplan insatser handlingsplan activities "
                  "activity actions action",
    "timetable": "tidplan tidsplan kalendarium kalender moten motesplan motestider traffar timetable calendar meetings "
                 "schedule",
    "members": "medlemmar medverkande deltagande deltagare medlemskommuner parter kommuner members participating "
               "participants municipalities kommun medlem municipality",
    "contacts": "kontaktpersoner kontaktuppgifter kontaktlista kontakter representanter contacts contact",
    "background": "bakgrund inledning background introduction",
    "ways_of_working": "arbetsformer arbetssatt organisation organization working",
    "aim": "syfte purpose aim",
    "strategy": "strategi strategy",
    "final_report": "slutrapport uppfoljning utvardering follow-up evaluation",
    "peer_review": "granskning kollegial granskningar peer",
}  # fmt: skip
_KINDS: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.PARTNERSHIP: r"(?:partnerskaps|natverks)(?:traff|mote|dag)\w*|(?:partnership|network) meetings?",
    MeetingKind.OFFICIALS: r"(?:tjanstepersons?|tjanstemanna|kontaktpersons?)(?:traff|mote)\w*|"
    r"officials[’']? meetings?",
    MeetingKind.STUDY_VISIT: r"studiebesok\w*|study visits?",
    MeetingKind.WORKING_GROUP: r"arbetsgrupp\w*|working groups?(?: meetings?)?",
    MeetingKind.SEMINAR: r"(?:kunskaps)?seminari\w+|webb?inari\w+|(?:knowledge )?seminars?|webinars?",
    MeetingKind.OTHER: r"\w*(?:mote[nt]?|traff(?:en|ar)?|konferens(?:en|er)?)|(?:\w+ )?meetings?|conferences?",
}
KIND: Final = re.compile("|".join(rf"(?P<{kind.name}>\b(?:{words})\b)" for kind, words in _KINDS.items()))
"""Finds a kind of meeting in folded text; the group is called after it."""
DIGITAL: Final = re.compile(r"\b(?:digital\w*|online|pa distans|via teams|via zoom|teams|zoom)\b")
MARKS: Final = frozenset("x ✓ ✔ ☑ ☒ ● • ■ ja yes".split())  # noqa: SIM905
"""What is put into a cell to say that something is then."""
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|#")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _by_word(groups: Mapping[str, str]) -> dict[str, str]:
    return {word: name for name, words in groups.items() for word in words.split()}


_COLUMN_OF: Final = _by_word(_COLUMNS)
_CHAPTER_OF: Final = _by_word(_CHAPTERS)
_LONGEST: Final = 60
"""Characters of what heads a column."""
_LONGEST_LABEL: Final = 3
"""Words."""


def words_of(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(fold(text))


def column(text: str) -> str | None:
    """What a column is of, by what it is headed with: the first word that says it decides."""
    words = words_of(text) if len(text) <= _LONGEST else []
    return next((_COLUMN_OF[each] for each in words if each in _COLUMN_OF), None)


def chapter(text: str, *, is_heading: bool) -> str | None:
    """What a chapter is of; a line that is only short text has to begin with the word."""
    words = words_of(text)
    told = words if is_heading else words[:1]
    return next((_CHAPTER_OF[each] for each in told if each in _CHAPTER_OF), None)


def label(text: str) -> tuple[str, str] | None:
    """What a line says it is of, and the rest: "När: hösten 2020"."""
    before, colon, rest = text.partition(":")
    words = words_of(before)
    if not colon or not words or len(words) > _LONGEST_LABEL or words[0] not in _COLUMN_OF:
        return None
    return _COLUMN_OF[words[0]], rest.strip()


def month_of(text: str) -> int | None:
    """The month that a heading or label names, whatever year stands beside it."""
    words = words_of(text)
    return months().get(words[0]) if len(words) == 1 else None


def year_of(text: str) -> int | None:
    """The one year that a text names."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None
