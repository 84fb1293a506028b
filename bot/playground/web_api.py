"""The door of the Web API: reads a call, checks its token and scope, answers as Slack does."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.playground import wire
from bot.playground.api import METHODS, Args, Method
from bot.playground.api.method import need_scope
from bot.playground.workspace import Json, PlaygroundError
from bot.playground.workspace_state import WorkspaceState

JSON = "application/json; charset=utf-8"
KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Called:
    """One call of the bot: method, arguments, and the error answered; "" when it went well."""

    method: str
    args: Args
    error: str


class WebApi:
    """Answers /api/{method}."""

    def __init__(self, local: WorkspaceState) -> None:
        self.local = local
        self.calls: deque[Called] = deque(maxlen=KEPT)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        return await self.answer_call(request, request.match_info["method"], await _arguments(request))

    async def answer_call(self, request: web.Request, name: str, args: Args) -> web.StreamResponse:
        """Do a call and answer it."""
        return self.respond(name, self.run(name, args))

    def run(self, name: str, args: Args) -> Json:
        """Do what is asked; the answer as Slack's JSON, refusals too."""
        try:
            method = self._allowed(name, args.pop("token", ""))
            outcome = {"ok": True, **method.run(self.local, args)}
        except PlaygroundError as refusal:
            outcome = _refusal(refusal, name)
        self.calls.append(Called(name, args, outcome.get("error", "")))
        return outcome

    def _allowed(self, name: str, token: str) -> Method:
        method = METHODS.get(name)
        if method is None:
            raise PlaygroundError("unknown_method", req_method=name)
        if not token:
            raise PlaygroundError("not_authed")
        if self.local.revoked:
            raise PlaygroundError("token_revoked")
        if token not in (self.local.bot_token, self.local.app_token):
            raise PlaygroundError("invalid_auth")
        if (token == self.local.app_token) != method.app_token and name not in ("auth.test", "api.test"):
            raise PlaygroundError("not_allowed_token_type")
        if method.scope is not None:
            need_scope(self.local, method.scope)
        return method

    def respond(self, name: str, outcome: Json) -> web.Response:
        method, granted = METHODS.get(name), self.local.team.scopes
        headers = {"Content-Type": JSON, "x-oauth-scopes": ",".join(sorted(granted or ()))}
        if method is not None and method.scope:
            headers["x-accepted-oauth-scopes"] = method.scope
        return web.Response(body=wire.dumps(outcome), headers=headers)


def _refusal(refusal: PlaygroundError, name: str) -> Json:
    answer_body: Json = {"ok": False, "error": refusal.error, **refusal.extra}
    if refusal.messages:
        answer_body["response_metadata"] = {"messages": list(refusal.messages)}
    return answer_body


async def _arguments(request: web.Request) -> Args:
    """A call's arguments from address, form or JSON, and its token from the header."""
    args = Args(request.query)
    if request.content_type == "application/json":
        args.update(_json_arguments(await request.read()))
    elif request.can_read_body:
        args.update({name: _form_value(value) for name, value in (await request.post()).items()})
    header = request.headers.get("Authorization", "")
    if header.startswith("Bearer "):
        args["token"] = header[7:]
    return args


def _json_arguments(raw: bytes) -> Json:
    try:
        outcome = wire.loads(raw) if raw else {}
    except ValueError:
        return {}
    return outcome if isinstance(outcome, dict) else {}


def _form_value(value: Any) -> Any:
    return value.file.read() if isinstance(value, web.FileField) else value
