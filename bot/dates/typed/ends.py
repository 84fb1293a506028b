"""Reads open rows of days – from May, up to November, since, after, before – and rows between dates of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal

from bot.dates.typed.parts import AmbiguousDate, Around, NamedSpan, NotADate, Reader, Side
from bot.dates.typed.words import AND, BEFORE_A_DATE, DateTokens, Phrases
from bot.dates.when import Span

_MOST_WORDS_BEFORE = 2  # "nu på torsdag"
_Opening = Side | Literal["since", "between"]
_opening: Callable[[Iterable[str], _Opening], dict[str, _Opening]] = dict.fromkeys
_OPENINGS: Phrases[_Opening] = Phrases(
    _opening(("fran", "fran och med", "from", "from and including", "fr . o . m .", "fr . o . m", "f . o . m .",
                   "fr o m", "fom", "starting", "starting from", "as of", "as from", "med borjan", "med start",
                   "tidigast", "inte fore", "inte innan", "inte forran", "not before", "not until"), "from")
    | _opening(("fram till", "fram till och med", "fram tills", "anda till", "tills", "till och med", "t o m",
                     "t . o . m .", "t . o . m", "tom", "senast", "until", "till and including", "up to", "through",
                     "up until", "no later than", "not later than", "by", "inte efter", "inte senare an", "not after"),
               "until")
    | _opening(("efter", "after", "senare an", "later than"), "after")
    | _opening(("fore", "innan", "before", "tidigare an", "earlier than"), "before")
    | _opening(("sedan", "alltsedan", "anda sedan", "sen", "since", "ever since"), "since")
    | _opening(("mellan", "between"), "between")
)  # fmt: skip
_side: Callable[[Iterable[str], Side], dict[str, Side]] = dict.fromkeys
_ONWARDS: Phrases[Side] = Phrases(
    _side(("och framat", "framat", "framover", "och framover", "onwards", "onward", "and onwards", "eller senare",
           "och senare", "or later", "and later", "tidigast", "at the earliest"), "from")
    | _side(("eller tidigare", "och tidigare", "och bakat", "or earlier", "and earlier", "senast", "at the latest"),
            "until")
)  # fmt: skip
_TO = frozenset({"-", "till", "to"})


def date_at(line: DateTokens, i: int, around: Around, plain: Reader) -> tuple[NamedSpan, int] | None:
    """The date that `plain` reads there, behind small words, as a whole: with the end that is open, or both ends."""
    return _behind_small_words(
        line, i, lambda place: _opened(line, place, around, plain) or _onwards(line, place, around, plain)
    )


def _behind_small_words(
    line: DateTokens, i: int, read: Callable[[int], tuple[NamedSpan, int] | None]
) -> tuple[NamedSpan, int] | None:
    for place in range(i, i + _MOST_WORDS_BEFORE + 1):
        if there := read(place):
            return there
        if line.word(place) not in BEFORE_A_DATE:
            return None
    return None


def _onwards(line: DateTokens, i: int, around: Around, plain: Reader) -> tuple[NamedSpan, int] | None:
    """As in maj och framåt; most have nothing after them."""
    read = plain(line, i, around)
    if read is None:
        return None
    side, end = _ONWARDS.at(line, read[1])
    return read if side is None else (replace(read[0], side=side), end)


def _opened(line: DateTokens, i: int, around: Around, plain: Reader) -> tuple[NamedSpan, int] | None:
    opening, start = _OPENINGS.at(line, i)
    if opening is None or (opening == "since" and line.word(i - 1) in AND):  # "i maj och sedan i juni"
        return None
    if row := plain(line, i, around):  # "från maj till november"
        return row
    if opening == "since":
        return _date(line, start, replace(around, towards="past"), plain, lambda named: _since(named, around))
    if opening == "between":
        first = _date(line, start, around, plain)
        return _closed(line, first, around, plain, opening) if first else None
    first = _date(line, start, around, plain, lambda named: replace(named, side=opening))
    if first and (row := _closed(line, first, around, plain, opening)):
        return row
    return first and (first[0], _ONWARDS.at(line, first[1])[1] if opening == "from" else first[1])


def _date(
    line: DateTokens,
    i: int,
    around: Around,
    plain: Reader,
    build: Callable[[NamedSpan], NamedSpan] = lambda named: named,
) -> tuple[NamedSpan, int] | None:
    """What is made of the date there; of each that may be meant when it is in doubt."""
    try:
        read = _behind_small_words(line, i, lambda place: plain(line, place, around))
    except AmbiguousDate as doubt:
        doubt.offers = tuple(build(each) for each in doubt.offers)
        raise
    return (build(read[0]), read[1]) if read else None


def _since(named: NamedSpan, around: Around) -> NamedSpan:
    if named.span.first > around.today:
        return replace(named, side="from")
    return NamedSpan(Span(named.span.first, around.today), "days")


def _closed(
    line: DateTokens, first: tuple[NamedSpan, int], around: Around, plain: Reader, opening: _Opening
) -> tuple[NamedSpan, int] | None:
    """The row from the first date to the one that ends it: "efter maj men före november", "från i dag till slutet av
    maj"."""
    begins, end = first
    if begins.side not in ("from", "after", ""):
        return None
    place = line.skip(end, ("och", "men", "and", "but", ","))
    side, start = _OPENINGS.at(line, place)
    if opening == "between":
        if line.word(end) not in AND:
            return None
        side, start = "until", place
    elif side not in ("until", "before"):
        if line.word(end) not in _TO:
            return None
        side, start = "until", end + 1

    def join(named: NamedSpan) -> NamedSpan:
        last = replace(named, side="before" if side == "before" else "until").reach.last
        if last < begins.reach.first:
            raise NotADate("", "backwards")
        return NamedSpan(Span(begins.reach.first, last), "days")

    try:
        return _date(line, start, around, plain, join)
    except NotADate as refused:
        if refused.reason != "backwards":
            raise
    later = replace(around, today=begins.span.first, towards="coming")  # "från slutet av november till mars"
    return _date(line, start, later, plain, join)
