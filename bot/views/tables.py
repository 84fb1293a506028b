"""Tables of words in a message: Slack has none, so the columns stand under each other in letters of one width."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.language import Text, escape

LONGEST_TABLE: Final = 2800
"""Characters in one paragraph, escaped signs counted as Slack counts them."""


def cell(words: str, longest: int = 26) -> str:
    """What fits in a cell; no backtick, which would end the table. Cut in the middle, as long names often differ in
    their last word."""
    words = " ".join(words.replace("`", "'").split())
    end = longest // 3
    return words if len(words) <= longest else words[: longest - 1 - end].rstrip() + "…" + words[-end:].lstrip()


def aligned(rows: Sequence[Sequence[str]]) -> list[Text]:
    """The cells under each other, one line for each row."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return [escape(each.rstrip()) for each in padded]


def tables(lines: Sequence[Text], heading: int = 1) -> list[Text]:
    """The heading and the lines after it, cut into as many tables as Slack's longest paragraph asks for."""
    head, parts = list(lines[:heading]), [list[Text]()]
    for each in lines[heading:]:
        if sum(len(line) + 1 for line in (*head, *parts[-1], each)) > LONGEST_TABLE:
            parts.append([])
        parts[-1].append(each)
    return [Text("```\n" + "\n".join([*head, *part]) + "\n```") for part in parts]
