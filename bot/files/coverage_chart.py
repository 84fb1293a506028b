"""Who has contributed to what as a picture: a square for each member and activity, with its count in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.files.lettering import drawable, shortened
from bot.files.picture import FONT

if TYPE_CHECKING:
    from drawsvg import Drawing

LEFT: Final = 240
SIDE: Final = 34
GAP: Final = 4
TOP: Final = 140
INK: Final = "#1f2328"
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
    import drawsvg

    width = max(LEFT + len(columns) * (SIDE + GAP) + 24, 760)
    height = TOP + len(rows) * (SIDE + GAP) + 24
    drawing = drawsvg.Drawing(width, height)
    drawing.append(drawsvg.Rectangle(0, 0, width, height, fill="#ffffff"))
    _text(drawing, shortened(drawable(words.title), 24, width - 48, bold=True), 24, 24, 42, weight="bold")
    _text(drawing, words.subtitle, 15, 24, 68, fill=GREY)
    _legend(drawing, words)
    for n, column in enumerate(columns):
        _text(drawing, column, 15, LEFT + n * (SIDE + GAP) + SIDE / 2, TOP - 10, anchor="middle", weight="bold")
    for n, (name, squares) in enumerate(rows):
        _row(drawing, shortened(drawable(name), 15, LEFT - 40), squares, TOP + n * (SIDE + GAP))
    return str(drawing.as_svg())


def _legend(drawing: Drawing, words: Words) -> None:
    import drawsvg

    x = 24.0
    for colour, label in ((CONTRIBUTED, words.contributed), (DRAFTED, words.drafted), (MISSING, words.missing)):
        if label:
            drawing.append(drawsvg.Rectangle(x, 84, 16, 16, fill=colour))
            _text(drawing, label, 14, x + 23, 97)
            x += 50 + 8.4 * len(label)


def _row(drawing: Drawing, name: str, squares: Sequence[Square], top: float) -> None:
    import drawsvg

    _text(drawing, name, 15, LEFT - 12, top + SIDE / 2 + 5, anchor="end")
    for n, each in enumerate(squares):
        x = LEFT + n * (SIDE + GAP)
        colour = CONTRIBUTED if each.contributed else DRAFTED if each.is_begun else MISSING
        drawing.append(drawsvg.Rectangle(x, top, SIDE, SIDE, fill=colour))
        if each.contributed:
            _text(drawing, str(each.contributed), 15, x + SIDE / 2, top + SIDE / 2 + 5, fill="#ffffff", anchor="middle")


def _text(
    drawing: Drawing, words: str, size: float, x: float, y: float, *, weight: str = "normal", fill: str = INK,
    anchor: str = "start",
) -> None:  # fmt: skip
    import drawsvg

    drawing.append(
        drawsvg.Text(words, size, x, y, font_family=FONT, font_weight=weight, fill=fill, text_anchor=anchor)
    )  # fmt: skip
