"""From a drawing to a picture that looks the same on every machine: the fonts come along."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "fonts"
FONT: Final = "DejaVu Sans"
"""The family of every text in a drawing; a text in another would silently not be drawn."""


def png_of(svg: str, zoom: float = 2) -> bytes:
    """Draw a picture from SVG, on white; `zoom` makes it sharp on fine screens. ValueError when it is no SVG."""
    import resvg_py

    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            background="#ffffff",
            zoom=zoom,
            skip_system_fonts=True,
            font_files=[str(each) for each in sorted(FONTS.glob("*.ttf"))],
            font_family=FONT,
            sans_serif_family=FONT,
        )
    )
