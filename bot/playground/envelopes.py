"""What is sent to the bot and what it answers, whichever way it goes (a socket or HTTP)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.playground.workspace import Json

Kind = Literal["slash_commands", "interactive", "events_api"]
PATIENCE = 3.0


@dataclass(frozen=True, slots=True)
class SentEnvelope:
    """One thing sent to the bot. Sending the same envelope again is what Slack does when unsure."""

    id: str
    kind: Kind
    payload: Json
    accepts_response: bool = False
    retry_attempt: int = 0
    retry_reason: str = ""

    def as_slack(self) -> Json:
        message: Json = {
            "envelope_id": self.id,
            "payload": self.payload,
            "type": self.kind,
            "accepts_response_payload": self.accepts_response,
        }
        if self.kind == "events_api":
            message |= {"retry_attempt": self.retry_attempt, "retry_reason": self.retry_reason}
        return message


@dataclass(frozen=True, slots=True)
class Ack:
    """The bot's acknowledgement: its payload (None when empty) and how many milliseconds it took."""

    payload: Any
    ms: float


class EventLine(Protocol):
    """A way to the bot."""

    async def deliver(self, envelope: SentEnvelope, patience: float = PATIENCE) -> Ack:
        """Send and wait; PlaygroundError `operation_timeout` when late, `dispatch_failed` when it cannot be sent."""
        ...
