"""The web addresses of calendars: whoever has the secret in one reads that person's calendar."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.calendar import feeds
from bot.calendar.entries import entries_for, last_change
from bot.calendar.feeds import hash_of, still_answers
from bot.calendar.file import calendar_file
from bot.db import Database
from bot.language import speak
from bot.network import store as network_store
from bot.web import Site

NO_SUCH: Final = (
    "Den här kalenderadressen gäller inte längre. Skriv /mote kalender i Slack för att få en ny.\n"
    "This calendar address is no longer valid. Type /meeting calendar in Slack for a new one.\n"
)
UNSEEN: Final = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@dataclass(frozen=True)
class CalendarPage:
    """A calendar as it is served."""

    body: bytes
    changed_at: datetime | None

    @property
    def tag(self) -> str:
        """The same for the same contents."""
        return hashlib.sha256(self.body).hexdigest()[:32]


def calendar_pages(site: Site) -> Iterable[web.RouteDef]:
    """The route of the calendar addresses."""

    async def answer(request: web.Request) -> web.Response:
        secret, now = request.match_info["secret"], site.clock.now()
        page = await site.threads.begin(lambda: _page(site.database, secret, site.workspace(), now))
        if page is None:
            return web.Response(status=404, text=NO_SUCH, headers=UNSEEN)
        if any(each.value in (page.tag, "*") for each in request.if_none_match or ()):
            return web.Response(status=304, headers=_headers(page))
        return web.Response(
            body=page.body, content_type="text/calendar", charset="utf-8",
            headers=_headers(page) | {"Content-Disposition": 'inline; filename="calendar.ics"'},
        )  # fmt: skip

    return [web.get("/calendar/{secret:[A-Za-z0-9_-]{20,200}}.ics", answer)]


def _headers(page: CalendarPage) -> dict[str, str]:
    """Kept by whoever asked only, and asked for anew each time, so that a closed address is closed at once."""
    headers = {"ETag": f'"{page.tag}"', "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    if page.changed_at is not None:
        headers["Last-Modified"] = format_datetime(page.changed_at, usegmt=True)
    return headers


def _page(database: Database, secret: str, workspace: str, now: datetime) -> CalendarPage | None:
    with database.reading() as session:
        feed_and_account = feeds.feed_by_hash(session, hash_of(secret))
        if feed_and_account is None:
            return None
        feed, is_gone = feed_and_account
        person, today = feed.person, now.astimezone(ZoneInfo(feed.person.network.timezone)).date()
        takes_part = person in network_store.people_on(session, person.network, today)
        if not still_answers(feed, is_gone=is_gone, takes_part=takes_part):
            return None
        say = speak(network_store.language_of(session, person.network, person.slack_id or ""))
        entries = entries_for(session, person.network, say, person, workspace=workspace)
        name = person.network.name
    return CalendarPage(calendar_file(name, say.code, entries), last_change(entries))
