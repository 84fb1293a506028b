"""The report as Markdown (CommonMark with GitHub's tables); what people typed cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bot.report.document import (
    Block,
    Bullets,
    Byline,
    Document,
    Figures,
    Heading,
    Labelled,
    Paragraph,
    Quote,
    Table,
    paragraphs,
    words_of,
)

_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP: Final = re.compile(r"([\\`*_\[\]#|~!{}])")
_AT_START: Final = re.compile(r"^(\s*)([=+-]|\d+(?=[.)]))", re.MULTILINE)
_ADDRESS: Final = re.compile(r"\b(https?|www|mailto|ftp)([:.])", re.IGNORECASE)


def markdown(document: Document) -> bytes:
    """The text, in UTF-8."""
    lines = [f"# {inline(document.title)}", f"**{inline(document.subtitle)}**", *map(inline, document.about)]
    lines += [f"## {inline(document.contents)}"]
    lines += ["\n".join(f"{n}. {inline(each.title)}" for n, each in enumerate(document.chapters, 1))]
    for chapter in document.chapters:
        lines += [f"## {inline(chapter.title)}", *_blocks(chapter.blocks)]
    return ("\n\n".join(lines) + "\n").encode()


def inline(text: str) -> str:
    """A text on one line, with nothing in it that Markdown or HTML would read."""
    return body(" ".join(text.split()))


def body(text: str) -> str:
    """A text whose line breaks stay, with nothing in it that Markdown or HTML would read."""
    entities = "".join(_ENTITIES.get(sign, sign) for sign in text)
    quiet = _AT_START.sub(_escaped_start, _MARKUP.sub(r"\\\1", entities))
    return quiet.replace("\n", "  \n")


def _escaped_start(match: re.Match[str]) -> str:
    """What would begin a list, a heading or a rule; a number keeps its digits and loses its point's meaning."""
    if match[2].isdigit():
        return f"{match[2]}\\"
    return f"\\{match[2]}"


def _blocks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> list[str]:
    match block:
        case Heading(level, text, _):
            return [f"{'#' * (level + 1)} {inline(text)}"]
        case Paragraph(text, True) | Byline(text):
            return [f"*{inline(text)}*"] if text else []
        case Paragraph(text, _):
            return [body(each) for each in paragraphs(text)]
        case Labelled(label, text):
            first, *rest = paragraphs(words_of(text)) or [""]
            return [f"**{inline(label)}{':' if text else ''}** {body(first)}".rstrip(), *map(body, rest)]
        case Quote(text, source):
            quoted = "\n>\n".join(
                "\n".join(f"> {line}" for line in body(each).split("\n")) for each in paragraphs(text)
            )
            return [f"{quoted}\n>\n> — {inline(source)}"]
        case Bullets(items):
            return ["\n".join(f"- {inline(words_of(each))}" for each in items)]
        case Figures(items):
            return ["\n".join(f"- {inline(label)}: **{inline(value)}**" for value, label in items)]
        case Table():
            return [f"**{inline(block.caption)}**", _table(block)]


def _table(table: Table) -> str:
    rows = [table.head, tuple("---" for _ in table.head)]
    lines = [f"| {' | '.join(inline(cell) if n != 1 else cell for cell in row)} |" for n, row in enumerate(rows)]
    return "\n".join([*lines, *(f"| {' | '.join(map(inline, row))} |" for row in table.rows)])
