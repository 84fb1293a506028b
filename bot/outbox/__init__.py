"""The door out: delivers each message effectively once (design: Effectively once). Nobody else posts by itself."""

from bot.outbox.health import Health, health
from bot.outbox.outbox import Outbox
from bot.outbox.tools import Protection

__all__ = ["Health", "Outbox", "Protection", "health"]
