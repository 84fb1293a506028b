"""What Slack writes into payloads: commands, clicks, submissions, events. Pure: state in, JSON out."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from bot.playground.objects import handle, team_of
from bot.playground.team import Room, Team
from bot.playground.workspace import Json, WorkspaceUser

TOKEN = "playground-verification-token"
EVENT_FAMILY = {"channel": "channels", "group": "groups", "im": "im"}


def _who(team: Team, user: WorkspaceUser) -> Json:
    name = handle(user)
    return {"id": user.id, "username": name, "name": name, "team_id": team_of(team.seed, user)}


def _common(team: Team, user: WorkspaceUser, kind: str) -> Json:
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


def slash_command(
    team: Team, user: WorkspaceUser, room: Room, command: str, text: str, trigger: str, reply: str
) -> Json:
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


def block_actions(team: Team, user: WorkspaceUser, where: Json, action: Json, trigger: str) -> Json:
    """A click; `where` is what `in_message` or `in_view` says of the place."""
    return {**_common(team, user, "block_actions"), "trigger_id": trigger, **where, "actions": [action]}


def block_suggestion(team: Team, user: WorkspaceUser, where: Json, block_id: str, action_id: str, value: str) -> Json:
    details = {"block_id": block_id, "action_id": action_id, "value": value}
    return {**_common(team, user, "block_suggestion"), **where, **details}


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


def view_submission(team: Team, user: WorkspaceUser, view: Json, trigger: str) -> Json:
    return {**_common(team, user, "view_submission"), "trigger_id": trigger, "view": view, "response_urls": []}


def view_closed(team: Team, user: WorkspaceUser, view: Json, *, is_cleared: bool) -> Json:
    return {**_common(team, user, "view_closed"), "view": view, "is_cleared": is_cleared}


def shortcut(team: Team, user: WorkspaceUser, callback_id: str, trigger: str) -> Json:
    details = {"callback_id": callback_id, "trigger_id": trigger, "action_ts": team.next_ts()}
    return {**_common(team, user, "shortcut"), **details}


def message_action(
    team: Team, user: WorkspaceUser, room: Room, message: Json, callback_id: str, trigger: str, reply: str
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
