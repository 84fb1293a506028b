"""Socket Mode: the open sockets, what goes out on them, and the acknowledgements that come back."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Literal

from aiohttp import WSMsgType, web

from bot.playground import wire
from bot.playground.envelopes import PATIENCE, Ack, SentEnvelope
from bot.playground.workspace import Json, PlaygroundError

SOCKETS_MOST = 10
PING_SECONDS = 10.0
GRACE_SECONDS = 2.0
Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


@dataclass(eq=False)
class BotSocket:
    """One connection from the bot. `deaf` makes it half open: it takes all and answers nothing, not even pings."""

    number: int
    ws: web.WebSocketResponse
    transport: asyncio.BaseTransport | None
    deaf: bool = False
    leaving: bool = False
    pings: int = 0
    sent: int = 0

    def drop(self) -> None:
        """Cut the connection without a word."""
        if self.transport is not None:
            self.transport.abort()  # type: ignore[attr-defined]

    async def close(self) -> None:
        await self.ws.close()


@dataclass
class SocketLine:
    """The way to the bot over its sockets; any of them may get a payload."""

    app_id: str
    on_change: Callable[[], None]
    link_disabled: bool = False
    sockets: list[BotSocket] = field(default_factory=list)
    opened: int = 0
    late: deque[Json] = field(default_factory=lambda: deque(maxlen=1000))
    _waiting: dict[str, deque[asyncio.Future[Any]]] = field(default_factory=dict)
    _tickets: set[str] = field(default_factory=set)

    # connections

    def ticket(self, name: str) -> str:
        """A one-time name for a connection, as apps.connections.open hands out."""
        self._tickets.add(name)
        return name

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """A connection of the bot, from its handshake to its end."""
        if request.query.get("ticket") not in self._tickets:
            raise web.HTTPForbidden
        self._tickets.discard(request.query["ticket"])
        ws = web.WebSocketResponse(autoping=False, compress=False, max_msg_size=0)
        await ws.prepare(request)
        self.opened += 1
        socket = BotSocket(self.opened, ws, request.transport)
        if not await self._greet(socket):
            return ws
        self.sockets.append(socket)
        self.on_change()
        pinging = asyncio.create_task(self._ping(socket))
        try:
            await self._listen(socket)
        finally:
            pinging.cancel()
            self.sockets.remove(socket)
            self.on_change()
        return ws

    async def _greet(self, socket: BotSocket) -> bool:
        refusal: Reason | None = "link_disabled" if self.link_disabled else None
        if len(self.sockets) >= SOCKETS_MOST:
            refusal = "too_many_websockets"
        if refusal is not None:
            await self._say_disconnect(socket, refusal)
            await socket.close()
            return False
        hello = {
            "type": "hello",
            "num_connections": len(self.sockets) + 1,
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.app_id},
        }
        await socket.ws.send_str(wire.dumps(hello).decode())
        return True

    async def _listen(self, socket: BotSocket) -> None:
        async for message in socket.ws:
            if message.type in (WSMsgType.TEXT, WSMsgType.BINARY) and not socket.deaf:
                self._take(message.data)
            elif message.type is WSMsgType.PING:
                socket.pings += 1
                if not socket.deaf:
                    await socket.ws.pong(message.data)

    async def _ping(self, socket: BotSocket) -> None:
        """Slack pings too; a deaf socket does not."""
        while True:
            await asyncio.sleep(PING_SECONDS)
            if not socket.deaf and not socket.ws.closed:
                await socket.ws.ping(b"Ping from playground")

    async def say_disconnect(self, reason: Reason) -> None:
        """Tell each open socket it will go: `warning` leaves it open, other reasons close it."""
        self.link_disabled = self.link_disabled or reason == "link_disabled"
        for socket in list(self.sockets):
            await self._say_disconnect(socket, reason)
            if reason != "warning":
                await self._let_be_acknowledged()
                await socket.close()

    async def _let_be_acknowledged(self) -> None:
        """Slack, too, lets a moment pass between its word and the end: what is being answered need not be lost."""
        if waiting := [each for answers in self._waiting.values() for each in answers]:
            await asyncio.wait(waiting, timeout=GRACE_SECONDS)

    async def _say_disconnect(self, socket: BotSocket, reason: Reason) -> None:
        socket.leaving = True
        incoming = {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
        await socket.ws.send_str(wire.dumps(incoming).decode())

    # payloads

    async def deliver(self, envelope: SentEnvelope, patience: float = PATIENCE) -> Ack:
        socket = self._pick()
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(envelope.id, deque()).append(answer)
        began = perf_counter()
        try:
            await socket.ws.send_str(wire.dumps(envelope.as_slack()).decode())
            payload = await asyncio.wait_for(answer, patience)
        except TimeoutError:
            raise PlaygroundError("operation_timeout") from None
        except ConnectionError:
            raise PlaygroundError("dispatch_failed") from None
        finally:
            self._forget(envelope.id, answer)
        return Ack(payload, (perf_counter() - began) * 1000)

    def _pick(self) -> BotSocket:
        """The socket that has had least; those about to go only when there is no other."""
        able = [socket for socket in self.sockets if not socket.ws.closed]
        if not able:
            raise PlaygroundError("dispatch_failed")
        staying = [socket for socket in able if not socket.leaving] or able
        socket = min(staying, key=lambda one: one.sent)
        socket.sent += 1
        return socket

    def _take(self, raw: str | bytes) -> None:
        """An acknowledgement from the bot; one that nobody waits for any more is late."""
        incoming = wire.loads(raw)
        waiting = self._waiting.get(incoming.get("envelope_id", ""))
        while waiting:
            answer = waiting.popleft()
            if not answer.done():
                answer.set_result(incoming.get("payload"))
                return
        self.late.append(incoming)

    def _forget(self, envelope_id: str, answer: asyncio.Future[Any]) -> None:
        waiting = self._waiting.get(envelope_id)
        if waiting and answer in waiting:
            waiting.remove(answer)
        if not waiting:
            self._waiting.pop(envelope_id, None)
