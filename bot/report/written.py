"""An experience's words as every file and page has them: cleaned, and addresses as links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.experiences.rules import links_of
from bot.models import Experience

_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff0-\uffff\ud800-\udfff]"
)


def clean(text: str) -> str:
    """Text without what no file format takes: control characters, lone surrogates, marks that turn text around."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


@dataclass(frozen=True)
class Written:
    """What somebody has written of one experience; each output adds what it shows beside."""

    number: int
    title: str
    did: str
    result: str
    learned: str
    links: tuple[str, ...]
    time: str


def written(experience: Experience) -> dict[str, Any]:
    """The fields of `Written`, for what is made from it."""
    return {
        "number": experience.id,
        "title": clean(experience.title),
        "did": clean(experience.did),
        "result": clean(experience.result),
        "learned": clean(experience.learned),
        "links": links_of(clean(experience.links)),
        "time": clean(experience.time),
    }
