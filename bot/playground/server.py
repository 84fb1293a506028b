"""The local Slack as one aiohttp server on loopback: Web API, Socket Mode, response urls, files and the page."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.playground.envelopes import EventLine
from bot.playground.events import Delivered, EventPost
from bot.playground.forms import Forms
from bot.playground.http_events import HttpLine
from bot.playground.messages import Posted
from bot.playground.page_api import PageApi
from bot.playground.replies import ReplyDoor
from bot.playground.socket_mode import BotSocket, Reason, SocketLine
from bot.playground.team import Team
from bot.playground.tickets import Tickets
from bot.playground.views import Views
from bot.playground.web_api import Called, WebApi
from bot.playground.workspace import Json, Workspace, WorkspaceClock
from bot.playground.workspace_state import WorkspaceState

STATIC = Path(__file__).parent / "static"
BODY_MOST = 64 * 1024 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@web.middleware
async def refuse_other_sites(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Only the bot and the page itself may look and act; a site open in the same browser must not, by any name."""
    origin = request.headers.get("Origin")
    if request.url.host not in LOOPBACK or (origin is not None and origin.partition("://")[2] != request.host):
        raise web.HTTPForbidden
    return await handler(request)


async def stand_alone(request: web.Request, response: web.StreamResponse) -> None:
    """No site may show it inside its own page, where a click meant for that one would land here."""
    response.headers["X-Frame-Options"] = "DENY"


class Playground(Forms):
    """A local Slack with one workspace and one app in it.

    `port` 0 takes a free one. With `events_url` payloads are POSTed there, signed, instead of going over sockets; then
    `signed_at` must give the real second, because the bot compares it with the real time. Tokens, and the signing
    secret unless it is given, are new for each.
    """

    def __init__(
        self,
        workspace: Workspace,
        clock: WorkspaceClock,
        port: int = 0,
        events_url: str | None = None,
        signing_secret: str = "",
        *,
        signed_at: Callable[[], float] | None = None,
    ) -> None:
        team = Team(workspace, clock)
        self.team = team
        self.clock = clock
        self.bot_token = f"xoxb-playground-{secrets.token_hex(16)}"
        self.app_token = f"xapp-playground-{secrets.token_hex(16)}"
        self.signing_secret = signing_secret or secrets.token_hex(16)
        self.port = port
        self.socket_line = SocketLine(workspace.app_id, team.changed)
        self.http_line: HttpLine | None = None
        if events_url is not None:
            self.http_line = HttpLine(events_url, self.signing_secret, signed_at or (lambda: clock.now().timestamp()))
        line: EventLine = self.http_line or self.socket_line
        local = WorkspaceState(team, Tickets(clock), Views(team), self.bot_token, self.app_token)
        super().__init__(local, EventPost(team, line))
        local.tell = self.post.tell
        local.socket_ticket = self.socket_line.ticket
        self.web_api = WebApi(local)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.url}/api/"

    # life

    async def start(self) -> None:
        """Listen on loopback; OSError when the port is taken."""
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.local.url = self.url

    async def stop(self) -> None:
        """Close everything at once; nobody is told."""
        self.post.stop()
        for socket in list(self.sockets):
            socket.drop()
        if self._runner is not None:
            await self._runner.cleanup()
        if self.http_line is not None:
            await self.http_line.close()

    async def __aenter__(self) -> Playground:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=BODY_MOST, middlewares=[refuse_other_sites])
        app.on_response_prepare.append(stand_alone)
        replies, page = ReplyDoor(self.local), PageApi(self)
        app.router.add_route("*", "/api/{method}", self.web_api.answer)
        app.router.add_get("/link", self.socket_line.serve)
        app.router.add_post("/commands/{key:.+}", replies.answer)
        app.router.add_post("/actions/{key:.+}", replies.answer)
        app.router.add_post("/upload/{file}", self._take_file)
        app.router.add_get("/files/{file}/{name}", self._give_file)
        page.add_routes(app)
        app.router.add_static("/static/", STATIC)
        app.router.add_static("/", STATIC)
        return app

    async def _take_file(self, request: web.Request) -> web.Response:
        """The second step of an upload: the raw contents, or a form with them."""
        upload = self.local.uploads.get(request.match_info["file"])
        if upload is None:
            raise web.HTTPNotFound
        if request.content_type == "multipart/form-data":
            parts = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
            upload.content = parts[0].file.read() if parts else b""
        else:
            upload.content = await request.read()
        return web.Response(text=f"OK - {len(upload.content)}")

    async def _give_file(self, request: web.Request) -> web.Response:
        upload = self.local.uploads.get(request.match_info["file"])
        if upload is None:
            raise web.HTTPNotFound
        headers = {"Content-Type": upload.mimetype, "Content-Security-Policy": "sandbox"}
        return web.Response(body=upload.content, headers=headers)

    # for tests

    @property
    def sockets(self) -> list[BotSocket]:
        """The open sockets; each can be made `deaf` or `drop()`ped."""
        return self.socket_line.sockets

    @property
    def calls(self) -> list[Called]:
        """The newest Web API calls, oldest first."""
        return list(self.web_api.calls)

    @property
    def warnings(self) -> list[str]:
        """What the bot posted that Slack takes but advises against: blocks without text, texts over 4,000."""
        return list(self.local.warnings)

    @property
    def delivered(self) -> list[Delivered]:
        """The newest payloads handed to the bot, with the time each acknowledgement took or what failed."""
        return list(self.post.delivered)

    async def disconnect(self, reason: Reason) -> None:
        """Send a disconnect message on every socket, and close them unless it is a warning."""
        await self.socket_line.say_disconnect(reason)

    def messages(self, channel_id: str, *, ephemeral: bool = False) -> list[Posted]:
        """The lasting messages of a conversation, oldest first, with metadata; `ephemeral` those for one person."""
        room = self.team.rooms.get(channel_id)
        messages_there = list(room.messages.values()) if room else []
        return [message for message in messages_there if message.is_ephemeral is ephemeral]

    def direct_messages(self, user_id: str) -> list[Posted]:
        """What stands in the direct message between this person and the bot."""
        return self.messages("D" + user_id[1:])

    def modal(self, user_id: str) -> Json | None:
        """The view this person has on top."""
        top = self.local.views.top(user_id)
        return None if top is None else self.local.views.as_slack(top)

    def home(self, user_id: str) -> Json | None:
        open_view = self.local.views.homes.get(user_id)
        return None if open_view is None else self.local.views.as_slack(open_view)

    async def wait_for(self, predicate: Callable[[], Any], timeout: float = 5.0) -> Any:  # noqa: ASYNC109
        """Wait until the predicate gives something true, looked at after each change, and return it."""
        await self.team.until(predicate, timeout)
        return predicate()

    async def connected(self, count: int = 1, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Wait until the bot has opened so many sockets."""
        await self.team.until(lambda: len(self.sockets) >= count, timeout)
