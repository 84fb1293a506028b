"""A posted message, as it is kept and as Slack writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.playground.workspace import Json


@dataclass(frozen=True, slots=True)
class Posted:
    """A message in a conversation. `only_for` is the one person an ephemeral message is shown to."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    thread_ts: str | None = None
    broadcast: bool = False
    only_for: str | None = None
    edited_ts: str | None = None
    metadata: Json | None = None
    files: tuple[Json, ...] = ()
    reactions: tuple[tuple[str, str], ...] = ()
    username: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    team: str = ""

    @property
    def is_ephemeral(self) -> bool:
        return self.only_for is not None

    @property
    def is_reply(self) -> bool:
        """A reply inside a thread, hence not in the channel's history (unless broadcast)."""
        return self.thread_ts is not None and self.thread_ts != self.ts and not self.broadcast

    def as_slack(self, *, with_metadata: bool = False) -> Json:
        """The message object of the Web API and of payloads."""
        fields: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": self.team}
        if self.bot_id is not None:
            fields |= {"bot_id": self.bot_id, "app_id": self.app_id}
        for name in ("thread_ts", "username"):
            if getattr(self, name) is not None:
                fields[name] = getattr(self, name)
        for name in ("blocks", "attachments", "files"):
            if getattr(self, name):
                fields[name] = list(getattr(self, name))
        if self.edited_ts is not None:
            fields["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.reactions:
            fields["reactions"] = reactions_as_slack(self.reactions)
        if with_metadata and self.metadata is not None:
            fields["metadata"] = self.metadata
        return fields


def reactions_as_slack(reactions: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    """Group (name, user) pairs as Slack lists reactions."""
    by_name: dict[str, list[str]] = {}
    for name, user in reactions:
        by_name.setdefault(name, []).append(user)
    return [{"name": name, "users": users, "count": len(users)} for name, users in by_name.items()]
