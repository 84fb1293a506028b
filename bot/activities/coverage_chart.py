"""Who has contributed to what as a picture: a square for each member and activity, with its count in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.activities.coverage import Cell, Coverage
from bot.blocks.messages import File
from bot.drawing.picture import png_of
from bot.drawing.sheet import Sheet
from bot.language import Say

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
class ChartTexts:
    """What stands in the picture, in the reader's language."""

    title: str
    subtitle: str
    contributed: str
    drafted: str
    missing: str


def picture_of(say: Say, coverage: Coverage, title: str, alt: str, *, shows_drafts: bool) -> File | None:
    """The chart as a file, drawn when it is sent; None while there is nothing to draw."""
    if not coverage.members or not coverage.activities:
        return None
    texts = ChartTexts(
        title=say.plain("Who has contributed to what"),
        subtitle=say.plain("Members down, activities across by number"),
        contributed=say.plain("contributed"),
        drafted=say.plain("draft") if shows_drafts else "",
        missing=say.plain("nothing"),
    )
    columns = [str(each.number) for each in coverage.activities]
    rows = [(member.name, [_square(coverage.cell(member, each), shows_drafts) for each in coverage.activities])
            for member in coverage.members]  # fmt: skip
    return File(say.plain("coverage.png"), partial(_png, texts, columns, rows), alt=alt, title=title)


def _square(cell: Cell, shows_drafts: bool) -> Square:
    return Square(cell.contributed, shows_drafts and bool(cell.drafted))


def _png(texts: ChartTexts, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Square]]]) -> bytes:
    return png_of(chart(texts, columns, rows))


def chart(texts: ChartTexts, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[Square]]]) -> str:
    """Draw the chart as SVG."""
    sheet = Sheet(max(LEFT + len(columns) * (SIDE + GAP) + 24, 760), TOP + len(rows) * (SIDE + GAP) + 24)
    sheet.text(texts.title, 24, 24, 42, room=sheet.width - 48, bold=True)
    sheet.text(texts.subtitle, 15, 24, 68, room=sheet.width - 48, fill=GREY)
    _legend(sheet, texts)
    for n, column in enumerate(columns):
        middle = LEFT + n * (SIDE + GAP) + SIDE / 2
        sheet.text(column, 15, middle, TOP - 10, room=SIDE + GAP, anchor="middle", bold=True)
    for n, (name, squares) in enumerate(rows):
        _row(sheet, name, squares, TOP + n * (SIDE + GAP))
    return sheet.svg(texts.title, texts.subtitle)


def _legend(sheet: Sheet, texts: ChartTexts) -> None:
    x = 24.0
    for colour, label in ((CONTRIBUTED, texts.contributed), (DRAFTED, texts.drafted), (MISSING, texts.missing)):
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
