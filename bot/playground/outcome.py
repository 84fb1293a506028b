"""The outcome of an act: what the person then sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.playground.messages import Posted
from bot.playground.parts import plain
from bot.playground.workspace import Json


@dataclass(frozen=True)
class Outcome:
    """What Slack showed at the moment of acknowledgement. What the bot does afterwards is found by `wait_for`.

    `view` is the modal on top for this person then, `errors` what was refused at which field (by block_id), `sent`
    False when Slack's own client refused it and the bot never heard of it.
    """

    ack_ms: float = 0.0
    ack: Any = None
    message: Posted | None = None
    view: Json | None = None
    errors: dict[str, str] = field(default_factory=dict)
    sent: bool = True

    @property
    def text(self) -> str:
        return self.message.text if self.message is not None else ""

    @property
    def blocks(self) -> tuple[Json, ...]:
        return self.message.blocks if self.message is not None else ()

    @property
    def words(self) -> str:
        """Everything there is to read in the answer, blocks before text."""
        return plain(self.blocks) or self.text
