"""A Word file as lines and tables, in the order they are read; what lies beside the text (headers, footnotes, text
boxes) comes too. What somebody has struck out while changes are tracked does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from bot.documents.pieces import GridCell, Left, Phrase, Piece, TextLine, squared
from bot.language import N_
from bot.text import clean

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS: Final = {f"{_W}{each}" for each in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")} | {
    f"{_MC}AlternateContent",
    f"{_MC}Choice",
}
_UNREAD: Final = {f"{_W}{each}" for each in ("del", "moveFrom", "txbxContent", "pPr", "rPr")} | {f"{_MC}Fallback"}
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADING: Final = re.compile(r"(?:heading|rubrik) (\d)")
_TITLES: Final = ("title", "subtitle")
_TOLD: Final = re.compile("|".join([r"(?:heading|rubrik) \d", *_TITLES, r"list (?:bullet|number)"]))
"""Names of styles that say what a paragraph is, also of one that is based on them."""
_LISTED: Final = re.compile(r"list (bullet|number)(?: (\d))?")
_BULLET: Final = re.compile(r"^\s*[-–•·▪◦‣*]\s+")
_NUMBER: Final = re.compile(r"\s*\d{1,3}[.)]\s+\S")
_LONGEST_HEADING: Final = 100
_BESIDE: Final = {"header": N_("page header"), "footer": N_("page footer"), "footnotes": N_("footnote"),
                  "endnotes": N_("footnote")}  # fmt: skip


@dataclass(frozen=True)
class _Style:
    """What a style says of its paragraphs."""

    name: str = ""
    based_on: str = ""
    outline: int | None = None
    numbering: tuple[str, int] | None = None


def read_word(data: bytes) -> tuple[list[Piece], list[Left]]:
    """The pieces of a .docx, and what is in it that is not read."""
    from docx import Document  # only who reads a document needs it

    document = Document(BytesIO(data))
    reader = _WordReader(_styles(document.styles.element), _list_formats(document.part))
    pieces = list(reader.blocks(document.element.body))
    parts = [each.target_part for each in document.part.rels.values() if not each.is_external]
    kinds = {id(part): re.sub(r".*/|\d*\.xml$", "", part.partname) for part in parts}
    pieces += [piece for part in parts if (where := _BESIDE.get(kinds[id(part)]))
               for piece in reader.beside(part, Phrase(where))]  # fmt: skip
    has_comments = any(kinds[id(part)] == "comments" and b"<w:comment " in part.blob for part in parts)
    return pieces, [Left(Phrase(N_("comments in the margin")), "", NOT_READ)] if has_comments else []


NOT_READ: Final = Phrase(N_("is not read"))


class _WordReader:
    def __init__(self, styles: Mapping[str, _Style], formats: Mapping[tuple[str, int], str]) -> None:
        self._styles = styles
        self._formats = formats
        self._paragraphs = 0
        self._tables = 0

    def beside(self, part: Any, where: Phrase) -> Iterator[Piece]:
        """The lines of a part beside the text; pages' numbers are none."""
        from docx.oxml import parse_xml

        root = parse_xml(part.blob)
        for paragraph in root.iter(f"{_W}p"):
            text = clean(_text(paragraph))
            if text and not re.fullmatch(r"(?:sida|page|sid)?\W*\d*\W*(?:av|of)?\W*\d*\W*", text, re.IGNORECASE):
                yield TextLine(" ".join(text.split()), where)

    def blocks(self, parent: Any) -> Iterator[Piece]:
        """Everything in the text, or in a cell, in order."""
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._lines(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child)

    def _lines(self, paragraph: Any) -> Iterator[Piece]:
        boxes = [each for each in paragraph.iter(f"{_W}txbxContent") if not _is_fallback(each)]
        text = clean(_text(paragraph))
        if text:
            self._paragraphs += 1
            yield from self._parted(paragraph, text, Phrase(N_("paragraph {number}"), {"number": self._paragraphs}))
        for each in boxes:
            yield from self.blocks(each)

    def _parted(self, paragraph: Any, text: str, where: Phrase) -> Iterator[TextLine]:
        style = self._style_of(paragraph)
        level = self._level(paragraph, style, text)
        listed = None if level else self._listed(paragraph, style)
        if level or listed:
            is_numbered, depth = listed or (False, 0)
            yield TextLine(" ".join(text.split()), where, level, listed is not None, is_numbered, depth)
            return
        for each in text.split("\n"):
            if line := " ".join(each.replace("\t", " ").split()):
                yield typed_line(line, where)

    def _style_of(self, paragraph: Any) -> _Style:
        """What its style says, as far as it says it, else the one that is based on."""
        found, name = _Style(), _value(paragraph, "pPr/pStyle")
        for _ in range(10):
            style = self._styles.get(name or "")
            if style is None:
                break
            is_said = _TOLD.match(found.name)
            found = _Style(
                found.name if is_said else (style.name or found.name),
                outline=style.outline if found.outline is None else found.outline,
                numbering=found.numbering or style.numbering,
            )
            name = style.based_on
        return found

    def _level(self, paragraph: Any, style: _Style, text: str) -> int:
        if heading := _HEADING.match(style.name):
            return int(heading[1]) or 1
        if style.name in _TITLES:
            return 1
        outline = _value(paragraph, "pPr/outlineLvl")
        depth = _count(outline, style.outline)
        if depth is not None and depth < 9:
            return depth + 1
        is_bold = len(text) <= _LONGEST_HEADING and text[-1] not in ".:" and _is_bold(paragraph)
        return 7 if is_bold and not _value(paragraph, "pPr/numPr/numId") else 0

    def _listed(self, paragraph: Any, style: _Style) -> tuple[bool, int] | None:
        """Whether a paragraph's list is numbered, and how deep it lies in it; None outside lists."""
        number, depth = _value(paragraph, "pPr/numPr/numId"), _value(paragraph, "pPr/numPr/ilvl")
        numbering = (number, _count(depth) or 0) if number else style.numbering
        named = _LISTED.match(style.name)
        if number == "0" or not (numbering or named):
            return None
        if numbering and (form := self._formats.get(numbering)):
            return form not in ("bullet", "none"), max(numbering[1], int(named[2]) - 1 if named and named[2] else 0)
        if named:
            return named[1] == "number", int(named[2] or 1) - 1
        return False, numbering[1] if numbering else 0

    def _table(self, table: Any) -> Iterator[Piece]:
        rows = list(_children(table, "tr"))
        if all(len(list(_children(row, "tc"))) == 1 for row in rows):
            for row in rows:
                for cell in _children(row, "tc"):
                    yield from self.blocks(cell)
            return
        self._tables += 1
        number = self._tables
        yield squared([self._row(row, number, place) for place, row in enumerate(rows, 1)])

    def _row(self, row: Any, table: int, number: int) -> list[GridCell]:
        where = Phrase(N_("table {table}, row {row}"), {"table": table, "row": number})
        before = _value(row, "trPr/gridBefore")
        cells = [GridCell("", where)] * min(_count(before) or 0, _MOST_COLUMNS)
        for each in _children(row, "tc"):
            span = _value(each, "tcPr/gridSpan")
            width = min(_count(span) or 1, _MOST_COLUMNS)
            merge = each.find(f"{_W}tcPr/{_W}vMerge")
            is_continued = merge is not None and merge.get(f"{_W}val") != "restart"
            cells += [
                GridCell(_cell_text(each), where, is_continued, width),
                *[GridCell("", where, is_continued)] * (width - 1),
            ]
        return cells[:_MOST_COLUMNS]


_MOST_COLUMNS: Final = 63
"""Word's own bound."""


def typed_line(text: str, where: Phrase) -> TextLine:
    """A line as it is typed: with a dash or a number before it, it is part of a list."""
    if bullet := _BULLET.match(text):
        return TextLine(text[bullet.end() :], where, is_item=True)
    is_numbered = _NUMBER.match(text) is not None
    return TextLine(text, where, is_item=is_numbered, is_numbered=is_numbered)


def _children(parent: Any, name: str) -> Iterator[Any]:
    """A table's rows or a row's cells, also within what may stand around them."""
    for child in parent:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _cell_text(cell: Any) -> str:
    """Each paragraph a line; of a table within the cell each row."""
    lines = [_text(each) for each in cell.iter(f"{_W}p") if not _is_fallback(each)]
    lines = [
        _BULLET.sub("", each, count=1) if _BULLET.match(each) else each for line in lines for each in line.split("\n")
    ]
    return "\n".join(clean(each) for each in lines).strip("\n")


def _text(element: Any) -> str:
    """What is written in a paragraph, with its tabs and breaks."""
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _SIGNS:
            parts.append(_SIGNS[child.tag])
        elif child.tag not in _UNREAD:
            parts.append(_text(child))
    return "".join(parts)


def _is_fallback(element: Any) -> bool:
    return any(each.tag == f"{_MC}Fallback" for each in element.iterancestors())


def _is_bold(paragraph: Any) -> bool:
    runs = [each for each in paragraph.iter(f"{_W}r") if _text(each).strip()]
    return bool(runs) and all(_is_on(each.find(f"{_W}rPr/{_W}b")) for each in runs)


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get(f"{_W}val") not in ("0", "false", "off")


def _value(element: Any, path: str) -> str | None:
    found = element.find("/".join(f"{_W}{each}" for each in path.split("/")))
    return None if found is None else found.get(f"{_W}val")


def _count(text: str | None, otherwise: int | None = None) -> int | None:
    """A number as the file has it; a longer one than four digits is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 5 else otherwise


def _styles(root: Any) -> dict[str, _Style]:
    styles = {}
    for each in root.iter(f"{_W}style"):
        number, depth = _value(each, "pPr/numPr/numId"), _value(each, "pPr/numPr/ilvl")
        outline = _value(each, "pPr/outlineLvl")
        styles[each.get(f"{_W}styleId") or ""] = _Style(
            (_value(each, "name") or "").casefold(),
            _value(each, "basedOn") or "",
            _count(outline),
            (number, _count(depth) or 0) if number else None,
        )
    return styles


def _list_formats(part: Any) -> dict[tuple[str, int], str]:
    """How each level of each list is counted: "bullet", "decimal", …"""
    roots = [each.target_part.element for each in part.rels.values() if each.reltype.endswith("/numbering")]
    formats: dict[tuple[str, int], str] = {}
    for root in roots:
        levels = {
            (each.get(f"{_W}abstractNumId") or "", level.get(f"{_W}ilvl") or "0"): _value(level, "numFmt") or ""
            for each in root.iter(f"{_W}abstractNum")
            for level in each.iter(f"{_W}lvl")
        }
        for each in root.iter(f"{_W}num"):
            kind = _value(each, "abstractNumId")
            for (abstract, depth), form in levels.items():
                if abstract == kind and depth.isdecimal():
                    formats[each.get(f"{_W}numId") or "", int(depth)] = form
    return formats
