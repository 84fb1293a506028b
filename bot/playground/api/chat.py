"""chat.*: posting, changing and deleting messages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.playground.api.method import Args, method, need_room_scope, need_scope
from bot.playground.messages import Posted
from bot.playground.parts import named
from bot.playground.strict import check_message
from bot.playground.strict.messages import UPDATE_MOST, tables_in
from bot.playground.team import Room
from bot.playground.workspace import Json, PlaygroundError
from bot.playground.workspace_state import WorkspaceState

TEXT_ADVISED = 4_000
ERRORS = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
}


def contents_of(args: Args) -> Json:
    """Text, blocks, attachments and metadata of a call; those not given are left out."""
    contents: dict[str, Any] = {name: args.structure(name, error) for name, error in ERRORS.items()}
    if args.get("text") is not None:
        contents["text"] = args["text"]
    return {name: value for name, value in contents.items() if value is not None}


def message_from_bot(local: WorkspaceState, room: Room, words: Json, **more: Any) -> Posted:
    """A message of the app's own, its blocks named. What Slack takes but advises against is noted as a warning."""
    refuse_tables(local, words)
    seed, text = local.team.seed, words.get("text") or ""
    if not text and words.get("blocks"):
        local.warnings.append(f"{room.id}: blocks without text, which screen readers and notifications need")
    if len(text) > TEXT_ADVISED:
        local.warnings.append(f"{room.id}: a text of {len(text)} characters, over the {TEXT_ADVISED} advised")
    return Posted(
        ts=local.team.next_ts(),
        channel=room.id,
        user=seed.bot_user_id,
        text=text,
        blocks=named(words.get("blocks") or (), lambda: local.team.new_id("b")),
        attachments=tuple(words.get("attachments") or ()),
        metadata=words.get("metadata"),
        bot_id=seed.bot_id,
        app_id=seed.app_id,
        team=seed.team_id,
        **more,
    )


def refuse_tables(local: WorkspaceState, words: Json) -> None:
    """As a workspace without tables answers one that has any."""
    if not local.takes_tables and tables_in(words):
        raise PlaygroundError("invalid_blocks", ["[ERROR] unsupported type: table [json-pointer:/blocks/type]"])


def room_to_write(local: WorkspaceState, name: str) -> Room:
    """The conversation meant by a channel's id or name, or by a person's id; refuses where the bot may not write."""
    team = local.team
    if name[:1] in ("U", "W") and name in team.users:
        room = team.direct(name)
    else:
        room = team.room(name) if name[:1] in ("C", "D", "G") else _by_name(local, name.removeprefix("#"))
    if room.kind == "im" and room.person is not None and team.users[room.person].deleted:
        raise PlaygroundError("channel_not_found")
    if team.seed.bot_user_id not in room.members and room.kind == "group":
        raise PlaygroundError("channel_not_found")
    if room.archived:
        raise PlaygroundError("is_archived")
    if team.seed.bot_user_id not in room.members and "chat:write.public" not in (team.scopes or ()):
        raise PlaygroundError("not_in_channel")
    return room


def _by_name(local: WorkspaceState, name: str) -> Room:
    for room in local.team.rooms.values():
        if room.kind != "im" and room.name == name:
            return room
    raise PlaygroundError("channel_not_found")


@method("chat.postMessage", "chat:write")
def post_message(local: WorkspaceState, args: Args) -> Json:
    room, words = room_to_write(local, args.need("channel")), contents_of(args)
    check_message(words)
    thread = args.get("thread_ts")
    if thread is not None and thread not in room.messages:
        raise PlaygroundError("thread_not_found")
    if args.get("username") or args.get("icon_emoji") or args.get("icon_url"):
        need_scope(local, "chat:write.customize")
    message = message_from_bot(
        local, room, words, thread_ts=thread, broadcast=args.flag("reply_broadcast"), username=args.get("username")
    )
    local.post(message)
    return {"channel": room.id, "ts": message.ts, "message": message.as_slack(with_metadata=True)}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(local: WorkspaceState, args: Args) -> Json:
    room, words = room_to_write(local, args.need("channel")), contents_of(args)
    check_message(words)
    user = local.team.user(args.need("user"))
    if user.id not in room.members:
        raise PlaygroundError("user_not_in_channel")
    message = local.post(message_from_bot(local, room, words, thread_ts=args.get("thread_ts"), only_for=user.id))
    return {"message_ts": message.ts}


@method("chat.update", "chat:write")
def update(local: WorkspaceState, args: Args) -> Json:
    """Without `blocks`, a new text takes the place of the old blocks too; without metadata the old stays."""
    old, words = _own(local, args, "cant_update_message"), contents_of(args)
    check_message(words if words.keys() & {"text", "blocks", "attachments"} else {"text": ""}, text_most=UPDATE_MOST)
    new = replace(old, **_changes(local, words))
    local.alter(old, new)
    message_as_sent = new.as_slack(with_metadata=True)
    return {"channel": new.channel, "ts": new.ts, "text": new.text, "message": message_as_sent}


def _changes(local: WorkspaceState, words: Json) -> dict[str, Any]:
    refuse_tables(local, words)
    changes: dict[str, Any] = {name: words[name] for name in ("text", "metadata") if name in words}
    if "metadata" in changes:
        changes["metadata"] = changes["metadata"] or None
    if "attachments" in words:
        changes["attachments"] = tuple(words["attachments"])
    if "blocks" in words or "text" in words:
        changes["blocks"] = named(words.get("blocks") or (), lambda: local.team.new_id("b"))
        changes["edited_ts"] = None if words.get("blocks") else local.team.next_ts()
    return changes


@method("chat.delete", "chat:write")
def delete(local: WorkspaceState, args: Args) -> Json:
    message = _own(local, args, "cant_delete_message")
    local.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def _own(local: WorkspaceState, args: Args, refusal: str) -> Posted:
    """A message the bot wrote; ephemeral ones are found by no method."""
    room = local.team.room(args.need("channel"))
    message = room.messages.get(args.need("ts"))
    if message is None or message.is_ephemeral:
        raise PlaygroundError("message_not_found")
    if message.user != local.team.seed.bot_user_id:
        raise PlaygroundError(refusal)
    if room.archived:
        raise PlaygroundError("is_archived")
    return message


@method("chat.getPermalink")
def get_permalink(local: WorkspaceState, args: Args) -> Json:
    room = local.team.room(args.need("channel"))
    ts = args.need("message_ts")
    if ts not in room.messages:
        raise PlaygroundError("message_not_found")
    need_room_scope(local, room, "read")
    return {"channel": room.id, "permalink": f"{local.url}/archives/{room.id}/p{ts.replace('.', '')}"}
