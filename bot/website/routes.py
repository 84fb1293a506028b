"""/experiences: what is published, as pages and feeds; 410 for what no longer is.

Each answer is made once and kept until something changes, which every request asks for, in the pages'
own threads.

One network has /experiences to itself. Where several share the bot, each has its own pages at /experiences/KEY, which
also works for one; /experiences and its feeds then hold what all of them publish, and other addresses without a key,
from before there were several, lead on to the network they are of.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from sqlalchemy.orm import Session

from bot.models import Network
from bot.network import store as network_store
from bot.web import Site, own_address
from bot.website import store as website_store

if TYPE_CHECKING:
    from bot.website.pages import SitePage
    from bot.website.published import Published


ROOT: Final = "/experiences"
HTML: Final = "text/html; charset=utf-8"
FEEDS: Final = {
    "feed.json": "application/feed+json; charset=utf-8",
    "feed.xml": "application/rss+xml; charset=utf-8",
}
"""The feeds and what they are."""
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *"
"""Nothing from elsewhere, no scripts; it may be shown inside a municipality's own page."""
NUMBER: Final = re.compile(r"[1-9]\d{0,8}", re.ASCII)
"""How an experience's number is written in its address, and not otherwise."""


@dataclass(frozen=True)
class WebAnswer:
    """What a request is answered with."""

    body: bytes
    kind: str = HTML
    status: int = 200
    location: str = ""
    """Where it is instead."""

    @cached_property
    def tag(self) -> str:
        """Differs as soon as the body does."""
        return hashlib.sha256(self.body).hexdigest()[:32]


@dataclass(frozen=True)
class SitePlace:
    """Where a network's pages are reached."""

    home: str
    """The bot's own address, without a slash at its end."""
    base: str
    """The path below it that all the network's pages have in common."""

    def address(self, path: str) -> str:
        """A page's whole address."""
        return f"{self.home}{self._below(path)}"

    def link(self, path: str) -> str:
        """A link from the root of the host, below the path the bot is reached under."""
        return urlsplit(self.home).path.rstrip("/") + self._below(path)

    def _below(self, path: str) -> str:
        return f"{self.base}/{path}" if path else self.base


STAMP: Final = "stamp"
"""What is under way when it is asked whether anything has changed."""


class Edition:
    """What is published as long as nothing changes: gathered once, and each answer made once."""

    def __init__(self, stamp: object = None) -> None:
        self.stamp = stamp
        self.answers: dict[tuple[str, str], WebAnswer] = {}
        self._published: dict[int, Published] = {}
        self._gathering = Lock()

    def of(self, session: Session, network: Network, now: datetime) -> Published:
        """What a network publishes."""
        from bot.website.published import gather

        with self._gathering:
            if network.id not in self._published:
                self._published[network.id] = gather(session, network, now)
            return self._published[network.id]


class Experiences:
    """Answers what is asked of the published experiences."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._under_way: dict[object, asyncio.Future[Any]] = {}
        self._edition = Edition()

    async def answer(self, request: web.Request) -> web.Response:
        """A page or feed; 304 when the asker has it already, 404 or 410 when there is none."""
        home = self._site.settings.public_url or own_address(request)
        path = request.match_info.get("path", "").strip("/")
        answer = await self._kept(path, home.rstrip("/"))
        if answer is None:
            return web.Response(status=404, text="Not found\n")
        return _response(request, answer)

    async def _kept(self, path: str, home: str) -> WebAnswer | None:
        stamp = await self._once(STAMP, self._stamp)
        if stamp != self._edition.stamp:
            self._edition = Edition(stamp)
        edition = self._edition
        if (path, home) in edition.answers:
            return edition.answers[path, home]
        answer: WebAnswer | None = await self._once((edition, path, home), lambda: self._answer(edition, path, home))
        if answer is not None:
            edition.answers[path, home] = answer
        return answer

    async def _once(self, key: object, work: Callable[[], Any]) -> Any:
        """Do it in a thread, once for all who ask for the same meanwhile."""
        if key not in self._under_way:
            self._under_way[key] = future = self._site.threads.begin(work, even_when_busy=key == STAMP)
            future.add_done_callback(lambda _: self._under_way.pop(key))
        return await asyncio.shield(self._under_way[key])

    def _stamp(self) -> object:
        with self._site.database.reading() as session:
            return website_store.stamp(session, self._site.clock.now())

    def _answer(self, edition: Edition, path: str, home: str) -> WebAnswer | None:
        with self._site.database.reading() as session:
            networks = sorted(network_store.networks(session), key=lambda each: each.id)
            if len(networks) == 1 and (answer := self._of(edition, session, networks[0], path, SitePlace(home, ROOT))):
                return answer
            key, _, rest = path.partition("/")
            named = next((each for each in networks if each.key == key), None)
            if named is not None:
                return self._of(edition, session, named, rest, SitePlace(home, f"{ROOT}/{key}"))
            return self._among(edition, session, networks, path, home) if len(networks) > 1 else None

    def _of(
        self, edition: Edition, session: Session, network: Network, path: str, place: SitePlace
    ) -> WebAnswer | None:
        """A network's page."""
        published = edition.of(session, network, self._site.clock.now())
        answer = _made(published, path, place)
        if answer is None and NUMBER.fullmatch(path):
            was_there = website_store.was_published(session, network, int(path))
            return _gone(published, int(path), place) if was_there else None
        return answer

    def _among(
        self, edition: Edition, session: Session, networks: Sequence[Network], path: str, home: str
    ) -> WebAnswer | None:
        """Without a key: what all of them publish, or where a page is now."""
        places = {each.key: SitePlace(home, f"{ROOT}/{each.key}") for each in networks}
        if path in ("", *FEEDS):
            several = [(edition.of(session, each, self._site.clock.now()), places[each.key]) for each in networks]
            return _of_all(several, path, SitePlace(home, ROOT))
        place = next(
            (places[each.key] for each in networks if self._of(edition, session, each, path, places[each.key])), None
        )
        return WebAnswer(b"", status=301, location=place.link(path)) if place else None


def _of_all(several: Sequence[tuple[Published, SitePlace]], path: str, place: SitePlace) -> WebAnswer:
    from bot.website import pages as website_pages

    if path in FEEDS:
        return _feed(several, path, place)
    return WebAnswer(website_pages.of_all([(published, its.link) for published, its in several], place.link))


def _feed(several: Sequence[tuple[Published, SitePlace]], path: str, place: SitePlace) -> WebAnswer:
    from bot.website.feeds import Source, json_feed, rss

    sources = [Source(published, its.address) for published, its in several]
    return WebAnswer((json_feed if path == "feed.json" else rss)(sources, place.address), FEEDS[path])


def _made(published: Published, path: str, place: SitePlace) -> WebAnswer | None:
    from bot.website import pages as website_pages

    if path in FEEDS:
        return _feed([(published, place)], path, place)
    page = _page(published, path)
    return WebAnswer(website_pages.html(published, page, place.link)) if page else None


def _page(published: Published, path: str) -> SitePage | None:
    from bot.website import pages as website_pages

    if not path:
        return website_pages.first_page(published)
    if path == website_pages.ALL and len(published.experiences) > website_pages.NEWEST:
        return website_pages.list_page(published)
    kind, _, number = path.rpartition("/")
    if kind == "":
        experience = next((each for each in published.experiences if str(each.number) == number), None)
        return website_pages.experience_page(experience) if experience else None
    makers = {
        "members": (website_pages.member_page, published.members),
        "activities": (website_pages.activity_page, published.activities),
    }
    make, shelves = makers.get(kind, (website_pages.member_page, ()))
    shelf = next((each for each in shelves if str(each.id) == number), None)
    return make(published, shelf) if shelf else None


def _gone(published: Published, number: int, place: SitePlace) -> WebAnswer:
    from bot.website import pages as website_pages

    return WebAnswer(website_pages.html(published, website_pages.gone_page(published, number), place.link), status=410)


def _response(request: web.Request, answer: WebAnswer) -> web.Response:
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY}
    if answer.location:
        return web.Response(status=answer.status, headers=headers | {"Location": answer.location})
    has_it = any(each.value in (answer.tag, "*") for each in request.if_none_match or ())
    if answer.status == 200 and has_it:
        response = web.Response(status=304, headers=headers)
    else:
        response = web.Response(status=answer.status, body=answer.body, headers=headers | {"Content-Type": answer.kind})
    if answer.status == 200:
        response.etag = answer.tag
    return response


def experience_pages(site: Site) -> Iterable[web.RouteDef]:
    """The routes of the published experiences."""
    answer = Experiences(site).answer
    return [web.get(ROOT, answer), web.get(ROOT + "/", answer), web.get(ROOT + "/{path:.+}", answer)]
