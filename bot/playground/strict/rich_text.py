"""Rich text blocks: sections, lists, quotes and preformatted text, and what may stand inside each."""

from __future__ import annotations

from typing import Any

from bot.playground.strict.findings import Findings, check_fields, check_list, check_string, kind_of, report

PARTS = {
    "rich_text_section": frozenset({"type", "elements"}),
    "rich_text_list": frozenset({"type", "elements", "style", "indent", "offset", "border"}),
    "rich_text_quote": frozenset({"type", "elements", "border"}),
    "rich_text_preformatted": frozenset({"type", "elements", "border", "language"}),
}
NEEDED = frozenset({"type", "elements"})
INLINE = {
    "text": ("text",),
    "link": ("url",),
    "user": ("user_id",),
    "usergroup": ("usergroup_id",),
    "channel": ("channel_id",),
    "emoji": ("name",),
    "broadcast": ("range",),
    "color": ("value",),
    "date": ("timestamp", "format"),
}


def check_rich_text(block: dict[str, Any], at: str, findings: Findings) -> None:
    if check_list(block["elements"], 1, 1000, f"{at}/elements", findings):
        for number, part in enumerate(block["elements"]):
            _check_part(part, f"{at}/elements/{number}", findings)


def _check_part(part: Any, at: str, findings: Findings) -> None:
    kind = kind_of(part)
    if kind not in PARTS:
        report(findings, f"unsupported type: {kind}", f"{at}/type")
        return
    if not check_fields(part, PARTS[kind], NEEDED, at, findings):
        return
    if kind == "rich_text_list" and part.get("style") not in ("bullet", "ordered"):
        report(findings, "must be one of: bullet, ordered", f"{at}/style")
    if not check_list(part["elements"], 0, 1000, f"{at}/elements", findings):
        return
    for number, element in enumerate(part["elements"]):
        here = f"{at}/elements/{number}"
        if kind == "rich_text_list":
            _check_part(element, here, findings)
        else:
            _check_inline(element, here, findings)


def _check_inline(element: Any, at: str, findings: Findings) -> None:
    kind = kind_of(element)
    if kind not in INLINE:
        report(findings, f"unsupported type: {kind}", f"{at}/type")
        return
    for name in INLINE[kind]:
        if name not in element:
            report(findings, f"missing required field: {name}", at)
        elif kind == "text":
            check_string(element[name], 12_000, f"{at}/{name}", findings)
