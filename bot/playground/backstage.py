"""What the Web API, the drivers and the page share: the workspace with its views, tickets and files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.playground.messages import Posted
from bot.playground.parts import States
from bot.playground.team import Team
from bot.playground.tickets import Tickets
from bot.playground.views import Views
from bot.playground.workspace import Json


@dataclass
class Upload:
    """A file on its way to Slack or there."""

    id: str
    name: str
    length: int
    title: str = ""
    content: bytes = b""
    mimetype: str = "application/octet-stream"
    alt_text: str = ""
    shared: bool = False


@dataclass
class Backstage:
    """The whole of the local Slack but its doors."""

    team: Team
    tickets: Tickets
    views: Views
    bot_token: str
    app_token: str
    url: str = ""
    tell: Callable[[Json], None] = lambda event: None
    socket_ticket: Callable[[str], str] = lambda name: name
    uploads: dict[str, Upload] = field(default_factory=dict)
    picked: dict[tuple[str, str, str], States] = field(default_factory=dict)
    page_most: int = 1000
    revoked: bool = False

    def post(self, message: Posted) -> Posted:
        """Put a new message into its conversation and tell the bot of it."""
        kept = self.team.keep(message)
        if not message.is_ephemeral:
            room = self.team.rooms[message.channel]
            self.tell(message_event(room.kind, kept))
        return kept


CHANNEL_TYPES = {"channel": "channel", "group": "group", "im": "im"}


def message_event(kind: str, message: Posted) -> Json:
    """The event of a new message."""
    event = message.as_slack(with_metadata=True)
    return {**event, "channel": message.channel, "channel_type": CHANNEL_TYPES[kind], "event_ts": message.ts}
