"""The door out: delivers each message effectively once (design: Effectively once). Nobody else posts by itself."""

from bot.outbox.deliveries import dead_letters, last_told, send_again, tell, told
from bot.outbox.health import Health, health, oldest_due
from bot.outbox.outbox import Outbox
from bot.outbox.preview import Previewed, preview
from bot.outbox.sending import MARK
from bot.outbox.tools import Protection

__all__ = [
    "MARK",
    "Health",
    "Outbox",
    "Previewed",
    "Protection",
    "dead_letters",
    "health",
    "last_told",
    "oldest_due",
    "preview",
    "send_again",
    "tell",
    "told",
]
