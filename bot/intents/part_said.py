"""What is wholly an answer that somebody comes to a part of a meeting: "kommer men bara dag 2", "inte middagen".

A text is one when it can be cut into these phrases from its beginning to its end. What it means is asked of its order:
"bara" and "inte" are of what follows, up to "men" or to the next of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.intents.said import COURTESIES, NODS, PHRASES, any_of, plain
from bot.models import Reply

ORDINALS: Final = (("första", "first"), ("andra", "second"), ("tredje", "third"), ("fjärde", "fourth"))
NUMBERS: Final = (("ett", "one"), ("två", "two"), ("tre", "three"), ("fyra", "four"))
ALL_DAYS: Final = ("båda dagarna", "båda dagar", "alla dagar", "alla dagarna", "both days", "all days")
DINNER: Final = ("middag", "middagen", "dinner", "the dinner")
ONLY: Final = ("bara", "endast", "enbart", "only", "just")
NOT: Final = ("inte", "ej", "utan", "hoppar över", "står över", "not", "without", "skipping")
BUT: Final = ("men", "fast", "dock", "but", "though")
BESIDE: Final = (
    "och", "samt", "på", "till", "med", "vid", "för", "and", "on", "to", "for", "at", "with", "jag", "i", "kan", "can",
)  # fmt: skip


@dataclass(frozen=True)
class PartSaid:
    """Which part of a meeting somebody says they come to."""

    days: frozenset[int] = frozenset()
    """The days that are named, counted from 1."""
    without: frozenset[int] = frozenset()
    """Those that are named as not."""
    dinner: bool | None = None
    """None: nothing is said of it, and they do not come to all days."""
    names_dinner: bool = False
    is_dinner_only: bool = False

    def days_of(self, count: int) -> frozenset[int]:
        """The days they come to, of a meeting of so many; none where it does not have those that are named."""
        whole = frozenset(range(1, count + 1))
        if self.is_dinner_only or not (self.days | self.without) <= whole:
            return frozenset()
        return (self.days or whole) - self.without


def part_said_in(words: str) -> PartSaid | None:
    """The part that a text says, wholly; None: it says none, or something else too."""
    text = plain(words)
    pieces = list(_PIECE.finditer(text))
    if "".join(each[0] for each in pieces) != text:
        return None
    days: dict[bool, set[int]] = {True: set(), False: set()}
    dinner: set[bool] = set()
    is_only = is_not = waits = names_all = False
    for each in pieces:
        kind = str(each.lastgroup)
        if kind == "only" and is_not and waits:
            return None  # "inte bara"
        if kind in ("only", "not"):
            is_only, is_not, waits = is_only or kind == "only", kind == "not", True
        elif kind in ("but", "yes"):
            is_not = False
        elif kind == "dinner":
            dinner.add(not is_not)
            waits = False
        elif kind == "all":
            names_all = names_all or not is_not
            waits = is_not
        elif kind != "beside":
            days[not is_not].add(int(kind[3:]))
            waits = False
    named = days[True] | days[False]
    is_dinner_only = dinner == {True} and not named and not names_all
    is_clear = not waits and len(dinner) < 2 and not days[True] & days[False] and (is_only or not is_dinner_only)
    if not is_clear or not (named or dinner or names_all):
        return None
    said = next(iter(dinner), None if named else True)
    return PartSaid(frozenset(days[True]), frozenset(days[False]), said, bool(dinner), is_dinner_only)


def _day(number: int) -> tuple[str, ...]:
    """What a day of a meeting is called."""
    sv, en = ORDINALS[number - 1] if number <= len(ORDINALS) else ("", "")
    ett, one = NUMBERS[number - 1] if number <= len(NUMBERS) else ("", "")
    called = (f"dag {number}", f"day {number}")
    ordinals = (f"{sv} dagen", f"den {sv} dagen", f"{en} day", f"the {en} day")
    return (*called, f"dag {ett}", f"day {one}", *ordinals) if sv else called


_DAYS: Final = {f"day{each}": _day(each) for each in range(1, 10)}
_PIECES: Final[Mapping[str, Iterable[str]]] = {
    "yes": (*PHRASES[Reply.YES], *NODS), **_DAYS, "all": ALL_DAYS, "dinner": DINNER, "only": ONLY, "not": NOT,
    "but": BUT,
    "beside": (*BESIDE, *COURTESIES),
}  # fmt: skip
_PIECE: Final = re.compile("|".join(f"(?P<{name}>{any_of(phrases)})" for name, phrases in _PIECES.items()))
