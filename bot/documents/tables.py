"""Reads tables: of activities, of meetings, of months, of members. What a cell says that the plan has no place for is
reported with what its column is headed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.dates.in_words import SWEDISH
from bot.documents.draft import Draft, DraftEntry
from bot.documents.headings import KIND, MARKS, chapter, column, month_of, words_of, year_of
from bot.documents.pieces import Grid, GridCell, Phrase, Row
from bot.documents.saying import (
    NO_CONTACTS,
    NO_MEMBER,
    NO_YEAR,
    MeetingSaid,
    MembersNamed,
    Times,
    is_contact,
    meetings_in,
    member_in,
    names_a_person,
    unlabelled,
)
from bot.language import N_, fold

_NUMBERED: Final = re.compile(
    r"\s*(?:(?:aktivitet|activity)\s+(?P<named>\d{1,3})\b[.):]?|(?P<alone>\d{1,3})(?:\s*[.):]|\s+[-–]))\s+(?=\S)",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(r"(?:diskutera|discuss|oklart|unclear)\b|.*\?$", re.IGNORECASE)
_TIMED: Final = re.compile(r"(.+?)\s*(?:\(([^()]{3,60})\)|\s[–-]\s([^()]{3,60}))\s*$")
_GOAL: Final = re.compile(r"(?:mål|delmål|goal|objective|fokusområde|focus area|insatsområde)\b", re.IGNORECASE)
_DAYS: Final = re.compile(r"(\d{1,2}(?:\s*[-–]\s*\d{1,2})?)(?:\s+(\S.*))?$")
_HEADED_WITHIN: Final = 4
"""Rows, in which what a table is headed with has to stand."""
_NO_MARK: Final = Phrase(N_("no month has a mark; colours are not read"))


@dataclass(frozen=True)
class Heads:
    """What the columns of a table are of."""

    rows: int
    """How many rows the heading has."""
    columns: dict[str, list[int]]
    titles: tuple[str, ...]
    months: dict[int, tuple[int, int | None]] = field(default_factory=dict)
    """Columns that are months, with their year where it is said."""

    def has(self, *names: str) -> bool:
        return any(each in self.columns for each in names)

    def cell(self, row: Row, name: str) -> GridCell | None:
        """The first cell of that column."""
        return row[self.columns[name][0]] if name in self.columns and self.columns[name][0] < len(row) else None


def heads_of(table: Grid) -> Heads | None:
    """What a table is headed with; None when it has no heading that is known."""
    for place, row in enumerate(table.rows[:_HEADED_WITHIN]):
        months = {i: month for i, cell in enumerate(row) if cell.line and (month := month_of(cell.line))}
        months = months if len(months) > 1 else {}
        columns: dict[str, list[int]] = {}
        for i, cell in enumerate(row):
            if i not in months and (name := column(cell.line)):
                columns.setdefault(name, []).append(i)
        filled = sum(bool(each.line) for each in row)
        if months or (len(columns) > 1 and 2 * sum(map(len, columns.values())) >= filled):
            years = _years_above(table.rows[:place], len(row))
            with_years = {i: (month, year_of(row[i].line) or years[i]) for i, month in months.items()}
            return Heads(place + 1, columns, tuple(each.line for each in row), with_years)
    return None


def _years_above(rows: Sequence[Row], width: int) -> list[int | None]:
    """The year over each column, where years stand in a row above the months."""
    years: list[int | None] = [None] * width
    for row in rows:
        for i, cell in enumerate(row):
            if (year := year_of(cell.line)) and len(cell.line) < 10:
                years[i : i + cell.width] = [year] * min(cell.width, width - i)
    return years


class Tables:
    """Reads one table after the other into a draft."""

    def __init__(self, draft: Draft, times: Times, year: int | None) -> None:
        self._draft = draft
        self._times = times
        self._year = year
        """The only one of the period."""
        self._names = MembersNamed(draft)
        self._heads: Heads | None = None

    def read(self, table: Grid, group: str, year: int | None) -> None:
        """Read a table that stands under the heading of a goal, or of a year."""
        heads, rows = heads_of(table), table.rows
        if heads is None and self._heads and self._heads.has("activity", "when") and _is_as_wide(table, self._heads):
            heads = self._heads  # a table that goes on after a new page, or an empty row
        elif heads is not None:
            for each in rows[: heads.rows - 1]:
                group = self._above(each) or group
            self._heads, rows = heads, rows[heads.rows :]
        if heads is None:
            self._unheaded(rows, year)
        elif heads.months:
            self._months(heads, rows, group, year)
        elif heads.has("host", "kind") or _are_meetings(heads, rows):
            self._meetings(heads, rows, year)
        elif heads.has("activity") or (heads.has("goal") and heads.has("how", "when")):
            Activities(self._draft, self._times, self._names, heads).read(rows, group)
        else:
            self._unread(heads, rows)

    def _above(self, row: Row) -> str:
        """The goal that a row above the heads names; years there are those of months, and what else is, is reported."""
        words = _whole(row)
        if words and (_GOAL.match(words) or not (chapter(words, is_heading=True) or year_of(words))):
            return words
        for each in row:
            if words_of(each.line) and not (words and chapter(words, is_heading=True)):
                self._draft.leave(each.where, each.line)
        return ""

    def _unread(self, heads: Heads | None, rows: Sequence[Row]) -> None:
        for row in rows:
            words = " | ".join(cell.line for cell in row if cell.line)
            if names_a_person(words):
                self._draft.leave(_where(row), "", NO_CONTACTS)
            else:
                self._draft.leave(_where(row), words)

    # meetings

    def _unheaded(self, rows: Sequence[Row], year: int | None) -> None:
        timed = [(row, i) for row in rows if (i := self._time_in(row)) is not None]
        if 2 * len(timed) < len(rows):
            self._unread(None, rows)
            return
        for row in rows:
            place = self._time_in(row)
            if place is None:
                year = self._year_row(row, year)
                continue
            self._meeting(row, [each for i, each in enumerate(row) if i != place], row[place].line, year)

    def _year_row(self, row: Row, year: int | None) -> int | None:
        """The year that a row of its own says is that of the rows below."""
        words = _whole(row)
        if words and year_of(words) and not words_of(words):
            return year_of(words)
        self._unread(None, [row])
        return year

    def _time_in(self, row: Row) -> int | None:
        return next((i for i, each in enumerate(row) if self._times.is_time(each.line)), None)

    def _meetings(self, heads: Heads, rows: Sequence[Row], year: int | None) -> None:
        for row in rows:
            when = heads.cell(row, "when")
            if when is None or not when.line:
                year = self._year_row(row, year)
                continue
            self._meeting(row, [each for each in row if each is not when], when.line, year, heads)

    def _meeting(
        self, row: Row, cells: Sequence[GridCell], when: str, year: int | None, heads: Heads | None = None
    ) -> None:
        host, place = (heads.cell(row, each) if heads else None for each in ("host", "place"))
        words = "\n".join(each.text for each in cells if each.line and each is not host and each is not place)
        said = meetings_in(words)
        if len(said) != 1:
            self._unread(heads, [row])
            return
        self.add(said[0], when, _where(row), year, host.line if host else "", place.line if place else "")

    def add(
        self, said: MeetingSaid, when: str, where: Phrase, year: int | None, host: str = "", place: str = ""
    ) -> None:
        """Put a meeting into the draft; what else is said of it is its host, or reported."""
        when = f"{when} {year}" if year and not year_of(when) else when
        read = self._times.read(when)
        if isinstance(read, Phrase):
            self._draft.leave(where, f"{when}: {said.words}", read)
            return
        meeting = DraftEntry(where, when=read, kind=said.kind.value)
        if said.kind.value == "other":
            meeting["title"] = said.words
        if said.is_digital:
            meeting["digital"] = True
        if host and (named := self._names.member(host)):
            meeting["host"] = named
        elif host:
            self._draft.leave(where, host, NO_MEMBER)
        for each in said.rest:
            named = self._names.member(unlabelled(each, "host"))
            if named and "host" not in meeting:
                meeting["host"] = named
            elif each != when:
                self._draft.leave(where, each)
        if place:
            meeting["place"] = place
        self._draft.meetings.append(meeting)

    # months

    def _months(self, heads: Heads, rows: Sequence[Row], group: str, year: int | None) -> None:
        for row in rows:
            beside = [cell for i, cell in enumerate(row) if i not in heads.months and cell.line]
            label = beside[0].line if beside else ""
            marked = {i: row[i] for i in heads.months if i < len(row) and row[i].line}
            own = None if words_of(label) else year_of(label)
            kind = label if KIND.search(fold(label)) else ""
            host = "" if kind else self._names.member(label) or ""
            if label and not (own or kind or host):
                self._activity(heads, beside, marked, group, year)
                continue
            for cell in beside[1:]:
                self._draft.leave(cell.where, cell.line)
            self._in_months(heads, marked, own or year, kind, host)

    def _in_months(self, heads: Heads, marked: dict[int, GridCell], year: int | None, kind: str, host: str) -> None:
        for i, cell in marked.items():
            month, own = heads.months[i]
            words = "" if fold(cell.line) in MARKS else cell.text
            said = meetings_in(f"{kind}\n{words}" if kind and not KIND.search(fold(words)) else words)
            known = own or year or self._year
            when = _month_as_said(heads.titles[i], month)
            if known is None or not said:
                self._draft.leave(cell.where, f"{when}: {cell.line}", NO_YEAR if said else None)
                continue
            for each in said:
                days = [found for part in each.rest if (found := _DAYS.match(part))][:1]
                rest = [part for part in each.rest if not days or part != days[0][0]]
                rest += [found[2] for found in days if found[2] and fold(found[2]) != fold(when)]
                dated = f"{days[0][1]} {when} {known}" if days else f"{when} {known}"
                self.add(each._replace(rest=rest), dated, cell.where, None, host)

    def _activity(
        self, heads: Heads, beside: list[GridCell], marked: dict[int, GridCell], group: str, year: int | None
    ) -> None:
        """An activity with a mark in each month in which something is done."""
        if not marked:
            self._draft.leave(beside[0].where, " | ".join(each.line for each in beside), _NO_MARK)
            return
        known = {i: heads.months[i][1] or year or self._year for i in marked}
        where = beside[0].where
        title, number = numbered(beside[0].line)
        times = [] if None in known.values() else _runs([(known[i] or 0, heads.months[i][0]) for i in sorted(marked)])
        there = next((each for each in self._draft.all_activities if fold(each["title"]) == fold(title)), None)
        if not times:
            self._draft.leave(where, " | ".join(heads.titles[i] for i in sorted(marked)), NO_YEAR)
        if there is None:
            there = DraftEntry(where, number=number, title=title)
            (self._draft.goal(group, where)["activities"] if group else self._draft.activities).append(there)
        if times:
            there["when"] = ", ".join(filter(None, [there.get("when"), *times]))
        for cell in [*beside[1:], *(each for each in marked.values() if fold(each.line) not in MARKS)]:
            self._draft.leave(cell.where, cell.line)


def _month_as_said(title: str, month: int) -> str:
    return re.sub(r"\W*\d+\W*", "", title) or SWEDISH.months[month]


def _runs(months: list[tuple[int, int]]) -> list[str]:
    """Months in a row as one time: "januari-mars 2020"."""
    runs: list[list[tuple[int, int]]] = []
    for each in months:
        if runs and runs[-1][-1] == (each[0], each[1] - 1):
            runs[-1].append(each)
        else:
            runs.append([each])
    return [
        f"{SWEDISH.months[run[0][1]]}-{SWEDISH.months[run[-1][1]]} {run[0][0]}" if len(run) > 1
        else f"{SWEDISH.months[run[0][1]]} {run[0][0]}"
        for run in runs
    ]  # fmt: skip


def _are_meetings(heads: Heads, rows: Sequence[Row]) -> bool:
    """Whether the rows of a table with times are meetings, whatever its columns are called."""
    cells = [cell for row in rows if (cell := heads.cell(row, "activity")) and cell.line]
    found = [each for each in cells if (kind := KIND.search(fold(each.line))) and kind.start() == 0]
    return heads.has("when") and bool(cells) and 2 * len(found) > len(cells)


def _is_as_wide(table: Grid, heads: Heads) -> bool:
    return bool(table.rows) and len(table.rows[0]) == len(heads.titles)


def _where(row: Row) -> Phrase:
    return next((each.where for each in row if each.line), row[0].where)


def _whole(row: Row) -> str:
    """What a row says that has one text only."""
    texts = [each.line for each in row if each.line]
    return texts[0] if len(texts) == 1 else ""


def numbered(text: str) -> tuple[str, int | None]:
    """A title without its number, and the number."""
    found = _NUMBERED.match(text)
    return (text[found.end() :], int(found["named"] or found["alone"])) if found else (text, None)


# activities


@dataclass
class _Rows:
    """One activity's rows: of each its lines of how, and its lines of when."""

    entry: DraftEntry
    parts: list[tuple[GridCell | None, GridCell | None]] = field(default_factory=list)


class Activities:
    """Reads a table of activities."""

    def __init__(self, draft: Draft, times: Times, names: MembersNamed, heads: Heads) -> None:
        self._draft = draft
        self._times = times
        self._names = names
        self._heads = heads
        self._title = "activity" if heads.has("activity") else "goal"

    def read(self, rows: Sequence[Row], group: str) -> None:
        """Read its rows; `group` is the goal they stand under."""
        heads, current = self._heads, None
        named_goals: list[tuple[Phrase, str]] = []
        for row in rows:
            title = heads.cell(row, self._title)
            if tuple(each.line for each in row) == heads.titles or not any(each.line for each in row):
                continue
            if any(is_contact(each.text) for each in row):
                self._draft.leave(_where(row), "", NO_CONTACTS)
                continue
            if goal := self._goal_row(row):
                self._finish(current)
                group, current = goal, None
                named_goals.append((_where(row), goal))
                continue
            named = heads.cell(row, "goal") if self._title != "goal" else None
            if named and named.line and named.line != group:
                self._finish(current)
                group, current = named.line, None
                named_goals.append((named.where, group))
            if title is not None and title.line and not title.is_continued:
                self._finish(current)
                current = _Rows(self._new(row, title, group))
                self._beside(row, current, is_new=True)
            elif current is not None:
                self._beside(row, current, is_new=False)
            else:
                words = [each.line for each in row if each.line and each is not named]
                self._draft.leave(_where(row), " | ".join(words))
        self._finish(current)
        there = {each["title"].casefold() for each in self._draft.goals}
        for where, goal in named_goals:
            if goal.casefold() not in there:
                self._draft.leave(where, goal)

    def _goal_row(self, row: Row) -> str:
        filled = [each for each in row if each.line]
        is_one = len(filled) == 1 and not filled[0].is_continued
        return filled[0].line if is_one and (filled[0].width > 1 or _GOAL.match(filled[0].line)) else ""

    def _new(self, row: Row, title: GridCell, group: str) -> DraftEntry:
        words, number = numbered(title.line)
        counted = self._heads.cell(row, "number")
        if counted and (digits := re.fullmatch(r"\W*(\d{1,3})\W*", counted.line)):
            number = int(digits[1])
        elif counted:
            self._draft.leave(counted.where, counted.line)
        activity = DraftEntry(title.where, number=number, title=words, when="", how=[], comment=[], open_question=[])
        if group:
            self._draft.goal(group, title.where)["activities"].append(activity)
        else:
            self._draft.activities.append(activity)
        return activity

    def _beside(self, row: Row, rows: _Rows, *, is_new: bool) -> None:
        """What the other cells of a row say of its activity."""
        entry, heads = rows.entry, self._heads
        how, when = (_own(heads.cell(row, each), is_new=is_new) for each in ("how", "when"))
        rows.parts.append((how, self._from_to(row, when) if when else None))
        for i in heads.columns.get("comment", ()):
            for line in (_own(row[i], is_new=is_new) or GridCell("", entry.where)).lines:
                add_comment(entry, line)
        if responsible := _own(heads.cell(row, "responsible"), is_new=is_new):
            add_responsible(self._draft, self._names, entry, responsible.line, responsible.where)
        self._others(row, is_new=is_new)

    def _finish(self, rows: _Rows | None) -> None:
        """Give an activity its steps and times; where several of its rows have a time, each is that of its row."""
        timed = sum(when is not None for _, when in rows.parts) if rows else 0
        for how, when in rows.parts if rows else ():
            where = when.where if when else rows.entry.where  # type: ignore[union-attr]
            steps, times = steps_of(how.text if how else "", when.text if when else "")
            if timed > 1 and steps and times:
                steps, times = [(what, ", ".join(times)) for what, _ in steps], []
            for what, time in steps:
                add_step(self._draft, self._times, rows.entry, what, time, where)  # type: ignore[union-attr]
            for each in times:
                add_time(self._draft, self._times, rows.entry, each, where)  # type: ignore[union-attr]

    def _from_to(self, row: Row, when: GridCell) -> GridCell:
        """A time, also where its first day and its last stand in two columns."""
        texts = [row[i].line for i in self._heads.columns["when"] if row[i].line]
        return when if len(texts) == 1 else GridCell(" - ".join(texts), when.where)

    def _others(self, row: Row, *, is_new: bool) -> None:
        read = {
            i for name in ("number", "how", self._title, "responsible") for i in self._heads.columns.get(name, ())[:1]
        }
        read |= {i for name in ("when", "comment", "goal") for i in self._heads.columns.get(name, ())}
        for i, cell in enumerate(row):
            if i not in read and (own := _own(cell, is_new=is_new)) and own.line:
                head = self._heads.titles[i] if i < len(self._heads.titles) else ""
                self._draft.leave(own.where, f"{head}: {own.line}" if head else own.line)


def _own(cell: GridCell | None, *, is_new: bool) -> GridCell | None:
    """A cell as far as it says something of its row: what goes on from above says it of a new activity too."""
    return None if cell is None or not cell.line or (cell.is_continued and not is_new) else cell


def steps_of(how: str, when: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The steps with their times, and the times of the whole. Several lines of both belong together one by one, in
    their order, or side by side where empty lines keep them so."""
    hows, whens = how.split("\n"), when.split("\n")
    lines, times = ([each.strip() for each in all if each.strip()] for all in (hows, whens))
    if len(times) < 2 or len(times) > len(lines):
        return [(each, "") for each in lines], times
    is_aligned = len(times) < len(whens) and all(
        i < len(hows) and hows[i].strip() for i, each in enumerate(whens) if each.strip()
    )
    if not is_aligned:
        hows, whens = lines, times
    whens += [""] * (len(hows) - len(whens))
    return [(each.strip(), whens[i].strip()) for i, each in enumerate(hows) if each.strip()], []


def add_step(draft: Draft, times: Times, activity: DraftEntry, what: str, when: str, where: Phrase) -> None:
    """Put a step into an activity; its time may stand in brackets behind it."""
    if not when and (found := _TIMED.match(what)) and times.is_time(found[2] or found[3]):
        what, when = found[1], found[2] or found[3]
    step = DraftEntry(where, what=what)
    activity["how"].append(step)
    if when:
        read = times.read(when)
        if isinstance(read, Phrase):
            draft.leave(where, f"{what}: {when}", read)
        else:
            step["when"] = read
            _note_time(activity, read)


def add_time(draft: Draft, times: Times, activity: DraftEntry, when: str, where: Phrase) -> None:
    """Put a time into an activity."""
    read = times.read(when)
    if isinstance(read, Phrase):
        draft.leave(where, when, read)
        return
    _note_time(activity, read)


def _note_time(activity: DraftEntry, when: str) -> None:
    activity["when"] = ", ".join(dict.fromkeys(filter(None, [*activity["when"].split(", "), when])))


def add_comment(activity: DraftEntry, line: str) -> None:
    """A comment, or what is still to be discussed."""
    activity["open_question" if _OPEN.match(line) else "comment"].append(line)


def add_responsible(draft: Draft, names: MembersNamed, activity: DraftEntry, text: str, where: Phrase) -> None:
    """The member that is responsible; who else is, is reported, and a person without their name."""
    if member := names.member(text):
        activity["responsible"] = member
    else:
        draft.leave(where, "" if names_a_person(text) else text, NO_CONTACTS if names_a_person(text) else NO_MEMBER)


def read_members(draft: Draft, table: Grid) -> bool:
    """Read a table of members, also one with their contacts, who stay out; False when it is none."""
    heads = heads_of(table)
    names = table.rows
    at = heads.columns.get("member", [None])[0] if heads else None
    if heads and (at is None or heads.has("activity", "when") or heads.months):
        return False
    if heads is None:
        found = [row for row in names if member_in(row[0].line, row[0].where)]
        if not found or 2 * len(found) <= len(names):
            return False
        at = 0
    for row in names[heads.rows if heads else 0 :]:
        cell = row[at or 0]
        named = member_in(cell.line, cell.where)
        others = [each.line for each in row if each is not cell and each.line]
        if named is not None and not cell.is_continued:
            draft.members.append(named.member)
            others = [each for each in (named.rest, *others) if each]
        elif cell.line and not cell.is_continued:
            others = [cell.line, *others]
        if others:
            is_of_persons = heads is None or heads.has("person") or names_a_person(" ".join(others))
            draft.leave(
                _where(row), "" if is_of_persons else " | ".join(others), NO_CONTACTS if is_of_persons else None
            )
    return True
