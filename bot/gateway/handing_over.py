"""Files that follow an answer: uploaded and shared in the direct message with whoever asked."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.messages import File


async def hand_over(client: AsyncWebClient, whom: str, made: Sequence[tuple[File, bytes]]) -> None:
    """Give files to a person, all in one message. Raises what the SDK raises when Slack does not take them."""
    conversation = await client.conversations_open(users=whom)
    uploads = [
        {"file": content, "filename": each.name, "title": each.title or each.name, "alt_txt": each.alt}
        for each, content in made
    ]
    await client.files_upload_v2(channel=conversation["channel"]["id"], file_uploads=uploads)
