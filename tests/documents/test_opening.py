"""Which files are opened; what is not is one sentence."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents import opening
from bot.documents.pieces import DocumentRefused
from bot.documents.understood import read_document
from tests.documents.written import as_the_source, saved

WHOLE = saved(as_the_source())
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(**parts: bytes) -> bytes:
    """A package with these parts more, or instead."""
    file = BytesIO()
    with ZipFile(BytesIO(WHOLE)) as whole, ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name in whole.namelist():
            if name not in parts:
                package.writestr(name, whole.read(name))
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def locked() -> bytes:
    """As a packer that asks for a password writes it: the mark of each part says so."""
    data = bytearray(WHOLE)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


BOMB = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">]><w>&a;</w>'
PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels",
         "[Content_Types].xml", "_rels/.rels")  # fmt: skip
REFUSED = {
    "no document": (b"Arbetsplan 2020-2021", opening.NO_DOCUMENT),
    "nothing": (b"", opening.NO_DOCUMENT),
    "another package": (packed(), opening.NO_DOCUMENT),
    "cut off": (WHOLE[: len(WHOLE) // 2], opening.BROKEN),
    "old": (OLE, opening.IS_OLD),
    "locked by Word": (OLE + "EncryptedPackage".encode("utf-16-le"), opening.LOCKED),
    "locked by a packer": (locked(), opening.LOCKED),
    "macros": (packed(**{"word/vbaProject.bin": b"x"}), opening.HAS_MACROS),
    "macros by type": (
        packed(**{"[Content_Types].xml": b"<T>x.macroEnabled.main+xml</T>"}),
        opening.HAS_MACROS,
    ),
    "entities": (packed(**{"word/document.xml": BOMB}), opening.BROKEN),
    "entities in other letters": (packed(**{"word/document.xml": BOMB.decode().encode("utf-16")}), opening.BROKEN),
    "no text": (packed(**{"word/document.xml": b"<nothing/>"}), opening.BROKEN),
    "a bomb of text": (packed(**{"word/document.xml": bytes(opening.LARGEST_XML + 1)}), opening.TOO_LARGE),
    "a bomb of pictures": (packed(**{"word/media/1.png": bytes(opening.LARGEST_UNPACKED + 1)}), opening.TOO_LARGE),
    "many parts": (packed(**{f"word/media/{n}.png": b"" for n in range(opening.MOST_PARTS)}), opening.TOO_LARGE),
    "huge": (bytes(opening.LARGEST + 1), opening.TOO_LARGE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_opened_is_one_sentence(name: str) -> None:
    data, sentence = REFUSED[name]
    if name == "another package":
        file = BytesIO()
        with ZipFile(file, "w") as package:
            package.writestr("plan.txt", "Arbetsplan")
        data = file.getvalue()
    with pytest.raises(DocumentRefused) as refused:
        read_document(data, "plan.docx")
    assert str(refused.value) == sentence.format(file="plan.docx")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_file_with_wrong_bytes_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    with suppress(DocumentRefused):
        read_document(bytes(data), "plan.docx")


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_text_with_wrong_bytes_is_read_or_refused(data: st.DataObject) -> None:
    """Inside the package, where the packing finds nothing wrong."""
    part = data.draw(st.sampled_from(PARTS))
    with ZipFile(BytesIO(WHOLE)) as package:
        text = bytearray(package.read(part))
    first = data.draw(st.integers(0, len(text) - 1))
    text[first : first + data.draw(st.integers(0, 300))] = data.draw(st.binary(max_size=20))
    with suppress(DocumentRefused):
        read_document(packed(**{part: bytes(text)}), "plan.docx")
