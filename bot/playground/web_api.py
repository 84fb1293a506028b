"""The door of the Web API: reads a call, checks its token and scope, lets a fault play, answers as Slack does."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.playground import wire
from bot.playground.api import METHODS, Args, Method
from bot.playground.api.method import need_scope
from bot.playground.backstage import Backstage
from bot.playground.faults import Fault, Faults
from bot.playground.workspace import Json, PlaygroundError

JSON = "application/json; charset=utf-8"
KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Called:
    """One call of the bot: method, arguments, and the error answered ("" when it went well, "fault" when none was)."""

    method: str
    args: Args
    error: str


class WebApi:
    """Answers /api/{method}."""

    def __init__(self, back: Backstage, faults: Faults) -> None:
        self.back = back
        self.faults = faults
        self.calls: deque[Called] = deque(maxlen=KEPT)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        args = await _arguments(request)
        if self.faults.paces and (wait := self._too_fast(name, args)):
            return _json({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(wait)})
        fault = self.faults.next(name, args) if self.faults.active else None
        if fault is not None:
            # in a task of its own: Slack goes on with a call whose caller has hung up
            return await asyncio.shield(asyncio.create_task(self._play(fault, request, name, args)))
        return self._respond(name, self._run(name, args))

    def _too_fast(self, name: str, args: Args) -> int:
        waits = [pace.wait_for(args) for pace in self.faults.paces if pace.method == name]
        if not any(waits):
            return 0
        self.calls.append(Called(name, args, "ratelimited"))
        return max(waits)

    def _run(self, name: str, args: Args) -> Json:
        """Do what is asked; the answer as Slack's JSON, refusals too."""
        try:
            method = self._allowed(name, args.pop("token", ""))
            found = {"ok": True, **method.run(self.back, args)}
        except PlaygroundError as refusal:
            found = _refusal(refusal, name)
        self.calls.append(Called(name, args, found.get("error", "")))
        return found

    def _allowed(self, name: str, token: str) -> Method:
        method = METHODS.get(name)
        if method is None:
            raise PlaygroundError("unknown_method", req_method=name)
        if not token:
            raise PlaygroundError("not_authed")
        if self.back.revoked:
            raise PlaygroundError("token_revoked")
        if token not in (self.back.bot_token, self.back.app_token):
            raise PlaygroundError("invalid_auth")
        if (token == self.back.app_token) != method.app_token and name not in ("auth.test", "api.test"):
            raise PlaygroundError("not_allowed_token_type")
        if method.scope is not None:
            need_scope(self.back, method.scope)
        return method

    async def _play(self, fault: Fault, request: web.Request, name: str, args: Args) -> web.StreamResponse:
        """Let a call go wrong in the way that was asked for."""
        await fault.wait_before()
        found: Json = {}
        if fault.accepts:
            found = self._run(name, args)
        else:
            self.calls.append(Called(name, args, fault.error or "fault"))
        await asyncio.sleep(fault.after)
        return self._misanswer(fault, request, name, found)

    def _misanswer(self, fault: Fault, request: web.Request, name: str, found: Json) -> web.StreamResponse:
        if fault.answer == "none":
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        if fault.answer == "status":
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            if fault.status == 429:
                return _json({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
            return web.Response(status=fault.status, text="upstream connect error", headers=headers)
        if fault.answer == "truncated":
            whole = wire.dumps(found)
            return web.Response(body=whole[: len(whole) // 2], headers={"Content-Type": JSON})
        if fault.answer == "error":
            return self._respond(name, {"ok": False, "error": fault.error})
        return self._respond(name, found)

    def _respond(self, name: str, found: Json) -> web.Response:
        method, granted = METHODS.get(name), self.back.team.scopes
        headers = {"Content-Type": JSON, "x-oauth-scopes": ",".join(sorted(granted or ()))}
        if method is not None and method.scope:
            headers["x-accepted-oauth-scopes"] = method.scope
        return web.Response(body=wire.dumps(found), headers=headers)


def _json(told: Json, *, status: int, headers: dict[str, str]) -> web.Response:
    return web.Response(body=wire.dumps(told), status=status, headers={**headers, "Content-Type": JSON})


def _refusal(refusal: PlaygroundError, name: str) -> Json:
    told: Json = {"ok": False, "error": refusal.error, **refusal.extra}
    if refusal.messages:
        told["response_metadata"] = {"messages": list(refusal.messages)}
    return told


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
        found = wire.loads(raw) if raw else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _form_value(value: Any) -> Any:
    return value.file.read() if isinstance(value, web.FileField) else value
