"""Reads a language's .po files, all in a folder, at the first sentence that is said in it.

Ours are plain: no contexts, two forms of a plural. Babel reads any, but takes 5 MB and longer than the bot's start;
a test holds what is read here to what Babel reads.
"""

from __future__ import annotations

import json
from gettext import NullTranslations
from pathlib import Path

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
