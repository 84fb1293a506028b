"""Puts the bot together: settings in, a running bot out. Beside `cli` the only module that knows all parts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import aiohttp
import orjson
import structlog
from aiohttp import web
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import bindparam, delete
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.calendar.pages import calendar_pages
from bot.config import Settings
from bot.dates.when import Clock, SystemClock, steady
from bot.db import Database
from bot.errors import CannotWork, database_place, open_database, prepare_database
from bot.feature.declare import Declared
from bot.features import find_features
from bot.health import Watch
from bot.home.help import explainer
from bot.kept.retention import BY, let_go
from bot.language import LANGUAGES, speak
from bot.meetings.store import forget_needs, forget_waiting
from bot.metrics import Counts
from bot.models import Because, BegunNetwork, Network, PlanEdit, Receipt, SeatEdit, WaitingAsk
from bot.models.record import news
from bot.network import store as network_store
from bot.network.erasure import note_erasure, sweep
from bot.outbox import Outbox
from bot.outbox.trouble import account_closed
from bot.slack.answering import Answering
from bot.slack.channels import find_channels
from bot.slack.directory import Directory
from bot.slack.gateway import Gateway, GatewayTools
from bot.slack.intake import Intake
from bot.slack.lexicon import Lexicon
from bot.slack.socket import NoLine, Socket
from bot.slack_api import FAULTS, NO_BOTS_TOKEN, slack_client, why_no_slack, why_no_socket
from bot.web import Pages, Reading, Site, WebDoor
from bot.website.routes import experience_pages

REMEMBERED: Final = timedelta(days=3)
"""Slack repeats an event for five minutes; a form may lie open much longer."""

_FORGET = [
    delete(each).where(each.at < bindparam("before"))
    for each in (BegunNetwork, PlanEdit, Receipt, SeatEdit, WaitingAsk)
]


def forget(database: Database, now: datetime, settings: Settings | None = None) -> bool:
    """Delete what was seen or waits since more than three days ago, needs two weeks after their meeting, and what has
    been kept for as long as the settings say; tells whether there is more than was done, for others write in between.

    When the database is away, another day will do.
    """
    try:
        with database.writing() as session:
            for each in _FORGET:
                session.connection().execute(each, {"before": now - REMEMBERED})
            forget_waiting(session, now)
            if forget_needs(session, now):
                note_erasure(session, "AccessNeed", 0, BY, Because.TIME, now)
            return let_go(session, settings or Settings(), now)
    except SQLAlchemyError as fault:
        log.warning("not_forgotten", fault=type(fault).__name__)
        return False


HTTP_SECONDS: Final = 10
"""How long one call to Slack may take; shorter than the time an uncertain post rests."""
TICK_SECONDS: Final = 3
ASK_SLACK_SECONDS: Final = 30
FORGET_SECONDS: Final = 24 * 3600
ADMINS_SECONDS: Final = 5.0
"""On starting: how long Slack may take to tell who administers."""
CHANNELS_SECONDS: Final = 5.0
"""On starting: how long Slack may take to tell the ids of channels that are only known by name."""
ANSWERS_SECONDS: Final = 2.6
"""On stopping: how long what is being answered may take; the gateway acknowledges after 2.4 s at the latest."""
AFTERWARDS_SECONDS: Final = 0.8
"""On stopping: how long what follows an acknowledgement may take then."""
SWEEP_SECONDS: Final = 0.3
"""On stopping: how long a sweep of what was erased may take."""

PAGES: Final[tuple[Pages, ...]] = (calendar_pages, experience_pages)
"""Who answers under which address; each part of the bot adds its own."""

NO_NETWORK: Final = (
    "There is no network in this database yet. Begin one in Slack with /natverk, or load a plan: natverksbot load PLAN."
    " If that has been done, the bot runs in another folder or with another DATABASE_URL than then."
)

log = structlog.get_logger()


class Bot:
    """The bot, from its settings to its doors. `start` connects, `stop` finishes what is being done.

    Making one raises CannotWork when the database's address is none.
    """

    def __init__(self, settings: Settings, clock: Clock | None = None, pace: Callable[[], float] = steady) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self._pace = pace
        self.declared: Declared = find_features(settings.features)
        self.database = open_database(settings.database_url)
        self.counts = Counts()
        self.watch = Watch(self.database, self.clock, self.counts)
        self.socket: Socket | None = None
        self.workspace = ""
        """Where the Slack workspace is reached, once Slack has said it."""
        self._background: set[asyncio.Task[None]] = set()
        self._scheduler: Any = None

    def prepare_database(self) -> None:
        """Bring the tables up to date; CannotWork when the database cannot be used."""
        prepare_database(self.database)

    @property
    def port(self) -> int:
        """Where the HTTP door is, once started."""
        return self.web.port

    @property
    def address(self) -> str:
        """Where the HTTP door is reached from outside: as told, else as far as this machine knows."""
        return self.settings.public_url or f"http://{self.settings.host}:{self.port}"

    # starting

    async def start(self) -> None:
        """Open the doors; CannotWork, with nothing left open, when one of them cannot be."""
        place = database_place(self.database.engine.url)
        log.info("database", at=place)
        self.prepare_database()
        with self.database.reading() as session:
            if not network_store.networks(session):
                log.warning("no_network", database=place, todo=NO_NETWORK)
        self.http = aiohttp.ClientSession(
            json_serialize=lambda value: orjson.dumps(value).decode(),
            timeout=aiohttp.ClientTimeout(total=HTTP_SECONDS),
        )
        self.client = self._client(self.settings.slack_bot_token)
        self.web = WebDoor(Reading(self.watch.health, self.watch.numbers), self._routes())
        try:
            await self.web.open(self.settings.host, self.settings.port)
            await self._meet_slack()
            await self._meet_admins()
            await asyncio.wait({self._follow(self._find_channels())}, timeout=CHANNELS_SECONDS)
        except BaseException:
            await self._close()
            raise
        self._begin_ticking()
        self.watch.is_ready = True

    async def _meet_slack(self) -> None:
        who = await self._who_am_i()
        prefix = self.settings.command_prefix
        closed = partial(account_closed, coordinators=self._coordinators, prefix=prefix)
        self.directory = Directory(self.client, self.database, self.clock, closed)
        self.directory.team = who.team_id or ""
        self.directory.load()
        self.outbox = self._outbox()
        self.gateway = self._gateway()
        self.intake = Intake(self.client, who, self.settings.slack_signing_secret, self.counts)
        self.gateway.attach(self.intake.bolt)
        self.watch.client, self.watch.outbox = self.client, self.outbox
        if self.settings.socket_mode:
            self.socket = Socket(self.http, self._client(self.settings.slack_app_token), self.intake.take)
            try:
                await self.socket.open()
            except NoLine as fault:
                raise CannotWork(why_no_socket(fault.reason, self.settings.slack_api_url)) from fault
            self.watch.socket = self.socket

    async def _meet_admins(self) -> None:
        """Learn who administers; where the installer has named nobody, before anything is sent to the coordinators."""
        meeting = self._follow(self.directory.meet_admins(self.settings.coordinator_ids))
        if not self.settings.coordinator_ids:
            await asyncio.wait({meeting}, timeout=ADMINS_SECONDS)

    async def _find_channels(self) -> None:
        await find_channels(self.client, self.database)

    async def _who_am_i(self) -> AuthorizeResult:
        try:
            who = await self.client.auth_test()
        except FAULTS as fault:
            raise CannotWork(why_no_slack(fault, self.settings.slack_api_url)) from fault
        if not who.get("bot_id"):
            raise CannotWork(NO_BOTS_TOKEN)
        self.workspace = str(who.get("url") or "").rstrip("/")
        return AuthorizeResult(
            enterprise_id=who.get("enterprise_id"),
            team_id=who.get("team_id"),
            bot_user_id=who.get("user_id"),
            bot_id=who.get("bot_id"),
            bot_token=self.settings.slack_bot_token,
        )

    def _begin_ticking(self) -> None:
        from apscheduler.schedulers.asyncio import AsyncIOScheduler

        late = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=late)
        self._scheduler.add_job(self._tick, "interval", seconds=TICK_SECONDS)
        self._scheduler.add_job(self._hear_news, "interval", seconds=TICK_SECONDS)
        self._scheduler.add_job(self._sweep, "interval", seconds=TICK_SECONDS)
        self._scheduler.add_job(self.watch.ask_slack, "interval", seconds=ASK_SLACK_SECONDS)
        self._scheduler.add_job(self._find_channels, "interval", seconds=ASK_SLACK_SECONDS)
        self._scheduler.add_job(self._forget, "interval", seconds=FORGET_SECONDS)
        self._scheduler.start()
        self.outbox.wake()
        self._follow(self._forget())
        self._follow(self._warm())

    async def _tick(self) -> None:
        self.outbox.wake()

    async def _hear_news(self) -> None:
        """Let the Home tabs follow what anybody, or any other process, has changed."""
        self.gateway.homes.hear(await asyncio.to_thread(news, self.database, self.clock.now()))

    async def _warm(self) -> None:
        """Read the sentences of each language now, so that nobody waits for it."""
        for code in LANGUAGES:
            await asyncio.to_thread(speak, code)

    async def _forget(self) -> None:
        while await asyncio.to_thread(forget, self.database, self.clock.now(), self.settings):
            pass

    async def _sweep(self) -> None:
        """Let what was erased go from the bytes of the file, however soon after the bot ends."""
        with suppress(SQLAlchemyError):
            await asyncio.to_thread(sweep, self.database, self.clock.now())

    def _follow(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    async def catch_up(self) -> None:
        """Send what is due by the bot's clock and wait until it is done; what must keep Slack's pace follows. What is
        to be forgotten by then is."""
        await self.outbox.tick()
        await self._forget()
        await self._sweep()
        self.outbox.wake()
        await self._hear_news()

    # stopping

    async def stop(self) -> None:
        """Take nothing new, finish what is being answered, close; under five seconds."""
        self.watch.is_ready = False
        self._scheduler.shutdown(wait=False)
        await self.web.stop_taking()
        answering = asyncio.create_task(self._answer_what_came())
        await asyncio.gather(self.outbox.stop(ANSWERS_SECONDS), asyncio.wait([answering], timeout=ANSWERS_SECONDS))
        with suppress(TimeoutError):
            await asyncio.wait_for(self.gateway.drain(), AFTERWARDS_SECONDS)
        await self._sweep_last()
        await self._close()

    async def _answer_what_came(self) -> None:
        """Take nothing more from Slack, and let what it has handed over be answered."""
        doors = [each.drain(ANSWERS_SECONDS) for each in (self.intake, self.socket) if each is not None]
        await asyncio.gather(*doors)
        await self.gateway.answered()

    async def _sweep_last(self) -> None:
        """Sweep what is done soon; the next start takes up the rest."""
        sweeping = asyncio.create_task(self._sweep())
        await asyncio.wait([sweeping], timeout=SWEEP_SECONDS)
        self.database.sweep_no_more()
        await sweeping

    async def _close(self) -> None:
        for task in self._background:
            task.cancel()
        if self.socket is not None:
            await self.socket.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(self.web.close(), AFTERWARDS_SECONDS)
        await self.http.close()
        self.database.engine.dispose()

    # the parts

    def _routes(self) -> list[web.RouteDef]:
        site = Site(self.database, self.clock, self.settings, lambda: self.workspace)
        routes = [route for pages in PAGES for route in pages(site)]
        if self.settings.slack_signing_secret:
            routes.append(web.post("/slack/events", self._take_http))
        return routes

    async def _take_http(self, request: web.Request) -> web.Response:
        if not self.watch.is_ready:
            return web.Response(status=503)
        return await self.intake.take_http(request)

    def _client(self, token: str) -> AsyncWebClient:
        return slack_client(self.settings.slack_api_url, token, self.http)

    def _outbox(self) -> Outbox:
        return Outbox(
            self.database,
            self.client,
            self.clock,
            self.declared.jobs.values(),
            self.settings.delivery_settle,
            self._coordinators,
            self.settings.command_prefix,
            steady=self._pace,
        )

    def _gateway(self) -> Gateway:
        commands = self.declared.command_list()
        lexicon = Lexicon(commands, self.settings.command_prefix)
        answering = Answering(
            self.database,
            self.declared,
            lexicon,
            coordinators=self.settings.coordinator_ids,
            prefix=self.settings.command_prefix,
            help_with=explainer(commands, self.declared.questions.values()),
            address=self.address,
            workspace=self.workspace,
            regret=timedelta(seconds=self.settings.regret_seconds),
        )
        return Gateway(GatewayTools(self.client, self.directory, answering, lexicon, self.clock, self.outbox.wake,
                                    self._find_channels))  # fmt: skip

    def _coordinators(self, session: Session, network: Network) -> tuple[str, ...]:
        return network_store.coordinators(session, network, self.settings.coordinator_ids)
