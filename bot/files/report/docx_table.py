"""Tables in the Word report, with a marked head that is repeated on each page and a description for screen readers."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from bot.files.report.document import Table

WIDTH_CM: Final = 15.8
TINT: Final = "EEF4F3"
LINE: Final = "B9C4CC"


def add_table(file: Any, table: Table) -> None:
    """A caption and the table under it."""
    file.add_paragraph(table.caption, style="Caption")
    made = file.add_table(rows=0, cols=len(table.head))
    made.style, made.autofit = "Table Grid", False
    size = Pt(8.5) if len(table.head) > 6 else Pt(9.5)
    for n, row in enumerate((table.head, *table.rows)):
        cells = made.add_row().cells
        for column, text in enumerate(row):
            _fill(cells[column], text, bold=n == 0 or column == 0, size=size)
            cells[column].width = Cm(WIDTH_CM * table.widths[column] / sum(table.widths))
            if n == 0:
                _shade(cells[column])
    for column, share in enumerate(table.widths):
        made.columns[column].width = Cm(WIDTH_CM * share / sum(table.widths))
    _describe(made, table.caption)
    _gap(file)


def _gap(file: Any) -> None:
    """The paragraph Word wants after a table, too small to be pushed to a page of its own."""
    gap = file.add_paragraph()
    gap.paragraph_format.space_after, gap.paragraph_format.line_spacing = Pt(0), Pt(4)


def add_figures(file: Any, items: tuple[tuple[str, str], ...]) -> None:
    """Key figures, each a line: a number and what it counts."""
    for value, label in items:
        line = file.add_paragraph(style="List Bullet")
        line.paragraph_format.space_after = Pt(3)
        line.add_run(value).bold = True
        line.add_run(f" {label}")


def _fill(cell: Any, text: str, *, bold: bool, size: Any) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, size


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), TINT)
    cell._tc.get_or_add_tcPr().append(shade)


def _describe(made: Any, caption: str) -> None:
    """Mark the first row as head, repeat it, keep rows whole, and say what the table is."""
    for n, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if n == 0:
            properties.append(OxmlElement("w:tblHeader"))
    made._tbl.tblPr.append(_borders())
    about = OxmlElement("w:tblCaption")
    about.set(qn("w:val"), caption)
    made._tbl.tblPr.append(about)


def _borders() -> Any:
    """Thin lines between the rows, none between the columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        is_seen = side in ("top", "bottom", "insideH")
        for name, value in (("val", "single" if is_seen else "nil"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    return borders
