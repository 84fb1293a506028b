"""Views: modals and the App Home tab."""

from __future__ import annotations

from typing import Any

from bot.playground import wire
from bot.playground.strict.blocks import check_blocks
from bot.playground.strict.findings import Findings, check_fields, check_flags, check_strings, report
from bot.playground.strict.texts import PLAIN, check_text, check_texts
from bot.playground.workspace import PlaygroundError

COMMON = frozenset({"type", "blocks", "private_metadata", "callback_id", "external_id"})
MODAL = COMMON | {"title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled"}
SIZE_MOST = 250_000
LENGTHS = {"private_metadata": 3000, "callback_id": 255, "external_id": 255}


def check_view(view: Any, kind: str) -> None:
    """Raise the refusal Slack would answer this view with; `kind` is modal or home."""
    findings: Findings = []
    if not isinstance(view, dict):
        raise PlaygroundError("invalid_arguments", ["[ERROR] must provide an object [json-pointer:/view]"])
    if view.get("type") != kind:
        report(findings, f"must be one of: {kind}", "/view/type")
    elif kind == "modal":
        _check_modal(view, findings)
    elif check_fields(view, COMMON, frozenset({"type", "blocks"}), "/view", findings):
        check_blocks(view["blocks"], "home", findings, "/view/blocks")
    check_strings(view, LENGTHS, "/view", findings, least=0)
    if findings:
        raise PlaygroundError("invalid_arguments", [f"[ERROR] {finding}" for finding in findings])
    if len(wire.dumps(view)) > SIZE_MOST:
        raise PlaygroundError("view_too_large")


def _check_modal(view: dict[str, Any], findings: Findings) -> None:
    if not check_fields(view, MODAL, frozenset({"type", "title", "blocks"}), "/view", findings):
        return
    check_text(view["title"], 24, "/view/title", findings, PLAIN)
    check_texts(view, {"submit": 24, "close": 24}, "/view", findings)
    check_flags(view, ("clear_on_close", "notify_on_close", "submit_disabled"), "/view", findings)
    check_blocks(view["blocks"], "modal", findings, "/view/blocks")
    blocks = view["blocks"] if isinstance(view["blocks"], list) else []
    if "submit" not in view and any(isinstance(b, dict) and b.get("type") == "input" for b in blocks):
        report(findings, "`submit` is required when an `input` block is within the `blocks` array", "/view")
