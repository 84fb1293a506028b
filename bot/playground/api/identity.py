"""auth.test, team, users, bots, and the opening of sockets: who is who."""

from __future__ import annotations

import secrets

from bot.playground.api.method import Args, method, need_room_scope, page
from bot.playground.objects import channel_object, user_object
from bot.playground.workspace import Json, PlaygroundError
from bot.playground.workspace_state import WorkspaceState


@method("auth.test")
def auth_test(local: WorkspaceState, args: Args) -> Json:
    seed = local.team.seed
    return {
        "url": f"{local.url}/",
        "team": seed.name,
        "user": seed.bot_name.lower(),
        "team_id": seed.team_id,
        "user_id": seed.bot_user_id,
        "bot_id": seed.bot_id,
        "is_enterprise_install": False,
    }


@method("api.test")
def api_test(local: WorkspaceState, args: Args) -> Json:
    return {"args": {name: value for name, value in args.items() if name != "token"}}


@method("team.info", "team:read")
def team_info(local: WorkspaceState, args: Args) -> Json:
    seed = local.team.seed
    return {"team": {"id": seed.team_id, "name": seed.name, "domain": seed.domain, "url": f"{local.url}/", "icon": {}}}


@method("users.info", "users:read")
def users_info(local: WorkspaceState, args: Args) -> Json:
    user, now = local.team.user(args.need("user")), local.team.clock.now()
    return {"user": user_object(local.team.seed, user, now, with_locale=args.flag("include_locale"))}


@method("users.list", "users:read")
def users_list(local: WorkspaceState, args: Args) -> Json:
    """Everybody in the workspace, the deactivated too; strangers are only found by users.info."""
    ours = [user for user in local.team.users.values() if not user.is_stranger]
    here, cursor = page(ours, args, len(ours), 1000)
    now, locale = local.team.clock.now(), args.flag("include_locale")
    as_sent = [user_object(local.team.seed, user, now, with_locale=locale) for user in here]
    return {"members": as_sent, "cache_ts": int(now.timestamp()), "response_metadata": {"next_cursor": cursor}}


@method("users.conversations")
def users_conversations(local: WorkspaceState, args: Args) -> Json:
    """The conversations the bot (or `user`) is in."""
    user = args.text("user", local.team.seed.bot_user_id)
    kinds = args.text("types", "public_channel")
    wanted = {"public_channel": "channel", "private_channel": "group", "im": "im"}
    names = {wanted.get(kind.strip()) for kind in kinds.split(",")}
    mine = [room for room in local.team.rooms.values() if user in room.members and room.kind in names]
    for room in mine:
        need_room_scope(local, room, "read")
    here, cursor = page(mine, args, 100, 999)
    as_sent = [channel_object(local.team, room) for room in here]
    return {"channels": as_sent, "response_metadata": {"next_cursor": cursor}}


@method("bots.info", "users:read")
def bots_info(local: WorkspaceState, args: Args) -> Json:
    seed = local.team.seed
    if args.text("bot", seed.bot_id) != seed.bot_id:
        raise PlaygroundError("bot_not_found")
    bot = {"id": seed.bot_id, "deleted": False, "name": seed.bot_name, "updated": 1_577_836_800}
    return {"bot": bot | {"app_id": seed.app_id, "user_id": seed.bot_user_id, "icons": {}}}


@method("apps.connections.open", app_token=True)
def connections_open(local: WorkspaceState, args: Args) -> Json:
    """A socket's address, good for one connection."""
    ticket = local.socket_ticket(secrets.token_hex(16))
    return {"url": f"{local.url.replace('http', 'ws', 1)}/link?ticket={ticket}&app_id={local.team.seed.app_id}"}
