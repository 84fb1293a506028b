"""Attendance as a picture: for each member and role a bar for who came, and a mark for how many were to come."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from bot.drawing.sheet import INK, Sheet
from bot.meetings.attendance import MemberShare, Share
from bot.models import Role

WIDTH: Final = 860
LEFT: Final = 230
BAR: Final = 400
GAP: Final = 14
BAR_HEIGHT: Final = 17
TOP: Final = 118
GREY: Final = "#57606a"
EMPTY: Final = "#e7ebef"
COLOURS: Final[Mapping[Role, str]] = {Role.ELECTED: "#1d4f63", Role.OFFICIAL: "#a3470f"}
"""Each at least 4.5 to 1 against white."""


@dataclass(frozen=True)
class Words:
    """What stands in the picture, in the reader's language."""

    title: str
    subtitle: str
    roles: Mapping[Role, str]
    planned: str
    of: str
    """How a count is written: "{came} of {noted}"."""
    nothing: str


def chart(words: Words, rows: Sequence[MemberShare], roles: Sequence[Role]) -> str:
    """Draw the chart as SVG."""
    row_height = (BAR_HEIGHT + 3) * len(roles) + GAP
    sheet = Sheet(WIDTH, TOP + row_height * len(rows) + 12)
    sheet.text(words.title, 24, 24, 40, room=WIDTH - 48, bold=True)
    sheet.text(words.subtitle, 15, 24, 66, room=WIDTH - 48, fill=GREY)
    _legend(sheet, words, roles)
    for number, row in enumerate(rows):
        _member(sheet, words, row, roles, TOP + number * row_height)
    return sheet.svg(words.title, words.subtitle)


def _legend(sheet: Sheet, words: Words, roles: Sequence[Role]) -> None:
    x = 24.0
    for role in roles:
        sheet.rectangle(x, 84, 16, 16, fill=COLOURS[role])
        sheet.text(words.roles[role], 14, x + 23, 97, room=WIDTH - x - 23)
        x += 45 + 8.6 * len(words.roles[role])
    sheet.rectangle(x + 6, 82, 3, 20, fill=INK)
    sheet.text(words.planned, 14, x + 18, 97, room=WIDTH - x - 18)


def _member(sheet: Sheet, words: Words, row: MemberShare, roles: Sequence[Role], top: float) -> None:
    middle = top + (BAR_HEIGHT + 3) * len(roles) / 2 + 4
    sheet.text(row.member, 15, LEFT - 12, middle, room=LEFT - 12, anchor="end")
    for number, role in enumerate(roles):
        share = row.shares[role]
        if share.invited:
            _bar(sheet, words, share, COLOURS[role], top + number * (BAR_HEIGHT + 3))


def _bar(sheet: Sheet, words: Words, share: Share, colour: str, top: float) -> None:
    sheet.rectangle(LEFT, top, BAR, BAR_HEIGHT, fill=EMPTY)
    if share.came_part:
        sheet.rectangle(LEFT, top, BAR * share.came_part, BAR_HEIGHT, fill=colour)
    if share.planned_part is not None:
        sheet.rectangle(LEFT + BAR * share.planned_part - 1.5, top - 1, 3, BAR_HEIGHT + 2, fill=INK)
    count = words.of.format(came=share.came, noted=share.noted) if share.noted else words.nothing
    sheet.text(count, 13, LEFT + BAR + 12, top + 13.5, room=WIDTH - LEFT - BAR - 12)


FORMULA_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as Swedish spreadsheet programs expect them: semicolons, UTF-8 with its mark."""
    paper = StringIO()
    csv.writer(paper, delimiter=";", lineterminator="\r\n").writerows(
        [[harmless(each) for each in row] for row in rows]
    )
    return paper.getvalue().encode("utf-8-sig")


def harmless(value: object) -> object:
    """A cell that no program runs: text that begins like a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(FORMULA_BEGINS) or value.lstrip().startswith(FORMULA_BEGINS) else value
