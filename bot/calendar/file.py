"""Meetings as an iCalendar file (RFC 5545), as Outlook, Google and Apple want it. Entries in, bytes out.

The same entries always give the same bytes: no clock is read and nothing is left to chance. Lines end with CRLF and
are folded at 75 octets. ORGANIZER is left out on purpose, though RFC 5546 wants one with PUBLISH: the bot knows
nobody's e-mail address, and with an invented one Outlook takes the entry for an invitation to be answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.text import clean, one_line

if TYPE_CHECKING:
    from icalendar import Event, Timezone


TIME_ZONE: Final = "Europe/Stockholm"
ASK_AGAIN: Final = timedelta(hours=4)
"""How often a subscribed calendar is asked to read again."""
MADE_BY: Final = "-//Natverksbot//Meetings//SV"

_ADDRESS: Final = re.compile(r"https?://[^\s\"<>\\^`{|}]+")


class Status(StrEnum):
    """Whether it takes place, in iCalendar's words."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Time(StrEnum):
    """What it does to the time of whoever's calendar it stands in, in Outlook's words."""

    BUSY = "BUSY"
    TENTATIVE = "TENTATIVE"
    FREE = "FREE"


@dataclass(frozen=True)
class Entry:
    """One meeting in a calendar. Texts are plain, as a person reads them; nothing in them is escaped.

    `begins` and `ends` are two days for an all-day entry, the second no longer a part of it, or two aware moments.
    """

    uid: str
    sequence: int
    changed_at: datetime
    """When what it says last changed, as far as is known; aware."""
    summary: str
    begins: date
    ends: date
    status: Status = Status.CONFIRMED
    time: Time = Time.BUSY
    """Whether the time is taken; a note takes none."""
    location: str = ""
    link: str = ""
    description: str = ""


def calendar_file(name: str, language: str, entries: Iterable[Entry]) -> bytes:
    """Write a calendar of that name; `language` is the code of the one its texts are in."""
    from icalendar import Calendar, vText

    in_order = sorted(entries, key=lambda each: each.uid)
    calendar = Calendar()
    for key, value in (("prodid", MADE_BY), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(key, value)
    for key in ("name", "x-wr-calname"):
        calendar.add(key, vText(one_line(name)))
    calendar.add("x-wr-timezone", TIME_ZONE)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    if any(_has_hours(each) for each in in_order):
        calendar.add_component(_stockholm())
    for each in in_order:
        calendar.add_component(_event(each, language))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: Entry, language: str) -> Event:
    from icalendar import Event

    event = Event()
    stamp = entry.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("status", entry.status.value)
    event.add("transp", "TRANSPARENT" if entry.time is Time.FREE else "OPAQUE")
    event.add("x-microsoft-cdo-busystatus", entry.time.value)
    event.add("dtstart", _when(entry.begins))
    event.add("dtend", _when(entry.ends))
    if not _has_hours(entry):
        event.add("x-microsoft-cdo-alldayevent", "TRUE")
    _add_texts(event, entry, language)
    return event


def _add_texts(event: Event, entry: Entry, language: str) -> None:
    in_language = {"LANGUAGE": language}
    event.add("summary", one_line(entry.summary) or "–", parameters=in_language)
    if location := one_line(entry.location):
        event.add("location", location, parameters=in_language)
    if description := clean(entry.description):
        event.add("description", description, parameters=in_language)
    if _ADDRESS.fullmatch(link := clean(entry.link)):
        event.add("url", link)


def _has_hours(entry: Entry) -> bool:
    return isinstance(entry.begins, datetime)


def _when(at: date) -> date:
    """A day as it is; a moment on Stockholm's clock, the only time zone that is explained in the file."""
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo(TIME_ZONE)) if isinstance(at, datetime) else at


def _stockholm() -> Timezone:
    """How Stockholm's clock changes, since 1996: what Outlook reads, as it does not know zones by their names."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", TIME_ZONE)
    zone.add("x-lic-location", TIME_ZONE)
    one, two = timedelta(hours=1), timedelta(hours=2)
    for part, name, since, month, before, after in (
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, one, two),  # noqa: DTZ001  (local, as it must be)
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, two, one),  # noqa: DTZ001
    ):
        part.add("tzname", name)
        part.add("dtstart", since)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
