"""The page's own door: the workspace as one person sees it, and what that person does in the browser."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.playground import wire
from bot.playground.clicks import ClickPlace
from bot.playground.forms import Forms
from bot.playground.messages import Posted
from bot.playground.page_state import state
from bot.playground.parts import elements
from bot.playground.views import OpenView
from bot.playground.workspace import Json, PlaygroundError

INDEX = Path(__file__).parent / "static" / "index.html"
CHOICES = (
    "selected_option", "selected_options", "selected_date", "selected_time", "selected_date_time", "selected_user",
    "selected_users", "selected_conversation", "selected_conversations", "selected_channel", "selected_channels",
    "rich_text_value", "files",
)  # fmt: skip
Act = Callable[[Json], Awaitable[Json]]


class PageApi:
    """Routes below /page, all JSON, and the page itself at /."""

    def __init__(self, people: Forms) -> None:
        self.people = people
        self.local = people.local

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/", self._index)
        app.router.add_get(r"/archives/{channel}/p{ts:\d{7,}}", self._message)
        app.router.add_get("/page/state", self._state)
        app.router.add_get("/page/changes", self._changes)
        acts: dict[str, Act] = {
            "send": self.send,
            "click": self.click,
            "submit": self.submit,
            "close": self.close,
            "home": self.home,
            "shortcut": self.shortcut,
            "react": self.react,
            "suggest": self.suggest,
            "clock": self.clock,
            "newcomer": self.newcomer,
            "read": self.read,
        }
        app.router.add_post("/page/upload", self._upload)
        for name, act in acts.items():
            app.router.add_post(f"/page/{name}", self._door(act))

    def _door(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            try:
                result = {"ok": True, **await act(wire.loads(await request.read()))}
            except PlaygroundError as refusal:
                result = {"ok": False, "error": refusal.error, "messages": list(refusal.messages)}
            except (ValueError, KeyError, TypeError) as wrong:
                return _json({"ok": False, "error": "invalid_arguments", "messages": [repr(wrong)]}, 400)
            return _json(result)

        return answer

    async def _upload(self, request: web.Request) -> web.Response:
        """A file for a form's field: who gives it and its name in the query, its contents as they are."""
        try:
            me, name = request.query.get("as", ""), request.query.get("name", "") or "fil"
            result: Json = {"ok": True, "file": self.people.give_file(me, name, await request.read())}
        except PlaygroundError as refusal:
            result = {"ok": False, "error": refusal.error}
        return _json(result)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(INDEX, headers={"Cache-Control": "no-cache"})

    async def _message(self, request: web.Request) -> web.StreamResponse:
        """A message's own address leads to it."""
        ts = request.match_info["ts"]
        raise web.HTTPFound(f"/#{request.match_info['channel']}/{ts[:-6]}.{ts[-6:]}")

    async def _state(self, request: web.Request) -> web.Response:
        try:
            return _json(state(self.local, request.query.get("as", "")))
        except PlaygroundError as refusal:
            return _json({"ok": False, "error": refusal.error}, 404)

    async def _changes(self, request: web.Request) -> web.WebSocketResponse:
        """Tell the revision at once and after each change; many changes together are one word."""
        ws = web.WebSocketResponse(heartbeat=30.0)
        await ws.prepare(request)
        telling = asyncio.create_task(self._tell(ws))
        async for _ in ws:
            pass
        telling.cancel()
        return ws

    async def _tell(self, ws: web.WebSocketResponse) -> None:
        result = -1
        while not ws.closed:
            if result == self.local.team.revision:
                await self.local.team.next_change()
                await asyncio.sleep(0.02)
            result = self.local.team.revision
            await ws.send_str(wire.dumps({"revision": result}).decode())

    # acts

    async def send(self, body: Json) -> Json:
        """A message, or with a leading slash (and not in a thread) a command. The text comes in Slack's form."""
        me, channel, text, thread = body["as"], body["channel"], str(body["text"]), body.get("thread_ts")
        if text.startswith("/") and not thread:
            await self.people.command_as_sent(me, channel, text)
        else:
            await self.people.say_as_sent(me, channel, text, thread)
        return await self.read(body)

    async def click(self, body: Json) -> Json:
        me, place = body["as"], self._place(body)
        for block, element in elements(place.blocks):
            if block["block_id"] == body["block_id"] and element["action_id"] == body["action_id"]:
                chosen = {name: body[name] for name in CHOICES if name in body}
                if "value" in body and element["type"] != "button":
                    chosen["value"] = body["value"]
                self.people.remember(me, place, body.get("values") or {})
                await self.people.act(me, place, block, element, chosen)
                return {}
        raise PlaygroundError("no_such_element")

    def _place(self, body: Json) -> ClickPlace:
        me = body["as"]
        if body["container"] == "message":
            message = self.local.team.room(body["channel"]).messages.get(body["ts"])
            if message is None:
                raise PlaygroundError("message_not_found")
            return self.people.place(me, message)
        return self.people.place(me, "home" if body["container"] == "home" else body["view_id"])

    async def submit(self, body: Json) -> Json:
        outcome = await self.people.submit(body["as"], body["view_id"], body.get("values", {}))
        return {"ok": not outcome.errors, "errors": outcome.errors} if outcome.errors else {}

    async def close(self, body: Json) -> Json:
        await self.people.close(body["as"], body["view_id"])
        return {}

    async def home(self, body: Json) -> Json:
        await self.people.open_home(body["as"])
        return {}

    async def shortcut(self, body: Json) -> Json:
        await self.people.shortcut(body["as"], body["callback_id"], body.get("channel"), body.get("ts"))
        return {}

    async def react(self, body: Json) -> Json:
        await self.people.react(body["as"], body["channel"], body["ts"], str(body["name"]))
        return {}

    async def suggest(self, body: Json) -> Json:
        container = body.get("container", "view" if body.get("view_id") else "message")
        place = self._place({**body, "container": container})
        where: Posted | str = place.message if place.message is not None else _view_of(place).id
        return await self.people.suggest(body["as"], where, body["action_id"], str(body.get("value", "")))

    async def clock(self, body: Json) -> Json:
        if body["move"] not in ("day", "week", "next"):
            raise PlaygroundError("invalid_arguments")
        team = self.local.team
        before = team.next_ts()
        now = await team.clock.move(body["move"])
        team.changed()
        told = Counter(message.channel for message in team.said_since(before))
        sent = [{"channel": room, "person": team.rooms[room].person, "count": count} for room, count in told.items()]
        return {"now": now.isoformat(), "sent": sent}

    async def newcomer(self, body: Json) -> Json:
        """Somebody new, to be played."""
        if not self.local.team.seed.newcomers:
            raise PlaygroundError("invalid_arguments")
        return {"id": self.local.team.arrive().id}

    async def read(self, body: Json) -> Json:
        """Note that this person has now seen everything in a channel."""
        room = self.local.team.room(body["channel"])
        if room.messages:
            room.read[body["as"]] = next(reversed(room.messages))
        return {}


def _view_of(place: ClickPlace) -> OpenView:
    assert place.open_view is not None
    return place.open_view


def _json(result: Any, status: int = 200) -> web.Response:
    headers = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"}
    return web.Response(body=wire.dumps(result), status=status, headers=headers)
