"""The seed of a local workspace: who is in it, which channels, which app. What happens later lives in team.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Literal, Protocol

Json = dict[str, Any]
Move = Literal["day", "week", "next"]


class PlaygroundError(Exception):
    """Something Slack refuses, in Slack's own word (`error`), with Slack's longer sentences where it gives any."""

    def __init__(self, error: str, messages: Sequence[str] = (), **extra: Any) -> None:
        super().__init__(error if not messages else f"{error}: {'; '.join(messages)}")
        self.error = error
        self.messages = tuple(messages)
        self.extra = extra


class WorkspaceClock(Protocol):
    """The workspace's time. The playground never looks at any other clock."""

    def now(self) -> datetime:
        """The moment it is now in the workspace, aware."""
        ...

    async def move(self, to: Move) -> datetime:
        """Go a day, a week, or to the next thing that happens; returns the new moment."""
        ...


class HandClock:
    """A clock that stands still until somebody sets or moves it: for tests. "next" is an hour."""

    STEPS: Mapping[str, timedelta] = {"day": timedelta(days=1), "week": timedelta(weeks=1), "next": timedelta(hours=1)}

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    async def move(self, to: Move) -> datetime:
        self.at += self.STEPS[to]
        return self.at


@dataclass(frozen=True)
class WorkspaceUser:
    """A person. `title` groups them in the page's chooser; a stranger belongs to another workspace (Slack Connect)."""

    id: str
    name: str
    locale: str = "sv-SE"
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    deleted: bool = False
    title: str = ""


@dataclass(frozen=True)
class Channel:
    """A channel; `members` None means everybody, the bot too."""

    id: str
    name: str
    is_private: bool = False
    members: tuple[str, ...] | None = None
    is_archived: bool = False


@dataclass(frozen=True)
class Workspace:
    """A workspace with one app in it. Parts the manifest leaves out wholly (`features.slash_commands`, `oauth_config`,
    `settings`) are not enforced: every command, scope or event goes."""

    name: str
    users: tuple[WorkspaceUser, ...]
    channels: tuple[Channel, ...]
    manifest: Json
    newcomers: tuple[WorkspaceUser, ...] = ()
    """As whom somebody new comes, in turn; the page offers it when there are any."""
    first_commands: Mapping[str, str] = field(default_factory=dict)
    """The command that the page's welcome offers, by the page's language."""
    team_id: str = "T0PLAYGROUND"
    bot_user_id: str = "U0BOT"
    bot_id: str = "B0BOT"
    app_id: str = "A0BOT"

    @cached_property
    def commands(self) -> tuple[Json, ...] | None:
        """The slash commands the manifest declares; None when it says nothing of them."""
        found = self.manifest.get("features", {}).get("slash_commands")
        return None if found is None else tuple(found)

    @cached_property
    def shortcuts(self) -> tuple[Json, ...]:
        return tuple(self.manifest.get("features", {}).get("shortcuts", ()))

    @cached_property
    def scopes(self) -> frozenset[str] | None:
        """The bot's scopes; None when the manifest says nothing of them (then all are granted)."""
        oauth = self.manifest.get("oauth_config")
        return None if oauth is None else frozenset(oauth.get("scopes", {}).get("bot", ()))

    @cached_property
    def events(self) -> frozenset[str] | None:
        """The events the app subscribes to; None when the manifest has no settings (then all are sent)."""
        settings = self.manifest.get("settings")
        return None if settings is None else frozenset(settings.get("event_subscriptions", {}).get("bot_events", ()))

    @cached_property
    def bot_name(self) -> str:
        features = self.manifest.get("features", {})
        named = features.get("bot_user", {}).get("display_name")
        return str(named or self.manifest.get("display_information", {}).get("name") or "Bot")

    @property
    def takes_direct_messages(self) -> bool:
        """Whether people may write to the app in its Messages tab."""
        home = self.manifest.get("features", {}).get("app_home")
        if home is None:
            return True
        return bool(home.get("messages_tab_enabled")) and not home.get("messages_tab_read_only_enabled", False)

    @property
    def domain(self) -> str:
        return "playground"
