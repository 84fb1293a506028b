"""Sentences in the reader's language, and text that is escaped for Slack.

Source sentences are English; `locale/sv/*.po` has the Swedish. Slack reads `& < >` as control characters in every text
object, so whatever is put into a sentence is escaped unless it already is a `Text`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Final

LANGUAGE_NAMES: Final = {"sv": "Svenska", "en": "English"}
LANGUAGES: Final = tuple(LANGUAGE_NAMES)
LOCALE: Final = Path(__file__).parent / "locale"

Sentence = str | tuple[str, ...]
"""One sentence, or its forms for one and for many."""


class Catalogue(NullTranslations):
    """The translations in a folder of .po files; a sentence without one stays as it is.

    Babel reads them once the language is first spoken: 50 ms, half of it Babel's own start, and 1.4 MB more than a
    reader of our own took.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.sentences: dict[Sentence, Sentence] = {}
        for source in sorted(folder.glob("*.po")):
            self.sentences.update(_translations(source))

    def gettext(self, message: str) -> str:
        return str(self.sentences.get(message, message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        forms = msgid1, msgid2
        return self.sentences.get(forms, forms)[0 if n == 1 else 1]


def _translations(po: Path) -> dict[Sentence, Sentence]:
    from babel.messages.pofile import read_po  # who speaks English only never needs it

    with po.open("rb") as file:
        messages = [(_sentence(each.id), _sentence(each.string)) for each in read_po(file)]
    return {source: translation for source, translation in messages if source and all(translation or [""])}


def _sentence(text: str | Sequence[str] | None) -> Sentence:
    return text if isinstance(text, str) else tuple(text or ())


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


def between_names(names: Iterable[object]) -> str:
    """What stands between names in a row: where one has a comma in it, another sign than a comma."""
    return "; " if any("," in str(each) for each in names) else ", "


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


def whole_lines(text: Text, longest: int = 3500) -> Text:
    """A text cut after a whole line, so that no mark is left open."""
    if len(text) <= longest:
        return text
    cut = text.rfind("\n", 0, longest - 1)
    return Text(text[:cut] + "\n…") if cut > 0 else clip(text, longest)


def in_thousands(number: int) -> Text:
    """A large number as one reads it: 10 000."""
    return Text(f"{number:,}".replace(",", "\u00a0"))


class Say:
    """Says a source sentence in one language: `say("{name} hosts in {month}", name=…, month=…)`."""

    def __init__(self, code: str, translations: NullTranslations) -> None:
        self.code = code
        self._one = translations.gettext
        self._many = translations.ngettext

    def __call__(self, sentence: str, /, **values: object) -> Text:
        text = self._one(sentence)
        return Text(text.format_map({name: escape(value) for name, value in values.items()}) if values else text)

    def many(self, one: str, many: str, count: int, /, **values: object) -> Text:
        """Say a sentence about a number of things; the number is `{count}` in it."""
        text = self._many(one, many, count)
        return Text(text.format_map({"count": count} | {name: escape(value) for name, value in values.items()}))

    def plain(self, sentence: str, /, **values: object) -> str:
        """Say a sentence for a file or a terminal, where nothing is escaped."""
        text = self._one(sentence)
        return text.format_map(values) if values else text


def N_(sentence: str) -> str:  # noqa: N802  (gettext's own name)
    """Mark a sentence that is said later, so that its translation is asked for."""
    return sentence


@cache
def speak(code: str) -> Say:
    """The speaker of a language; English for one we do not have."""
    if code not in LANGUAGES:
        code = "en"
    return Say(code, Catalogue(LOCALE / code))


def whole_per_cent(part: int, whole: int) -> int | None:
    """A share in whole per cent, halves up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def per_cent(say: Say, part: int, whole: int) -> str:
    """A share in words, "75 %"; a dash of nothing."""
    share = whole_per_cent(part, whole)
    return "–" if share is None else f"{share} %" if say.code == "sv" else f"{share}%"


def fold(text: str) -> str:
    """Make words comparable: small letters, and å ä ö é ü typed without their dots are the same."""
    small = text.casefold()
    return small if small.isascii() else small.translate(_FOLDED)


_FOLDED: Final = str.maketrans("åäáàöøóéèëüæ", "aaaaoooeeeua")


def swedish_order(name: str) -> str:
    """The key that sorts as Swedish does."""
    return name.casefold().translate(_ORDERED)


_ORDERED: Final = str.maketrans({"å": "zza", "ä": "zzb", "ö": "zzc", "æ": "zzb", "ø": "zzc", "é": "e", "ü": "y"})
