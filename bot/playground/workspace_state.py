"""The state of the local workspace that Web API, acts and page share: team, views, tickets and files."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.playground.messages import Posted
from bot.playground.parts import States
from bot.playground.team import Room, Team
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
    user: str = ""
    """Who gave it; the bot when nobody is named."""


@dataclass
class WorkspaceState:
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
    takes_tables: bool = True
    """Not every workspace does."""
    warnings: deque[str] = field(default_factory=lambda: deque(maxlen=1000))

    def post(self, message: Posted) -> Posted:
        """Put a new message into its conversation and tell the bot of it."""
        kept = self.team.keep(message)
        if not message.is_ephemeral:
            room = self.team.rooms[message.channel]
            self.tell(message_event(room.kind, kept))
        return kept

    def alter(self, old: Posted, new: Posted) -> Posted:
        """Put a changed message in the old one's place and tell the bot of it."""
        kept = self.team.keep(new)
        now = {"message": new.as_slack(with_metadata=True), "previous_message": old.as_slack(with_metadata=True)}
        self._tell_hidden(new, "message_changed", now)
        return kept

    def join(self, room: Room, user_id: str) -> None:
        """Put somebody, or the bot, into a channel and tell the bot of it; who is there already does not come again."""
        if user_id in room.members:
            return
        room.members.add(user_id)
        self.team.changed()
        kind = "G" if room.kind == "group" else "C"
        event = {"type": "member_joined_channel", "user": user_id, "channel": room.id, "channel_type": kind}
        self.tell({**event, "event_ts": self.team.next_ts()})

    def remove(self, message: Posted) -> None:
        self.team.forget(message)
        gone = {"deleted_ts": message.ts, "previous_message": message.as_slack(with_metadata=True)}
        self._tell_hidden(message, "message_deleted", gone)

    def _tell_hidden(self, message: Posted, subtype: str, more: Json) -> None:
        if message.is_ephemeral:
            return
        kind, ts = self.team.rooms[message.channel].kind, self.team.next_ts()
        event = {"type": "message", "subtype": subtype, "hidden": True, "channel": message.channel}
        self.tell({**event, "channel_type": kind, "ts": ts, "event_ts": ts, **more})


def message_event(kind: str, message: Posted) -> Json:
    """The event of a new message."""
    event = message.as_slack(with_metadata=True)
    return {**event, "channel": message.channel, "channel_type": kind, "event_ts": message.ts}
