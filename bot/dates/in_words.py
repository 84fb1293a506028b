"""Days, spans and hours in words, in Swedish and English.

The names of days and months are Babel's (a test holds them to it; read from there they cost 4 MB); their order is the
same in both languages (day, month, year). A language is its code: whatever begins with "sv" is Swedish, everything
else English. Nothing here looks at the clock; moments are shown in the time zone that is given.
"""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from typing import NamedTuple

from bot.dates.when import STOCKHOLM, Kind, Span


class Names(NamedTuple):
    """A locale's names; months at 1–12, weekdays at 0 (Monday)–6."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]


SWEDISH = Names(
    ("", "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
     "december"),
    ("", "jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."),
    ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"),
    ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
)  # fmt: skip
ENGLISH = Names(
    ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
     "December"),
    ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
)  # fmt: skip


def is_swedish(language: str) -> bool:
    return language.startswith("sv")


def names(language: str) -> Names:
    """A language's names of months and days."""
    return SWEDISH if is_swedish(language) else ENGLISH


def day(day: date, language: str) -> str:
    """As in "torsdag 14 maj 2020", "Thursday 14 May 2020"."""
    return f"{names(language).weekdays[day.weekday()]} {plain_day(day, language)}"


def plain_day(day: date, language: str) -> str:
    """As in "14 maj 2020", "14 May 2020"."""
    return f"{day.day} {month(day, language)}"


def month(day: date, language: str) -> str:
    """As in "maj 2020", "May 2020"."""
    return f"{names(language).months[day.month]} {day.year}"


def span(of: Span, language: str) -> str:
    """Say a span as shortly as it can be said in full: "14–15 maj 2020", "maj–juni 2020", "2020–2021"."""
    return _span(of, names(language).months, with_year=True)


def short_span(of: Span, language: str) -> str:
    """For lists where the year is plain: "14–15 maj", "30 apr.–1 maj"; the year is said when it changes."""
    return _span(of, names(language).short_months, with_year=False)


def weekdays_and_span(of: Span, language: str) -> str:
    """For days to choose between: "tors–fre 14–15 maj 2020", "Thu 14 May 2020"."""
    first, last = (names(language).short_weekdays[each.weekday()] for each in (of.first, of.last))
    return f"{first if of.days == 1 else f'{first}–{last}'} {span(of, language)}"


def _span(of: Span, months: tuple[str, ...], *, with_year: bool) -> str:
    first, last = of.first, of.last
    same_year = first.year == last.year
    if of.is_whole_years:
        return str(first.year) if same_year else f"{first.year}–{last.year}"
    if not same_year:
        return f"{_part(of, first, months)} {first.year}–{_part(of, last, months)} {last.year}"
    year = f" {last.year}" if with_year else ""
    if first.month != last.month:
        return f"{_part(of, first, months)}–{_part(of, last, months)}{year}"
    if of.is_whole_months:
        return f"{months[first.month]}{year}"
    days = str(first.day) if first == last else f"{first.day}–{last.day}"
    return f"{days} {months[first.month]}{year}"


def _part(of: Span, day: date, months: tuple[str, ...]) -> str:
    return months[day.month] if of.is_whole_months else f"{day.day} {months[day.month]}"


def understood(of: Span, kind: Kind, language: str) -> str:
    """Echo what was typed in the words that name it: "våren 2021", "vecka 21 2021", "torsdag 14 maj 2020"."""
    if kind == "day":
        return day(of.first, language)
    if kind == "week":
        year, week, _ = of.first.isocalendar()
        return f"vecka {week} {year}" if is_swedish(language) else f"week {week}, {year}"
    if kind == "season":
        return f"{_season(of, is_swedish(language))} {of.first.year}"
    if kind == "ongoing":
        return "löpande" if is_swedish(language) else "ongoing"
    return span(of, language)


def _season(of: Span, swedish: bool) -> str:
    if of.first.month < 6:
        return "våren" if swedish else "spring"
    if of.first.month == 6 and of.last.month <= 8:
        return "sommaren" if swedish else "summer"
    return "hösten" if swedish else "autumn"


def hour(at: time, language: str) -> str:
    """As in "09.00", in English "09:00"."""
    return f"{at:%H.%M}" if is_swedish(language) else f"{at:%H:%M}"


def hours(start: time, end: time | None, language: str) -> str:
    """As in "kl. 09.00–16.00", in English "09:00–16:00"."""
    clock = hour(start, language) if end is None else f"{hour(start, language)}–{hour(end, language)}"
    return f"kl. {clock}" if is_swedish(language) else clock


def _with_hours(day: str, hours: str, language: str) -> str:
    return f"{day} {hours}" if is_swedish(language) else f"{day}, {hours}"


def moment(at: datetime, language: str, tz: tzinfo = STOCKHOLM) -> str:
    """As in "torsdag 14 maj 2020 kl. 09.00", "Thursday 14 May 2020, 09:00", on the clock of that time zone."""
    here = at.astimezone(tz)
    return _with_hours(day(here.date(), language), hours(here.time(), None, language), language)


def plain_moment(at: datetime, language: str, tz: tzinfo = STOCKHOLM) -> str:
    """The same without the weekday: "14 maj 2020 kl. 09.00", "14 May 2020, 09:00"."""
    here = at.astimezone(tz)
    return _with_hours(plain_day(here.date(), language), hours(here.time(), None, language), language)


def from_today(day: date, today: date, language: str) -> str:
    """How far away a day is: "i dag", "i morgon", "om 12 dagar", "för 3 dagar sedan"."""
    away = (day - today).days
    if is_swedish(language):
        near = {-1: "i går", 0: "i dag", 1: "i morgon"}
        return near.get(away) or (f"om {away} dagar" if away > 0 else f"för {-away} dagar sedan")
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(away) or (f"in {away} days" if away > 0 else f"{-away} days ago")


def span_from_today(of: Span, today: date, language: str) -> str:
    """How far away some days are: which of them it is while they go on; counted from the last once they have been."""
    if of.days == 1 or today not in of:
        return from_today(of.first if today < of.first else of.last, today, language)
    number, goes_on = (today - of.first).days + 1, today > of.first
    if is_swedish(language):
        return f"{'pågår' if goes_on else 'i dag'}, dag {number} av {of.days}"
    return f"{'going on' if goes_on else 'today'}, day {number} of {of.days}"
