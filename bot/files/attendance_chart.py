"""Attendance as a picture: for each member and role a bar for who came, and a mark for how many were to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.files.picture import FONT
from bot.models import Role
from bot.rules.attendance import MemberShare, Share

if TYPE_CHECKING:
    from drawsvg import Drawing

WIDTH: Final = 860
LEFT: Final = 230
BAR: Final = 400
GAP: Final = 14
BAR_HEIGHT: Final = 17
TOP: Final = 118
INK: Final = "#1f2328"
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
    import drawsvg

    row_height = (BAR_HEIGHT + 3) * len(roles) + GAP
    height = TOP + row_height * len(rows) + 12
    drawing = drawsvg.Drawing(WIDTH, height)
    drawing.append(drawsvg.Rectangle(0, 0, WIDTH, height, fill="#ffffff"))
    _text(drawing, words.title, 24, 24, 40, weight="bold")
    _text(drawing, words.subtitle, 15, 24, 66, fill=GREY)
    _legend(drawing, words, roles)
    for number, row in enumerate(rows):
        _member(drawing, words, row, roles, TOP + number * row_height)
    return str(drawing.as_svg())


def _legend(drawing: Drawing, words: Words, roles: Sequence[Role]) -> None:
    import drawsvg

    x = 24.0
    for role in roles:
        drawing.append(drawsvg.Rectangle(x, 84, 16, 16, fill=COLOURS[role]))
        _text(drawing, words.roles[role], 14, x + 23, 97)
        x += 45 + 8.6 * len(words.roles[role])
    drawing.append(drawsvg.Rectangle(x + 6, 82, 3, 20, fill=INK))
    _text(drawing, words.planned, 14, x + 18, 97)


def _member(drawing: Drawing, words: Words, row: MemberShare, roles: Sequence[Role], top: float) -> None:
    name = row.member if len(row.member) <= 26 else row.member[:25].rstrip() + "…"
    _text(drawing, name, 15, LEFT - 12, top + (BAR_HEIGHT + 3) * len(roles) / 2 + 4, anchor="end")
    for number, role in enumerate(roles):
        share = row.shares[role]
        if share.invited:
            _bar(drawing, words, share, COLOURS[role], top + number * (BAR_HEIGHT + 3))


def _bar(drawing: Drawing, words: Words, share: Share, colour: str, top: float) -> None:
    import drawsvg

    drawing.append(drawsvg.Rectangle(LEFT, top, BAR, BAR_HEIGHT, fill=EMPTY))
    if share.came_part:
        drawing.append(drawsvg.Rectangle(LEFT, top, BAR * share.came_part, BAR_HEIGHT, fill=colour))
    if share.planned_part is not None:
        drawing.append(drawsvg.Rectangle(LEFT + BAR * share.planned_part - 1.5, top - 1, 3, BAR_HEIGHT + 2, fill=INK))
    count = words.of.format(came=share.came, noted=share.noted) if share.noted else words.nothing
    _text(drawing, count, 13, LEFT + BAR + 12, top + 13.5)


def _text(
    drawing: Drawing, words: str, size: float, x: float, y: float, *, weight: str = "normal", fill: str = INK,
    anchor: str = "start",
) -> None:  # fmt: skip
    import drawsvg

    drawing.append(
        drawsvg.Text(words, size, x, y, font_family=FONT, font_weight=weight, fill=fill, text_anchor=anchor)
    )  # fmt: skip
