"""The workspace as one person sees it in the page. Pure: state in, JSON out."""

from __future__ import annotations

from typing import Any

from bot.playground.messages import Posted, reactions_as_slack
from bot.playground.objects import ZONE
from bot.playground.team import Room
from bot.playground.views import OpenView
from bot.playground.workspace import Json, WorkspaceUser
from bot.playground.workspace_state import WorkspaceState

NEWEST = 300


def state(local: WorkspaceState, user_id: str) -> Json:
    """Everything the page draws for this person, or for the first one; refuses with user_not_found."""
    team = local.team
    people = [user for user in team.users.values() if not user.is_bot]
    me = team.user(user_id) if user_id else people[0]
    team.direct(me.id)
    seed = team.seed
    return {
        "team": {"id": seed.team_id, "name": seed.name},
        "bot": {"id": seed.bot_user_id, "name": seed.bot_name},
        "now": team.clock.now().astimezone(ZONE).isoformat(),
        "revision": team.revision,
        "run": team.run,
        "newcomers": bool(seed.newcomers),
        "first_commands": dict(seed.first_commands),
        "me": _person(me),
        "users": [_person(user) for user in team.users.values()],
        "commands": [_command(one) for one in seed.commands or ()],
        "shortcuts": list(seed.shortcuts),
        "channels": [_channel(local, room, me) for room in team.rooms.values() if me.id in room.members],
        "modal": _modal(local, local.views.top(me.id)),
        "home": _home(local, me),
    }


def _person(user: WorkspaceUser) -> Json:
    names = ("id", "name", "title", "locale", "is_admin", "is_owner", "is_restricted", "is_stranger", "is_bot")
    return {name: getattr(user, name) for name in (*names, "deleted")}


def _command(one: Json) -> Json:
    return {name: one.get(name, "") for name in ("command", "description", "usage_hint")}


def _channel(local: WorkspaceState, room: Room, me: WorkspaceUser) -> Json:
    visible = [message for message in room.messages.values() if message.only_for in (None, me.id)]
    last_read = room.read.get(me.id, "")
    entry: dict[str, Any] = {
        "id": room.id,
        "name": local.team.seed.bot_name if room.kind == "im" else room.name,
        "kind": "dm" if room.kind == "im" else "channel",
        "is_private": room.kind == "group",
        "is_archived": room.archived,
        "unread": sum(1 for message in visible if message.ts > last_read and message.user != me.id),
        "messages": [_message(message) for message in visible[-NEWEST:]],
    }
    if room.kind == "im":
        entry["user"] = local.team.seed.bot_user_id
    return entry


def _message(message: Posted) -> Json:
    entry: dict[str, Any] = {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "ephemeral": message.is_ephemeral,
        "edited": message.edited_ts is not None,
    }
    if message.broadcast:
        entry["broadcast"] = True
    for name in ("username", "thread_ts", "metadata"):
        if getattr(message, name) is not None:
            entry[name] = getattr(message, name)
    for name in ("blocks", "attachments", "files"):
        if getattr(message, name):
            entry[name] = list(getattr(message, name))
    if message.reactions:
        entry["reactions"] = reactions_as_slack(message.reactions)
    return entry


def _modal(local: WorkspaceState, open_view: OpenView | None) -> Json | None:
    if open_view is None:
        return None
    return local.views.as_slack(open_view) | {"errors": open_view.errors}


def _home(local: WorkspaceState, me: WorkspaceUser) -> Json | None:
    open_view = local.views.homes.get(me.id)
    return None if open_view is None else local.views.as_slack(open_view)
