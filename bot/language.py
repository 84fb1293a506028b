"""Sentences in the reader's language, and text that is safe to show in Slack.

Source sentences are English; `locale/sv/*.po` has the Swedish. Slack reads `& < >` as control characters in every text
object, so whatever is put into a sentence is escaped unless it already is a `Text`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Final

Entry = dict[str, str]


class Catalogue(NullTranslations):
    """What is said in another language; what is not in it stays as it is."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.one: dict[str, str] = {}
        self.many: dict[tuple[str, str], tuple[str, str]] = {}
        for source in sorted(folder.glob("*.po")):
            for entry in _entries(source.read_text(encoding="utf-8")):
                self._take(entry)

    def gettext(self, message: str) -> str:
        return self.one.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = self.many.get((msgid1, msgid2), (msgid1, msgid2))
        return forms[0] if n == 1 else forms[1]

    def _take(self, entry: Entry) -> None:
        name, plural = entry.get("msgid", ""), entry.get("msgid_plural", "")
        forms = entry.get("msgstr[0]", ""), entry.get("msgstr[1]", "")
        if plural and all(forms):
            self.many[name, plural] = forms
        elif name and entry.get("msgstr"):
            self.one[name] = entry["msgstr"]


def _entries(text: str) -> list[Entry]:
    """The entries of a file: each keyword with its text, which may stand on several lines."""
    found: list[Entry] = [{}]
    keyword = ""
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith('"'):
            keyword, _, line = line.partition(" ")
            if keyword == "msgid":
                found.append({})
        found[-1][keyword] = found[-1].get(keyword, "") + json.loads(line)
    return found


LANGUAGES: Final = ("sv", "en")
LOCALE: Final = Path(__file__).parent / "locale"


class Text(str):
    """Text that Slack may read as it is: what people typed in it is escaped already."""

    __slots__ = ()

    def __add__(self, other: str) -> Text:
        return Text(str.__add__(self, escape(other)))


def escape(value: object) -> Text:
    """Make a value safe for any Slack text object."""
    if isinstance(value, Text):
        return value
    return Text(str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def unescape(text: str) -> str:
    """Give back what a person would read, for files and terminals."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def joined(between: str, texts: Iterable[object]) -> Text:
    """Join texts, escaping those that are not yet safe; empty ones are left out."""
    return Text(between.join(each for each in map(escape, texts) if each))


def lines(*texts: object) -> Text:
    """Put texts under each other; empty ones are left out."""
    return joined("\n", texts)


def bold(text: object) -> Text:
    """Mark a text as bold; a line break in it would break the mark, so it becomes a space."""
    return Text(f"*{' '.join(escape(text).split())}*")


def clip(text: object, longest: int) -> Text:
    """Cut a text to so many characters, never inside an escaped sign, with an ellipsis where it was cut."""
    safe = escape(text)
    if len(safe) <= longest:
        return safe
    cut = str(safe[: longest - 1])
    broken = cut.rfind("&")
    if broken >= 0 and ";" not in cut[broken:]:
        cut = cut[:broken]
    return Text(cut.rstrip() + "…")


class Say:
    """Says a source sentence in one language: `say("{name} hosts in {month}", name=…, month=…)`."""

    def __init__(self, code: str, translations: NullTranslations) -> None:
        self.code = code
        self._one = translations.gettext
        self._many = translations.ngettext

    def __call__(self, sentence: str, /, **values: object) -> Text:
        said = self._one(sentence)
        return Text(said.format_map({name: escape(value) for name, value in values.items()}) if values else said)

    def many(self, one: str, many: str, count: int, /, **values: object) -> Text:
        """Say a sentence about a number of things; the number is `{count}` in it."""
        said = self._many(one, many, count)
        return Text(said.format_map({"count": count} | {name: escape(value) for name, value in values.items()}))

    def plain(self, sentence: str, /, **values: object) -> str:
        """Say a sentence for a file or a terminal, where nothing is escaped."""
        return self._one(sentence).format_map(values)


def N_(sentence: str) -> str:  # noqa: N802  (gettext's own name)
    """Mark a sentence that is said later, so that its translation is asked for."""
    return sentence


@cache
def speak(code: str) -> Say:
    """The speaker of a language; English for one we do not have."""
    if code not in LANGUAGES:
        code = "en"
    return Say(code, Catalogue(LOCALE / code))


def fold(text: str) -> str:
    """Make words comparable: small letters, and å ä ö é ü typed without their dots are the same."""
    small = text.casefold()
    return small if small.isascii() else small.translate(_FOLDED)


_FOLDED: Final = str.maketrans("åäáàöøóéèëüæ", "aaaaoooeeeua")


def swedish_order(name: str) -> str:
    """The key that sorts as Swedish does."""
    return name.casefold().translate(_ORDERED)


_ORDERED: Final = str.maketrans({"å": "zza", "ä": "zzb", "ö": "zzc", "æ": "zzb", "ø": "zzc", "é": "e", "ü": "y"})
