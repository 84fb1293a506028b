"""What is in the .po files is said, all of it and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.language import LOCALE, Catalogue, speak
from tests import sentences

PO_FILE = r"""# a comment
msgid ""
msgstr ""
"Language: sv\n"

#: bot/somewhere.py
msgid "One {name}"
msgstr "En {name}"

msgid "Two "
"lines\nand \"quotes\" \\ \tå"
msgstr ""
"Två rader\n"
"och \"citat\" \\ \tä"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} dag"
msgstr[1] "{count} dagar"

msgid "Not yet"
msgstr ""
"""


def test_our_own_files_are_read_as_babel_reads_them() -> None:
    assert Catalogue(LOCALE / "sv").sentences == {
        key: translation for key, (_, translation) in sentences.translations().items()
    }


def test_everything_a_po_file_may_hold_is_read_as_babel_reads_it(tmp_path: Path) -> None:
    source = tmp_path / "all.po"
    source.write_text(PO_FILE, encoding="utf-8")
    with source.open("rb") as part:
        theirs = {each.id: each.string for each in read_po(part, locale="sv") if each.id and each.string}
    assert Catalogue(tmp_path).sentences == theirs


@pytest.mark.parametrize(("count", "sentence"), [(0, "0 dagar"), (1, "1 dag"), (2, "2 dagar")])
def test_a_number_of_things_is_said_in_its_form(tmp_path: Path, count: int, sentence: str) -> None:
    (tmp_path / "all.po").write_text(PO_FILE, encoding="utf-8")
    catalogue = Catalogue(tmp_path)
    assert catalogue.ngettext("{count} day", "{count} days", count).format(count=count) == sentence


def test_what_has_no_translation_is_said_as_it_stands(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path)
    assert catalogue.gettext("Not yet") == "Not yet"
    assert [catalogue.ngettext("a day", "days", n) for n in (1, 2)] == ["a day", "days"]


def test_no_translation_is_left_unsure() -> None:
    assert not any("fuzzy" in source.read_text(encoding="utf-8") for source in (LOCALE / "sv").glob("*.po"))


def test_english_needs_no_files() -> None:
    assert speak("en")("Host") == "Host"
