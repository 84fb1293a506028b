"""An Excel file as lines and tables: rows that stand together are a table, rows with one cell lines."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from bot.dates.in_words import SWEDISH
from bot.documents.opening import TOO_LARGE, TOO_MUCH
from bot.documents.pieces import DocumentRefused, GridCell, Left, Phrase, Piece, TextLine, squared
from bot.documents.word import NOT_READ, typed_line
from bot.language import N_
from bot.text import clean

NO_VALUE: Final = Phrase(N_("the formula has no value; open the file in Excel and save it"))
_HIDDEN: Final = Phrase(N_("is hidden, and not read"))
_FAULTY: Final = Phrase(N_("the formula ends in a fault"))
MOST_MERGED: Final = 100_000
MOST_CELLS: Final = 50_000
MOST_SIGNS: Final = 200_000
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_LONGEST_ITEM: Final = 300


def read_excel(data: bytes, file: str) -> tuple[list[Piece], list[Left]]:
    """The pieces of an .xlsx, sheet by sheet, and what is in it that is not read."""
    from openpyxl import load_workbook  # only who reads a workbook needs it

    has_formulas, has_boxes = _looked_into(data, file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl could not write again
        values = load_workbook(BytesIO(data), data_only=True)
        formulas = load_workbook(BytesIO(data)) if has_formulas else values
    left = [Left(Phrase(N_("text boxes in the workbook")), "", NOT_READ)] if has_boxes else []
    pieces: list[Piece] = []
    reader = _ExcelReader(left, file)
    for sheet in values.worksheets:
        pieces += reader.sheet(sheet, formulas[sheet.title])
    return pieces, left


def _looked_into(data: bytes, file: str) -> tuple[bool, bool]:
    """Whether a workbook has formulas, and boxes with text. One that merges or links more cells than it could have
    with content is refused before they are all made."""
    from lxml import etree
    from openpyxl.utils import range_boundaries

    has_formulas = has_boxes = False
    merged = 0
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/drawings/") and name.endswith(".xml"):
                has_boxes = has_boxes or b"<a:t>" in package.read(name)
            elif name.startswith("xl/") and name.endswith(".xml"):
                content = package.read(name)
                has_formulas = has_formulas or _FORMULA.search(content) is not None
                root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
                for each in root.iter("{*}mergeCell", "{*}hyperlink"):
                    first, top, last, bottom = range_boundaries(each.get("ref") or "A1")
                    merged += ((last or 16_384) - (first or 1) + 1) * ((bottom or 1_048_576) - (top or 1) + 1)
                if merged > MOST_MERGED:
                    raise DocumentRefused(TOO_LARGE, file=file)
    return has_formulas, has_boxes


class _ExcelReader:
    def __init__(self, left: list[Left], file: str) -> None:
        self._left = left
        self._file = file
        self._cells = 0
        self._signs = 0

    def sheet(self, sheet: Any, formulas: Any) -> Iterator[Piece]:
        """A sheet's name, its lines and its tables."""
        where = Phrase(N_("sheet {sheet}"), {"sheet": sheet.title})
        if sheet.sheet_state != "visible":
            self._left.append(Left(where, "", _HIDDEN))
            return
        yield TextLine(clean(sheet.title), where, level=1, is_name_of_sheet=True)
        rows = self._rows(sheet, formulas)
        if any(cell.comment for cell in sheet._cells.values()):
            self._left.append(Left(Phrase(N_("notes in the sheet {sheet}"), {"sheet": sheet.title}), "", NOT_READ))
        block: list[int] = []
        for number in sorted(rows):
            if block and number > block[-1] + 1:
                yield from self._block(sheet, rows, block)
                block = []
            block.append(number)
        yield from self._block(sheet, rows, block)
        for words, part in ((N_("page header"), sheet.oddHeader), (N_("page footer"), sheet.oddFooter)):
            for each in (part.left.text, part.center.text, part.right.text):
                if each and (text := clean(re.sub(r"&\[?\w+\]?", "", each))):
                    yield TextLine(" ".join(text.split()), Phrase(words))

    def _rows(self, sheet: Any, formulas: Any) -> dict[int, dict[int, str]]:
        """What the cells say, by row and column."""
        rows: dict[int, dict[int, str]] = {}
        for (row, column), cell in sheet._cells.items():
            text = self._text(sheet, cell, formulas._cells.get((row, column)))
            if not text:
                continue
            self._cells += 1
            self._signs += len(text)
            if self._cells > MOST_CELLS or self._signs > MOST_SIGNS:
                raise DocumentRefused(TOO_MUCH, file=self._file)
            if text := clean(text):
                rows.setdefault(row, {})[column] = text
        return rows

    def _text(self, sheet: Any, cell: Any, formula: Any) -> str:
        value = cell.value
        if value is None and formula is not None and formula.data_type == "f":
            self._left.append(Left(_place(sheet, cell.coordinate), clean(str(formula.value))[:200], NO_VALUE))
        elif cell.data_type == "e":
            self._left.append(Left(_place(sheet, cell.coordinate), str(value), _FAULTY))
            return ""
        return _in_words(value, cell)

    def _block(self, sheet: Any, rows: Mapping[int, Mapping[int, str]], block: list[int]) -> Iterator[Piece]:
        """Rows without an empty one between: first those with one cell, then a table, if more have."""
        wide = next((place for place, number in enumerate(block) if len(rows[number]) > 1), len(block))
        for place, number in enumerate(block[:wide]):
            ((column, text),) = rows[number].items()
            where = _place(sheet, _name(number, column))
            for line in text.split("\n"):
                if words := " ".join(line.split()):
                    yield _line(words, where, is_first=not place, is_bold=bool(sheet.cell(number, column).font.b))
        if wide < len(block):
            yield squared(list(_grid(sheet, rows, block[wide:])))


def _line(text: str, where: Phrase, *, is_first: bool, is_bold: bool) -> TextLine:
    """The first row of several heads them; those below are a list."""
    typed = typed_line(text, where)
    if typed.is_item or len(text) > _LONGEST_ITEM:
        return typed
    if is_bold and text[-1] not in ".:":
        return TextLine(text, where, level=7)
    return TextLine(text, where, is_item=not is_first)


def _grid(sheet: Any, rows: Mapping[int, Mapping[int, str]], block: list[int]) -> Iterator[list[GridCell]]:
    columns = sorted({column for number in block for column in rows[number]})
    continued: set[tuple[int, int]] = set()
    widths: dict[tuple[int, int], int] = {}
    for each in sheet.merged_cells.ranges:
        within = [column for column in columns if each.min_col <= column <= each.max_col]
        widths[each.min_row, each.min_col] = len(within) if each.max_col == each.min_col else max(len(within), 2)
        continued |= {(row, column) for row in block if each.min_row < row <= each.max_row for column in within}
    for number in block:
        yield [
            GridCell(
                rows[number].get(column, ""),
                _place(sheet, _name(number, column)),
                (number, column) in continued,
                widths.get((number, column), 1),
            )
            for column in columns
        ]


def _place(sheet: Any, cell: str) -> Phrase:
    return Phrase(N_("sheet {sheet}, cell {cell}"), {"sheet": sheet.title, "cell": cell})


def _name(row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"


def _in_words(value: object, cell: Any) -> str:
    """A value as its cell shows it, as far as that matters in a plan."""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime | date):
        has_day = "d" in re.sub(r"\[[^\]]*\]|\"[^\"]*\"", "", str(cell.number_format)).casefold()
        return f"{value:%Y-%m-%d}" if has_day else f"{SWEDISH.months[value.month]} {value.year}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else str(value)
