"""Small parts of a Word file that python-docx has no words for: fields, links, bookmarks, and quick paragraphs."""

from __future__ import annotations

from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LONGEST_BOOKMARK: Final = 38
LEADING_TO: Final = "Hyperlink"
"""The style of words that lead somewhere."""


def paragraph(file: Any, style: str, text: str = "", *, keep: bool = False) -> Any:
    """A paragraph at the end; `keep`: on the same page as what follows. The style's name is set as its id, which
    python-docx otherwise searches for through all styles, for each paragraph anew."""
    made = file.add_paragraph(text)
    if style != "Normal":
        made._p.style = style.replace(" ", "")
    if keep:
        made.paragraph_format.keep_with_next = True
    return made


def element(tag: str, /, **attributes: str) -> Any:
    """An element of Word's, such as `w:bookmarkStart`."""
    made = OxmlElement(f"w:{tag}")
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    return made


def field(words: Any, instruction: str, text: str = "") -> None:
    """A field that Word computes, in a paragraph; `shown` stands there until it does."""
    begin_field(words, instruction)
    words.add_run(text)
    end_field(words)


def begin_field(words: Any, instruction: str) -> None:
    """The beginning of a field whose shown words follow."""
    words.add_run()._r.append(element("fldChar", fldCharType="begin"))
    code = element("instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    words.add_run()._r.append(code)
    words.add_run()._r.append(element("fldChar", fldCharType="separate"))


def end_field(words: Any) -> None:
    """The end of a field."""
    words.add_run()._r.append(element("fldChar", fldCharType="end"))


def link(words: Any, text: str, to: str) -> None:
    """Words in a paragraph that lead to an address, or with "#" to a bookmark of the document."""
    made = element("hyperlink", history="1")
    if to.startswith("#"):
        made.set(qn("w:anchor"), bookmark_name(to[1:]))
    else:
        made.set(qn("r:id"), words.part.relate_to(to, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = words.add_run(text)
    run._r.style = LEADING_TO
    made.append(run._r)
    words._p.append(made)


def bookmark(words: Any, anchor: str, number: int) -> None:
    """Mark all that stands in a paragraph so far as a place to lead to."""
    start = element("bookmarkStart", id=str(number), name=bookmark_name(anchor))
    first = words._p.find(qn("w:r"))
    first.addprevious(start)
    words._p.append(element("bookmarkEnd", id=str(number)))


def bookmark_name(anchor: str) -> str:
    """An anchor as Word wants it: letters, digits and underscores."""
    return "_" + "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in anchor)[:LONGEST_BOOKMARK]
