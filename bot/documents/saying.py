"""What is said in cells and lines: times, members, kinds of meeting. What is not said is not made up: a month without
a year is no time in a period of several years."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from bot.dates.typed import AmbiguousDate, NamedSpan, NotADate, parse_plan_times
from bot.dates.when import FIRST_YEAR, LAST_YEAR, Span
from bot.documents.draft import Draft, DraftEntry
from bot.documents.headings import DIGITAL, KIND, label, month_of, words_of, year_of
from bot.documents.pieces import Phrase
from bot.language import N_, fold
from bot.models import MeetingKind
from bot.municipalities import first_called, municipalities, parted, real_name

NO_YEAR: Final = Phrase(N_("no year is said"))
NO_TIME: Final = Phrase(N_("the time is not understood"))
NO_MEMBER: Final = Phrase(N_("is no member in the document"))
NO_CONTACTS: Final = Phrase(N_("persons are not taken in; they join in Slack themselves"))
_ANY_TIME: Final = Span(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
_YEARS: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:[-–—/]|till|to|och|and)\s*((?:19|20)\d\d|\d\d)(?![\d-])")
_ONE_YEAR: Final = re.compile(r"(?<![\d/-])((?:19|20)\d\d)(?![\d/-])")
_CONTACT: Final = re.compile(r"\w@[\w-]+\.\w|(?<![\d-])(?:\+\d\d|0)[\d\s()–-]{7,}\d")
_PERSON: Final = re.compile(r"\b[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)? [A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ]\w+)?\b")
_BETWEEN: Final = re.compile(r"[\n,;()]|\s[-–]\s|:\s|\t")
_OTHERS: Final = frozenset(
    {"region", "regionen", "stadsdel", "stadsdelen", "lansstyrelsen", "kommunalforbund", "kommunalforbundet",
     "universitet", "universitetet", "hogskola", "hogskolan", "myndigheten", "county", "university", "agency"}
)  # fmt: skip
"""Words in the name of a member that is no municipality."""
_BEHIND: Final = re.compile(r"([^(:]{2,60}?)\s*(?:\(|:\s|\s[-–]\s)(.+?)\)?$")
_UNDECIDED: Final = re.compile(r"\b(?:inte|ej|not)\b.*\b(?:beslut|decided)", re.IGNORECASE)
_DISTRICT: Final = re.compile(r"\b(?:stadsdel\w*|district)\b", re.IGNORECASE)


class SaidPeriod(NamedTuple):
    """A period by its name and days."""

    name: str
    first: date
    last: date


def named_by_years(first: date, last: date) -> str:
    """What a period of those days is called: "2026-2027"."""
    return f"{first.year}-{last.year}" if last.year > first.year else str(first.year)


def years_in(text: str) -> SaidPeriod | None:
    """The period that a text names by its years, "2020-2021" or "2021": its name and its days."""
    if years := _YEARS.search(text):
        first, last = int(years[1]), int(years[2] if len(years[2]) == 4 else years[1][:2] + years[2])
    elif len(set(_ONE_YEAR.findall(text))) == 1:
        first = last = int(_ONE_YEAR.findall(text)[0])
    else:
        return None
    if not first <= last <= first + 20:
        return None
    days = date(first, 1, 1), date(last, 12, 31)
    return SaidPeriod(named_by_years(*days), *days)


def period_in(text: str) -> SaidPeriod | None:
    """The period that a text is: days, "2020-03-01 – 2021-02-28", or years."""
    try:
        times = parse_plan_times(text, _ANY_TIME)
    except (NotADate, AmbiguousDate):
        times = []
    spans = [each.span for each in times if each.kind != "ongoing"]
    if len(spans) == 1 and 27 < spans[0].days < 8000 and re.search(r"\d{4}", text):
        first, last = spans[0].first, spans[0].last
        return SaidPeriod(named_by_years(first, last), first, last)
    return years_in(text)


def without_years(text: str) -> str:
    """A text without the years of a period in it."""
    return _ONE_YEAR.sub(" ", _YEARS.sub(" ", text))


def is_contact(text: str) -> bool:
    """Whether a text has an address or a number that people are reached by."""
    return _CONTACT.search(text) is not None


def names_a_person(text: str) -> bool:
    """Whether a text looks like somebody's name."""
    found = [each for each in _PERSON.findall(text) if not (set(words_of(each)) & _OTHERS or real_name(each))]
    return bool(found) or is_contact(text)


class Times:
    """Reads the times of a period as the plan's own reader will."""

    def __init__(self, period: Span) -> None:
        self._period = period
        first, last = period.first.year, period.last.year
        self._later = [Span(max(period.first, date(year, 1, 1)), period.last) for year in range(first, last + 1)]

    def read(self, text: str) -> str | Phrase:
        """A time as the plan is to say it; else why it does not."""
        shared = _with_its_year(text)
        reasons = [self._why_not(each) for each in (text, shared)]
        if None not in reasons:
            return reasons[0] or NO_TIME
        return (text, shared)[reasons.index(None)]

    def is_time(self, text: str) -> bool:
        """Whether a text is a time and nothing else."""
        return bool(text.strip()) and (self._times(text, self._period) is not None)

    def _why_not(self, text: str) -> Phrase | None:
        times = [self._times(text, each) for each in self._later]
        if not times[0]:
            return NO_TIME
        if any(each is None or not _are_the_same(times[0], each) for each in times):
            return NO_YEAR
        if any(not each.span.overlaps(self._period) for each in times[0]):
            return Phrase(N_("the time lies outside the period"))
        return None

    @staticmethod
    def _times(text: str, period: Span) -> list[NamedSpan] | None:
        try:
            return parse_plan_times(text, period)
        except (NotADate, AmbiguousDate):
            return None


def _are_the_same(some: list[NamedSpan], others: list[NamedSpan]) -> bool:
    """Whether times read from two beginnings are those that are said; an open end follows the beginning."""
    return len(some) == len(others) and all(
        one.kind == "ongoing" or one.span.first == other.span.first or one.span.last == other.span.last
        for one, other in zip(some, others, strict=True)
    )


def _with_its_year(text: str) -> str:
    """Each of several times with the one year that is said for all: "maj och september 2021"."""
    year = year_of(text)
    parts = re.split(r"\s*(?:,|;|&|\boch\b|\bsamt\b|\band\b)\s*", text)
    if year is None or len(parts) < 2:
        return text
    named = [each if str(year) in each or not month_of(each) else f"{each} {year}" for each in parts]
    return ", ".join(each for each in named if each)


class NamedMember(NamedTuple):
    """A member that is named, and what else stands there."""

    member: DraftEntry
    rest: str


def member_in(text: str, where: Phrase) -> NamedMember | None:
    """The member that a text is, with what stands behind it in brackets or after a dash or colon."""
    name, rest = text.strip(" .;,\t"), ""
    found = _BEHIND.match(name)
    if found and (real_name(found[1]) or not _member(name, where)):
        name, rest = found[1].strip(), found[2].strip()
    member = _member(name, where)
    if member is None:
        return None
    if _UNDECIDED.search(rest):
        member["state"] = "pending"
    return NamedMember(member, rest)


def _member(name: str, where: Phrase) -> DraftEntry | None:
    names = parted(name) if re.search(r"[/&]", name) or real_name(name) else []
    if len(names) == 2:
        return DraftEntry(where, name=name, kind="pair", municipalities=names)
    if len(names) == 1:
        kind = "municipality" if names[0] in municipalities() else "actor"
        return DraftEntry(where, name=names[0], kind=kind)
    if _DISTRICT.search(name) and len(name) <= 60:
        city = [real for part in re.split(r"[/,()]| i ", name) if (real := real_name(part)) in municipalities()]
        return DraftEntry(where, name=name, kind="district", municipalities=city[:1]) if city else None
    if len(name) <= 60 and set(words_of(name)) & _OTHERS and name[0].isupper():
        return DraftEntry(where, name=name, kind="actor")
    return None


class MembersNamed:
    """The members that the document has, for whoever is named elsewhere in it."""

    def __init__(self, draft: Draft) -> None:
        self._members = draft.members

    def member(self, text: str) -> str | None:
        """The name of the member that a text is."""
        name = text.strip(" .,;:()")
        return first_called(name, [(each["name"], [each["name"]]) for each in self._members]) if name else None


class MeetingSaid(NamedTuple):
    """What is said of one meeting."""

    kind: MeetingKind
    words: str
    """Of the kind, as written."""
    is_digital: bool
    rest: list[str]
    """What else is said, in parts."""


def meetings_in(text: str) -> list[MeetingSaid]:
    """The meetings that a text names; what stands before the first belongs to it."""
    small = "".join(each if len(each) == 1 else " " for each in map(fold, text))
    found = list(KIND.finditer(small))
    meetings = []
    for place, match in enumerate(found):
        begins = match.start() if place else 0
        ends = found[place + 1].start() if place + 1 < len(found) else len(text)
        words = text[match.start() : match.end()]
        around = text[begins : match.start()] + "\n" + text[match.end() : ends]
        digital = DIGITAL.search(small[begins:ends]) is not None
        meetings.append(MeetingSaid(MeetingKind[match.lastgroup or "OTHER"], words, digital, _parts(around)))
    return meetings


def _parts(text: str) -> list[str]:
    parts = [" ".join(each.split()).strip(" .-–") for each in _BETWEEN.split(text)]
    return [each for each in parts if each and not DIGITAL.fullmatch(fold(each))]


def unlabelled(text: str, of: str) -> str:
    """A text without the word that says what it is: "värd: Uppsala" or "värd Uppsala"."""
    told = label(text)
    if told and told[0] == of:
        return told[1]
    words = text.split(maxsplit=1)
    told = label(f"{words[0]}:") if len(words) == 2 else None
    return words[1] if told and told[0] == of else text
