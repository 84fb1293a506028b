"""Reads what stands outside tables: the network's name and period, its members, and the chapters with their lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.documents.draft import Draft, DraftEntry
from bot.documents.headings import chapter, label, words_of, year_of
from bot.documents.pieces import Grid, Phrase, Piece, Row, TextLine
from bot.documents.saying import (
    NO_CONTACTS,
    MembersNamed,
    SaidPeriod,
    Times,
    is_contact,
    meetings_in,
    member_in,
    names_a_person,
    period_in,
    without_years,
    years_in,
)
from bot.documents.tables import (
    Tables,
    add_comment,
    add_responsible,
    add_step,
    add_time,
    numbered,
    read_members,
    steps_of,
)
from bot.language import fold

_PLAN: Final = re.compile(
    r"\b(?:arbetsplan|verksamhetsplan|aktivitetsplan|handlingsplan|utvecklingsplan|samverkansplan|årsplan|work ?plan|"
    r"(?:action|activity|operational|business|annual) plan|plan)(?:en)?\b", re.IGNORECASE)  # fmt: skip
_AROUND: Final = re.compile(r"^(?:\W|\d+(?:\W|$)|(?:för|of|for|the|åren|året|perioden|period|avseende)\b)+|[\W]+$|"
                            r"\b(?:för|åren|året|perioden|period|for|of|avseende)\W*$", re.IGNORECASE)  # fmt: skip
_NETWORK: Final = re.compile(r"^(?:nätverk|nätverkets namn|partnerskap|network|name of the network)\s*[:|]\s*(\S.*)$",
                             re.IGNORECASE)  # fmt: skip
_CALLED: Final = re.compile(r"nätverk|partnerskap|samverkan|network|partnership", re.IGNORECASE)
_PERIOD: Final = re.compile(r"^(?:period|avtalsperiod|verksamhetsår|planperiod|gäller|giltighetstid)\s*[:|]\s*(\S.*)$",
                            re.IGNORECASE)  # fmt: skip
_MEMBERS: Final = re.compile(
    r"(?:medverkande|deltagande|ingående|medlem|deltar|ingår|består av|participat|member|consists? of|includ)"
    r".{0,200}?(?::|\bär\b|\bare\b|\bav\b|\bof\b|\bincludes?\b|\bingår\b|\bdeltar\b)\s*(\S.*)$",
    re.IGNORECASE)  # fmt: skip
_ONE_GOAL: Final = re.compile(r"(?:del)?(?:mål|goal|objective|fokusområde|focus area|insatsområde|målområde)\s*"
                              r"(?:\d{1,2}\s*[.:–-]?|:)\s*(\S.*)$", re.IGNORECASE)  # fmt: skip
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_THROUGH: Final = re.compile(r"\s+(?:genom att|through|by)$", re.IGNORECASE)
_LONGEST_NAME: Final = 120
_SHORT: Final = 80
_FIRST: Final = 20
"""Lines in which the plan's title stands."""
_TEXTS: Final = {"background": "period", "ways_of_working": "period", "strategy": "period", "final_report": "period",
                 "peer_review": "period", "aim": "network"}  # fmt: skip
_PARAGRAPHS: Final = ("background", "ways_of_working", "strategy")


class Identity:
    """Which network and period a document is about, as far as it says so; and which lines say it."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._lines = [each for each in pieces if isinstance(each, TextLine)]
        grids = [each for each in pieces if isinstance(each, Grid)]
        self._rows = [line for grid in grids for row in grid.rows if (line := _paired(row))]
        self.name = self._labelled(_NETWORK) or self._titled() or ""
        self.period = period_in(self._labelled(_PERIOD)) or self._dated()

    def is_title(self, line: TextLine) -> bool:
        """Whether a line says which network or period it is."""
        text = line.text
        return fold(_core(text)) == fold(self.name or "-") or bool(_NETWORK.match(text) or _PERIOD.match(text))

    def says(self, line: TextLine) -> bool:
        """Whether a line says no more than that this is a plan, or of which years."""
        return not _core(line.text)

    def beside(self, grid: Grid) -> Grid:
        """A table without the rows that say which network or period it is."""
        return Grid(tuple(row for row in grid.rows if not ((line := _paired(row)) and self.is_title(line))))

    def _labelled(self, of: re.Pattern[str]) -> str:
        return next((found[1] for each in (*self._lines, *self._rows) if (found := of.match(each.text))), "")

    def _titles(self) -> list[tuple[int, TextLine]]:
        first = [(i, each) for i, each in enumerate(self._lines) if i < _FIRST and len(each.text) <= 2 * _LONGEST_NAME]
        return [
            (i, each) for i, each in first if _PLAN.search(each.text) and not (each.text[-1] == "." and not each.level)
        ]

    def _titled(self) -> str:
        titles = self._titles()
        for _, line in titles:
            if is_name(name := _core(line.text)):
                return name
        for i, _ in titles:  # "Arbetsplan 2020-2021", and the name on the line after or before
            for beside in (*self._lines[i + 1 : i + 2], *self._lines[max(i - 1, 0) : i]):
                if is_name(name := _core(beside.text)) and not _is_chapter(beside) and beside.text[-1] != ".":
                    return name
        called = [each for each in self._lines if each.level and _CALLED.search(each.text) and not _is_chapter(each)]
        return next((name for each in called if is_name(name := _core(each.text))), "")

    def _dated(self) -> SaidPeriod | None:
        """By the years in the title, else in another heading, else where a text speaks of the period."""
        titles = [each.text for _, each in self._titles()]
        headings = [each.text for each in self._lines if each.level or (len(each.text) <= _SHORT and _is_chapter(each))]
        texts = [each.text for each in self._lines if re.search(r"\bperiod", each.text, re.IGNORECASE)]
        return next((found for each in (*titles, *headings, *texts) if (found := years_in(each))), None)


def _paired(row: Row) -> TextLine | None:
    """A row of two texts as a line: "Period: 2020-2021"."""
    filled = [each for each in row if each.line]
    if len(filled) != 2 or ":" in filled[0].line[:-1]:
        return None
    return TextLine(f"{filled[0].line.rstrip(':')}: {filled[1].line}", filled[0].where)


def is_name(text: str) -> bool:
    """Whether a text can be a network's name."""
    return 3 <= len(text) <= _LONGEST_NAME and bool(words_of(text))


def _core(text: str) -> str:
    """A title without "Arbetsplan för" and the years."""
    text, before = without_years(_PLAN.sub(" ", text)), None
    while text != before:
        before, text = text, _AROUND.sub("", " ".join(text.split())).strip()
    return text


def _is_chapter(line: TextLine) -> bool:
    return chapter(line.text, is_heading=line.level > 0) is not None


def read_members_in(draft: Draft, line: TextLine) -> list[str] | None:
    """Read the members that a running text names; its other sentences, or None when it names none."""
    rest: list[str] = []
    for sentence in _SENTENCE.split(line.text):
        found = _MEMBERS.search(sentence)
        names = _listed(found[1]) if found else []
        members = [member_in(each, line.where) for each in names]
        real = [each for each in members if each is not None]
        if len(real) < 2 or 2 * len(real) < len(names):
            rest.append(sentence)
            continue
        for name, member in zip(names, members, strict=True):
            if member is None:
                draft.leave(line.where, name)
            else:
                draft.members.append(member.member)
                leave_beside(draft, line.where, member.rest)
    return rest if len(rest) < len(_SENTENCE.split(line.text)) else None


def _listed(text: str) -> list[str]:
    """The parts of a list in a sentence."""
    parts = re.split(r"\s*(?:[,;]|\s(?:och|samt|and)\s)\s*", text.strip(" ."))
    return [each for part in parts if (each := re.sub(r"^(?:och|samt|and)\s", "", part.strip(" .")))]


def leave_beside(draft: Draft, where: Phrase, rest: str) -> None:
    """Report what stands beside a member's name; persons without their names."""
    is_person = names_a_person(rest)
    draft.leave(where, "" if is_person else rest, NO_CONTACTS if is_person else None)


class Chapters:
    """Reads all pieces in their order into a draft whose name, period and members are known."""

    def __init__(self, draft: Draft, times: Times, identity: Identity, year: int | None) -> None:
        self._draft = draft
        self._times = times
        self._identity = identity
        self._names = MembersNamed(draft)
        self._tables = Tables(draft, times, year)
        self._chapter: str | None = None
        self._level = 0
        self._group = ""
        self._only_year = year
        """The one year of a period that has no more."""
        self._year = year
        self._headed: TextLine | None = None
        self._current: DraftEntry | None = None
        self._came_as: TextLine | None = None
        self._label = "how"

    def read(self, pieces: Sequence[Piece]) -> None:
        """Read them all."""
        for place, piece in enumerate(pieces):
            if isinstance(piece, Grid):
                self._current = None
                self._tables.read(self._identity.beside(piece), self._group, self._year)
            elif is_contact(piece.text):
                self._draft.leave(piece.where, "", NO_CONTACTS)
            else:
                self._line(piece, pieces[place + 1 : place + 2])
        self._let_heading_go()

    def _line(self, line: TextLine, after: Sequence[Piece]) -> None:
        if self._identity.is_title(line):
            return
        found = self._chapter_of(line)
        if found:
            self._begin(line, found)
        elif self._identity.says(line):
            self._year = year_of(line.text) or self._year
        elif line.is_name_of_sheet:
            self._let_heading_go()
            self._chapter, self._level, self._group = None, 0, ""
        elif line.level and self._chapter != "activities":
            self._heading(line)
        elif self._chapter:
            getattr(self, f"_in_{self._chapter}", self._in_text)(line, after)
        else:
            self._draft.leave(line.where, line.text)

    def _chapter_of(self, line: TextLine) -> str | None:
        """The chapter that begins with a line: a heading, or a short line outside lists that says no more."""
        told = label(line.text)
        is_short = len(line.text) <= _SHORT and line.text[-1] not in ".?!" and not line.is_item
        if line.level or (is_short and not (self._chapter and told and told[1])):
            return chapter(line.text, is_heading=line.level > 0)
        return None

    def _begin(self, line: TextLine, found: str) -> None:
        self._let_heading_go()
        goes_on = found == "activities" and self._chapter == "one_goal" and not 0 < line.level <= self._level
        self._group = self._group if goes_on else ""
        self._chapter, self._level, self._current = found, line.level, None
        self._year = year_of(line.text) or self._only_year
        if of_one := _ONE_GOAL.match(line.text):
            self._group = of_one[1]
            getattr(self, f"_in_{found}")(TextLine(of_one[1], line.where, is_item=True), ())
            self._chapter = "one_goal"
        elif (told := label(line.text)) and told[1]:
            getattr(self, f"_in_{found}", self._in_text)(TextLine(told[1], line.where), ())

    def _heading(self, line: TextLine) -> None:
        """A heading that names no chapter we know: it ends the one before, and a table under it is of its goal."""
        self._let_heading_go()
        if not self._level or line.level <= self._level:
            self._chapter, self._level = None, 0
        self._headed, self._group = line, line.text.strip(" :")

    def _let_heading_go(self) -> None:
        """Report a heading that nothing was found under."""
        if self._headed and not self._is_goal(self._headed.text.strip(" :")):
            self._draft.leave(self._headed.where, self._headed.text)
        self._headed = None

    def _in_one_goal(self, line: TextLine, after: Sequence[Piece]) -> None:
        self._draft.leave(line.where, line.text)

    def _in_areas(self, line: TextLine, after: Sequence[Piece]) -> None:
        if line.is_item or (len(line.text) <= 300 and line.text[-1] not in ".:"):
            self._draft.focus_areas.append(DraftEntry(line.where, title=numbered(line.text)[0]))
        else:
            self._draft.leave(line.where, line.text)

    def _in_goals(self, line: TextLine, after: Sequence[Piece]) -> None:
        if line.is_item or (len(line.text) <= 300 and line.text[-1] not in ".:"):
            self._draft.goal(numbered(line.text)[0], line.where)
        else:
            self._draft.leave(line.where, line.text)

    def _in_members(self, line: TextLine, after: Sequence[Piece]) -> None:
        """Whoever is a member has been read before."""
        leave_beside(self._draft, line.where, line.text)

    def _in_contacts(self, line: TextLine, after: Sequence[Piece]) -> None:
        self._draft.leave(line.where, "", NO_CONTACTS)

    def _in_text(self, line: TextLine, after: Sequence[Piece]) -> None:
        """A chapter whose text is kept as it is."""
        name = str(self._chapter)
        entry: DraftEntry = getattr(self._draft, _TEXTS[name])
        if name in _PARAGRAPHS:
            entry.setdefault(name, []).append(line.text)
        else:
            entry[name] = " ".join(filter(None, [entry.get(name), line.text]))

    def _in_timetable(self, line: TextLine, after: Sequence[Piece]) -> None:
        if (year := year_of(line.text)) and not words_of(line.text):
            self._year = year
            return
        for found in re.finditer(r"[:,–\t]| - |\s", line.text[:_SHORT]):
            when, rest = line.text[: found.start()], line.text[found.end() :]
            if self._times.is_time(when) and len(said := meetings_in(rest)) == 1 and not self._times.is_time(rest[:4]):
                self._tables.add(said[0], when.strip(), line.where, self._year)
                return
        self._draft.leave(line.where, line.text)

    # activities as a list

    def _in_activities(self, line: TextLine, after: Sequence[Piece]) -> None:
        told = label(line.text)
        title, number = numbered(line.text)
        if self._current is not None and told and not line.level:
            self._part(told, line)
        elif self._is_title(line, number, after):
            self._new(title, number, line)
        elif self._current is not None and line.is_item and self._is_within(line):
            self._part((self._label, line.text), line)
        elif line.is_item:
            self._new(title, number, line)
        elif line.level or line.text[-1] == ":" or _THROUGH.search(line.text) or self._is_goal(line.text):
            self._group, self._current = _THROUGH.sub("", line.text.strip(" :")), None
        else:
            self._draft.leave(line.where, line.text)

    @staticmethod
    def _is_title(line: TextLine, number: int | None, after: Sequence[Piece]) -> bool:
        """Whether a line outside a deeper list is an activity's title: with a number, or headed and then described."""
        if line.is_numbered and line.depth == 0:
            return True
        if number is not None and (line.level or not line.is_item):
            return True
        return bool(line.level and after and isinstance(after[0], TextLine) and label(after[0].text))

    def _is_goal(self, text: str) -> bool:
        return any(fold(each["title"]) == fold(text) for each in self._draft.goals)

    def _is_within(self, line: TextLine) -> bool:
        """Whether a line of a list is a part of the activity above."""
        above = self._came_as
        return above is not None and (line.depth > above.depth or above.is_numbered or not above.is_item)

    def _new(self, title: str, number: int | None, line: TextLine) -> None:
        self._current = DraftEntry(
            line.where, number=number, title=title, when="", how=[], comment=[], open_question=[]
        )
        self._came_as, self._label = line, "how"
        (self._draft.goal(self._group, line.where)["activities"] if self._group else self._draft.activities).append(
            self._current)  # fmt: skip

    def _part(self, told: tuple[str, str], line: TextLine) -> None:
        """What a line says of the activity above it."""
        of, text = told
        activity = self._current
        assert activity is not None
        if not text:
            self._label = of
        elif of == "when":
            for each in steps_of("", text)[1]:
                add_time(self._draft, self._times, activity, each, line.where)
        elif of == "comment":
            add_comment(activity, text)
        elif of == "responsible":
            add_responsible(self._draft, self._names, activity, text, line.where)
        elif of == "how":
            add_step(self._draft, self._times, activity, text, "", line.where)
        else:
            self._draft.leave(line.where, line.text)


def read_all_members(draft: Draft, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Read the members, wherever they stand; gives what is left to be read."""
    in_members = False
    for piece in pieces:
        if isinstance(piece, Grid):
            if not read_members(draft, piece):
                yield piece
            continue
        if found := chapter(piece.text, is_heading=piece.level > 0):
            in_members = found == "members" and len(piece.text) <= _SHORT
        elif piece.level:
            in_members = False
        rest = None if piece.level else read_members_in(draft, piece)
        named = member_in(piece.text, piece.where) if in_members and not found and rest is None else None
        if named is not None:
            draft.members.append(named.member)
            leave_beside(draft, piece.where, named.rest)
            continue
        for each in rest or ():
            draft.leave(piece.where, each)
        if rest is None:
            yield piece
