"""Messages: text, blocks, attachments and metadata together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.playground import wire
from bot.playground.strict.blocks import check_blocks
from bot.playground.strict.findings import Findings
from bot.playground.workspace import PlaygroundError

TEXT_MOST = 40_000
UPDATE_MOST = 4_000
BLOCKS_TEXT_MOST = 10_000
METADATA_BYTES = 8_000
EVENT_TYPE = re.compile(r"[A-Za-z0-9_\-:.]{1,255}\Z")


def check_message(message: Mapping[str, Any], *, text_most: int = TEXT_MOST) -> None:
    """Raise the refusal Slack would answer a post of this text, these blocks, attachments and metadata with."""
    text, blocks, attachments = message.get("text"), message.get("blocks"), message.get("attachments")
    if text is not None and not isinstance(text, str):
        raise PlaygroundError("invalid_arguments", ["[ERROR] must be a string [json-pointer:/text]"])
    if not text and not blocks and not attachments:
        raise PlaygroundError("no_text")
    if text is not None and len(text) > text_most:
        raise PlaygroundError("msg_too_long")
    if blocks is not None:
        refuse_blocks(blocks)
    if attachments is not None:
        _check_attachments(attachments)
    if len(tables_in(message)) > 1:
        raise PlaygroundError("invalid_attachments", ["[ERROR] only_one_table_allowed"])
    if message.get("metadata"):
        check_metadata(message["metadata"])


def refuse_blocks(blocks: Any) -> None:
    """Raise invalid_blocks, with each finding, unless Slack would take these blocks in a message."""
    if not isinstance(blocks, list):
        raise PlaygroundError("invalid_blocks_format")
    findings: Findings = []
    check_blocks(blocks, "message", findings)
    if findings:
        raise PlaygroundError("invalid_blocks", [f"[ERROR] {finding}" for finding in findings], errors=findings)
    # the JSON is never shorter than its texts, and much quicker to measure
    if len(wire.dumps(blocks)) > BLOCKS_TEXT_MOST and text_length(blocks) > BLOCKS_TEXT_MOST:
        raise PlaygroundError("msg_blocks_too_long")


def tables_in(message: Mapping[str, Any]) -> list[Any]:
    """The tables among the blocks of a message and of its attachments, of which Slack takes one."""
    groups = [message, *(message.get("attachments") or ())]
    return [each for group in groups for each in group.get("blocks") or () if each["type"] == "table"]


def text_length(value: Any) -> int:
    """Characters in all text objects, however deep."""
    if isinstance(value, list):
        return sum(text_length(part) for part in value)
    if not isinstance(value, dict):
        return 0
    text = value.get("text")
    own = len(text) if isinstance(text, str) else 0
    return own + sum(text_length(part) for part in value.values() if isinstance(part, dict | list))


def _check_attachments(attachments: Any) -> None:
    if not isinstance(attachments, list) or not all(isinstance(part, dict) for part in attachments):
        raise PlaygroundError("invalid_attachments")
    if len(attachments) > 100:
        raise PlaygroundError("too_many_attachments")
    for part in attachments:
        if part.get("blocks") is not None:
            refuse_blocks(part["blocks"])


def check_metadata(metadata: Any) -> None:
    """Message metadata: an event_type and an event_payload of plain values, small."""
    if not isinstance(metadata, dict) or metadata.keys() - {"event_type", "event_payload", "entities"}:
        raise PlaygroundError("invalid_metadata_format")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not EVENT_TYPE.match(event_type) or not isinstance(payload, dict):
        raise PlaygroundError("invalid_metadata_format")
    if len(wire.dumps(metadata)) > METADATA_BYTES:
        raise PlaygroundError("metadata_too_large")
