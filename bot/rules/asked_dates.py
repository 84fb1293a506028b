"""Times in plain words that are no dates: before and after something, and the feasts people count from. Pure."""

from __future__ import annotations

import re
from typing import Final, Literal

from bot.dates.typed.words import SEASONS, months, weekdays
from bot.language import fold

_BEYOND: Final = re.compile(r"\b(före|fore|innan|before|efter|after)\s+(?:den\s+|the\s+|i\s+)?(\w+)", re.IGNORECASE)
_FEAST: Final = re.compile(
    r"\b(före|fore|innan|before|efter|after|till|until)\s+"
    r"(jul|julen|christmas|nyår|nyar|årsskiftet|arsskiftet|new year|midsommar|midsummer|semestern|semestrarna)\b",
    re.IGNORECASE,
)
_DATES: Final = {
    "jul": "24 december", "christmas": "24 december", "nyar": "31 december", "arsskiftet": "31 december",
    "new year": "31 december", "midsommar": "20 juni", "midsummer": "20 june", "semestern": "juli",
    "semestrarna": "juli", "julen": "24 december",
}  # fmt: skip


def side_of(sentence: str) -> Literal["", "before", "after"]:
    """Whether a sentence asks for what is before or after its date."""
    for found in _BEYOND.finditer(sentence):
        word = fold(found[2])
        if word.isdecimal() or word in months() or word in SEASONS or word in weekdays():
            return "after" if fold(found[1]) in ("efter", "after") else "before"
    return ""


def with_feasts_dated(sentence: str) -> str:
    """Put a date where somebody counts from a feast: "före jul"."""
    return _FEAST.sub(lambda found: f"{found[1]} {_DATES[fold(found[2])]}", sentence)
