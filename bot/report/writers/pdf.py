"""The report as a tagged PDF (PDF/UA-1), set by Typst.

With the fonts it brings along, so that every machine gives the same bytes.
"""

from __future__ import annotations

import re
from concurrent.futures import Future
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any, Final
from unicodedata import category

import orjson

from bot.report.document import Block, Document, Labelled, Paragraph, Quote, paragraphs, with_next

TEMPLATE: Final = Path(__file__).parent / "report.typ"
UNKNOWN: Final = "□"
"""Stands for a sign that the fonts do not have; PDF/UA refuses text that nobody can read."""
MOST_TRIES: Final = 5
"""How many kinds of missing signs are found one by one, before all that are rare are replaced at once."""
MOST_SECONDS: Final = 60.0
"""How long the typesetter may take; the largest reports take a few seconds."""
LONGEST_RUN: Final = 30
"""How many signs without a blank stand unparted; the widest of them have room on a line."""
BREAK: Final = "\u200b"
"""Where a line may end, without a sign of it."""
_RUN: Final = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
_PIECE: Final = 10
_TARGETS: Final = ("anchor", "key", "kind", "to")
"""What stands in the data and is not read: where something is, and where it leads."""
_MISSING: Final = re.compile(r'the text `?"(.+?)"`? could not be displayed', re.DOTALL)
_RARE: Final = re.compile(r"[^\u0000-\u052f\u1e00-\u20bf\u2100-\u22ff\u25a0-\u25ff]")


class TooSlow(Exception):
    """The typesetter did not come to an end in time."""


def pdf(document: Document) -> bytes:
    """The file. Signs without a glyph are replaced, never left out unseen. Raises TooSlow."""
    made: Future[bytes] = Future()

    def work() -> None:
        try:
            made.set_result(_whole(document))
        except BaseException as fault:  # noqa: BLE001  (raised again where it is waited for)
            made.set_exception(fault)

    Thread(target=work, daemon=True).start()  # it cannot be stopped, only left behind
    try:
        return made.result(MOST_SECONDS)
    except TimeoutError as fault:
        raise TooSlow from fault


def _whole(document: Document) -> bytes:
    import typst  # only who makes a PDF pays for it

    data = orjson.dumps(_plain(document)).decode()
    for _ in range(MOST_TRIES):
        try:
            return _compiled(typst, data, document)
        except typst.TypstError as fault:
            missing = _MISSING.search(str(fault))
            if missing is None:
                raise
            data = _without(data, missing[1])
    return _compiled(typst, _RARE.sub(UNKNOWN, data), document)


def _breakable(data: Any) -> Any:
    """The data with places to end a line in everything read that has long rows of signs without a blank."""
    if isinstance(data, dict):
        return {key: each if key in _TARGETS else _breakable(each) for key, each in data.items()}
    if isinstance(data, list):
        return [_breakable(each) for each in data]
    return _RUN.sub(_in_pieces, data) if isinstance(data, str) else data


def _in_pieces(run: re.Match[str]) -> str:
    """A long row of signs in pieces; marks stay on their letter."""
    pieces = [""]
    for sign in run[0]:
        if len(pieces[-1]) >= _PIECE and category(sign)[0] != "M":
            pieces.append("")
        pieces[-1] += sign
    return BREAK.join(pieces)


def _compiled(typst: Any, data: str, document: Document) -> bytes:
    day = document.as_of
    made = typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"report": orjson.dumps(_breakable(orjson.loads(data))).decode()},
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
    )
    return bytes(made)


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
