"""files.*: the two steps of an upload, and what is known of a file."""

from __future__ import annotations

import mimetypes
from dataclasses import replace
from typing import Any

from bot.playground.api.chat import contents_of, message_from_bot, room_to_write
from bot.playground.api.method import Args, method
from bot.playground.strict.messages import refuse_blocks
from bot.playground.workspace import Json, PlaygroundError
from bot.playground.workspace_state import Upload, WorkspaceState


def file_object(local: WorkspaceState, upload: Upload) -> Json:
    """The file object of messages and answers; its addresses are on this very server."""
    address = f"{local.url}/files/{upload.id}/{upload.name}"
    return {
        "id": upload.id,
        "name": upload.name,
        "title": upload.title or upload.name,
        "mimetype": upload.mimetype,
        "filetype": upload.name.rpartition(".")[2].lower(),
        "size": len(upload.content),
        "mode": "hosted",
        "user": upload.user or local.team.seed.bot_user_id,
        "alt_txt": upload.alt_text,
        "url_private": address,
        "url_private_download": address,
        "permalink": address,
    }


@method("files.getUploadURLExternal", "files:write")
def get_upload_url(local: WorkspaceState, args: Args) -> Json:
    name, length = args.need("filename"), args.number("length", 0, 10**9)
    if not length:
        raise PlaygroundError("invalid_arguments", ["[ERROR] missing required field: length"])
    upload = Upload(local.team.new_id("F"), name.rpartition("/")[2], length)
    upload.mimetype = mimetypes.guess_type(name)[0] or upload.mimetype
    upload.alt_text = args.text("alt_txt")
    local.uploads[upload.id] = upload
    return {"upload_url": f"{local.url}/upload/{upload.id}", "file_id": upload.id}


@method("files.completeUploadExternal", "files:write")
def complete_upload(local: WorkspaceState, args: Args) -> Json:
    """Share uploaded files in a conversation with an optional comment."""
    uploads = [_named_upload(local, one) for one in args.structure("files", "invalid_arguments") or ()]
    if not uploads:
        raise PlaygroundError("invalid_arguments", ["[ERROR] missing required field: files"])
    objects = [file_object(local, upload) for upload in uploads]
    channel = args.text("channel_id") or args.text("channels").partition(",")[0]
    if channel:
        room, words = room_to_write(local, channel), contents_of(args)
        if "blocks" in words:
            refuse_blocks(words["blocks"])
        words["text"] = args.text("initial_comment")
        thread = args.get("thread_ts")
        local.post(message_from_bot(local, room, words, files=tuple(objects), thread_ts=thread))
    return {"files": objects}


def _named_upload(local: WorkspaceState, one: Any) -> Upload:
    upload = local.uploads.get(one.get("id", "")) if isinstance(one, dict) else None
    if upload is None or len(upload.content) != upload.length:
        raise PlaygroundError("file_not_found")
    upload.title = one.get("title") or upload.name
    upload.shared = True
    return upload


@method("files.info", "files:read")
def info(local: WorkspaceState, args: Args) -> Json:
    upload = local.uploads.get(args.need("file"))
    if upload is None or not upload.shared:
        raise PlaygroundError("file_not_found")
    return {"file": file_object(local, upload)}


@method("files.delete", "files:write")
def delete(local: WorkspaceState, args: Args) -> Json:
    """Delete a file of the app's own, also from the messages it was shared in."""
    upload = local.uploads.get(args.need("file"))
    if upload is None or not upload.shared:
        raise PlaygroundError("file_not_found")
    if upload.user:
        raise PlaygroundError("cant_delete_file")
    del local.uploads[upload.id]
    for room in local.team.rooms.values():
        for old in list(room.messages.values()):
            left = tuple(each for each in old.files if each["id"] != upload.id)
            if left != old.files:
                local.alter(old, replace(old, files=left))
    return {}
