"""What somebody looks for among experiences: words, and whose, of which activity and of which year. Pure.

It is read from what is typed ("barnkonsekvensanalys Gävle aktivitet 3 2020"), and carried along by buttons and menus.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.language import fold
from bot.rules.asked_names import member_words
from bot.rules.search_words import LONGEST_QUERY

_ACTIVITY: Final = re.compile(r"(?<!\w)(?:aktivitet(?:en)?|activity)\s+(?:nr\.?\s*|nummer\s+|#)?(\d{1,3})(?!\w)", re.I)
_WORD: Final = re.compile(r"\S+")
_YEAR: Final = re.compile(r"20\d\d")
_EDGES: Final = "\"'”“.,:;!?()"
_BEFORE_NAMES: Final = frozenset(["i", "fran", "from", "in", "av", "by", "of", "hos"])
"""Small words that go with a name or year that is taken out."""
_AFTER_NAMES: Final = frozenset(["kommun", "kommuns", "stad", "stads", "stadsdel", "municipality"])


@dataclass(frozen=True)
class Asked:
    """What is looked for. `member` is a row number, `activity` the number in the plan."""

    words: str = ""
    member: int | None = None
    activity: int | None = None
    year: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words is asked for."""
        return any(each is not None for each in (self.member, self.activity, self.year))


def read(typed: str, members: Sequence[tuple[int, Sequence[str]]]) -> Asked:
    """What was typed; names of members, years and "activity 3" narrow the search instead of being looked for."""
    typed = " ".join(typed.split())[:LONGEST_QUERY]
    activity = _ACTIVITY.search(typed)
    if activity:
        typed = f"{typed[: activity.start()]} {typed[activity.end() :]}"
    names = member_words(tuple((number, tuple(each)) for number, each in members))
    left: list[str] = []
    member = year = None
    is_beside_name = False
    for raw in _WORD.findall(typed):
        bare = raw.strip(_EDGES)
        whose = {number for part in re.split(r"[/-]", fold(bare)) for number in names.get(part, ())}
        if len(whose) == 1 and member in (None, *whose):
            member = whose.pop()
        elif member is not None and is_beside_name and fold(bare) in _AFTER_NAMES:
            pass
        elif year is None and _YEAR.fullmatch(bare):
            year = int(bare)
        else:
            left.append(raw)
            is_beside_name = False
            continue
        is_beside_name = True
        if left and fold(left[-1]) in _BEFORE_NAMES:
            left.pop()
    return Asked(" ".join(left), member, int(activity[1]) if activity else None, year)


def write(asked: Asked) -> str:
    """As buttons and menus carry it."""
    narrowed = (asked.member, asked.activity, asked.year)
    return ".".join([*("" if each is None else str(each) for each in narrowed), asked.words[:LONGEST_QUERY]])


def read_again(carried: str) -> Asked:
    """What a button carries; anything else is words."""
    parts = carried.split(".", 3)
    if len(parts) < 4 or not all(not each or (each.isdecimal() and len(each) <= 9) for each in parts[:3]):
        return Asked(carried[:LONGEST_QUERY])
    member, activity, year = (int(each) if each else None for each in parts[:3])
    in_reach = year is None or 2000 <= year <= 2099
    return Asked(parts[3][:LONGEST_QUERY], member, activity, year if in_reach else None)
