"""What is wholly an answer that somebody comes to a part of a meeting, or what they do not eat there: "kommer men bara
dag 2", "inte fredagen", "ja, vegetarian".

A text is one when it can be cut into these phrases from its beginning to its end. What it means is asked of its order:
"bara" and "inte" are of what follows, up to "men" or to the next of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.dates.in_words import ENGLISH, SWEDISH
from bot.dates.when import ONE_DAY, Span
from bot.intents.food_said import FOOD, as_written
from bot.intents.said import COURTESIES, NODS, PHRASES, any_of, plain
from bot.models import Reply

ORDINALS: Final = (("första", "first"), ("andra", "second"), ("tredje", "third"), ("fjärde", "fourth"))
NUMBERS: Final = (("ett", "one"), ("två", "two"), ("tre", "three"), ("fyra", "four"))
SHORT: Final[Mapping[str, int]] = {
    "tis": 1, "ons": 2, "tors": 3, "fre": 4, "lör": 5, "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3,
    "thurs": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
"""Weekdays as they are cut short; those that are other words too are left out."""
ALL_DAYS: Final = ("alla dagar", "alla dagarna", "all days", "all the days", "every day")
BOTH_DAYS: Final = ("båda dagarna", "båda dagar", "bägge dagarna", "both days", "both the days")
DINNER: Final = ("middag", "middagen", "dinner", "the dinner")
NO_DINNER: Final = ("ingen middag", "no dinner")
ONLY: Final = ("bara", "endast", "enbart", "only", "just")
NOT: Final = ("inte", "ej", "utan", "hoppar över", "står över", "not", "without", "skipping")
BUT: Final = ("men", "fast", "dock", "but", "though")
AND: Final = ("och", "samt", "med", "and", "with", "&", "+")
TO: Final = ("till", "to")
"""Between two that are named: all from the one to the other."""
BESIDE: Final = ("på", "vid", "för", "on", "for", "at", "jag", "i", "kan", "can")


@dataclass(frozen=True)
class DayNamed:
    """A day of a meeting as somebody names it: by its number, its weekday, its date, or several of these."""

    number: int = 0
    """Counted from 1; -1: the last."""
    weekday: int | None = None
    day: int = 0
    """Of the month."""
    month: int = 0

    def of(self, meeting: Span) -> int:
        """Which day of a meeting it is, counted from 1; 0 where it is none, or more than one."""
        days = [meeting.first + each * ONE_DAY for each in range(meeting.days)]
        fitting = [number for number, each in enumerate(days, 1) if self._fits(number, each, len(days))]
        return fitting[0] if len(fitting) == 1 else 0

    def _fits(self, number: int, day: date, count: int) -> bool:
        return (
            self.number in (0, number, number - count - 1)
            and self.weekday in (None, day.weekday())
            and self.day in (0, day.day)
            and self.month in (0, day.month)
        )


@dataclass(frozen=True)
class PartSaid:
    """Which part of a meeting somebody says they come to, and what they say of food."""

    days: frozenset[DayNamed] = frozenset()
    without: frozenset[DayNamed] = frozenset()
    """Those that are named as not."""
    dinner: bool | None = None
    """None: nothing is said of it, and they do not come to all days."""
    names_dinner: bool = False
    is_dinner_only: bool = False
    of: int = 0
    """How many days they say that it has; 0: they do not."""
    food: str = ""
    """As they wrote it."""
    is_bare: bool = False
    """Whether it only names a day, as a question can too."""

    @property
    def is_all(self) -> bool:
        """Whether no part is named, so that it is a yes to all of it."""
        return not (self.days or self.without or self.names_dinner or self.of)

    def days_of(self, meeting: Span) -> frozenset[int]:
        """The days they come to, of a meeting on those days; none where it does not have what is named."""
        come, stay = ({each.of(meeting) for each in named} for named in (self.days, self.without))
        if self.is_dinner_only or 0 in come | stay or come & stay or self.of not in (0, meeting.days):
            return frozenset()
        return frozenset((come or set(range(1, meeting.days + 1))) - stay)


def part_said_in(words: str) -> PartSaid | None:
    """The part that a text says, wholly, or that they come and what they eat; None: neither, or something else too."""
    text = plain(words)
    pieces = list(_PIECE.finditer(text))
    if "".join(each[0] for each in pieces) != text:
        return None
    days: dict[bool, set[DayNamed]] = {True: set(), False: set()}
    dinner: set[bool] = set()
    food: list[str] = []
    says_yes = is_only = waits = names_all = False
    is_not: bool | None = False  # None: nobody knows how far a "not" reaches
    of, before = 0, ""
    for each in pieces:
        kind = str(each.lastgroup)
        if kind in ("only", "not"):
            if waits:
                return None  # "inte bara"
            is_only, is_not, waits, before = is_only or kind == "only", kind == "not", True, ""
        elif kind in ("but", "yes"):
            says_yes, is_not, before = says_yes or kind == "yes", False, ""
        elif kind == "food":
            if waits:
                return None  # "inte vegetariskt"
            food.append(as_written(each[0], words))
            is_not, before = None if is_not else is_not, ""
        elif kind == "and":
            before = ""
        elif kind == "to":
            if before:
                return None  # "dag 1 till middagen"
        elif kind != "beside":
            if is_not is None or (before == "day" and kind == "day"):
                return None  # "torsdag–fredag"
            if kind == "dinner":
                dinner.add(not is_not)
            elif kind == "nodinner":
                dinner.add(False)
            elif kind == "day":
                days[not is_not].add(_day_named(each[0]))
            else:
                of, names_all = 2 if kind == "both" else of, names_all or not is_not
            waits, before = bool(is_not) and kind in ("all", "both"), kind
    named = days[True] | days[False]
    is_dinner_only = dinner == {True} and not named and not names_all
    is_clear = not waits and len(dinner) < 2 and not days[True] & days[False] and (is_only or not is_dinner_only)
    if not is_clear or not (named or dinner or names_all or (says_yes and food)):
        return None
    said = next(iter(dinner), None if named else True)
    is_bare = not (says_yes or is_only or days[False] or dinner or names_all or food)
    come, stay = frozenset(days[True]), frozenset(days[False])
    return PartSaid(come, stay, said, bool(dinner), is_dinner_only, of, ", ".join(food), is_bare)


def _called() -> Iterator[tuple[str, DayNamed]]:
    """What a day of a meeting is called, but for its date."""
    for number in range(1, 10):
        yield from ((f"{day} {number}", DayNamed(number)) for day in ("dag", "day"))
    for number, (sv, en) in enumerate(NUMBERS, 1):
        yield from ((f"dag {sv}", DayNamed(number)), (f"day {en}", DayNamed(number)))
    for number, (sv, en) in [*enumerate(ORDINALS, 1), (-1, ("sista", "last"))]:
        for each in (f"{sv} dagen", f"den {sv} dagen", f"{en} day", f"the {en} day"):
            yield each, DayNamed(number)
    for number, (sv, en) in enumerate(zip(SWEDISH.weekdays, ENGLISH.weekdays, strict=True)):
        yield from ((each, DayNamed(weekday=number)) for each in (sv, f"{sv}en", en, f"the {en}"))
    for each, number in SHORT.items():
        yield each, DayNamed(weekday=number)


_CALLED: Final = {plain(each): named for each, named in _called()}
_MONTHS: Final = {
    plain(each): number
    for language in (SWEDISH, ENGLISH)
    for names in (language.months, language.short_months)
    for number, each in enumerate(names)
    if each
}
_NUMBER: Final = r"(?:[1-9]|[12]\d|3[01])"
_TH: Final = r"(?: : [ae]|[ae]|st|nd|rd|th)"
_MONTH: Final = f"(?:of )?(?:{any_of(_MONTHS)})"
_DATE: Final = (
    f"(?:den |the )?{_NUMBER}{_TH}? {_MONTH}|{_MONTH}(?:the )?{_NUMBER}{_TH}? |(?:den |the ){_NUMBER}{_TH}? "
    f"|{_NUMBER}{_TH} |{_NUMBER} / {_NUMBER} "
)
_WEEKDAY: Final = any_of(name for name, named in _CALLED.items() if named.weekday is not None)
_DAY: Final = f"(?:{_WEEKDAY})(?:{_DATE}|{_NUMBER} )|{_DATE}|{any_of(_CALLED)}"
_PIECES: Final[Mapping[str, str]] = {
    "food": FOOD,
    "day": _DAY,
    **{
        name: any_of(phrases)
        for name, phrases in {
            "yes": (*PHRASES[Reply.YES], *NODS), "both": BOTH_DAYS, "all": ALL_DAYS, "nodinner": NO_DINNER,
            "dinner": DINNER, "only": ONLY, "not": NOT, "but": BUT, "and": AND, "to": TO,
            "beside": (*BESIDE, *COURTESIES),
        }.items()
    },
}  # fmt: skip
_PIECE: Final = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PIECES.items()))
_WEEKDAY_FIRST: Final = re.compile(f"(?:{_WEEKDAY})(?=.)")


def _day_named(phrase: str) -> DayNamed:
    """The day that a phrase names."""
    if (called := _CALLED.get(phrase)) is not None:
        return called
    weekday = _WEEKDAY_FIRST.match(phrase)
    rest = phrase[weekday.end() :] if weekday else phrase
    numbers = [int(each) for each in re.findall(r"\d+", rest)]
    months = [_MONTHS[f"{each} "] for each in rest.split() if f"{each} " in _MONTHS]
    month = next(iter((*months, *numbers[1:])), 0)
    return DayNamed(0, _CALLED[weekday[0]].weekday if weekday else None, numbers[0], month)
