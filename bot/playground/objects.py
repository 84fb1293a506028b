"""Users and conversations as the Web API writes them. Pure."""

from __future__ import annotations

import re
import unicodedata
import zlib
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.team import Room, Team
from bot.playground.workspace import Json, Workspace, WorkspaceUser

ZONE = ZoneInfo("Europe/Stockholm")


def handle(user: WorkspaceUser) -> str:
    """A user's short name, such as tjansteperson.gavle."""
    bare = unicodedata.normalize("NFKD", user.name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", ".", bare).strip(".") or user.id.lower()


def team_of(seed: Workspace, user: WorkspaceUser) -> str:
    """The workspace a person belongs to; a stranger's is another."""
    return "T0OTHER" if user.is_stranger else seed.team_id


def user_object(seed: Workspace, user: WorkspaceUser, now: datetime, *, with_locale: bool = False) -> Json:
    """The user object of users.info and users.list."""
    team_id = team_of(seed, user)
    offset = now.astimezone(ZONE).utcoffset()
    fields: Json = {
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
            "avatar_hash": f"g{zlib.crc32(user.id.encode()):08x}",
            "team": team_id,
        },
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": 1_577_836_800,
    }
    if user.deleted:
        return fields
    fields |= {
        "is_admin": user.is_admin or user.is_owner,
        "is_owner": user.is_owner,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": False,
    }
    if user.is_stranger:
        fields["is_stranger"] = True
    if with_locale:
        fields["locale"] = user.locale
    return fields


def channel_object(team: Team, room: Room) -> Json:
    """The conversation object of conversations.info and .list."""
    bot = team.seed.bot_user_id
    fields: Json = {
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
        return fields | {"user": room.person, "is_user_deleted": gone, "priority": 0}
    return fields | {
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
