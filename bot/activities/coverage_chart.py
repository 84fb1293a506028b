"""Who has contributed to what as a picture: a square for each member and activity, with its count in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.drawing.sheet import Sheet

LEFT: Final = 240
SIDE: Final = 34
GAP: Final = 4
TOP: Final = 140
GREY: Final = "#57606a"
CONTRIBUTED: Final = "#1d4f63"
DRAFTED: Final = "#f3d9a4"
MISSING: Final = "#e7ebef"


@dataclass(frozen=True)
class Square:
    """A cell: how much is contributed, and whether something is begun."""

    contributed: int
    is_begun: bool


@dataclass(frozen=True)
class Words:
    """What stands in the picture, in the reader's language."""

    title: str
    subtitle: str
    contributed: str
    drafted: str
    missing: str


def chart(words: Words, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Square]]]) -> str:
    """Draw the chart as SVG."""
    sheet = Sheet(max(LEFT + len(columns) * (SIDE + GAP) + 24, 760), TOP + len(rows) * (SIDE + GAP) + 24)
    sheet.text(words.title, 24, 24, 42, room=sheet.width - 48, bold=True)
    sheet.text(words.subtitle, 15, 24, 68, room=sheet.width - 48, fill=GREY)
    _legend(sheet, words)
    for n, column in enumerate(columns):
        middle = LEFT + n * (SIDE + GAP) + SIDE / 2
        sheet.text(column, 15, middle, TOP - 10, room=SIDE + GAP, anchor="middle", bold=True)
    for n, (name, squares) in enumerate(rows):
        _row(sheet, name, squares, TOP + n * (SIDE + GAP))
    return sheet.svg(words.title, words.subtitle)


def _legend(sheet: Sheet, words: Words) -> None:
    x = 24.0
    for colour, label in ((CONTRIBUTED, words.contributed), (DRAFTED, words.drafted), (MISSING, words.missing)):
        if label:
            sheet.rectangle(x, 84, 16, 16, fill=colour)
            sheet.text(label, 14, x + 23, 97, room=sheet.width - x - 23)
            x += 50 + 8.4 * len(label)


def _row(sheet: Sheet, name: str, squares: Sequence[Square], top: float) -> None:
    sheet.text(name, 15, LEFT - 12, top + SIDE / 2 + 5, room=LEFT - 24, anchor="end")
    for n, each in enumerate(squares):
        x = LEFT + n * (SIDE + GAP)
        colour = CONTRIBUTED if each.contributed else DRAFTED if each.is_begun else MISSING
        sheet.rectangle(x, top, SIDE, SIDE, fill=colour)
        if each.contributed:
            count = str(each.contributed)
            sheet.text(count, 15, x + SIDE / 2, top + SIDE / 2 + 5, room=SIDE, anchor="middle", fill="#ffffff")
