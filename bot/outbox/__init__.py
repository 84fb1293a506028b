"""The door out: the only part of the bot that posts unprompted. It delivers each message effectively once."""

from bot.outbox.health import Health, health
from bot.outbox.outbox import Outbox
from bot.outbox.tools import Protection

__all__ = ["Health", "Outbox", "Protection", "health"]
