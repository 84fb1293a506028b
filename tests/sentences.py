"""Which source sentences stand in the code, and which lack their Swedish. Run: python -m tests.sentences"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.language import LOCALE

ROOT = Path(__file__).parent.parent
KEYWORDS = {"say": None, "N_": None, "Refusal": None, "FieldRefusal": (2,), "many": (1, 2), "plain": None}
FOLDERS = ("bot", "commands", "jobs")

Sentence = str | tuple[str, ...]


@cache
def sentences() -> tuple[tuple[str, Sentence], ...]:
    """Every sentence a person may read, with the file it stands in."""
    return tuple(
        (f"{folder}/{file}", sentence)
        for folder in FOLDERS
        for file, _, sentence, _, _ in extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,  # type: ignore[arg-type]
            directory_filter=lambda path: "migrations" not in str(path) and "__pycache__" not in str(path),
        )
    )


def translations(code: str = "sv") -> dict[Sentence, tuple[str, Sentence]]:
    """The catalogue file and the translation of each sentence."""
    entries: dict[Sentence, tuple[str, Sentence]] = {}
    for source in sorted((LOCALE / code).glob("*.po")):
        with source.open("rb") as part:
            for message in read_po(part, locale=code):
                if message.id:
                    key = message.id if isinstance(message.id, str) else tuple(message.id)
                    translation = message.string if isinstance(message.string, str) else tuple(message.string)
                    entries[key] = (source.name, translation)
    return entries


def missing() -> dict[Sentence, str]:
    """Sentences without Swedish, with where they stand."""
    translated = {
        key
        for key, (_, translation) in translations().items()
        if all(translation if isinstance(translation, tuple) else [translation])
    }
    return {sentence: file for file, sentence in sentences() if sentence not in translated}


def unused() -> list[Sentence]:
    """Swedish for sentences that nobody says any longer."""
    wanted = {sentence for _, sentence in sentences()}
    return [each for each in translations() if each not in wanted]


def names_in(text: str) -> set[str]:
    """The `{names}` in a sentence."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


if __name__ == "__main__":
    for sentence, file in missing().items():
        print(file, "|", sentence)  # noqa: T201
