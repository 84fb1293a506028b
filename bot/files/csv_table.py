"""Tables that spreadsheet programs open, in which nothing typed by a person is taken for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

FORMULA_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as Swedish spreadsheet programs expect them: semicolons, UTF-8 with its mark."""
    paper = StringIO()
    csv.writer(paper, delimiter=";", lineterminator="\r\n").writerows(
        [[harmless(each) for each in row] for row in rows]
    )
    return paper.getvalue().encode("utf-8-sig")


def harmless(value: object) -> object:
    """A cell that no program runs: text that begins like a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(FORMULA_BEGINS) or value.lstrip().startswith(FORMULA_BEGINS) else value
