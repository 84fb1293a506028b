"""How the Word report looks: page, styles, language and properties."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from bot.report.document import Document
from bot.report.writers.docx_parts import LEADING_TO, element, field

DEEP: Final = RGBColor(0x0F, 0x52, 0x57)
SOFT: Final = RGBColor(0x51, 0x60, 0x6C)
INK: Final = RGBColor(0x1D, 0x27, 0x30)
LINK: Final = RGBColor(0x0B, 0x5C, 0x8A)
FONT: Final = "Calibri"
WIDTH_CM: Final = 15.8
"""How wide the text is."""
HEADING_SIZES: Final = {"Title": 30, "Subtitle": 14, "Heading 1": 20, "Heading 2": 14, "Heading 3": 12}
AFTER_UPDATE_FIELDS: Final = ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids")
"""What stands after it among the settings, whose order Word minds."""


def prepare(file: Any, document: Document) -> None:
    """Everything about the file but its words."""
    page = file.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm((21 - WIDTH_CM) / 2)
    page.top_margin = page.bottom_margin = Cm(2.5)
    page.different_first_page_header_footer = True
    _styles(file.styles, document.language)
    _footer(page.footer.paragraphs[0], document.subtitle)
    _properties(file.core_properties, document)
    _hyphenate(file.settings.element)
    if document.contents:
        _ask_for_page_numbers(file.settings.element)
    _without_old_styles(file.part)


def _styles(styles: Any, language: str) -> None:
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    normal = styles["Normal"]
    _font(normal, 11)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(8), 1.15
    normal.paragraph_format.widow_control = True
    for name, size in HEADING_SIZES.items():
        _heading(styles[name], size)
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    styles["Quote"].paragraph_format.keep_together = True
    styles["Quote"].font.color.rgb = INK
    _font(styles["Caption"], 10, DEEP)
    styles["Caption"].paragraph_format.keep_with_next = True
    _font(_new(styles, "Source"), 9.5, SOFT)
    _contents(styles)
    leading = styles.add_style(LEADING_TO, WD_STYLE_TYPE.CHARACTER)
    leading.font.color.rgb, leading.font.underline = LINK, True


def _new(styles: Any, name: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    return style


def _contents(styles: Any) -> None:
    """The two levels of the table of contents, and what it is called."""
    for level, (name, indent) in enumerate({"TOC 1": 0.0, "TOC 2": 0.7}.items(), 1):
        style = _new(styles, name)
        layout = style.paragraph_format
        layout.space_after, layout.line_spacing, layout.left_indent = Pt(3 - level), 1.0, Cm(indent)
        layout.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    heading = _new(styles, "Contents Heading")
    _font(heading, 20, DEEP)
    heading.font.bold, heading.paragraph_format.page_break_before = True, True


def _heading(style: Any, size: int) -> None:
    """Our own size and colour; the theme's font and the line under the title go."""
    _font(style, size, DEEP)
    style.font.bold, style.font.italic = True, False
    for name in ("w:spacing", "w:pBdr"):
        for each in style.element.findall(f".//{qn(name)}"):
            each.getparent().remove(each)
    style.paragraph_format.space_before = Pt({20: 24}.get(size, size))
    style.paragraph_format.space_after, style.paragraph_format.keep_with_next = Pt(6), True
    layout = style.element.get_or_add_pPr()
    layout.insert_element_before(element("suppressAutoHyphens"), "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")


def _font(style: Any, size: float, colour: RGBColor = INK) -> None:
    """A font by its name alone: a theme's font, where one is set, would go before it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    style.font.size, style.font.color.rgb = Pt(size), colour


def _footer(words: Any, text: str) -> None:
    words._p.style = "Source"
    words.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
    words.add_run(f"{text}\t")
    field(words, "PAGE", "1")


def _properties(properties: Any, document: Document) -> None:
    properties.title = f"{document.title} – {document.subtitle}"
    properties.author = properties.last_modified_by = document.author
    properties.language, properties.comments, properties.revision = document.language, "", 1
    properties.created = properties.modified = datetime.combine(document.as_of, time())


def _hyphenate(settings: Any) -> None:
    """Let long Swedish words be parted where they may be, as in narrow columns."""
    settings.find(qn("w:defaultTabStop")).addnext(element("autoHyphenation"))


def _ask_for_page_numbers(settings: Any) -> None:
    """Let Word fill in the page numbers of the contents: only it knows where its pages end. It asks first."""
    update = element("updateFields", val="true")
    after = (settings.find(qn(f"w:{name}")) for name in AFTER_UPDATE_FIELDS)
    first = next((each for each in after if each is not None), None)
    settings.append(update) if first is None else first.addprevious(update)


def _without_old_styles(part: Any) -> None:
    """Leave out the template's second set of styles, for Word 2007, which says otherwise than ours."""
    for number, each in list(part.rels.items()):
        if each.reltype.endswith("/stylesWithEffects"):
            part.rels.pop(number)
