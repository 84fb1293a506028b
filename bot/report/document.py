"""What a report consists of, whatever file it becomes: chapters of headings, paragraphs, lists, tables and quotes.

All texts are plain words; each writer makes them safe for its own format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Final, TypeVar
from urllib.parse import quote, urlsplit, urlunsplit

T = TypeVar("T")
KEPT: Final = "/:@!$&'()*+,;=%~-._?"
"""What stands in an address as it is; the rest is written with % and its number."""


@dataclass(frozen=True)
class Heading:
    """A heading under a chapter's own: level 2 or 3."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """Words; an empty line in them begins a new paragraph."""

    text: str
    is_small: bool = False


@dataclass(frozen=True)
class Byline:
    """Whose it is and when, small, under a heading and together with what follows."""

    text: str


@dataclass(frozen=True)
class Link:
    """Words that lead to an address of the web, or to a heading in the report ("#" and its anchor)."""

    text: str
    to: str


@dataclass(frozen=True)
class Labelled:
    """A short label in bold, and the words that belong to it."""

    label: str
    text: str | Link


@dataclass(frozen=True)
class Quote:
    """A member's own words, with who and when."""

    text: str
    source: str


@dataclass(frozen=True)
class Bullets:
    """A list; some of it may lead somewhere."""

    items: tuple[str | Link, ...]


@dataclass(frozen=True)
class Figures:
    """Key figures: a number and what it counts."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """A table with a heading for each column; the first cell of each row is the row's heading."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    """How wide the columns are in relation to each other."""


Block = Heading | Paragraph | Byline | Labelled | Quote | Bullets | Figures | Table


@dataclass(frozen=True)
class Chapter:
    """A chapter with its heading of level 1."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    begins_page: bool = False
    """A long one stands on pages of its own; short ones follow one another."""


@dataclass(frozen=True)
class Document:
    """A whole report."""

    title: str
    subtitle: str
    author: str
    language: str
    """As in "sv-SE"."""
    about: tuple[str, ...]
    """Lines for the title page."""
    as_of: date
    contents: str
    """What the table of contents is called; empty for a short document, which has none and no page of titles."""
    skip: str
    """What the link past the contents is called."""
    chapters: tuple[Chapter, ...]


def with_next(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block, and whether it is to stand on the same page as the one that follows: what leads to a list, a quote or
    a small remark is never parted from it."""
    for block, following in zip_longest(blocks, blocks[1:]):
        leads_on = isinstance(block, Paragraph | Labelled) and _is_led_to(following)
        yield block, leads_on or isinstance(block, Byline)


def _is_led_to(block: Block | None) -> bool:
    return isinstance(block, Quote | Bullets) or (isinstance(block, Paragraph) and block.is_small)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; single line breaks stay inside them."""
    return [each.strip("\n") for each in text.split("\n\n") if each.strip()]


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web and nothing else, so that it may become a link."""
    return text.startswith(("https://", "http://")) and not set(text) & set(' <>"|\\^`{}\n\t')


def linked(text: str) -> str | Link:
    """A text that somebody typed, as a link when it is an address that every program can follow."""
    to = _followed(text) if is_web_address(text) else ""
    return Link(text, to) if to else text


def _followed(address: str) -> str:
    """An address in plain ASCII, as Word wants it; empty for one that leads nowhere."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:  # UnicodeError is one
        return ""
    if not re.fullmatch(r"[a-z0-9._-]+", host) or parts.username is not None:
        return ""
    path, query, fragment = (quote(each, safe=KEPT) for each in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host + port, path, query, fragment))


def words_of(text: str | Link) -> str:
    """What is read of it."""
    return text.text if isinstance(text, Link) else text


def whole_table(
    caption: str, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...]
) -> Table:
    """A table without the columns that hold nothing in any row."""
    columns = [n for n in range(len(head)) if any(row[n] for row in rows)]

    def only(row: Sequence[T]) -> tuple[T, ...]:
        return tuple(row[n] for n in columns)

    return Table(caption, only(head), tuple(map(only, rows)), only(widths))
