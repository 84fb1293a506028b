"""One text: what everything typed, loaded or looked up is made of before it is stored, compared or shown.

The same word comes in many dresses: å as one sign or two (files from Macs, text from PDFs), with soft hyphens inside,
with blanks that are none, with marks that turn the writing around. Every door in and every file out goes through here,
and whether something is empty is asked afterwards.

Everything takes time in proportion to the text, whatever it holds.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category, is_normalized, normalize

MOST_MARKS: Final = 30
"""On one letter; no language has more (Unicode's own bound, UAX 15). `normalize` takes quadratic time on long rows."""

_BREAKS: Final = re.compile("\r\n|[\r\x85\u2028\u2029]")
_OTHER_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x85]")
_BLANKS: Final = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000]")
_UNSEEN: Final = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
    # what joins and colours emoji stays between them
    "|(?<![\u2190-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2190-\u27bf\U0001f000-\U0001faff])"
    "|(?<![#*0-9\xa9\xae\u203c-\u3299\U0001f000-\U0001faff])[\ufe00-\ufe0f]"
)
"""Signs without a width, soft hyphens, what turns text around, and letters that draw nothing."""
_UNSTORABLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
"""Control characters, halves of characters and what is none: no file format takes them, and PostgreSQL refuses NUL."""
_MANY_MARKS: Final = re.compile(rf"[^\w\s\x00-\u02ff]{{{MOST_MARKS + 1},}}")
"""Where there may be more marks than on any letter."""
_SPACES: Final = re.compile("  +")


def clean(value: object) -> str:
    """A text as it is stored, compared and shown; what is no text is empty. Line breaks stay; on a single line each
    run of blanks is one space."""
    text = value if isinstance(value, str) else ""
    if not (text.isascii() and text.isprintable()):
        text = visible(_UNSTORABLE.sub("", _OTHER_BREAKS.sub("\n", text)))
        text = text[_beginning(text) :]
    text = text.replace("\t", " ").strip()
    return text if "\n" in text else _SPACES.sub(" ", text)


def lines_in(text: str) -> tuple[str, ...]:
    """The lines of what was typed, each without blanks around it, none empty."""
    return tuple(each for line in text.splitlines() if (each := line.strip()))


def one_line(value: object) -> str:
    """The same on one line: a title, a name, a place."""
    return " ".join(clean(value).split())


def visible(text: str) -> str:
    """A text without the signs that nobody sees, its blanks plain spaces, its letters composed. Control characters
    stay, for whoever tells where they stand; so do blanks in a row, which are a file's indentation."""
    if text.isascii():
        return _BREAKS.sub("\n", text)
    text = _UNSEEN.sub("", _BLANKS.sub(" ", _BREAKS.sub("\n", text)))
    return _with_few_marks(_composed(_with_few_marks(text)))


def _composed(text: str) -> str:
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _with_few_marks(text: str) -> str:
    return _MANY_MARKS.sub(_first_marks, text)


def _first_marks(run: re.Match[str]) -> str:
    kept, row = [], 0
    for sign in run[0]:
        row = row + 1 if category(sign)[0] == "M" else 0
        if row <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _beginning(text: str) -> int:
    """Where the first sign stands that is something by itself: a mark would sit on whatever is put before the text."""
    signs = enumerate(text)
    return next((at for at, sign in signs if not sign.isspace() and category(sign)[0] != "M"), len(text))
