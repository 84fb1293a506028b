"""Tables in the Word report, with a marked head that is repeated on each page and a description for screen readers."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from bot.report.document import Table
from bot.report.writers.docx_parts import element, paragraph
from bot.report.writers.docx_styles import WIDTH_CM

TINT: Final = "EEF4F3"
LINE: Final = "B9C4CC"
WHOLE_ROWS: Final = 14
"""A table of at most so many rows is kept on one page."""


def add_table(file: Any, table: Table) -> None:
    """A caption and the table under it."""
    paragraph(file, "Caption", table.caption)
    made = file.add_table(rows=0, cols=len(table.head))
    made.style, made.autofit = "Table Grid", False
    size = Pt(8.5) if len(table.head) > 6 else Pt(9.5)
    widths = [Cm(WIDTH_CM * each / sum(table.widths)) for each in table.widths]
    rows = (table.head, *table.rows)
    for n, row in enumerate(rows):
        _row(made, row, widths, size, is_head=n == 0, keep=len(rows) <= WHOLE_ROWS and n < len(rows) - 1)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    _describe(made._tbl.tblPr, table.caption)
    _gap(file)


def _row(made: Any, texts: tuple[str, ...], widths: list[Cm], size: Pt, *, is_head: bool, keep: bool) -> None:
    """A row that is never parted; the head is repeated on each page."""
    row = made.add_row()
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        _fill(cell, text, bold=is_head or column == 0, size=size, keep=keep)
        cell.width = widths[column]
        if is_head:
            cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=TINT))
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if is_head:
        properties.append(element("tblHeader"))


def _fill(cell: Any, text: str, *, bold: bool, size: Any, keep: bool) -> None:
    words = cell.paragraphs[0]
    words.paragraph_format.space_after, words.paragraph_format.line_spacing = Pt(2), 1.0
    words.paragraph_format.keep_with_next = keep
    run = words.add_run(text)
    run.bold, run.font.size = bold, size


def _gap(file: Any) -> None:
    """The paragraph Word wants after a table, too small to be pushed to a page of its own."""
    gap = paragraph(file, "Normal")
    gap.paragraph_format.space_after, gap.paragraph_format.line_spacing = Pt(0), Pt(8)


def add_figures(file: Any, items: tuple[tuple[str, str], ...]) -> None:
    """Key figures, each a line: a number and what it counts."""
    for value, label in items:
        line = paragraph(file, "List Bullet")
        line.add_run(value).bold = True
        line.add_run(f" {label}")


def _describe(properties: Any, caption: str) -> None:
    """Thin lines between the rows, and what the table is; each where the order of the format wants it."""
    look = properties.find(qn("w:tblLook"))
    layout = properties.find(qn("w:tblLayout"))
    (layout if layout is not None else look).addprevious(_borders())
    look.set(qn("w:firstRow"), "1")
    look.set(qn("w:firstColumn"), "1")
    properties.append(element("tblCaption", val=caption))


def _borders() -> Any:
    """Thin lines between the rows, none between the columns."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        is_visible = side in ("top", "bottom", "insideH")
        borders.append(element(side, val="single" if is_visible else "nil", sz="4", space="0", color=LINE))
    return borders
