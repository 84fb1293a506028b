"""What Slack writes into payloads and answers: users, conversations, commands, clicks. Pure: state in, JSON out."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.playground.team import Room, Team
from bot.playground.workspace import Json, User, Workspace

TOKEN = "playground-verification-token"
ZONE = ZoneInfo("Europe/Stockholm")
EVENT_FAMILY = {"channel": "channels", "group": "groups", "im": "im"}


def handle(user: User) -> str:
    """A user's short name, such as tjansteperson.gavle."""
    bare = unicodedata.normalize("NFKD", user.name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", ".", bare).strip(".") or user.id.lower()


def team_of(seed: Workspace, user: User) -> str:
    """The workspace a person belongs to; a stranger's is another."""
    return "T0OTHER" if user.is_stranger else seed.team_id


def user_object(seed: Workspace, user: User, now: datetime, *, with_locale: bool = False) -> Json:
    """The user object of users.info and users.list."""
    team_id = team_of(seed, user)
    offset = now.astimezone(ZONE).utcoffset()
    told: Json = {
        "id": user.id,
        "team_id": team_id,
        "name": handle(user),
        "deleted": user.deleted,
        "real_name": user.name,
        "tz": "Europe/Stockholm",
        "tz_label": "Central European Time",
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": {
            "real_name": user.name,
            "real_name_normalized": user.name,
            "display_name": user.name,
            "display_name_normalized": user.name,
            "title": user.title,
            "team": team_id,
        },
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 1_577_836_800,
    }
    if user.deleted:
        return told
    told |= {
        "is_admin": user.is_admin or user.is_owner,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
    }
    if user.is_stranger:
        told["is_stranger"] = True
    if with_locale:
        told["locale"] = user.locale
    return told


def channel_object(team: Team, room: Room) -> Json:
    """The conversation object of conversations.info and .list."""
    bot = team.seed.bot_user_id
    told: Json = {
        "id": room.id,
        "created": room.created,
        "is_archived": room.archived,
        "is_im": room.kind == "im",
        "is_org_shared": False,
        "is_ext_shared": False,
        "is_shared": False,
        "context_team_id": team.seed.team_id,
    }
    if room.kind == "im":
        gone = team.users[room.person].deleted if room.person else False
        return told | {"user": room.person, "is_user_deleted": gone, "priority": 0}
    return told | {
        "name": room.name,
        "name_normalized": room.name,
        "is_channel": room.kind == "channel",
        "is_group": room.kind == "group",
        "is_mpim": False,
        "is_private": room.kind == "group",
        "is_general": False,
        "is_member": bot in room.members,
        "creator": bot,
        "num_members": len(room.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def _who(team: Team, user: User) -> Json:
    name = handle(user)
    return {"id": user.id, "username": name, "name": name, "team_id": team_of(team.seed, user)}


def _common(team: Team, user: User, kind: str) -> Json:
    """What every interactive payload begins with."""
    seed = team.seed
    return {
        "type": kind,
        "user": _who(team, user),
        "api_app_id": seed.app_id,
        "token": TOKEN,
        "team": {"id": seed.team_id, "domain": seed.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def slash_command(team: Team, user: User, room: Room, command: str, text: str, trigger: str, reply: str) -> Json:
    return {
        "token": TOKEN,
        "team_id": team_of(team.seed, user),
        "team_domain": team.seed.domain,
        "channel_id": room.id,
        "channel_name": room.name if room.kind == "channel" else _hidden_name(room),
        "user_id": user.id,
        "user_name": handle(user),
        "command": command,
        "text": text,
        "api_app_id": team.seed.app_id,
        "is_enterprise_install": "false",
        "response_url": reply,
        "trigger_id": trigger,
    }


def _hidden_name(room: Room) -> str:
    return "directmessage" if room.kind == "im" else "privategroup"


def block_actions(team: Team, user: User, where: Json, action: Json, trigger: str) -> Json:
    """A click; `where` is what `in_message` or `in_view` says of the place."""
    return {**_common(team, user, "block_actions"), "trigger_id": trigger, **where, "actions": [action]}


def block_suggestion(team: Team, user: User, where: Json, block_id: str, action_id: str, value: str) -> Json:
    asked = {"block_id": block_id, "action_id": action_id, "value": value}
    return {**_common(team, user, "block_suggestion"), **where, **asked}


def in_message(room: Room, ts: str, message: Json | None, state: Json, reply: str) -> Json:
    """The place of a click in a message; `message` is None for an ephemeral one, which Slack does not send along."""
    where: dict[str, Any] = {
        "container": {"type": "message", "message_ts": ts, "channel_id": room.id, "is_ephemeral": message is None},
        "channel": {"id": room.id, "name": room.name if room.kind == "channel" else _hidden_name(room)},
        "state": {"values": state},
        "response_url": reply,
    }
    if message is not None:
        where["message"] = message
        if "thread_ts" in message:
            where["container"]["thread_ts"] = message["thread_ts"]
    return where


def in_view(view: Json) -> Json:
    return {"container": {"type": "view", "view_id": view["id"]}, "view": view}


def view_submission(team: Team, user: User, view: Json, trigger: str) -> Json:
    return {**_common(team, user, "view_submission"), "trigger_id": trigger, "view": view, "response_urls": []}


def view_closed(team: Team, user: User, view: Json, *, is_cleared: bool) -> Json:
    return {**_common(team, user, "view_closed"), "view": view, "is_cleared": is_cleared}


def shortcut(team: Team, user: User, callback_id: str, trigger: str) -> Json:
    asked = {"callback_id": callback_id, "trigger_id": trigger, "action_ts": team.next_ts()}
    return {**_common(team, user, "shortcut"), **asked}


def message_action(
    team: Team, user: User, room: Room, message: Json, callback_id: str, trigger: str, reply: str
) -> Json:
    return {
        **_common(team, user, "message_action"),
        "callback_id": callback_id,
        "trigger_id": trigger,
        "action_ts": team.next_ts(),
        "message_ts": message["ts"],
        "channel": {"id": room.id, "name": room.name if room.kind == "channel" else _hidden_name(room)},
        "message": message,
        "response_url": reply,
    }


def event_callback(team: Team, event: Json, event_id: str) -> Json:
    """An event in the wrapper the Events API sends it in."""
    seed = team.seed
    bot = {
        "enterprise_id": None,
        "team_id": seed.team_id,
        "user_id": seed.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": TOKEN,
        "team_id": seed.team_id,
        "context_team_id": seed.team_id,
        "context_enterprise_id": None,
        "api_app_id": seed.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(team.clock.now().astimezone(UTC).timestamp()),
        "authorizations": [bot],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }
