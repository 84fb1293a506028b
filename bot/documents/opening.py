"""Whether a file may be opened at all: a Word or Excel file, whole, not locked, without macros, of a sensible size."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from bot.documents.pieces import DocumentRefused
from bot.language import N_

DOCUMENTS: Final = (".docx", ".xlsx")
MACROS: Final = (".docm", ".xlsm", ".dotm", ".xltm", ".xlsb")
OLD: Final = (".doc", ".xls")
ENDINGS: Final = (*DOCUMENTS, *MACROS, *OLD)
"""How the names end of the files that are read here, or refused with the right words."""

LARGEST: Final = 10_000_000
LARGEST_UNPACKED: Final = 60_000_000
LARGEST_XML: Final = 8_000_000
"""Bytes; a work plan's text has some 100,000, and reading more takes long."""
MOST_PARTS: Final = 2_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_MAIN: Final = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}

NO_DOCUMENT: Final = N_("{file} is no Word or Excel file (.docx, .xlsx). Open it in Word or Excel and save it again.")
BROKEN: Final = N_("{file} is broken and cannot be read. Open it in Word or Excel and save it again.")
LOCKED: Final = N_("{file} is locked with a password. Save it without one.")
IS_OLD: Final = N_("{file} is in the old format of Word or Excel. Save it as .docx or .xlsx.")
HAS_MACROS: Final = N_("{file} may hold macros, and such files are not opened. Save it as .docx or .xlsx.")
TOO_LARGE: Final = N_(
    "{file} is too large for a work plan. Save the plan alone, without pictures, in a file of its own."
)

TOO_MUCH: Final = N_("{file} holds more than a work plan does. Save the plan alone in a file of its own.")


def kind_of(data: bytes, file: str) -> str:
    """Whether a file is a .docx or an .xlsx, by what is in it; DocumentRefused when it is not to be opened."""
    if len(data) > LARGEST:
        raise DocumentRefused(TOO_LARGE, file=file)
    if data.startswith(_OLE):
        raise DocumentRefused(LOCKED if _LOCKED in data else IS_OLD, file=file)
    try:
        with ZipFile(BytesIO(data)) as package:
            return _kind(package, file)
    except (BadZipFile, LargeZipFile):
        raise DocumentRefused(BROKEN if data.startswith(b"PK") else NO_DOCUMENT, file=file) from None
    except (OSError, ValueError, RuntimeError, EOFError, zlib.error):
        raise DocumentRefused(BROKEN, file=file) from None


def _kind(package: ZipFile, file: str) -> str:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST_UNPACKED:
        raise DocumentRefused(TOO_LARGE, file=file)
    if any(each.flag_bits & 1 for each in parts):
        raise DocumentRefused(LOCKED, file=file)
    names = {each.filename for each in parts}
    texts = [each for each in parts if each.filename.endswith((".xml", ".rels"))]
    if sum(each.file_size for each in texts) > LARGEST_XML:
        raise DocumentRefused(TOO_LARGE, file=file)
    kind = next((kind for name, kind in _MAIN.items() if name in names), None)
    if kind is None:
        raise DocumentRefused(NO_DOCUMENT, file=file)
    contents = {each.filename: _content(package, each) for each in texts}
    if any(name.endswith("vbaProject.bin") for name in names) or b"macroEnabled" in contents.get(_TYPES, b""):
        raise DocumentRefused(HAS_MACROS, file=file)
    if any(b"<!" in each.replace(b"<!--", b"").replace(b"<![CDATA[", b"") for each in contents.values()):
        raise DocumentRefused(BROKEN, file=file)  # a declaration of types, which no such file has, may grow without end
    return kind


_TYPES: Final = "[Content_Types].xml"


def _content(package: ZipFile, part: ZipInfo) -> bytes:
    """A part's text, in UTF-16 as readable as in UTF-8."""
    return package.read(part).replace(b"\0", b"")
