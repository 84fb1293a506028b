"""The report as a Word document.

Real heading styles, a table of contents and marked table heads, so that an editor can go on in it. Nothing in the file
comes from the clock.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from docx import Document as NewDocument
from docx.shared import Cm, Pt

from bot.report.document import (
    Block,
    Bullets,
    Byline,
    Document,
    Figures,
    Heading,
    Labelled,
    Link,
    Paragraph,
    Quote,
    Table,
    paragraphs,
    with_next,
    words_of,
)
from bot.report.writers.docx_parts import begin_field, bookmark, bookmark_name, end_field, field, link, paragraph
from bot.report.writers.docx_styles import prepare
from bot.report.writers.docx_table import add_figures, add_table

ZIPPED_ON: Final = (1980, 1, 1, 0, 0, 0)
"""What every part of the file is dated in its archive: the earliest a zip file knows."""


def docx(document: Document) -> bytes:
    """The file."""
    file = NewDocument()
    prepare(file, document)
    if document.contents:
        _title_page(file, document)
        _contents(file, document)
    else:
        _heads(file, document)
    for chapter in document.chapters:
        heading = _heading(file, chapter.title, 1, chapter.key)
        if chapter.begins_page:
            heading.paragraph_format.page_break_before, heading.paragraph_format.space_before = True, Pt(0)
        for block, keep in with_next(chapter.blocks):
            _block(file, block, keep)
    return _same_bytes(file)


def _title_page(file: Any, document: Document) -> None:
    paragraph(file, "Subtitle", document.subtitle).paragraph_format.space_before = Pt(170)
    paragraph(file, "Title", document.title)
    for line in document.about:
        paragraph(file, "Normal", line)


def _heads(file: Any, document: Document) -> None:
    """What stands above a short document, which has no page of titles nor contents."""
    paragraph(file, "Title", document.title)
    paragraph(file, "Subtitle", document.subtitle)
    for line in document.about:
        paragraph(file, "Normal", line)


def _contents(file: Any, document: Document) -> None:
    """A table of contents whose page numbers Word fills in; until then it shows and leads to the headings."""
    paragraph(file, "Contents Heading", document.contents)
    entries = list(_entries(document))
    for n, (level, text, anchor) in enumerate(entries):
        line = paragraph(file, f"TOC {level}")
        if n == 0:
            begin_field(line, r'TOC \o "1-2" \h \z \u')
        link(line, text, f"#{anchor}")
        line.add_run("\t")
        field(line, rf"PAGEREF {bookmark_name(anchor)} \h")
        if n == len(entries) - 1:
            end_field(line)


def _entries(document: Document) -> Iterator[tuple[int, str, str]]:
    for chapter in document.chapters:
        yield 1, chapter.title, chapter.key
        for block in chapter.blocks:
            if isinstance(block, Heading) and block.level == 2:
                yield 2, block.text, block.anchor


def _heading(file: Any, text: str, level: int, anchor: str) -> Any:
    made = paragraph(file, f"Heading {level}", text)
    bookmark(made, anchor, len(file.element.body))
    return made


def _block(file: Any, block: Block, keep: bool) -> None:
    match block:
        case Heading(level, text, anchor):
            _heading(file, text, level, anchor)
        case Byline(text):
            paragraph(file, "Source", text, keep=keep)
        case Paragraph(text, is_small):
            for each in paragraphs(text):
                paragraph(file, "Source" if is_small else "Normal", each, keep=keep)
        case Labelled(label, text):
            _labelled(file, label, text, keep)
        case Quote(text, source):
            for each in paragraphs(text):
                paragraph(file, "Quote", each, keep=True)
            paragraph(file, "Source", f"— {source}").paragraph_format.left_indent = Cm(0.8)
        case Bullets(items):
            for item in items:
                _item(file, item)
        case Figures(items):
            add_figures(file, items)
        case Table():
            add_table(file, block)


def _item(file: Any, item: str | Link) -> None:
    line = paragraph(file, "List Bullet")
    _words(line, item)


def _words(line: Any, text: str | Link) -> None:
    if isinstance(text, Link):
        link(line, text.text, text.to)
    else:
        line.add_run(text)


def _labelled(file: Any, label: str, text: str | Link, keep: bool) -> None:
    first, *rest = paragraphs(words_of(text)) or [""]
    line = paragraph(file, "Normal", keep=keep)
    line.add_run(f"{label}: " if text else label).bold = True
    _words(line, text if isinstance(text, Link) else first)
    for each in rest:
        paragraph(file, "Normal", each, keep=keep)


def _same_bytes(file: Any) -> bytes:
    """Save, with every part in order and without the day it was zipped."""
    saved, same = io.BytesIO(), io.BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as whole:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, ZIPPED_ON)
            part.compress_type = zipfile.ZIP_DEFLATED
            whole.writestr(part, parts.read(name))
    return same.getvalue()
