"""What a document is made of, whatever wrote it: lines and tables, each knowing where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.errors import CannotWork
from bot.language import Say


class DocumentRefused(CannotWork):
    """A file is no document that can be read; the sentence says why."""


@dataclass(frozen=True)
class Phrase:
    """A sentence that is still to be put into a language."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_words(self, say: Say) -> str:
        """In one language; nothing in it is escaped for Slack."""
        return say.plain(self.sentence, **self.values)


@dataclass(frozen=True)
class TextLine:
    """A paragraph, or a row of a sheet with one cell. `level` is a heading's, from 1; 0 is no heading."""

    text: str
    where: Phrase
    level: int = 0
    is_item: bool = False
    is_numbered: bool = False
    depth: int = 0
    """How deep in a list, from 0."""
    is_name_of_sheet: bool = False


@dataclass(frozen=True)
class GridCell:
    """A cell as it stands in the grid. Lines in it are kept, empty ones between them too."""

    text: str
    where: Phrase
    is_continued: bool = False
    """Merged with the one above."""
    width: int = 1
    """How many columns it reaches over."""

    @property
    def line(self) -> str:
        """Its text on one line."""
        return " ".join(self.text.split())

    @property
    def lines(self) -> list[str]:
        """Its lines that are not empty."""
        return [each for line in self.text.split("\n") if (each := line.strip())]


Row = tuple[GridCell, ...]


@dataclass(frozen=True)
class Grid:
    """A grid; every row has as many cells, the ones a wide cell reaches over empty."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Left:
    """What was not understood or not taken in: where it stands, its own words, and why when that is known."""

    where: Phrase
    words: str
    why: Phrase | None = None


Piece = TextLine | Grid


def squared(rows: list[list[GridCell]]) -> Grid:
    """A table of rows that need not be equally long; what is merged with the cell above says what that says."""
    width = max(map(len, rows), default=0)
    grid: list[Row] = []
    for row in rows:
        cells = [*row, *[GridCell("", row[0].where if row else Phrase(""))] * (width - len(row))]
        if grid:
            cells = [replace(each, text=above.text) if each.is_continued else each
                     for each, above in zip(cells, grid[-1], strict=True)]  # fmt: skip
        grid.append(tuple(cells))
    return Grid(tuple(grid))
