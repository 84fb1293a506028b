"""Reads parts of a time: its beginning, middle or end, a half, its first week or last Thursday, a weekend, the week of
a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from bot.dates.typed.numeric_dates import year_at
from bot.dates.typed.parts import AmbiguousDate, Around, NamedSpan, Reader, in_range, moved, this_week
from bot.dates.typed.words import (
    MODIFIERS,
    ORDINALS,
    SPELLED_ORDINALS,
    THE_COMING,
    UNITS,
    WEEKENDS,
    DateTokens,
    Phrases,
    months,
    weekdays,
)
from bot.dates.when import ONE_DAY, Span, add_months

Read = tuple[NamedSpan, int] | None

_SHARES = Phrases(
    dict.fromkeys(("borjan av", "borjan pa", "inledningen av", "beginning of", "start of", "early", "tidigt i",
                   "tidigt pa", "tidig", "tidiga"), (0, 3))
    | dict.fromkeys(("mitten av", "mitten pa", "middle of", "mid", "mid -", "mitt i", "mitt pa"), (1, 3))
    | dict.fromkeys(("slutet av", "slutet pa", "end of", "late", "sent pa", "sent i"), (2, 3))
    | dict.fromkeys(("forsta halvan av", "forsta halften av", "first half of"), (0, 2))
    | dict.fromkeys(("andra halvan av", "andra halften av", "second half of"), (1, 2))
)  # fmt: skip
"""Which part of how many."""
_REST = Phrases(dict.fromkeys(
    ("resten av", "aterstoden av", "the rest of", "rest of", "the remainder of", "remainder of"), True
))  # fmt: skip
_SHARES_AFTER = {"borjan": (0, 3), "mitt": (1, 3), "slut": (2, 3)}  # "årets slut"
_OF_A_WEEK = {(0, 3): (0, 2), (1, 3): (1, 3), (2, 3): (3, 6), (0, 2): (0, 3), (1, 2): (3, 6)}
_THIS = {"aret", "veckan", "manaden", "kvartalet", "year", "week", "month", "quarter"}
_NTH = Phrases(SPELLED_ORDINALS | {"sista": -1, "siste": -1, "last": -1, "nast sista": -2, "second to last": -2})
_ARTICLES = ("den", "det", "the")
_IN = ("i", "av", "of", "in", "pa", "under")
_WEEK_OF = Phrases(dict.fromkeys(
    ("of", "med", "kring", "runt", "som borjar", "commencing", "starting", "beginning"), True
))  # fmt: skip

_BEGINNINGS = frozenset().union(
    _SHARES.beginnings, _REST.beginnings, _NTH.beginnings, MODIFIERS.beginnings, WEEKENDS, _ARTICLES, ("veckan", "week")
)


def portion(line: DateTokens, i: int, around: Around, plain: Reader) -> Read:
    """A part of a time that `plain` reads; most words of a sentence are passed by at once."""
    word = line.word(i)
    if word not in _BEGINNINGS and not word[:1].isdigit():
        read = line.word(i + 1) in _SHARES_AFTER and _share(line, i, around, plain)
        return read or None
    return (
        _share(line, i, around, plain)
        or _nth(line, i, around, plain)
        or _week_of(line, i, around, plain)
        or _weekend(line, i, around, plain)
    )


def _share(line: DateTokens, i: int, around: Around, plain: Reader) -> Read:
    """As in början av maj, slutet av året, first half of May, mid-May, årets slut."""
    share, start = _SHARES.at(line, line.skip(i, _ARTICLES))
    if share is not None:
        read = _whole(line, start, around, plain)
        return _shared(read[0].span, *share, read[1]) if read else None
    rest, start = _REST.at(line, i)
    if rest and (read := _whole(line, start, around, plain)):
        if read[0].span.last < around.today:
            return None
        return NamedSpan(Span(max(read[0].span.first, around.today), read[0].span.last), "days"), read[1]
    if line.word(i + 1) in _SHARES_AFTER and (read := plain(line, i, around)) and read[1] == i + 1:
        return _shared(read[0].span, *_SHARES_AFTER[line.word(i + 1)], i + 2)
    return None


def _whole(line: DateTokens, i: int, around: Around, plain: Reader) -> Read:
    """The time that something is a part of; "året" is this year."""
    if read := plain(line, i, around) or plain(line, line.skip(i, _ARTICLES), around):
        return read
    i = line.skip(i, _ARTICLES)
    year, end = year_at(line, line.skip(i, ("aret", "year")))  # "slutet av 21", "slutet av året -21"
    if year is not None:
        return NamedSpan(in_range(Span.year(year)), "year"), end
    if line.word(i) in _THIS:
        return moved(UNITS[line.word(i)], 0, around.today), i + 1
    return None


def _shared(span: Span, nth: int, of: int, end: int) -> Read:
    months = (span.last.year - span.first.year) * 12 + span.last.month - span.first.month + 1
    if span.is_whole_months and months % of == 0:
        first = add_months(span.first, nth * months // of)
        return NamedSpan(Span(first, add_months(first, months // of) - ONE_DAY), "days"), end
    if span.days == 7:
        first_day, last_day = _OF_A_WEEK[nth, of]
        return NamedSpan(Span(span.first + first_day * ONE_DAY, span.first + last_day * ONE_DAY), "days"), end
    if span.days < 7:
        return None
    length = span.days // of if months > 1 else {3: 10, 2: 15}[of]
    first = span.first + nth * length * ONE_DAY
    return NamedSpan(Span(first, span.last if nth == of - 1 else first + (length - 1) * ONE_DAY), "days"), end


def _nth(line: DateTokens, i: int, around: Around, plain: Reader) -> Read:
    """As in första veckan i maj, den sista torsdagen i november, 2nd weekend of May."""
    start = line.skip(i, _ARTICLES)
    nth, place = _NTH.at(line, start)
    if nth is None and (nth := line.number(start, 31)) is not None:
        place = line.skip(start + 1, ":")
        if line.word(place) not in ORDINALS:
            return None
        place += 1
    if nth == -1 and line.word(start) in ("sista", "siste") and line.word(place) in months():  # "sista maj"
        month = plain(line, place, around)
        return (NamedSpan(Span.day(month[0].span.last), "day"), month[1]) if month else None
    what, weekday = line.word(place), weekdays().get(line.word(place))
    is_day, is_week, is_weekend = UNITS.get(what) == "day", what in ("vecka", "veckan", "week"), what in WEEKENDS
    if nth is None or not (is_day or is_week or is_weekend or weekday is not None) or line.word(place + 1) not in _IN:
        return None
    if (read := _whole(line, place + 2, around, plain)) is None or read[0].span.days < 28:
        return None
    within, end = read[0].span, read[1]
    if is_week:
        return _nth_week(within, nth, end)
    step = ONE_DAY if is_day else 7 * ONE_DAY
    day = _first_of(within, nth, None if is_day else 5 if is_weekend else weekday) + (nth - (nth > 0)) * step
    if nth < 0:
        day += step
    if day not in within:
        return None
    return (NamedSpan(Span(day, day + ONE_DAY), "days") if is_weekend else NamedSpan(Span.day(day), "day")), end


def _first_of(within: Span, nth: int, weekday: int | None) -> date:
    """The first such weekday of a time, or the last when counted from its end."""
    if weekday is None:
        return within.first if nth > 0 else within.last
    if nth > 0:
        return within.first + (weekday - within.first.weekday()) % 7 * ONE_DAY
    return within.last - (within.last.weekday() - weekday) % 7 * ONE_DAY


def _nth_week(within: Span, nth: int, end: int) -> Read:
    """The first week of a time is the first that mostly lies in it, or that wholly does: where those differ, either."""
    edge = within.first if nth > 0 else within.last
    week = this_week(edge)
    inside = week.last.day if nth > 0 else monthrange(edge.year, edge.month)[1] - week.first.day + 1
    one, away = (ONE_DAY if nth > 0 else -ONE_DAY) * 7, abs(nth) - 1
    mostly, wholly = (week.first + (away + (inside < least)) * one for least in (4, 7))
    offers = [NamedSpan(this_week(each), "week") for each in dict.fromkeys((mostly, wholly))]
    if len(offers) > 1:
        raise AmbiguousDate("", "readings", tuple(offers), end)
    return offers[0], end


def _week_of(line: DateTokens, i: int, around: Around, plain: Reader) -> Read:
    """As in week of 10 May, veckan 10 maj."""
    if line.word(i) not in ("veckan", "week"):
        return None
    _, start = _WEEK_OF.at(line, i + 1)
    read = plain(line, start, around) or plain(line, line.skip(start, ("den", "the")), around)
    if read is None or read[0].kind not in ("day", "days"):
        return None
    week = this_week(read[0].span.first)
    return (NamedSpan(week, "week"), read[1]) if read[0].span.last in week else None


def _weekend(line: DateTokens, i: int, around: Around, plain: Reader) -> Read:
    """As in helgen, nästa helg, this weekend, helgen v. 20, helgen 15–16 maj."""
    modifier, start = MODIFIERS.at(line, i)
    if line.word(start) not in WEEKENDS:
        return None
    if modifier is not None:
        weeks = 0 if line.word(i) in THE_COMING else modifier
        return _saturday(moved("week", weeks, around.today).span), start + 1
    place = line.skip(start + 1, _IN)
    read = plain(line, place, around) or plain(line, line.skip(place, ("den", "the")), around)
    if read and read[0].span.days <= 7 and read[0].span.last in this_week(read[0].span.first):
        return _saturday(this_week(read[0].span.first)), read[1]
    if line.word(start) == "helg":
        return None
    is_over = around.towards in ("past", "last") and around.today.weekday() < 5
    return _saturday(moved("week", -1 if is_over else 0, around.today).span), start + 1


def _saturday(week: Span) -> NamedSpan:
    return NamedSpan(Span(week.last - ONE_DAY, week.last), "days")
