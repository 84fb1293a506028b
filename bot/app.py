"""Puts the bot together: settings in, a running bot out. Beside `cli` the only module that knows all parts."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import aiohttp
import orjson
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.config import Settings
from bot.db import Database, open_engine
from bot.declare import Declared
from bot.directory import Directory
from bot.features import find_features
from bot.gateway import Gateway, Tools
from bot.gateway.answering import Answering
from bot.gateway.words import Lexicon
from bot.migrations import bring_up_to_date
from bot.models import Network
from bot.views.help import explainer
from bot.when import Clock, SystemClock

HTTP_SECONDS: Final = 10
"""How long one call to Slack may take; shorter than the time an uncertain post rests."""


class Bot:
    """The bot, from its settings to its doors. `start` connects, `stop` finishes what is being done."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.declared: Declared = find_features()
        self.database = Database(open_engine(settings.database_url))

    async def start(self) -> None:
        """Bring the database up to date, meet Slack, open the doors."""
        bring_up_to_date(self.database.engine)
        self.http = aiohttp.ClientSession(json_serialize=lambda value: orjson.dumps(value).decode())
        self.client = self._client(self.settings.slack_bot_token)
        who = await self.client.auth_test()
        self.directory = Directory(self.client, self.database, self.clock)
        self.directory.team = str(who.get("team_id") or "")
        self.directory.load()
        self.gateway = self._gateway()
        self.bolt = self._bolt(
            AuthorizeResult(
                enterprise_id=who.get("enterprise_id"),
                team_id=who.get("team_id"),
                bot_user_id=who.get("user_id"),
                bot_id=who.get("bot_id"),
                bot_token=self.settings.slack_bot_token,
            )
        )
        self.gateway.attach(self.bolt)
        if self.settings.socket_mode:
            app_client = self._client(self.settings.slack_app_token)
            self.socket = AsyncSocketModeHandler(self.bolt, self.settings.slack_app_token, web_client=app_client)
            await self.socket.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """Take nothing new, finish what is being answered, close."""
        if self.settings.socket_mode:
            await self.socket.disconnect_async()  # type: ignore[no-untyped-call]
        await self.gateway.drain()
        await self.http.close()
        self.database.engine.dispose()

    def _client(self, token: str) -> AsyncWebClient:
        return AsyncWebClient(
            token=token,
            base_url=self.settings.slack_api_url,
            session=self.http,
            timeout=HTTP_SECONDS,
            retry_handlers=[],  # the SDK's own would resend a post whose answer was lost
        )

    def _bolt(self, who: AuthorizeResult) -> AsyncApp:
        async def authorize() -> AuthorizeResult:
            return who

        return AsyncApp(
            client=self.client,
            authorize=authorize,
            signing_secret=self.settings.slack_signing_secret,
            request_verification_enabled=not self.settings.socket_mode,
            process_before_response=True,
            raise_error_for_unhandled_request=True,
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
            after_change=self._after_change,
        )
        return Gateway(Tools(self.client, self.directory, answering, lexicon, self.clock, self._after_commit))

    def _after_change(self, session: Session, network: Network, now: datetime) -> None:
        """What was planned to be said follows the change, in its transaction."""

    def _after_commit(self) -> None:
        """Something new may be waiting to be sent."""
