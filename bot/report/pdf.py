"""The report as a tagged PDF (PDF/UA-1), set by Typst.

With the fonts it brings along, so that every machine gives the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson

from bot.report.document import Block, Document, Labelled, Paragraph, Quote, paragraphs, with_next

TEMPLATE: Final = Path(__file__).parent / "report.typ"
UNKNOWN: Final = "□"
"""Stands for a sign that the fonts do not have; PDF/UA refuses text that nobody can read."""
MOST_TRIES: Final = 5
"""How many kinds of missing signs are found one by one, before all that are rare are replaced at once."""
_MISSING: Final = re.compile(r'the text `?"(.+?)"`? could not be displayed', re.DOTALL)
_RARE: Final = re.compile(r"[^\u0000-\u052f\u1e00-\u20bf\u2100-\u22ff\u25a0-\u25ff]")


def pdf(document: Document) -> bytes:
    """The file. Signs without a glyph are replaced, never left out unseen."""
    import typst  # only who makes a PDF pays for it

    data = orjson.dumps(_plain(document)).decode()
    for _ in range(MOST_TRIES):
        try:
            return bytes(_compiled(typst, data, document))
        except typst.TypstError as fault:
            missing = _MISSING.search(str(fault))
            if missing is None:
                raise
            data = _without(data, missing[1])
    return bytes(_compiled(typst, _RARE.sub(UNKNOWN, data), document))


def _compiled(typst: Any, data: str, document: Document) -> Any:
    day = document.as_of
    return typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"report": data},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
    )


def _without(data: str, missing: str) -> str:
    """Replace every sign of what could not be shown that is not plain writing."""
    signs = {sign for sign in missing if _RARE.match(sign)} or set(missing)
    return "".join(UNKNOWN if sign in signs else sign for sign in data)


def _plain(document: Document) -> dict[str, Any]:
    lang, _, region = document.language.partition("-")
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "about": document.about,
        "contents": document.contents,
        "lang": lang,
        "region": region,
        "year": document.as_of.year,
        "month": document.as_of.month,
        "day": document.as_of.day,
        "chapters": [
            {
                "key": each.key,
                "title": each.title,
                "begins_page": each.begins_page,
                "blocks": [_block(block) | {"keep": keep} for block, keep in with_next(each.blocks)],
            }
            for each in document.chapters
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    """A block as data; a text becomes its paragraphs, each a list of lines."""
    plain: dict[str, Any] = {"kind": type(block).__name__} | asdict(block)
    if isinstance(block, Paragraph | Labelled | Quote) and isinstance(block.text, str):
        plain["text"] = [each.split("\n") for each in paragraphs(block.text)]
    return plain
