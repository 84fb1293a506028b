"""What an administrator of the workspace does: archive, invite, remove, deactivate, revoke."""

from __future__ import annotations

from bot.playground.forms import Forms
from bot.playground.objects import user_object
from bot.playground.workspace import User


class Controls(Forms):
    """Adds to people's acts those that change the workspace itself; the bot is told as Slack tells it."""

    def archive(self, channel_id: str, archived: bool = True) -> None:
        self.back.team.room(channel_id).archived = archived
        somebody = next(iter(self.back.team.users))
        self._tell("channel_archive" if archived else "channel_unarchive", channel=channel_id, user=somebody)

    def invite(self, channel_id: str, user_id: str) -> None:
        """Put a person or the bot into a channel."""
        self.back.team.room(channel_id).members.add(user_id)
        self._tell("member_joined_channel", channel=channel_id, user=user_id)

    def remove(self, channel_id: str, user_id: str) -> None:
        """Take a person or the bot out of a channel."""
        self.back.team.room(channel_id).members.discard(user_id)
        self._tell("member_left_channel", channel=channel_id, user=user_id)

    def remove_bot(self, channel_id: str) -> None:
        self.remove(channel_id, self.back.team.seed.bot_user_id)

    def add_user(self, user: User) -> None:
        """A new person in the workspace, in no channel yet."""
        self.back.team.users[user.id] = user
        self._tell("team_join", user=user_object(self.back.team.seed, user, self.back.team.clock.now()))

    def deactivate(self, user_id: str) -> None:
        user = self.back.team.set_user(user_id, deleted=True)
        self._tell("user_change", user=user_object(self.back.team.seed, user, self.back.team.clock.now()))

    def revoke_token(self, revoked: bool = True) -> None:
        """From now on every call answers token_revoked."""
        self.back.revoked = revoked
        self.back.team.changed()

    def _tell(self, kind: str, **event: object) -> None:
        self.back.team.changed()
        self.back.tell({"type": kind, "event_ts": self.back.team.next_ts(), **event})
