"""The door out: delivers each message effectively once (design: Effectively once). Nobody else posts by itself."""

from bot.outbox.means import Protection
from bot.outbox.outbox import Outbox
from bot.outbox.sending import MARK
from bot.telling import dead_letters, last_told, send_again, tell, told
from bot.upcoming import Previewed, preview

__all__ = [
    "MARK",
    "Outbox",
    "Previewed",
    "Protection",
    "dead_letters",
    "last_told",
    "preview",
    "send_again",
    "tell",
    "told",
]
