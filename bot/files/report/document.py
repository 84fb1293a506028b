"""What a report consists of, whatever file it becomes: chapters of headings, paragraphs, lists, tables and quotes.

All texts are plain words; each writer makes them safe for its own format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Heading:
    """A heading under a chapter's own: level 2 or 3."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Paragraph:
    """Words; an empty line in them begins a new paragraph. `source` is small and says where something comes from."""

    text: str
    is_source: bool = False


@dataclass(frozen=True)
class Labelled:
    """A short label in bold, and the words that belong to it."""

    label: str
    text: str


@dataclass(frozen=True)
class Quote:
    """A member's own words, with who and when."""

    text: str
    source: str


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


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


Block = Heading | Paragraph | Labelled | Quote | Bullets | Figures | Table


@dataclass(frozen=True)
class Chapter:
    """A chapter with its heading of level 1."""

    key: str
    title: str
    blocks: tuple[Block, ...]


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
    """What the table of contents is called."""
    skip: str
    """What the link past the contents is called."""
    chapters: tuple[Chapter, ...]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text; single line breaks stay inside them."""
    return [each.strip("\n") for each in text.split("\n\n") if each.strip()]


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web and nothing else, so that it may become a link."""
    return text.startswith(("https://", "http://")) and not set(text) & set(' <>"|\n\t')
