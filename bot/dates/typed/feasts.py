"""Named days of the Swedish year, what they are called in both languages, and the words whose weeks differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dateutil.easter import easter

from bot.dates.when import Span

Year = Callable[[int], Span]


def _fixed(month: int, day: int, days: int = 1) -> Year:
    return lambda year: Span(date(year, month, day), date(year, month, day) + timedelta(days=days - 1))


def _from_easter(first: int, last: int | None = None) -> Year:
    def span(year: int) -> Span:
        day = easter(year)
        return Span(day + timedelta(days=first), day + timedelta(days=first if last is None else last))

    return span


def _weekday_from(month: int, day: int, weekday: int, before: int = 0, after: int = 0) -> Year:
    """The first such weekday from that day, with days before and after it."""

    def span(year: int) -> Span:
        begins = date(year, month, day)
        named = begins + timedelta(days=(weekday - begins.weekday()) % 7)
        return Span(named - timedelta(days=before), named + timedelta(days=after))

    return span


_EASTER, _WHITSUN, _CHRISTMAS = _from_easter(-2, 1), _from_easter(48, 49), _fixed(12, 24, 3)
_MIDSUMMER, _NEW_YEAR = _weekday_from(6, 20, 5, before=1), _fixed(12, 31, 2)

_NAMES: Final[tuple[tuple[str, Year], ...]] = (
    ("nyarsdagen, nyarsdag, new year ' s day, new years day", _fixed(1, 1)),
    ("nyarsafton, nyarsaftonen, new year ' s eve, new years eve", _fixed(12, 31)),
    ("nyar, nyaret, nyarshelgen, arsskiftet, new year, turn of the year", _NEW_YEAR),
    ("trettondagen, trettondedag jul, epiphany", _fixed(1, 6)),
    ("trettondagsafton, trettondedagsafton", _fixed(1, 5)),
    ("alla hjartans dag, valentine ' s day", _fixed(2, 14)),
    ("skartorsdag, skartorsdagen, maundy thursday", _from_easter(-3)),
    ("langfredag, langfredagen, good friday", _from_easter(-2)),
    ("paskafton, paskaftonen, holy saturday, easter saturday, easter eve", _from_easter(-1)),
    ("paskdagen, paskdag, easter sunday, easter day", _from_easter(0)),
    ("annandag pask, annandagen pask, easter monday", _from_easter(1)),
    ("pask, pasken, paskhelgen, easter, easter weekend", _EASTER),
    ("valborg, valborgsmassoafton, walpurgis night", _fixed(4, 30)),
    ("forsta maj, may day", _fixed(5, 1)),
    ("kristi himmelsfard, kristi himmelsfardsdag, kristi himmelsfardsdagen, himmelsfardsdagen, ascension, "
     "ascension day", _from_easter(39)),
    ("pingstafton, whitsun eve", _from_easter(48)),
    ("pingstdagen, pingstdag, whit sunday", _from_easter(49)),
    ("annandag pingst, whit monday", _from_easter(50)),
    ("pingst, pingsten, pingsthelgen, whitsun, pentecost", _WHITSUN),
    ("mors dag", _weekday_from(5, 25, 6)),
    ("nationaldagen, sveriges nationaldag, national day, sweden ' s national day", _fixed(6, 6)),
    ("midsommarafton, midsommaraftonen, midsummer eve, midsummer ' s eve", _weekday_from(6, 19, 4)),
    ("midsommardagen, midsommardag, midsummer day, midsummer ' s day", _weekday_from(6, 20, 5)),
    ("midsommar, midsommaren, midsommarhelgen, midsummer", _MIDSUMMER),
    ("halvarsskiftet", _fixed(6, 30, 2)),
    ("semestern, semestrarna, industrisemestern", _fixed(7, 1, 31)),
    ("halloween", _fixed(10, 31)),
    ("alla helgons dag, allhelgonadagen, all saints ' day, all saints day, all saints", _weekday_from(10, 31, 5)),
    ("allhelgona, allhelgonahelgen", _weekday_from(10, 31, 5, before=1, after=1)),
    ("fars dag", _weekday_from(11, 8, 6)),
    ("forsta advent, first of advent, first sunday of advent", _weekday_from(11, 27, 6)),
    ("andra advent", _weekday_from(12, 4, 6)),
    ("tredje advent", _weekday_from(12, 11, 6)),
    ("fjarde advent", _weekday_from(12, 18, 6)),
    ("lucia, luciadagen, st lucy ' s day", _fixed(12, 13)),
    ("julafton, julaftonen, christmas eve", _fixed(12, 24)),
    ("juldagen, juldag, christmas day", _fixed(12, 25)),
    ("annandag jul, annandagen jul, annandagen, boxing day", _fixed(12, 26)),
    ("mellandagarna", _fixed(12, 27, 4)),
    ("julen, julhelgen, christmas", _CHRISTMAS),
    ("vinter, vintern, winter", lambda year: Span.months(year, 12, 2)),
)  # fmt: skip

FEASTS: Final = {name: span for names, span in _NAMES for name in names.split(", ")} | {"jul": _CHRISTMAS}
"""What each is in a year; "jul" is July as well, which the neighbours decide."""
FEAST_WORDS: Final = frozenset(name for name in FEASTS if " " not in name and "semester" not in name)
"""Those that are words for a time and nothing else; somebody's own holidays are asked of others."""
FEAST_PARTS: Final = frozenset(word for name in FEASTS if " " in name for word in name.split())
"""The words of those named by several."""
VARYING: Final = frozenset(
    ["sportlov", "sportlovet", "sportlovsveckan", "pasklov", "pasklovet", "hostlov", "hostlovet", "laslov", "laslovet",
     "jullov", "jullovet", "sommarlov", "sommarlovet", "lovet", "lovveckan", "lasaret", "lasar", "terminen",
     "terminsstart", "studiedagen"]
)  # fmt: skip
"""Their weeks differ from municipality to municipality."""
