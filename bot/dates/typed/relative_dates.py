"""Reads dates counted from today: "i morgon", "nästa torsdag", "om två veckor", "den 14:e", "i våras", "last month"."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from bot.dates.typed.named_dates import may_begin, part, weekday_at
from bot.dates.typed.parts import (
    MONTHS_IN,
    Around,
    DatePart,
    NamedSpan,
    NotADate,
    Towards,
    moved,
    nearest,
    resolve,
    this_week,
)
from bot.dates.typed.words import (
    MODIFIERS,
    NUMBERS,
    ORDINALS,
    PAST_FEASTS,
    PAST_SEASONS,
    PLURALS,
    SPELLED_ORDINALS,
    THE_COMING,
    UNITS,
    UNITS_IN_SHORT,
    WEEKS,
    DateTokens,
    Phrases,
    months,
    past_weekdays,
)
from bot.dates.when import ONE_DAY, Span, add_months

Read = tuple[NamedSpan, int] | None

_DAYS = Phrases({
    "idag": 0, "i dag": 0, "today": 0, "ikvall": 0, "i kvall": 0, "tonight": 0, "i morse": 0, "i formiddag": 0,
    "i eftermiddag": 0, "i natt": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "imorgon": 1, "i morgon": 1, "tomorrow": 1,
    "overmorgon": 2, "iovermorgon": 2, "i overmorgon": 2, "day after tomorrow": 2, "the day after tomorrow": 2,
    "igar": -1, "i gar": -1, "yesterday": -1,
    "forrgar": -2, "i forrgar": -2, "day before yesterday": -2, "the day before yesterday": -2,
})  # fmt: skip
_PERIODS = Phrases({
    "veckan efter nasta": ("week", 2), "week after next": ("week", 2), "the week after next": ("week", 2),
    "manaden efter nasta": ("month", 2), "month after next": ("month", 2), "the month after next": ("month", 2),
    "aret efter nasta": ("year", 2), "year after next": ("year", 2), "the year after next": ("year", 2),
    "i ar": ("year", 0), "arets": ("year", 0), "i fjol": ("year", -1), "i forfjol": ("year", -2),
    "i veckan": ("week", 0), "veckan": ("week", 0), "veckans": ("week", 0),
    "manadens": ("month", 0), "under aret": ("year", 0), "during the year": ("year", 0),
    "under manaden": ("month", 0), "under kvartalet": ("quarter", 0),
})  # fmt: skip
_YEARS = Phrases({
    "i ar": 0, "this year": 0, "of this year": 0, "nasta ar": 1, "next year": 1, "of next year": 1, "i fjol": -1,
    "i forfjol": -2, "forra aret": -1, "last year": -1, "of last year": -1, "foregaende ar": -1,
    "nasta ars": 1, "forra arets": -1, "arets": 0,
})  # fmt: skip
_TOWARDS: dict[int, Towards] = {1: "next", 0: "coming", -1: "last"}


def relative_date(line: DateTokens, i: int, around: Around) -> Read:
    """A date counted from today; most words of a sentence are passed by at once."""
    if line.word(i) not in _BEGINNINGS and not may_begin(line, i):
        return None
    return (
        _in_a_year(line, i, around)
        or _phrase(line, i, around.today)
        or _counted(line, i, around.today)
        or _stretch(line, i, around.today)
        or _modified(line, i, around)
        or _weekday(line, i, around)
        or _bygone(line, i, around)
        or _day_of_month(line, i, around)
    )


def _phrase(line: DateTokens, i: int, today: date) -> Read:
    days, end = _DAYS.at(line, i)
    if days is not None:
        return _day(today + days * ONE_DAY), end
    period, end = _PERIODS.at(line, i)
    before = line.word(i - 2 if line.word(i - 1) == "i" and i > 1 else i - 1)
    if period is None or before in _OFTEN or before in SPELLED_ORDINALS:  # "en gång i veckan"
        return None
    return moved(*period, today), end


_OFTEN = frozenset({"gang", "ganger", "dag", "dagar", "timme", "timmar", "varje", "per"})


def _in_a_year(line: DateTokens, i: int, around: Around) -> Read:
    """As in "maj nästa år", "next year in May", "november i år"."""
    away, start = _YEARS.at(line, i)
    read = part(line, line.skip(start, ("i", "in", "pa")))
    if read is None or read[0].year is not None or read[0].unit == "year":
        return None
    end = read[1]
    if away is None:
        away, end = _YEARS.at(line, end)
    if away is None:
        return None
    return resolve(replace(read[0], year=around.today.year + away), around), end


def _counted(line: DateTokens, i: int, today: date) -> Read:
    """As in "om två veckor", "in 3 days", "för 3 dagar sedan", "two weeks ago"."""
    word = line.word(i)
    opening = word if word in ("om", "in", "for") else ""
    if opening or word in ("inom", "within"):
        _refuse_vague(line, i + 1)
    elif not (word in NUMBERS or word.isdecimal() or word in ("ett", "a")):
        return None
    unit, count, end = _amount(line, i + 1 if opening else i)
    if not count:
        return None
    if opening in ("om", "in"):
        return _away(unit, count, today), end
    if line.word(end) in ("sedan", "sen", "ago"):
        return _away(unit, -count, today), end + 1
    if line.phrase(end, 2) in ("from now", "fran nu"):
        return _away(unit, count, today), end + 2
    return None


def _refuse_vague(line: DateTokens, i: int) -> None:
    """Refuse what is counted in no number: om några veckor, in a few days, om en och en halv månad."""
    place = next((at for at in range(i, i + 6) if UNITS.get(line.word(at))), None)
    if place is not None and any(line.word(at) in _VAGUE or line.close(at, ",.") for at in range(i, place)):
        raise NotADate("", "vague")


_VAGUE = frozenset({"nagra", "flera", "few", "several", "halv", "halvt", "half", "some"})


def _amount(line: DateTokens, i: int) -> tuple[str, int, int]:
    """As in två veckor, ett par månader, 3 days: unit, count (0: there is none) and the place after it."""
    if line.close(i - 1, ",.") and line.word(i - 2).isdecimal():  # "1,5 år sedan"
        return "", 0, i
    i = line.skip(i, ("ett", "a")) if line.word(i + 1) in ("par", "couple") else i
    count = NUMBERS.get(line.word(i)) or line.number(i, 9999, digits=4)
    place = line.skip(i + 1, ("of",))
    if count and line.word(place) in ("fortnight", "fortnights"):
        return "week", 2 * count, place + 1
    unit = UNITS.get(line.word(place)) or (UNITS_IN_SHORT.get(line.typed(place, 1)) if place > i else None)
    return (unit, count, place + 1) if count and unit else ("", 0, i)


_AHEAD = frozenset({"inom", "within", "narmaste", "kommande", "nasta", "next", "coming"})
_BEHIND = frozenset({"senaste", "forra", "last", "past", "gangna"})
_WAYS = _AHEAD | _BEHIND


def _stretch(line: DateTokens, i: int, today: date) -> Read:
    """As in inom två veckor, de närmaste tre månaderna, the last two weeks, senaste året: from today, or up to it."""
    way = line.word(i)
    if way not in _WAYS:
        return None
    unit, count, end = _amount(line, i + 1)
    if not count and line.word(i + 1) in PLURALS:
        raise NotADate("", "vague")
    if not count and way in ("narmaste", "senaste", "past") and (one := UNITS.get(line.word(i + 1))):
        unit, count, end = one, 1, i + 2
    if not count:
        return None
    if way in _BEHIND:
        count = -count
    if not -9999 < count < 9999:
        raise NotADate("", "out_of_range")
    try:
        other = (
            today + timedelta(days=count * (7 if unit == "week" else 1))
            if unit in ("day", "week")
            else add_months(today, count * MONTHS_IN[unit])
        )
    except (ValueError, OverflowError):
        raise NotADate("", "out_of_range") from None
    return NamedSpan(Span(min(today, other), max(today, other)), "days"), end


def _away(unit: str, count: int, today: date) -> NamedSpan:
    """Days and weeks are counted to the very day; so many months, quarters or years away is the whole of it; half a
    year the month."""
    if unit == "half":
        return moved("month", count * MONTHS_IN[unit], today)
    if unit in ("day", "week"):
        return _day(today + timedelta(days=count * (7 if unit == "week" else 1)))
    return moved(unit, count, today)


def _modified(line: DateTokens, i: int, around: Around) -> Read:
    """As in "nästa vecka", "förra våren", "this Thursday": nästa torsdag is the one in next week."""
    modifier, start = MODIFIERS.at(line, i)
    if modifier is None or (line.word(i), line.word(i + 1)) == ("last", "day"):
        return None
    if line.word(start) in PLURALS:
        raise NotADate("", "vague")
    if unit := UNITS.get(line.word(start)):
        return moved(unit, modifier, around.today), start + 1
    if abs(modifier) > 1:
        return None
    weekday, end = weekday_at(line, start)
    if weekday is not None and line.word(i) in THE_COMING:
        return _day(_weekday_after(weekday, around.today)), end
    if weekday is not None:
        return _day(_modified_weekday(weekday, modifier, around.today)), end
    read = part(line, start)
    if read is None or read[0].year is not None:
        return None
    return resolve(read[0], replace(around, towards=_TOWARDS[modifier])), read[1]


def _modified_weekday(weekday: int, modifier: int, today: date) -> date:
    if modifier < 0:
        return _weekday_before(weekday, today)
    return this_week(today).first + (weekday + 7 * modifier) * ONE_DAY


def _weekday_before(weekday: int, today: date) -> date:
    return today - ((today.weekday() - weekday - 1) % 7 + 1) * ONE_DAY


def _weekday(line: DateTokens, i: int, around: Around) -> Read:
    """As in "torsdag" (the next after today), "torsdag nästa vecka", "torsdag vecka 21"."""
    weekday, end = weekday_at(line, i)
    if weekday is None:
        return None
    week = _week(line, line.skip(end, ("i", "in", "of")), around)
    if week:
        return _day(week[0].span.first + weekday * ONE_DAY), week[1]
    if around.towards in ("past", "last"):
        return _day(_weekday_before(weekday, around.today)), end
    return _day(_weekday_after(weekday, around.today)), end


def _weekday_after(weekday: int, today: date) -> date:
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * ONE_DAY


def _week(line: DateTokens, i: int, around: Around) -> Read:
    modifier, start = MODIFIERS.at(line, i)
    if modifier is not None and UNITS.get(line.word(start)) == "week":
        return moved("week", modifier, around.today), start + 1
    if line.word(i) in WEEKS and (read := part(line, i)):
        return resolve(read[0], around), read[1]
    return None


def _bygone(line: DateTokens, i: int, around: Around) -> Read:
    """As in "i torsdags", "i våras"."""
    if line.word(i) != "i":
        return None
    word = line.word(i + 1)
    if (weekday := past_weekdays().get(word)) is not None:
        return _day(_weekday_before(weekday, around.today)), i + 2
    if season := PAST_SEASONS.get(word):
        bygone = DatePart("season", season=season)
        soon = replace(around, today=add_months(around.today, 1), towards="last")  # in June "i våras" is this spring
        span = nearest(lambda year: bygone.span(year, around.seasons), soon)
        return NamedSpan(span, "season"), i + 2
    if feast := PAST_FEASTS.get(word):
        return resolve(DatePart("feast", season=feast), replace(around, towards="last")), i + 2
    return None


_BEFORE_A_DAY = ("den", "the")
_AFTER_A_DAY = frozenset(
    {"i", "in", "pa", "on", "at", "kl", "klockan", "och", "eller", "and", "or", "till", "to", "da", "nu", "for", "ar",
     "is", "har", "med", "with", "egentligen", "blir", "ska", "men", "but"}
)  # fmt: skip


def _day_of_month(line: DateTokens, i: int, around: Around) -> Read:
    """As in den 14:e, the 14th, den 14: in this month or the one it comes or came in. "Den 3:e aktiviteten" is none."""
    start = line.skip(i, _BEFORE_A_DAY)
    day, end = _ORDINALS.at(line, start)
    if day is not None and start > i and day > _FEW and line.word(end) not in months() and not line.word(end).isalpha():
        return _nearest_day(day, around, end)
    day, end = line.number(start, 31), line.skip(start + 1, ":")
    if day is None or (end > start + 1 and line.word(end) not in ORDINALS):
        return None
    is_ordinal = line.word(end) in ORDINALS and not line.tokens[end].spaced
    if not is_ordinal and (start == i or line.word(start - 1) == "the"):
        return None
    if start == i and end == start + 1 and line.word(end) in ("e", "a"):  # "klass 2a"
        return None
    end += is_ordinal
    after = line.word(end)
    if (after.isalpha() and after not in _AFTER_A_DAY) or after.isdecimal():
        return None
    return _nearest_day(day, around, end)


_ORDINALS = Phrases(SPELLED_ORDINALS)
_FEW = 3  # "den andra" may be the other one


def _nearest_day(day: int, around: Around, end: int) -> Read:
    """That day in this month or the nearest that has it."""
    back = around.towards in ("past", "last")
    for away in range(13):
        month = add_months(around.today.replace(day=1), -away if back else away)
        with suppress(ValueError):
            of_month = month.replace(day=day)
            if of_month <= around.today if back else of_month >= around.today:
                return _day(of_month), end
    return None


def _day(day: date) -> NamedSpan:
    return NamedSpan(Span.day(day), "day")


_BEGINNINGS = frozenset().union(
    *(each.beginnings for each in (_DAYS, _PERIODS, _YEARS, MODIFIERS)), NUMBERS, _AHEAD, _BEHIND, _BEFORE_A_DAY,
    ("om", "in", "for", "i"),
)  # fmt: skip
