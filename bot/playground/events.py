"""Events the app subscribes to: wrapped, sent, and sent again when nobody acknowledges them."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, replace

from bot.playground import payloads
from bot.playground.envelopes import PATIENCE, Ack, EventLine, SentEnvelope
from bot.playground.team import Team
from bot.playground.workspace import Json, PlaygroundError

RETRY_SECONDS = (0.0, 60.0, 300.0)
KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Delivered:
    """One try to hand something to the bot: how long the acknowledgement took, or Slack's word for what failed."""

    envelope: SentEnvelope
    ms: float | None
    error: str = ""


class EventPost:
    """Hands envelopes to the bot and keeps the record of it."""

    def __init__(self, team: Team, line: EventLine) -> None:
        self.team = team
        self.line = line
        self.retry_seconds: tuple[float, ...] = RETRY_SECONDS
        self.patience = PATIENCE
        self.delivered: deque[Delivered] = deque(maxlen=KEPT)
        self._running: set[asyncio.Task[None]] = set()

    async def hand(self, envelope: SentEnvelope) -> Ack:
        """Deliver one envelope; raises `operation_timeout` or `dispatch_failed`."""
        try:
            ack = await self.line.deliver(envelope, self.patience)
        except PlaygroundError as failure:
            self.delivered.append(Delivered(envelope, None, failure.error))
            self.team.changed()
            raise
        self.delivered.append(Delivered(envelope, ack.ms))
        return ack

    def tell(self, event: Json) -> None:
        """Send an event in the background if the app subscribes to its kind."""
        if not self._wanted(event):
            return
        event_id = self.team.new_id("Ev")
        payload = payloads.event_callback(self.team, event, event_id)
        envelope = SentEnvelope(self.team.new_id("e"), "events_api", payload)
        task = asyncio.get_running_loop().create_task(self._insist(envelope))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def _wanted(self, event: Json) -> bool:
        wanted = self.team.seed.events
        if wanted is None:
            return True
        kind = event["type"]
        if kind == "message":
            kind = f"message.{payloads.EVENT_FAMILY[event['channel_type']]}"
        return kind in wanted

    async def _insist(self, envelope: SentEnvelope) -> None:
        """Slack tries an event again at once, after a minute and after five."""
        for attempt, pause in enumerate((0.0, *self.retry_seconds)):
            await asyncio.sleep(pause)
            reason = "timeout" if attempt else ""
            again = replace(envelope, id=f"{envelope.id}-{attempt}", retry_attempt=attempt, retry_reason=reason)
            try:
                await self.hand(again)
            except PlaygroundError:
                continue
            return

    async def idle(self) -> None:
        """Wait until no event is under way."""
        while self._running:
            await asyncio.gather(*self._running)

    def stop(self) -> None:
        for task in self._running:
            task.cancel()
