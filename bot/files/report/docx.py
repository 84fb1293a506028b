"""The report as a Word document: real heading styles, a table of contents, marked table heads, so that an editor can go
on in it. Nothing in the file comes from the clock."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import Any, Final

from docx import Document as NewDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from bot.files.report.document import (
    Block,
    Bullets,
    Chapter,
    Document,
    Figures,
    Heading,
    Labelled,
    Paragraph,
    Quote,
    Table,
    paragraphs,
)
from bot.files.report.docx_table import add_figures, add_table

DEEP: Final = RGBColor(0x0F, 0x52, 0x57)
SOFT: Final = RGBColor(0x51, 0x60, 0x6C)
ZIPPED_ON: Final = (1980, 1, 1, 0, 0, 0)
"""What every part of the file is dated in its archive: the earliest a zip file knows."""
HEADING_SIZES: Final = {"Title": 30, "Subtitle": 14, "Heading 1": 20, "Heading 2": 14, "Heading 3": 12}


def docx(document: Document) -> bytes:
    """The file."""
    file = NewDocument()
    _prepare(file, document)
    _title_page(file, document)
    _contents(file, document)
    for chapter in document.chapters:
        _chapter(file, chapter)
    return _same_bytes(file)


def _prepare(file: Any, document: Document) -> None:
    """Page, styles, language and properties."""
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.6)
    page.top_margin = page.bottom_margin = Cm(2.5)
    page.different_first_page_header_footer = True
    _styles(file, document.language)
    _page_number(page.footer.paragraphs[0], document.subtitle, file.styles["Source"])
    properties, day = file.core_properties, datetime.combine(document.as_of, time())
    properties.title = f"{document.title} – {document.subtitle}"
    properties.author = properties.last_modified_by = document.author
    properties.language, properties.comments, properties.revision = document.language, "", 1
    properties.created = properties.modified = day


def _styles(file: Any, language: str) -> None:
    styles = file.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.15
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    for name, size in HEADING_SIZES.items():
        _heading_style(styles[name], size)
    styles["Heading 1"].paragraph_format.page_break_before = True
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    styles["Quote"].font.color.rgb = RGBColor(0x1D, 0x27, 0x30)
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(10), DEEP
    styles["Caption"].paragraph_format.keep_with_next = True
    for name in ("Source", "TOC 1", "TOC 2"):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
    styles["Source"].font.size, styles["Source"].font.color.rgb = Pt(9.5), SOFT
    styles["TOC 1"].paragraph_format.space_after = styles["TOC 2"].paragraph_format.space_after = Pt(3)
    styles["TOC 2"].paragraph_format.left_indent = Cm(0.7)


def _heading_style(style: Any, size: int) -> None:
    """Our own size and colour; the theme's font and the line under the title go."""
    style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(size), True, False, DEEP
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    style.font.name = "Calibri"
    for spacing in style.element.findall(f".//{qn('w:spacing')}"):
        spacing.getparent().remove(spacing)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    style.paragraph_format.space_before = Pt(size if size < 20 else 0)
    style.paragraph_format.space_after, style.paragraph_format.keep_with_next = Pt(6), True


def _page_number(paragraph: Any, text: str, style: Any) -> None:
    paragraph.style = style
    paragraph.add_run(f"{text}  ·  ")
    _field(paragraph, "PAGE", "1")


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field that Word computes; `shown` stands there until it does."""
    for kind in ("begin", "instr", "separate", "text", "end"):
        run = paragraph.add_run(shown if kind == "text" else "")
        if kind == "instr":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run._r.append(code)
        elif kind != "text":
            run._r.append(_mark(kind))


def _mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _title_page(file: Any, document: Document) -> None:
    first = file.add_paragraph(document.subtitle, style="Subtitle")
    first.paragraph_format.space_before = Pt(170)
    file.add_paragraph(document.title, style="Title")
    for line in document.about:
        file.add_paragraph(line)


def _contents(file: Any, document: Document) -> None:
    """A table of contents that Word can bring up to date, and that shows the headings until it does."""
    heading = file.add_paragraph()
    heading.add_run().add_break(WD_BREAK.PAGE)
    run = heading.add_run(document.contents)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(20), DEEP
    entries = list(_entries(document))
    for n, (level, text, anchor) in enumerate(entries):
        line = file.add_paragraph(style=f"TOC {level}")
        if n == 0:
            _begin_contents(line)
        _link(line, text, anchor)
        if n == len(entries) - 1:
            line.add_run()._r.append(_mark("end"))


def _begin_contents(line: Any) -> None:
    line.add_run()._r.append(_mark("begin"))
    code = OxmlElement("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = ' TOC \\o "1-2" \\h \\z \\u '
    line.add_run()._r.append(code)
    line.add_run()._r.append(_mark("separate"))


def _entries(document: Document) -> Any:
    for chapter in document.chapters:
        yield 1, chapter.title, chapter.key
        for block in chapter.blocks:
            if isinstance(block, Heading) and block.level == 2:
                yield 2, block.text, block.anchor


def _link(paragraph: Any, text: str, anchor: str) -> None:
    """A link to a place in the document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), _bookmark_name(anchor))
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(text)
    link.append(run._r)
    paragraph._p.append(link)


def _bookmark_name(anchor: str) -> str:
    return "_" + "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in anchor)[:38]


def _heading(file: Any, text: str, level: int, anchor: str) -> None:
    paragraph = file.add_heading(text, level)
    number = str(len(file.element.body))
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), number)
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), _bookmark_name(anchor))
        paragraph._p.append(mark)


def _chapter(file: Any, chapter: Chapter) -> None:
    _heading(file, chapter.title, 1, chapter.key)
    for block in chapter.blocks:
        _block(file, block)


def _block(file: Any, block: Block) -> None:
    match block:
        case Heading(level, text, anchor):
            _heading(file, text, level, anchor)
        case Paragraph(text, is_source):
            for each in paragraphs(text):
                file.add_paragraph(each, style="Source" if is_source else None)
        case Labelled(label, text):
            _labelled(file, label, text)
        case Quote(text, source):
            for each in paragraphs(text):
                file.add_paragraph(each, style="Quote")
            file.add_paragraph(f"— {source}", style="Source").paragraph_format.left_indent = Cm(0.8)
        case Bullets(items):
            for each in items:
                file.add_paragraph(each, style="List Bullet").paragraph_format.space_after = Pt(3)
        case Figures(items):
            add_figures(file, items)
        case Table():
            add_table(file, block)


def _labelled(file: Any, label: str, text: str) -> None:
    first, *rest = paragraphs(text) or [""]
    paragraph = file.add_paragraph()
    paragraph.add_run(f"{label}: " if text else label).bold = True
    paragraph.add_run(first)
    paragraph.paragraph_format.keep_with_next = not text
    for each in rest:
        file.add_paragraph(each)


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
