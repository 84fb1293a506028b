"""reactions.*: emoji on messages."""

from __future__ import annotations

from dataclasses import replace

from bot.playground.api.method import Args, method
from bot.playground.messages import Posted
from bot.playground.workspace import Json, PlaygroundError
from bot.playground.workspace_state import WorkspaceState


def _message(local: WorkspaceState, args: Args) -> Posted:
    message = local.team.room(args.need("channel")).messages.get(args.need("timestamp"))
    if message is None or message.is_ephemeral:
        raise PlaygroundError("message_not_found")
    return message


@method("reactions.add", "reactions:write")
def add(local: WorkspaceState, args: Args) -> Json:
    message, mine = _message(local, args), (args.need("name").strip(":"), local.team.seed.bot_user_id)
    if mine in message.reactions:
        raise PlaygroundError("already_reacted")
    local.team.keep(replace(message, reactions=(*message.reactions, mine)))
    return {}


@method("reactions.remove", "reactions:write")
def remove(local: WorkspaceState, args: Args) -> Json:
    message, mine = _message(local, args), (args.need("name").strip(":"), local.team.seed.bot_user_id)
    if mine not in message.reactions:
        raise PlaygroundError("no_reaction")
    local.team.keep(replace(message, reactions=tuple(one for one in message.reactions if one != mine)))
    return {}


@method("reactions.get", "reactions:read")
def get(local: WorkspaceState, args: Args) -> Json:
    message = _message(local, args)
    return {"type": "message", "channel": message.channel, "message": message.as_slack()}
