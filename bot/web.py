"""The HTTP door: health, metrics, Slack's events in HTTP mode, and the pages others add.

A page is a function from an aiohttp request to its response; `Site` is what a page may use. Whatever goes wrong in one
is logged with a reference, and only the reference is told.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import structlog
from aiohttp import web
from yarl import URL

from bot.config import Settings
from bot.dates.when import Clock
from bot.db import Database
from bot.errors import CannotWork, why_no_port

LARGEST_BODY: Final = 2 * 1024 * 1024
FINISHING_SECONDS: Final = 2.0
THREADS: Final = 2
MOST_UNDER_WAY: Final = 128
"""How much the pages may have to do, what waits for a thread included; who asks for more is asked to come again."""
AGAIN_SECONDS: Final = 2
PATIENCE_SECONDS: Final = 30.0
"""How long a connection is kept that asks nothing, what is half sent is waited for, and an answer is to be taken."""
LINGERING_SECONDS: Final = 10.0
"""How long the rest of what nobody reads is let in."""
MOST_CONNECTIONS: Final = 400
"""How many may be open at a time, fewer than a process may usually have files: the oldest give way to the others."""
LOOK_SECONDS: Final = 1.0
"""How often it is looked whom to cut off, at the least."""
SAFER: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}

log = structlog.get_logger()

Result = TypeVar("Result")
Answers = Callable[[web.Request], Awaitable[web.StreamResponse]]


class TooBusy(Exception):
    """The pages have more to do than they get to."""


class PageThreads:
    """A few threads that read the database for the pages, so that nothing else ever waits for them."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "pages")
        self._under_way = 0

    def begin(self, work: Callable[[], Result], *, even_when_busy: bool = False) -> asyncio.Future[Result]:
        """Do something in one of them; TooBusy when too much waits."""
        if self._under_way >= MOST_UNDER_WAY and not even_when_busy:
            raise TooBusy
        self._under_way += 1
        future = asyncio.get_running_loop().run_in_executor(self._threads, work)
        future.add_done_callback(self._done)
        return future

    def _done(self, _: object) -> None:
        self._under_way -= 1


@dataclass(frozen=True)
class Site:
    """What pages may use. The database is for their threads: `await site.threads.begin(…)`."""

    database: Database
    clock: Clock
    settings: Settings
    workspace: Callable[[], str] = str
    """Where the Slack workspace is reached; empty until Slack has said it."""
    threads: PageThreads = field(default_factory=PageThreads)


Pages = Callable[[Site], Iterable[web.RouteDef]]
"""Gives the routes of one part of the bot, such as its calendar addresses."""


@dataclass(frozen=True)
class Reading:
    """What `/healthz` says, with whether the bot is well, and the numbers of `/metrics`."""

    health: Callable[[], Awaitable[tuple[bool, dict[str, Any]]]]
    numbers: Callable[[], Awaitable[tuple[bytes, str]]]


class WebDoor:
    """A server on one port, of this machine only unless HOST says otherwise."""

    def __init__(self, reading: Reading, routes: Iterable[web.RouteDef], patience: float = PATIENCE_SECONDS) -> None:
        self._reading, self._patience = reading, patience
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[_one_error_policy, self._not_for_ever])
        app.router.add_get("/healthz", self._health)
        app.router.add_get("/metrics", self._metrics)
        app.router.add_routes(routes)
        self._runner = web.AppRunner(
            app,
            access_log=None,
            shutdown_timeout=FINISHING_SECONDS,
            handle_signals=False,
            keepalive_timeout=patience,
            lingering_time=min(patience, LINGERING_SECONDS),
        )
        self._site: web.TCPSite | None = None
        self._cutting: asyncio.Task[None] | None = None
        self.port = 0
        """The port that is listened to, once open."""

    async def open(self, host: str, port: int) -> None:
        """Listen; CannotWork when the port is not to be had."""
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, host, port)
        try:
            await self._site.start()
        except OSError as fault:
            await self._runner.cleanup()
            raise CannotWork(why_no_port(fault, host, port)) from fault
        self.port = self._runner.addresses[0][1]
        self._cutting = asyncio.create_task(self._cut_off())

    async def stop_taking(self) -> None:
        """Let nobody new in."""
        if self._site is not None:
            await self._site.stop()

    async def close(self) -> None:
        """Finish what is being answered, then close."""
        if self._cutting is not None:
            self._cutting.cancel()
        await self._runner.cleanup()

    @property
    def connections(self) -> int:
        """How many have one open."""
        return len(self._runner.server.connections) if self._runner.server is not None else 0

    @web.middleware
    async def _not_for_ever(self, request: web.Request, handler: Answers) -> web.StreamResponse:
        """Wait no longer for what is half sent. A head is waited for as long as a connection is kept."""
        try:
            async with asyncio.timeout(self._patience) as limit:
                return await handler(request)
        except TimeoutError:
            if not limit.expired():
                raise
            response = web.Response(status=408, text="It took too long.\n")
            response.force_close()
            return response

    async def _cut_off(self) -> None:
        """Cut off whoever has not taken an answer for as long as the patience lasts, and the oldest of too many."""
        since: dict[Any, float] = {}
        while True:
            await asyncio.sleep(min(self._patience / 5, LOOK_SECONDS))
            now, server = asyncio.get_running_loop().time(), self._runner.server
            transports = [each.transport for each in server.connections] if server is not None else []
            for each in transports[:-MOST_CONNECTIONS]:
                if each is not None:
                    each.abort()
            waiting = [each for each in transports if each is not None and each.get_write_buffer_size()]
            since = {each: since.get(each, now) for each in waiting}
            for each in waiting:
                if now - since[each] >= self._patience:
                    each.abort()

    async def _health(self, request: web.Request) -> web.Response:
        is_well, report = await self._reading.health()
        return web.json_response(report, status=200 if is_well else 503)

    async def _metrics(self, request: web.Request) -> web.Response:
        body, content_type = await self._reading.numbers()
        return web.Response(body=body, headers={"Content-Type": content_type})


@web.middleware
async def _one_error_policy(request: web.Request, handler: Answers) -> web.StreamResponse:
    try:
        response = await handler(request)
    except web.HTTPException as refusal:
        refusal.headers.extend(SAFER)
        raise
    except TooBusy:
        response = web.Response(status=503, text="Too busy just now.\n", headers={"Retry-After": str(AGAIN_SECONDS)})
    except Exception:
        reference = secrets.token_hex(3).upper()
        log.exception("page_failed", reference=reference, route=_route(request))
        response = web.Response(status=500, text=f"Something went wrong here. Reference: {reference}\n")
    if not response.prepared:
        response.headers.update({name: value for name, value in SAFER.items() if name not in response.headers})
    return response


def own_address(request: web.Request) -> str:
    """The address of this door that somebody came to, whatever they call it."""
    host, port, *_ = request.get_extra_info("sockname", ("127.0.0.1", 80))
    return str(URL.build(scheme="http", host=host, port=port))


def _route(request: web.Request) -> str:
    """The address without what is secret or personal in it."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else ""
