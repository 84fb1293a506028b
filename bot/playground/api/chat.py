"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.playground.api.method import Args, method, need_room_scope, need_scope
from bot.playground.backstage import Backstage
from bot.playground.messages import Posted
from bot.playground.parts import named
from bot.playground.strict import check_message
from bot.playground.strict.messages import UPDATE_MOST
from bot.playground.team import Room
from bot.playground.workspace import Json, PlaygroundError

TEXT_ADVISED = 4_000
ERRORS = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
}


def said(args: Args) -> Json:
    """Text, blocks, attachments and metadata of a call; those not given are left out."""
    found: dict[str, Any] = {name: args.structure(name, error) for name, error in ERRORS.items()}
    if args.get("text") is not None:
        found["text"] = args["text"]
    return {name: value for name, value in found.items() if value is not None}


def message_from_bot(back: Backstage, room: Room, words: Json, **more: Any) -> Posted:
    """A message of the app's own, its blocks named. What Slack takes but advises against is noted as a warning."""
    seed, text = back.team.seed, words.get("text") or ""
    if not text and words.get("blocks"):
        back.warnings.append(f"{room.id}: blocks without text, which screen readers and notifications need")
    if len(text) > TEXT_ADVISED:
        back.warnings.append(f"{room.id}: a text of {len(text)} characters, over the {TEXT_ADVISED} advised")
    return Posted(
        ts=back.team.next_ts(),
        channel=room.id,
        user=seed.bot_user_id,
        text=text,
        blocks=named(words.get("blocks") or (), lambda: back.team.new_id("b")),
        attachments=tuple(words.get("attachments") or ()),
        metadata=words.get("metadata"),
        bot_id=seed.bot_id,
        app_id=seed.app_id,
        team=seed.team_id,
        **more,
    )


def room_to_write(back: Backstage, name: str) -> Room:
    """The conversation meant by a channel's id or name, or by a person's id; refuses where the bot may not write."""
    team = back.team
    if name[:1] in ("U", "W") and name in team.users:
        room = team.direct(name)
    else:
        room = team.room(name) if name[:1] in ("C", "D", "G") else _by_name(back, name.removeprefix("#"))
    if room.kind == "im" and room.person is not None and team.users[room.person].deleted:
        raise PlaygroundError("channel_not_found")
    if team.seed.bot_user_id not in room.members and room.kind == "group":
        raise PlaygroundError("channel_not_found")
    if room.archived:
        raise PlaygroundError("is_archived")
    if team.seed.bot_user_id not in room.members and "chat:write.public" not in (team.scopes or ()):
        raise PlaygroundError("not_in_channel")
    return room


def _by_name(back: Backstage, name: str) -> Room:
    for room in back.team.rooms.values():
        if room.kind != "im" and room.name == name:
            return room
    raise PlaygroundError("channel_not_found")


@method("chat.postMessage", "chat:write")
def post_message(back: Backstage, args: Args) -> Json:
    room, words = room_to_write(back, args.need("channel")), said(args)
    check_message(words)
    thread = args.get("thread_ts")
    if thread is not None and thread not in room.messages:
        raise PlaygroundError("thread_not_found")
    if args.get("username") or args.get("icon_emoji") or args.get("icon_url"):
        need_scope(back, "chat:write.customize")
    message = message_from_bot(
        back, room, words, thread_ts=thread, broadcast=args.flag("reply_broadcast"), username=args.get("username")
    )
    back.post(message)
    return {"channel": room.id, "ts": message.ts, "message": message.as_slack(with_metadata=True)}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(back: Backstage, args: Args) -> Json:
    room, words = room_to_write(back, args.need("channel")), said(args)
    check_message(words)
    user = back.team.user(args.need("user"))
    if user.id not in room.members:
        raise PlaygroundError("user_not_in_channel")
    message = back.post(message_from_bot(back, room, words, thread_ts=args.get("thread_ts"), only_for=user.id))
    return {"message_ts": message.ts}


@method("chat.update", "chat:write")
def update(back: Backstage, args: Args) -> Json:
    """Without `blocks`, a new text takes the place of the old blocks too; without metadata the old stays."""
    old, words = _own(back, args, "cant_update_message"), said(args)
    check_message(words if words.keys() & {"text", "blocks", "attachments"} else {"text": ""}, text_most=UPDATE_MOST)
    new = replace(old, **_changes(back, words))
    back.alter(old, new)
    told = new.as_slack(with_metadata=True)
    return {"channel": new.channel, "ts": new.ts, "text": new.text, "message": told}


def _changes(back: Backstage, words: Json) -> dict[str, Any]:
    changes: dict[str, Any] = {name: words[name] for name in ("text", "metadata") if name in words}
    if "metadata" in changes:
        changes["metadata"] = changes["metadata"] or None
    if "attachments" in words:
        changes["attachments"] = tuple(words["attachments"])
    if "blocks" in words or "text" in words:
        changes["blocks"] = named(words.get("blocks") or (), lambda: back.team.new_id("b"))
        changes["edited_ts"] = None if words.get("blocks") else back.team.next_ts()
    return changes


@method("chat.delete", "chat:write")
def delete(back: Backstage, args: Args) -> Json:
    message = _own(back, args, "cant_delete_message")
    back.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def _own(back: Backstage, args: Args, refusal: str) -> Posted:
    """A message the bot wrote; ephemeral ones are found by no method."""
    room = back.team.room(args.need("channel"))
    message = room.messages.get(args.need("ts"))
    if message is None or message.is_ephemeral:
        raise PlaygroundError("message_not_found")
    if message.user != back.team.seed.bot_user_id:
        raise PlaygroundError(refusal)
    if room.archived:
        raise PlaygroundError("is_archived")
    return message


@method("chat.getPermalink")
def get_permalink(back: Backstage, args: Args) -> Json:
    room = back.team.room(args.need("channel"))
    ts = args.need("message_ts")
    if ts not in room.messages:
        raise PlaygroundError("message_not_found")
    need_room_scope(back, room, "read")
    return {"channel": room.id, "permalink": f"{back.url}/archives/{room.id}/p{ts.replace('.', '')}"}
