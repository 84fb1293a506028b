"""People acting in the workspace: commands, messages, shortcuts, the home tab (clicks.py and forms.py add the rest)."""

from __future__ import annotations

import asyncio
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.playground import payloads
from bot.playground.api.files import file_object
from bot.playground.envelopes import Ack, Kind, SentEnvelope
from bot.playground.events import EventPost
from bot.playground.messages import Posted
from bot.playground.objects import team_of
from bot.playground.outcome import Outcome
from bot.playground.replies import show_reply
from bot.playground.team import Room
from bot.playground.tickets import ReplyTicket
from bot.playground.workspace import Json, PlaygroundError, WorkspaceUser
from bot.playground.workspace_state import Upload, WorkspaceState, message_event

EMOJI_NAME = re.compile(r"[a-z0-9_+'-]{1,100}(?:::skin-tone-[2-6])?")
MENTION = re.compile(r"&lt;([@#][A-Z0-9]+)&gt;")
NAMED_USER = re.compile(r"<@([A-Z0-9]+)>")
FILE_MOST = 10 * 1024 * 1024
NAMED_ROOM = re.compile(r"<#([A-Z0-9]+)(?:\|[^>]*)?>")


def escape(text: str) -> str:
    """What Slack does to everything a person types."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Acting:
    """What every person can do; each method returns what they saw, or raises PlaygroundError in Slack's words."""

    def __init__(self, local: WorkspaceState, post: EventPost) -> None:
        self.local = local
        self.post = post

    # what the others stand on

    async def hand(self, kind: Kind, payload: Json, *, accepts: bool = False) -> Ack:
        return await self.post.hand(SentEnvelope(self.local.team.new_id("e"), kind, payload, accepts))

    def present(self, user_id: str, channel_id: str) -> tuple[WorkspaceUser, Room]:
        """The person and the conversation, if the person is in it."""
        team = self.local.team
        user = team.user(user_id)
        if user.deleted:
            raise PlaygroundError("account_inactive")
        room = team.direct(user_id) if channel_id == "D" + user_id[1:] else team.room(channel_id)
        if user.id not in room.members:
            raise PlaygroundError("not_in_channel")
        if room.archived:
            raise PlaygroundError("is_archived")
        return user, room

    def outcome(self, user_id: str, ack: Ack, **more: Any) -> Outcome:
        top = self.local.views.top(user_id)
        view = None if top is None else self.local.views.as_slack(top)
        return Outcome(ack_ms=ack.ms, ack=ack.payload, view=view, **more)

    def reply_url(self, kind: str, key: str) -> str:
        return f"{self.local.url}/{kind}/{key}"

    # acts

    async def command(self, user_id: str, channel_id: str, line: str) -> Outcome:
        """Type a slash command, such as "/mote lista"; the answer in the acknowledgement is shown at once."""
        name, _, words = line.partition(" ")
        words = words.strip()
        text = self.typed(words) if self._declared(name).get("should_escape") else escape(words)
        return await self.call_command(user_id, channel_id, name, text)

    async def command_as_sent(self, user_id: str, channel_id: str, line: str) -> Outcome:
        """The same for a line already in Slack's form: escaped, with ids for the people and channels named."""
        name, _, words = line.partition(" ")
        words = words.strip()
        text = words if self._declared(name).get("should_escape") else self.as_typed(words)
        return await self.call_command(user_id, channel_id, name, text)

    async def call_command(self, user_id: str, channel_id: str, name: str, text: str) -> Outcome:
        user, room = self.present(user_id, channel_id)
        key = self.local.tickets.reply(room.id, user.id)
        trigger = self.local.tickets.trigger(user.id)
        url = self.reply_url("commands", key)
        payload = payloads.slash_command(self.local.team, user, room, name, text, trigger, url)
        ack = await self.hand("slash_commands", payload, accepts=True)
        return self.outcome(user.id, ack, message=self._answered(ack, room, user))

    def _answered(self, ack: Ack, room: Room, user: WorkspaceUser) -> Posted | None:
        try:
            return show_reply(self.local, ack.payload, ReplyTicket(room.id, user.id, self.local.team.clock.now()))
        except PlaygroundError as refusal:
            raise PlaygroundError("invalid_command_response", (refusal.error, *refusal.messages)) from None

    def _declared(self, name: str) -> Json:
        commands = self.local.team.seed.commands
        if commands is None:
            return {}
        for one in commands:
            if one["command"] == name:
                return one
        raise PlaygroundError("invalid_command", [f"{name} is not a valid command."])

    async def say(self, user_id: str, channel_id: str, text: str, thread_ts: str | None = None) -> Outcome:
        """Write a message. A mention of the bot (`<@U…>` or @its name) tells it so."""
        return await self.say_as_sent(user_id, channel_id, self.typed(text), thread_ts)

    async def say_as_sent(self, user_id: str, channel_id: str, sent: str, thread_ts: str | None = None) -> Outcome:
        """The same for a text already in Slack's form."""
        user, room = self.present(user_id, channel_id)
        seed = self.local.team.seed
        if room.kind == "im" and not seed.takes_direct_messages:
            raise PlaygroundError("messages_tab_disabled", ["Sending messages to this app has been turned off."])
        if thread_ts is not None and thread_ts not in room.messages:
            raise PlaygroundError("thread_not_found")
        team_id = team_of(seed, user)
        message = Posted(self.local.team.next_ts(), room.id, user.id, sent, thread_ts=thread_ts, team=team_id)
        self._post(room, message)
        return Outcome(message=message)

    async def react(self, user_id: str, channel_id: str, ts: str, name: str) -> Outcome:
        """Put a reaction on a message, or take away one's own of that name."""
        user, room = self.present(user_id, channel_id)
        message = room.messages.get(ts)
        if message is None or message.is_ephemeral:
            raise PlaygroundError("message_not_found")
        if EMOJI_NAME.fullmatch(name) is None:
            raise PlaygroundError("invalid_name")
        mine = (name, user.id)
        stands = mine in message.reactions
        others = tuple(each for each in message.reactions if each != mine)
        self.local.team.keep(replace(message, reactions=others if stands else (*others, mine)))
        if self.local.team.seed.bot_user_id in room.members:
            item = {"type": "message", "channel": room.id, "ts": ts}
            kind, moment = f"reaction_{'removed' if stands else 'added'}", self.local.team.next_ts()
            event = {"type": kind, "user": user.id, "reaction": name, "item": item, "item_user": message.user}
            self.local.tell({**event, "event_ts": moment})
        return Outcome()

    def _post(self, room: Room, message: Posted) -> None:
        self.local.team.keep(message)
        bot = self.local.team.seed.bot_user_id
        if bot not in room.members:
            return
        event = message_event(room.kind, message)
        event["client_msg_id"] = self.local.team.new_id("m")
        self.local.tell(event)
        if f"<@{bot}>" in message.text and room.kind != "im":
            mention = {name: value for name, value in event.items() if name != "channel_type"}
            self.local.tell({**mention, "type": "app_mention"})

    def typed(self, text: str) -> str:
        """A typed text as Slack stores it: escaped, with people and channels as their ids."""
        sent = MENTION.sub(r"<\1>", escape(text))
        team = self.local.team
        for user in sorted(team.users.values(), key=lambda one: -len(one.name)):
            sent = sent.replace(f"@{escape(user.name)}", f"<@{user.id}>")
        for room in team.rooms.values():
            if room.kind == "channel":
                sent = re.sub(rf"#{re.escape(room.name)}\b(?!>)", f"<#{room.id}|{room.name}>", sent)
        return sent

    def as_typed(self, sent: str) -> str:
        """The other way for ids: commands get names as typed unless the manifest says should_escape."""
        users, rooms = self.local.team.users, self.local.team.rooms
        sent = NAMED_USER.sub(lambda mark: f"@{escape(users[mark[1]].name)}" if mark[1] in users else mark[0], sent)
        return NAMED_ROOM.sub(lambda mark: f"#{rooms[mark[1]].name}" if mark[1] in rooms else mark[0], sent)

    def give_file(self, user_id: str, name: str, content: bytes) -> Json:
        """Upload a file as the field of a form does; only the one who gave it and the bot can see it."""
        user = self.local.team.user(user_id)
        if not content or len(content) > FILE_MOST:
            raise PlaygroundError("file_upload_size_restricted" if content else "no_file_data")
        upload = Upload(self.local.team.new_id("F"), name.rpartition("/")[2], len(content), content=content)
        upload.mimetype = mimetypes.guess_type(upload.name)[0] or upload.mimetype
        upload.user, upload.shared = user.id, True
        self.local.uploads[upload.id] = upload
        return file_object(self.local, upload)

    async def open_home(self, user_id: str, tab: str = "home") -> Outcome:
        """Look at the app's Home (or Messages) tab."""
        user = self.local.team.user(user_id)
        room = self.local.team.direct(user.id)
        event: Json = {
            "type": "app_home_opened",
            "user": user.id,
            "channel": room.id,
            "tab": tab,
            "event_ts": self.local.team.next_ts(),
        }
        home = self.local.views.homes.get(user.id)
        if tab == "home" and home is not None:
            event["view"] = self.local.views.as_slack(home)
        self.local.tell(event)
        return Outcome(view=event.get("view"))

    async def shortcut(
        self, user_id: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Outcome:
        """Use a global shortcut, or with a message's channel and ts a message shortcut."""
        user, team = self.local.team.user(user_id), self.local.team
        trigger = self.local.tickets.trigger(user.id)
        if channel is None or ts is None:
            payload = payloads.shortcut(team, user, callback_id, trigger)
        else:
            _, room = self.present(user_id, channel)
            message = room.messages.get(ts)
            if message is None or message.is_ephemeral:
                raise PlaygroundError("message_not_found")
            url = self.reply_url("actions", self.local.tickets.reply(room.id, user.id, ts))
            payload = payloads.message_action(team, user, room, message.as_slack(), callback_id, trigger, url)
        return self.outcome(user.id, await self.hand("interactive", payload))

    async def send(
        self, payload: Mapping[str, Any], *, times: int = 1, kind: Kind = "interactive", together: bool = False
    ) -> list[Ack]:
        """Hand over one raw payload in one envelope, `times` times, one after the other or all `together`."""
        envelope = SentEnvelope(self.local.team.new_id("e"), kind, dict(payload), kind != "events_api")
        if together:
            return list(await asyncio.gather(*(self.post.hand(envelope) for _ in range(times))))
        return [await self.post.hand(envelope) for _ in range(times)]

    async def event(self, event: Mapping[str, Any], *, times: int = 1, event_id: str | None = None) -> list[Ack]:
        """Send an event, subscribed to or not; each time in an envelope of its own with the same event_id."""
        event_id = event_id or self.local.team.new_id("Ev")
        payload = payloads.event_callback(self.local.team, dict(event), event_id)
        return [(await self.send(payload, kind="events_api"))[0] for _ in range(times)]
