"""The report as one HTML page that needs nothing from outside; everything in it is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.report.document import Document, paragraphs, words_of

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    keep_trailing_newline=True,
)


def html(document: Document) -> bytes:
    """The page, in UTF-8."""
    page = _TEMPLATES.get_template("report.html.j2").render(
        document=document,
        kind_of=lambda block: type(block).__name__,
        paragraphs=paragraphs,
        words_of=words_of,
    )
    return page.encode()
