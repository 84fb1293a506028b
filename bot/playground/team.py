"""The living workspace: its people, conversations and messages, and the news that something has changed."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Literal

from bot.playground.messages import Posted
from bot.playground.workspace import Channel, PlaygroundError, Workspace, WorkspaceClock, WorkspaceUser

Kind = Literal["channel", "group", "im"]
LOOK_SECONDS = 0.05
PRIVATE_KEPT = 500


@dataclass
class Room:
    """A conversation: a public or private channel, or a direct message between the bot and `person`."""

    id: str
    name: str
    kind: Kind
    members: set[str]
    archived: bool = False
    person: str | None = None
    created: int = 0
    messages: dict[str, Posted] = field(default_factory=dict)
    private: deque[str] = field(default_factory=deque)
    read: dict[str, str] = field(default_factory=dict)

    def lasting(self) -> Iterator[Posted]:
        """Messages that are really in the conversation, oldest first: no ephemeral ones."""
        return (message for message in self.messages.values() if message.only_for is None)


class Team:
    """Everything Slack would remember of the workspace. Every change is told to those who wait for one."""

    def __init__(self, seed: Workspace, clock: WorkspaceClock) -> None:
        self.seed = seed
        self.clock = clock
        self.users: dict[str, WorkspaceUser] = {user.id: user for user in seed.users}
        self.users.setdefault(seed.bot_user_id, WorkspaceUser(seed.bot_user_id, seed.bot_name, is_bot=True))
        self.rooms: dict[str, Room] = {channel.id: self._room_of(channel) for channel in seed.channels}
        self.revision = 0
        self.run = secrets.token_hex(8)
        """Another each time the workspace begins anew."""
        self.scopes = seed.scopes
        self._last_ts = 0
        self._numbers = count(1)
        self._tide = asyncio.Event()

    def _room_of(self, channel: Channel) -> Room:
        members = set(self.users) if channel.members is None else set(channel.members)
        created = int(self.clock.now().timestamp())
        kind: Kind = "group" if channel.is_private else "channel"
        return Room(channel.id, channel.name, kind, members, channel.is_archived, created=created)

    # time and identity

    def next_ts(self) -> str:
        """A message's timestamp: the workspace's clock, yet always later than the one before."""
        now = int(self.clock.now().timestamp() * 1_000_000)
        self._last_ts = now if now > self._last_ts else self._last_ts + 1
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        """An identity nobody has, such as V0000001F."""
        return f"{prefix}{next(self._numbers):08X}"

    # people and rooms

    def user(self, user_id: str) -> WorkspaceUser:
        try:
            return self.users[user_id]
        except KeyError:
            raise PlaygroundError("user_not_found") from None

    def room(self, channel_id: str) -> Room:
        """A conversation by id; a direct message is there for everybody, opened or not."""
        room = self.rooms.get(channel_id)
        if room is not None:
            return room
        if channel_id[:1] == "D" and "U" + channel_id[1:] in self.users:
            return self.direct("U" + channel_id[1:])
        raise PlaygroundError("channel_not_found")

    def direct(self, user_id: str) -> Room:
        """The direct message between the bot and this person, opened if need be."""
        channel_id = "D" + user_id[1:]
        room = self.rooms.get(channel_id)
        if room is None:
            members = {user_id, self.seed.bot_user_id}
            room = Room(channel_id, "directmessage", "im", members, person=self.user(user_id).id)
            room.created = int(self.clock.now().timestamp())
            self.rooms[channel_id] = room
        return room

    def said_since(self, ts: str) -> list[Posted]:
        """What the bot has posted after a moment, conversation by conversation."""
        posted = (message for room in self.rooms.values() for message in room.lasting())
        return [message for message in posted if message.ts > ts and message.user == self.seed.bot_user_id]

    # change

    def arrive(self) -> WorkspaceUser:
        """Somebody new comes, into the channels that everybody is in too."""
        names = {user.name for user in self.users.values()}
        seed, name = next(
            (each, name)
            for n in count(1)
            for each in self.seed.newcomers
            if (name := each.name if n == 1 else f"{each.name} {n}") not in names
        )
        user = replace(seed, id=self.new_id("U"), name=name)
        self.users[user.id] = user
        for channel in self.seed.channels:
            if channel.members is None:
                self.rooms[channel.id].members.add(user.id)
        self.changed()
        return user

    def keep(self, message: Posted) -> Posted:
        """Put a message, new or altered, where it belongs."""
        room = self.rooms[message.channel]
        if message.only_for is not None and message.ts not in room.messages:
            room.private.append(message.ts)
            if len(room.private) > PRIVATE_KEPT:
                room.messages.pop(room.private.popleft(), None)
        room.messages[message.ts] = message
        self.changed()
        return message

    def forget(self, message: Posted) -> None:
        self.rooms[message.channel].messages.pop(message.ts, None)
        self.changed()

    def set_user(self, user_id: str, **changes: object) -> WorkspaceUser:
        """Change a person, such as `deleted=True` for someone deactivated."""
        self.users[user_id] = replace(self.user(user_id), **changes)  # type: ignore[arg-type]
        self.changed()
        return self.users[user_id]

    def changed(self) -> None:
        """Tell everybody who waits that something is different now."""
        self.revision += 1
        tide, self._tide = self._tide, asyncio.Event()
        tide.set()

    async def next_change(self) -> int:
        await self._tide.wait()
        return self.revision

    async def until(self, predicate: Callable[[], object], within: float) -> None:
        """Wait until the predicate holds; TimeoutError after `within` seconds.

        It is looked at after each change, and now and then for what does not count as one.
        """
        async with asyncio.timeout(within):
            while not predicate():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.next_change(), LOOK_SECONDS)
