"""A tagged PDF as pypdf reads it, which had no part in making it: structure, content, fonts, links (ISO 14289-1)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

PAINTING: Final = frozenset([b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Do",
    b"sh", b"INLINE IMAGE"])  # fmt: skip
"""The operators that put something on the page."""


@dataclass
class Element:
    """An element of the structure tree."""

    kind: str
    entry: Any
    parts: list[Element] = field(default_factory=list)
    marked: list[tuple[int, int]] = field(default_factory=list)
    """Page and number of each piece of content that belongs to it."""

    def whole(self) -> Iterator[Element]:
        """Itself and everything inside it, in reading order."""
        yield self
        for each in self.parts:
            yield from each.whole()

    def attribute(self, name: str) -> Any:
        """An attribute of its, such as /Scope."""
        held = plain(self.entry.get("/A", []))
        for each in held if isinstance(held, list) else [held]:
            if isinstance(plain(each), DictionaryObject) and name in plain(each):
                return plain(each)[name]
        return None


def plain(value: Any) -> Any:
    """A value itself, where it stands elsewhere in the file."""
    return value.get_object() if isinstance(value, IndirectObject) else value


class Tagged:
    """A PDF and its structure."""

    def __init__(self, content: bytes) -> None:
        self.file = PdfReader(io.BytesIO(content), strict=True)
        self.catalogue: Any = self.file.trailer["/Root"]
        self._pages = {page.indirect_reference.idnum: n for n, page in enumerate(self.file.pages)}
        root = plain(self.catalogue["/StructTreeRoot"])
        self.roles = {name: str(role) for name, role in plain(root.get("/RoleMap", {})).items()}
        self.tree = Element("/StructTreeRoot", root)
        self._read(self.tree, root.get("/K"), None)

    def _read(self, into: Element, held: Any, page: Any) -> None:
        held_plain = plain(held)
        if isinstance(held_plain, ArrayObject):
            for each in held_plain:
                self._read(into, each, page)
        elif isinstance(held_plain, int):
            into.marked.append((page, held_plain))
        elif isinstance(held_plain, DictionaryObject) and held_plain.get("/Type") in ("/MCR", "/OBJR"):
            if "/MCID" in held_plain:
                into.marked.append((self._page(held_plain, page), held_plain["/MCID"]))
        elif isinstance(held_plain, DictionaryObject):
            part = Element(str(held_plain["/S"]), held_plain)
            into.parts.append(part)
            self._read(part, held_plain.get("/K"), self._page(held_plain, page))

    def _page(self, entry: Any, otherwise: Any) -> Any:
        return self._pages[entry.raw_get("/Pg").idnum] if "/Pg" in entry else otherwise

    def all(self, *kinds: str) -> list[Element]:
        """Every element of these kinds, in reading order."""
        return [each for each in self.tree.whole() if each.kind in kinds]

    def painted(self, page: PageObject) -> Iterator[tuple[str, int | None]]:
        """For each thing painted on a page, what it is marked as, and with which number; "" for no mark at all."""
        open_marks: list[tuple[str, int | None]] = []
        for operands, operator in ContentStream(page.get_contents(), self.file).operations:
            if operator in (b"BDC", b"BMC"):
                given = plain(operands[1]) if len(operands) > 1 else {}
                open_marks.append((str(operands[0]), given.get("/MCID") if isinstance(given, dict) else None))
            elif operator == b"EMC":
                open_marks.pop()
            elif operator in PAINTING:
                numbered = [each for each in open_marks if each[1] is not None or each[0] == "/Artifact"]
                yield (numbered or open_marks or [("", None)])[-1]

    def fonts(self) -> dict[str, Any]:
        """Every font that a page uses."""
        found = {}
        for page in self.file.pages:
            for font in plain(plain(page["/Resources"]).get("/Font", {})).values():
                found[str(plain(font)["/BaseFont"])] = plain(font)
        return found

    def links(self) -> list[Any]:
        """Every annotation of every page."""
        return [plain(each) for page in self.file.pages for each in plain(page.get("/Annots", []))]
