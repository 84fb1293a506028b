"""A table, and the same as lines: Slack's own `table` block in a message, where it takes one; lines everywhere else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from slack_sdk.models.blocks import Block, SectionBlock, TableBlock, TableBlockColumnSettings

from bot.blocks.parts import LONGEST_PARAGRAPH, section
from bot.language import Text, lines, unescape

MOST_ROWS: Final = 100
MOST_COLUMNS: Final = 20
LONGEST_IN_ONE: Final = 6000
"""Signs of lines that stand on one page, beside what is above and under them."""


class TableOrLines(Block):
    """Rows under a heading, first cells first, and the same as `lines`, which stand for the rows where there is no
    table. A message has room for one table; what draws it tells which (`Message.tabled`)."""

    def __init__(self, heading: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[Text]) -> None:
        super().__init__(type="table")
        self.heading, self.rows, self.lines = heading, rows, lines

    @property
    def is_taken(self) -> bool:
        """Whether Slack takes it, and it fits one page as lines too."""
        is_short = sum(len(each) + 1 for each in self.lines) <= LONGEST_IN_ONE
        return bool(self.rows) and is_short and len(self.rows) < MOST_ROWS and len(self.heading) <= MOST_COLUMNS

    @property
    def parts(self) -> Sequence[Block | Text]:
        """As rows of a list: the table, or, where it is too large, its lines, between which pages are cut."""
        return [self] if self.is_taken else self.lines

    @cached_property
    def sections(self) -> list[SectionBlock]:
        """The lines, in as few paragraphs as hold them."""
        paragraphs: list[list[Text]] = []
        for each in self.lines:
            if not paragraphs or sum(len(line) + 1 for line in (*paragraphs[-1], each)) > LONGEST_PARAGRAPH:
                paragraphs.append([])
            paragraphs[-1].append(each)
        return [section(lines(*each)) for each in paragraphs]

    @property
    def native(self) -> TableBlock:
        """As Slack's own block, of rich text, for plain cells have been answered with errors of Slack's server."""
        rows = [
            [_cell(each, bold=True) for each in self.heading],
            *([_cell(each) for each in row] for row in self.rows),
        ]
        return TableBlock(rows=rows, column_settings=[TableBlockColumnSettings(is_wrapped=True) for _ in self.heading])


def _cell(words: str, *, bold: bool = False) -> dict[str, object]:
    """Rich text is read as it stands, without escapes, and is never empty."""
    text = {"type": "text", "text": unescape(words) or "\u00a0"} | ({"style": {"bold": True}} if bold else {})
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [text]}]}
