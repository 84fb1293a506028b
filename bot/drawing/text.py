"""How wide words are in the font that comes along, so that they can be placed, shortened and wrapped before drawing.

Only what is needed of a TrueType file is read: which glyph a character has, and how wide that is. Kerning is left out,
which makes a text a little narrower than measured, never wider.
"""

from __future__ import annotations

import struct
from functools import cache
from itertools import pairwise
from typing import Final

from bot.drawing.picture import FONTS
from bot.text import one_line

REGULAR: Final = "DejaVuSans.ttf"
BOLD: Final = "DejaVuSans-Bold.ttf"
ELLIPSIS: Final = "…"


@cache
def widths(file: str) -> dict[int, float]:
    """The width of every character a font has, as a part of the font's size, by code point."""
    data = (FONTS / file).read_bytes()
    tables = _tables(data)
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    advances = struct.unpack_from(f">{count * 2}H", data, tables["hmtx"])[::2]
    return {code: advances[min(glyph, count - 1)] / units for code, glyph in _glyphs(data, tables["cmap"]).items()}


def _tables(data: bytes) -> dict[str, int]:
    """Where each table of a font file begins."""
    (count,) = struct.unpack_from(">H", data, 4)
    rows = (struct.unpack_from(">4sLLL", data, 12 + 16 * n) for n in range(count))
    return {name.decode("ascii"): offset for name, _, offset, _ in rows}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """The glyph of each code point, from the table for all of Unicode (format 12)."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    starts = (cmap + struct.unpack_from(">HHL", data, cmap + 4 + 8 * n)[2] for n in range(count))
    start = next(each for each in starts if struct.unpack_from(">H", data, each)[0] == 12)
    (groups,) = struct.unpack_from(">L", data, start + 12)
    glyphs: dict[int, int] = {}
    for n in range(groups):
        first, last, glyph = struct.unpack_from(">LLL", data, start + 16 + 12 * n)
        glyphs |= {code: glyph + code - first for code in range(first, last + 1)}
    return glyphs


def drawable(text: str) -> str:
    """A text on one line with only what the font has: emoji and unknown scripts would be drawn as empty boxes."""
    characters = widths(REGULAR)
    signs = (each if each.isprintable() and ord(each) in characters else " " for each in one_line(text))
    return " ".join("".join(signs).split())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a drawable text is in that size."""
    by_character = widths(BOLD if bold else REGULAR)
    return size * sum(by_character.get(ord(each), 1.0) for each in text)


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """As much of a drawable text as has room, with an ellipsis where it was cut; nothing when not even that fits."""
    if width(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = width(text[:middle].rstrip() + ELLIPSIS, size, bold=bold) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip(" ,.;:–-(") + ELLIPSIS if low else ""


def wrapped(text: str, size: float, room: float, most: int, *, bold: bool = False) -> list[str]:
    """A drawable text on lines that have room, at most so many; the last is shortened when there is more."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1 and width(rest, size, bold=bold) > room:
        cut = _break(rest, size, room, bold)
        if not cut:
            break
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, shortened(rest, size, room, bold=bold)] if rest else lines


def _break(text: str, size: float, room: float, bold: bool) -> int:
    """Where the last word ends that has room; 0 when the first is too long."""
    ends = [n for n, (each, following) in enumerate(pairwise(text), 1) if each in " /-" or following == " "]
    fitting = [each for each in ends if width(text[:each].rstrip(), size, bold=bold) <= room]
    return fitting[-1] if fitting else 0
