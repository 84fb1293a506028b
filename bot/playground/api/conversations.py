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
from bot.playground.backstage import Backstage
from bot.playground.messages import Posted
from bot.playground.objects import channel_object
from bot.playground.team import Room
from bot.playground.workspace import Json, PlaygroundError

KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def room_to_read(back: Backstage, args: Args, right: str) -> Room:
    """A conversation the bot may read, with the scope for its kind."""
    room = back.team.room(args.need("channel"))
    need_room_scope(back, room, right)
    if room.kind == "group" and back.team.seed.bot_user_id not in room.members:
        raise PlaygroundError("channel_not_found")
    return room


@method("conversations.open", "im:write")
def open_direct(back: Backstage, args: Args) -> Json:
    """A direct message with one person; several at once are not played here."""
    if args.get("channel"):
        return {"channel": channel_object(back.team, back.team.room(args.need("channel")))}
    user = back.team.user(args.need("users"))
    if user.deleted:
        raise PlaygroundError("user_disabled")
    already = "D" + user.id[1:] in back.team.rooms
    room = back.team.direct(user.id)
    channel = channel_object(back.team, room) if args.flag("return_im") else {"id": room.id}
    return {"no_op": already, "already_open": already, "channel": channel}


@method("conversations.list")
def list_all(back: Backstage, args: Args) -> Json:
    kinds = {KINDS.get(kind.strip()) for kind in args.text("types", "public_channel").split(",")}
    bot = back.team.seed.bot_user_id
    found = [
        room
        for room in back.team.rooms.values()
        if room.kind in kinds
        and not (room.archived and args.flag("exclude_archived"))
        and not (room.kind == "group" and bot not in room.members)
    ]
    for room in found:
        need_room_scope(back, room, "read")
    here, cursor = page(found, args, 100, 1000)
    told = [channel_object(back.team, room) for room in here]
    return {"channels": told, "response_metadata": {"next_cursor": cursor}}


@method("conversations.info")
def info(back: Backstage, args: Args) -> Json:
    channel = channel_object(back.team, room_to_read(back, args, "read"))
    if args.flag("include_locale"):
        channel["locale"] = "sv-SE"
    return {"channel": channel}


@method("conversations.members")
def members(back: Backstage, args: Args) -> Json:
    room = room_to_read(back, args, "read")
    here, cursor = page(sorted(room.members), args, 100, 1000)
    return {"members": here, "response_metadata": {"next_cursor": cursor}}


@method("conversations.join", "channels:join")
def join(back: Backstage, args: Args) -> Json:
    room = back.team.room(args.need("channel"))
    if room.kind != "channel":
        raise PlaygroundError("method_not_supported_for_channel_type")
    if room.archived:
        raise PlaygroundError("is_archived")
    room.members.add(back.team.seed.bot_user_id)
    back.team.changed()
    return {"channel": channel_object(back.team, room)}


@method("conversations.history")
def history(back: Backstage, args: Args) -> Json:
    """Newest first; replies in threads are not there; metadata only when asked for."""
    room = room_to_read(back, args, "history")
    if back.team.seed.bot_user_id not in room.members:
        raise PlaygroundError("not_in_channel")
    found = _between([message for message in room.lasting() if not message.is_reply], args)[::-1]
    return _page_of_messages(back, room, found, args)


@method("conversations.replies")
def replies(back: Backstage, args: Args) -> Json:
    """A thread, oldest first, its parent always at the top."""
    room = room_to_read(back, args, "history")
    if back.team.seed.bot_user_id not in room.members:
        raise PlaygroundError("not_in_channel")
    parent = room.messages.get(args.need("ts"))
    if parent is None or parent.is_ephemeral:
        raise PlaygroundError("thread_not_found")
    found = [message for message in room.lasting() if message.thread_ts == parent.ts and message.ts != parent.ts]
    return _page_of_messages(back, room, [parent, *_between(found, args)], args)


def _between(messages: list[Posted], args: Args) -> list[Posted]:
    """Those after `oldest` and before `latest`; on the bounds themselves when inclusive."""
    least, most, inclusive = _bound(args, "oldest") or 0, _bound(args, "latest"), args.flag("inclusive")
    found = []
    for message in messages:
        at = _micros(message.ts)
        after = at > least or (inclusive and at == least)
        if after and (most is None or at < most or (inclusive and at == most)):
            found.append(message)
    return found


def _bound(args: Args, name: str) -> int | None:
    try:
        return _micros(args.text(name)) if args.text(name) else None
    except ValueError:
        raise PlaygroundError(f"invalid_ts_{name}") from None


def _micros(ts: str) -> int:
    """A timestamp in whole microseconds; comparing the strings would be wrong, comparing floats inexact."""
    whole, _, part = ts.partition(".")
    return int(whole) * 1_000_000 + int(part[:6].ljust(6, "0") or 0)


def _page_of_messages(back: Backstage, room: Room, found: list[Posted], args: Args) -> Json:
    limit = min(args.number("limit", 100, 999), back.page_most)
    cursor = args.text("cursor")
    if cursor:
        ts = decode_cursor(cursor).removeprefix("next_ts:")
        start = next((number for number, message in enumerate(found) if message.ts == ts), None)
        if start is None:
            raise PlaygroundError("invalid_cursor")
        found = found[start:]
    threads, with_metadata = _threads(room), args.flag("include_all_metadata")
    told = [_told(message, threads.get(message.ts), with_metadata) for message in found[:limit]]
    answer: Json = {"messages": told, "has_more": len(found) > limit, "pin_count": 0}
    if len(found) > limit:
        answer["response_metadata"] = {"next_cursor": encode_cursor(f"next_ts:{found[limit].ts}")}
    return answer


def _threads(room: Room) -> dict[str, list[Posted]]:
    """The replies in each thread, oldest first."""
    found: dict[str, list[Posted]] = {}
    for message in room.lasting():
        if message.thread_ts is not None and message.thread_ts != message.ts:
            found.setdefault(message.thread_ts, []).append(message)
    return found


def _told(message: Posted, below: list[Posted] | None, with_metadata: bool) -> Json:
    told = message.as_slack(with_metadata=with_metadata)
    if below:
        told |= {"thread_ts": message.ts, "reply_count": len(below), "latest_reply": below[-1].ts}
    return told
