"""What the bot answers a command with, in the acknowledgement or by response_url."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aiohttp import web

from bot.playground import wire
from bot.playground.api.chat import message_from_bot
from bot.playground.messages import Posted
from bot.playground.strict import check_message
from bot.playground.tickets import ReplyTicket
from bot.playground.workspace import Json, PlaygroundError
from bot.playground.workspace_state import WorkspaceState

CONTENTS = ("text", "blocks", "attachments", "metadata")


def show_reply(local: WorkspaceState, payload: Any, to: ReplyTicket) -> Posted | None:
    """Show an answer: private unless `response_type` is in_channel; None when there is nothing to show.

    Raises PlaygroundError for what Slack would refuse.
    """
    if isinstance(payload, str):
        payload = {"text": payload}
    if not isinstance(payload, dict) or not any(payload.get(name) for name in CONTENTS):
        return None
    words = {name: payload[name] for name in CONTENTS if payload.get(name) is not None}
    check_message(words)
    only_for = None if payload.get("response_type") == "in_channel" else to.user_id
    thread = payload.get("thread_ts") or to.thread_ts
    room = local.team.room(to.channel_id)
    return local.post(message_from_bot(local, room, words, thread_ts=thread, only_for=only_for))


class ReplyDoor:
    """Answers POSTs to response urls."""

    def __init__(self, local: WorkspaceState) -> None:
        self.local = local

    async def answer(self, request: web.Request) -> web.Response:
        try:
            payload = wire.loads(await request.read())
            to = self.local.tickets.use_reply(request.match_info["key"])
            self._reply(payload, to)
        except ValueError:
            return _json({"ok": False, "error": "invalid_payload"}, 400)
        except PlaygroundError as refusal:
            status = 404 if refusal.error in ("expired_url", "used_url") else 400
            return _json({"ok": False, "error": refusal.error, "messages": list(refusal.messages)}, status)
        return _json({"ok": True}, 200)

    def _reply(self, payload: Json, to: ReplyTicket) -> None:
        original = self.local.team.room(to.channel_id).messages.get(to.ts or "")
        if payload.get("delete_original"):
            if original is not None:
                self.local.remove(original)
        elif payload.get("replace_original") and original is not None:
            self._replace(original, payload)
        elif show_reply(self.local, payload, to) is None:
            raise PlaygroundError("no_text")

    def _replace(self, original: Posted, payload: Json) -> None:
        """The new contents where the old stood; an ephemeral message stays one."""
        words = {name: payload[name] for name in CONTENTS if payload.get(name) is not None}
        check_message(words)
        room = self.local.team.room(original.channel)
        fresh = message_from_bot(
            self.local,
            room,
            words,
            thread_ts=original.thread_ts,
            only_for=original.only_for,
            username=original.username,
        )
        self.local.alter(original, _in_place(original, fresh))


def _in_place(original: Posted, fresh: Posted) -> Posted:
    metadata = fresh.metadata if fresh.metadata is not None else original.metadata
    return replace(fresh, ts=original.ts, metadata=metadata, reactions=original.reactions, files=original.files)


def _json(answer_body: Json, status: int) -> web.Response:
    return web.Response(body=wire.dumps(answer_body), status=status, content_type="application/json")
