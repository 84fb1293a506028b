"""/experiences: what is published, as pages and feeds, read anew for each request; 410 for what no longer is."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aiohttp import web

from bot.web import Site

if TYPE_CHECKING:
    from bot.files.site.published import Published

ROOT: Final = "/experiences"
HTML: Final = "text/html; charset=utf-8"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *"
"""Nothing from elsewhere, no scripts; it may be shown inside a municipality's own page."""


@dataclass(frozen=True)
class Shown:
    """What a request is answered with."""

    body: bytes
    kind: str = HTML
    status: int = 200


class Experiences:
    """Answers what is asked of the published experiences."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def answer(self, request: web.Request) -> web.Response:
        """A page or feed; 304 when the asker has it already, 404 or 410 when there is none."""
        home = self._site.settings.public_url or str(request.url.origin())
        path = request.match_info.get("path", "").strip("/")
        shown = await asyncio.to_thread(self._shown, path, home.rstrip("/"))
        if shown is None:
            return web.Response(status=404, text="Not found\n")
        return _response(request, shown)

    def _shown(self, path: str, home: str) -> Shown | None:
        from bot import store_report
        from bot.files.site.published import gather

        now = self._site.clock.now()
        with self._site.database.reading() as session:
            network = store_report.network_that_runs_longest(session)
            if network is None:
                return None
            published = gather(session, network, now)
            shown = _made(published, path, home)
            if shown is None and path.isascii() and path.isdecimal() and len(path) < 10:
                from bot.store_published import was_published

                return _gone(published, int(path), home) if was_published(session, network, int(path)) else None
        return shown


def _made(published: Published, path: str, home: str) -> Shown | None:
    from bot.files.site import feeds, pages

    def address(path: str) -> str:
        return f"{home}{ROOT}/{path}" if path else f"{home}{ROOT}"

    if path == "feed.json":
        return Shown(feeds.json_feed(published, address), "application/feed+json; charset=utf-8")
    if path == "feed.xml":
        return Shown(feeds.rss(published, address), "application/rss+xml; charset=utf-8")
    kind, _, number = path.rpartition("/")
    page: pages.Page | None = pages.index(published) if not path else None
    if number.isdecimal() and kind == "":
        told = next((each for each in published.experiences if str(each.number) == number), None)
        page = pages.experience(told) if told else None
    elif kind == "members":
        shelf = next((each for each in published.members if str(each.id) == number), None)
        page = pages.member(published, shelf) if shelf else None
    elif kind == "activities":
        shelf = next((each for each in published.activities if str(each.id) == number), None)
        page = pages.activity(published, shelf) if shelf else None
    return Shown(pages.html(published, page, _linking(home))) if page else None


def _gone(published: Published, number: int, home: str) -> Shown:
    from bot.files.site import pages

    return Shown(pages.html(published, pages.gone(published, number), _linking(home)), status=410)


def _linking(home: str) -> Callable[[str], str]:
    """Links from the root of the host, below the path the bot is reached under."""
    base = urlsplit(home).path.rstrip("/") + ROOT
    return lambda path: f"{base}/{path}" if path else base


def _response(request: web.Request, shown: Shown) -> web.Response:
    tag = hashlib.sha256(shown.body).hexdigest()[:32]
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY}
    has_it = any(each.value in (tag, "*") for each in request.if_none_match or ())
    if shown.status == 200 and has_it:
        response = web.Response(status=304, headers=headers)
    else:
        response = web.Response(status=shown.status, body=shown.body, headers=headers | {"Content-Type": shown.kind})
    if shown.status == 200:
        response.etag = tag
    return response


def experience_pages(site: Site) -> Iterable[web.RouteDef]:
    """The routes of the published experiences."""
    answer = Experiences(site).answer
    return [web.get(ROOT, answer), web.get(ROOT + "/", answer), web.get(ROOT + "/{path:.+}", answer)]
