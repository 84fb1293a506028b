"""conversations.*: finding, opening, joining and reading conversations."""

from __future__ import annotations

from bot.playground.api.method import (
    Args,
    decode_cursor,
    encode_cursor,
    method,
    need_room_scope,
    page,
)
from bot.playground.messages import Posted
from bot.playground.objects import channel_object
from bot.playground.team import Room
from bot.playground.workspace import Json, PlaygroundError
from bot.playground.workspace_state import WorkspaceState

KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def room_to_read(local: WorkspaceState, args: Args, right: str) -> Room:
    """A conversation the bot may read, with the scope for its kind."""
    room = local.team.room(args.need("channel"))
    need_room_scope(local, room, right)
    if room.kind == "group" and local.team.seed.bot_user_id not in room.members:
        raise PlaygroundError("channel_not_found")
    return room


@method("conversations.open", "im:write")
def open_direct(local: WorkspaceState, args: Args) -> Json:
    """A direct message with one person; several at once are not played here."""
    if args.get("channel"):
        return {"channel": channel_object(local.team, local.team.room(args.need("channel")))}
    user = local.team.user(args.need("users"))
    if user.deleted:
        raise PlaygroundError("user_disabled")
    already = "D" + user.id[1:] in local.team.rooms
    room = local.team.direct(user.id)
    channel = channel_object(local.team, room) if args.flag("return_im") else {"id": room.id}
    return {"no_op": already, "already_open": already, "channel": channel}


@method("conversations.list")
def list_all(local: WorkspaceState, args: Args) -> Json:
    kinds = {KINDS.get(kind.strip()) for kind in args.text("types", "public_channel").split(",")}
    bot = local.team.seed.bot_user_id
    matches = [
        room
        for room in local.team.rooms.values()
        if room.kind in kinds
        and not (room.archived and args.flag("exclude_archived"))
        and not (room.kind == "group" and bot not in room.members)
    ]
    for room in matches:
        need_room_scope(local, room, "read")
    here, cursor = page(matches, args, 100, 1000)
    as_sent = [channel_object(local.team, room) for room in here]
    return {"channels": as_sent, "response_metadata": {"next_cursor": cursor}}


@method("conversations.info")
def info(local: WorkspaceState, args: Args) -> Json:
    channel = channel_object(local.team, room_to_read(local, args, "read"))
    if args.flag("include_locale"):
        channel["locale"] = "sv-SE"
    return {"channel": channel}


@method("conversations.members")
def members(local: WorkspaceState, args: Args) -> Json:
    room = room_to_read(local, args, "read")
    here, cursor = page(sorted(room.members), args, 100, 1000)
    return {"members": here, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join", "channels:join")
def join(local: WorkspaceState, args: Args) -> Json:
    room = local.team.room(args.need("channel"))
    if room.kind != "channel":
        raise PlaygroundError("method_not_supported_for_channel_type")
    if room.archived:
        raise PlaygroundError("is_archived")
    local.join(room, local.team.seed.bot_user_id)
    return {"channel": channel_object(local.team, room)}


@method("conversations.history")
def history(local: WorkspaceState, args: Args) -> Json:
    """Newest first; replies in threads are not there; metadata only when asked for."""
    room = room_to_read(local, args, "history")
    if local.team.seed.bot_user_id not in room.members:
        raise PlaygroundError("not_in_channel")
    matches = _between([message for message in room.lasting() if not message.is_reply], args)[::-1]
    return _page_of_messages(local, room, matches, args)


@method("conversations.replies")
def replies(local: WorkspaceState, args: Args) -> Json:
    """A thread, oldest first, its parent always at the top."""
    room = room_to_read(local, args, "history")
    if local.team.seed.bot_user_id not in room.members:
        raise PlaygroundError("not_in_channel")
    parent = room.messages.get(args.need("ts"))
    if parent is None or parent.is_ephemeral:
        raise PlaygroundError("thread_not_found")
    matches = [message for message in room.lasting() if message.thread_ts == parent.ts and message.ts != parent.ts]
    return _page_of_messages(local, room, [parent, *_between(matches, args)], args)


def _between(messages: list[Posted], args: Args) -> list[Posted]:
    """Those after `oldest` and before `latest`; on the bounds themselves when inclusive."""
    least, most, inclusive = _bound(args, "oldest") or 0, _bound(args, "latest"), args.flag("inclusive")
    matches = []
    for message in messages:
        at = _micros(message.ts)
        after = at > least or (inclusive and at == least)
        if after and (most is None or at < most or (inclusive and at == most)):
            matches.append(message)
    return matches


def _bound(args: Args, name: str) -> int | None:
    try:
        return _micros(args.text(name)) if args.text(name) else None
    except ValueError:
        raise PlaygroundError(f"invalid_ts_{name}") from None


def _micros(ts: str) -> int:
    """A timestamp in whole microseconds; comparing the strings would be wrong, comparing floats inexact."""
    whole, _, part = ts.partition(".")
    return int(whole) * 1_000_000 + int(part[:6].ljust(6, "0") or 0)


def _page_of_messages(local: WorkspaceState, room: Room, matches: list[Posted], args: Args) -> Json:
    limit = min(args.number("limit", 100, 999), local.page_most)
    cursor = args.text("cursor")
    if cursor:
        ts = decode_cursor(cursor).removeprefix("next_ts:")
        start = next((number for number, message in enumerate(matches) if message.ts == ts), None)
        if start is None:
            raise PlaygroundError("invalid_cursor")
        matches = matches[start:]
    threads, with_metadata = _threads(room), args.flag("include_all_metadata")
    as_sent = [_message_object(message, threads.get(message.ts), with_metadata) for message in matches[:limit]]
    answer: Json = {"messages": as_sent, "has_more": len(matches) > limit, "pin_count": 0}
    if len(matches) > limit:
        answer["response_metadata"] = {"next_cursor": encode_cursor(f"next_ts:{matches[limit].ts}")}
    return answer


def _threads(room: Room) -> dict[str, list[Posted]]:
    """The replies in each thread, oldest first."""
    matches: dict[str, list[Posted]] = {}
    for message in room.lasting():
        if message.thread_ts is not None and message.thread_ts != message.ts:
            matches.setdefault(message.thread_ts, []).append(message)
    return matches


def _message_object(message: Posted, below: list[Posted] | None, with_metadata: bool) -> Json:
    as_sent = message.as_slack(with_metadata=with_metadata)
    if below:
        as_sent |= {"thread_ts": message.ts, "reply_count": len(below), "latest_reply": below[-1].ts}
    return as_sent
