"""A sheet to draw on that knows where every text stands, so that none leaves it and no two meet.

Angles are degrees clockwise from the top. Texts are drawn in the font that comes along, in sizes it is measured in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import cos, degrees, pi, radians, sin
from typing import Any, Final

from bot.drawing.picture import FONT
from bot.drawing.text import drawable, shortened, width

FAMILY: Final = f"{FONT}, Verdana, sans-serif"
"""Verdana is as wide, where a drawing is opened on a machine without ours."""
INK: Final = "#1b242b"
Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A straight text's place."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Curve:
    """A bent text's place: between two radii around a centre, from one angle to another."""

    text: str
    inner: float
    outer: float
    start: float
    end: float


@dataclass
class Sheet:
    """A drawing with its texts' places."""

    width: int
    height: int
    boxes: list[Box] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)

    def __post_init__(self) -> None:
        import drawsvg

        self._draw: Any = drawsvg
        self._drawing = drawsvg.Drawing(self.width, self.height, font_family=FAMILY, role="img")
        self._drawing.append(drawsvg.Rectangle(0, 0, self.width, self.height, fill="#ffffff"))

    def svg(self, title: str, description: str) -> str:
        """The whole drawing as SVG, with its title and description for those who hear it."""
        self._drawing.append_title(drawable(title))
        self._put(self._draw.Raw(f"<desc>{_escaped(drawable(description))}</desc>"))
        return str(self._drawing.as_svg())

    def text(
        self,
        text: str,
        size: float,
        x: float,
        y: float,
        *,
        room: float,
        anchor: str = "start",
        bold: bool = False,
        fill: str = INK,
    ) -> None:
        """Write on one line, with y its baseline; what has no room is cut with an ellipsis."""
        fitting = shortened(drawable(text), size, room, bold=bold)
        if not fitting:
            return
        wide = width(fitting, size, bold=bold)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        self.boxes.append(Box(fitting, left, y - 0.76 * size, left + wide, y + 0.24 * size))
        weight = "bold" if bold else "normal"
        self._put(self._draw.Text(fitting, size, x, y, text_anchor=anchor, font_weight=weight, fill=fill))

    def bent_text(
        self,
        text: str,
        size: float,
        at: Point,
        radius: float,
        start: float,
        end: float,
        *,
        bold: bool = False,
        fill: str = INK,
    ) -> None:
        """Write along a circle around `at`, in the middle between two angles, never upside down."""
        middle = (start + end) / 2
        turns = 110 < middle % 360 < 250
        base = radius + (0.36 * size if turns else -0.36 * size)
        fitting = shortened(drawable(text), size, base * radians(end - start) - size, bold=bold)
        if len(fitting) < 3:
            return
        half = degrees(width(fitting, size, bold=bold) / base / 2)
        self.curves.append(Curve(fitting, radius - 0.5 * size, radius + 0.5 * size, middle - half, middle + half))
        path = self._along(at, base, middle, turns)
        weight = "bold" if bold else "normal"
        self._put(
            self._draw.Text(
                fitting, size, path=path, start_offset="50%", text_anchor="middle", font_weight=weight, fill=fill
            )
        )

    def _along(self, at: Point, radius: float, middle: float, turns: bool) -> Any:
        """Half a turn or more around the middle, to write on."""
        first, last = (middle + 175, middle - 175) if turns else (middle - 175, middle + 175)
        path = self._draw.Path(fill="none")
        path.M(*point(at, radius, first))
        path.A(radius, radius, 0, 0, int(not turns), *point(at, radius, middle))
        path.A(radius, radius, 0, 0, int(not turns), *point(at, radius, last))
        return path

    def sector(self, at: Point, inner: float, outer: float, start: float, end: float, **how: Any) -> None:
        """A part of a ring; a whole ring when it goes all the way round."""
        path = self._draw.Path(fill_rule="evenodd", **how)
        if end - start >= 359.99:
            for radius in (inner, outer):
                path.M(*point(at, radius, 0)).A(radius, radius, 0, 1, 1, *point(at, radius, 180))
                path.A(radius, radius, 0, 1, 1, *point(at, radius, 0)).Z()
        else:
            large = int(end - start > 180)
            path.M(*point(at, outer, start)).A(outer, outer, 0, large, 1, *point(at, outer, end))
            path.L(*point(at, inner, end)).A(inner, inner, 0, large, 0, *point(at, inner, start)).Z()
        self._put(path)

    def rectangle(self, x: float, y: float, wide: float, high: float, fill: str) -> None:
        """A rectangle from its upper left corner."""
        self._put(self._draw.Rectangle(x, y, wide, high, fill=fill))

    def circle(self, at: Point, radius: float, **how: Any) -> None:
        """A disc."""
        self._put(self._draw.Circle(round(at[0], 2), round(at[1], 2), radius, **how))

    def polygon(self, at: Point, radius: float, corners: int, turn: float, **how: Any) -> None:
        """A regular polygon with one corner at that angle."""
        places = [point(at, radius, turn + 360 * n / corners) for n in range(corners)]
        self._put(self._draw.Lines(*(each for place in places for each in place), close=True, **how))

    def line(self, *places: Point, **how: Any) -> None:
        """A line from place to place."""
        rounded = [round(each, 2) for place in places for each in place]
        self._put(self._draw.Lines(*rounded, close=False, fill="none", **how))

    def _put(self, shape: Any) -> None:
        self._drawing.append(shape)


def point(at: Point, radius: float, angle: float) -> Point:
    """The place at an angle and a distance from another."""
    turn = angle * pi / 180
    return round(at[0] + radius * sin(turn), 2), round(at[1] - radius * cos(turn), 2)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
