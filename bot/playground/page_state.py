"""The workspace as one person sees it in the page. Pure: state in, JSON out."""

from __future__ import annotations

from typing import Any

from bot.playground.backstage import Backstage
from bot.playground.messages import Posted, reactions_as_slack
from bot.playground.objects import ZONE
from bot.playground.team import Room
from bot.playground.views import Shown
from bot.playground.workspace import Json, User

NEWEST = 300


def state(back: Backstage, user_id: str) -> Json:
    """Everything the page draws for this person, or for the first one; refuses with user_not_found."""
    team = back.team
    people = [user for user in team.users.values() if not user.is_bot]
    me = team.user(user_id) if user_id else people[0]
    team.direct(me.id)
    seed = team.seed
    return {
        "team": {"id": seed.team_id, "name": seed.name},
        "bot": {"id": seed.bot_user_id, "name": seed.bot_name},
        "now": team.clock.now().astimezone(ZONE).isoformat(),
        "revision": team.revision,
        "me": _person(me),
        "users": [_person(user) for user in team.users.values()],
        "commands": [_command(one) for one in seed.commands or ()],
        "shortcuts": list(seed.shortcuts),
        "channels": [_channel(back, room, me) for room in team.rooms.values() if me.id in room.members],
        "modal": _modal(back, back.views.top(me.id)),
        "home": _home(back, me),
    }


def _person(user: User) -> Json:
    names = ("id", "name", "title", "locale", "is_admin", "is_owner", "is_restricted", "is_stranger", "is_bot")
    return {name: getattr(user, name) for name in (*names, "deleted")}


def _command(one: Json) -> Json:
    return {name: one.get(name, "") for name in ("command", "description", "usage_hint")}


def _channel(back: Backstage, room: Room, me: User) -> Json:
    seen = [message for message in room.messages.values() if message.only_for in (None, me.id)]
    last_read = room.read.get(me.id, "")
    told: dict[str, Any] = {
        "id": room.id,
        "name": back.team.seed.bot_name if room.kind == "im" else room.name,
        "kind": "dm" if room.kind == "im" else "channel",
        "is_private": room.kind == "group",
        "is_archived": room.archived,
        "unread": sum(1 for message in seen if message.ts > last_read and message.user != me.id),
        "messages": [_message(message) for message in seen[-NEWEST:]],
    }
    if room.kind == "im":
        told["user"] = back.team.seed.bot_user_id
    return told


def _message(message: Posted) -> Json:
    told: dict[str, Any] = {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "ephemeral": message.is_ephemeral,
        "edited": message.edited_ts is not None,
    }
    if message.broadcast:
        told["broadcast"] = True
    for name in ("username", "thread_ts", "metadata"):
        if getattr(message, name) is not None:
            told[name] = getattr(message, name)
    for name in ("blocks", "attachments", "files"):
        if getattr(message, name):
            told[name] = list(getattr(message, name))
    if message.reactions:
        told["reactions"] = reactions_as_slack(message.reactions)
    return told


def _modal(back: Backstage, shown: Shown | None) -> Json | None:
    if shown is None:
        return None
    return back.views.as_slack(shown) | {"errors": shown.errors}


def _home(back: Backstage, me: User) -> Json | None:
    shown = back.views.homes.get(me.id)
    return None if shown is None else back.views.as_slack(shown)
