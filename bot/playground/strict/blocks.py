"""Blocks: which may stand where, what each must hold, and what must be unique among them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from bot.playground.strict.elements import (
    AS_ACCESSORY,
    ELEMENTS,
    IN_ACTIONS,
    IN_INPUT,
    check_element,
)
from bot.playground.strict.findings import (
    Findings,
    check_fields,
    check_flags,
    check_list,
    check_string,
    check_strings,
    kind_of,
    report,
)
from bot.playground.strict.rich_text import check_rich_text
from bot.playground.strict.texts import PLAIN, check_text, check_texts

Surface = Literal["message", "modal", "home"]
MOST = {"message": 50, "modal": 100, "home": 100}
Check = Callable[[dict[str, Any], str, Findings], None]


def _section(block: dict[str, Any], at: str, findings: Findings) -> None:
    if "text" not in block and "fields" not in block:
        report(findings, "must define either `text` or `fields`", at)
    if "text" in block:
        check_text(block["text"], 3000, f"{at}/text", findings)
    if "fields" in block and check_list(block["fields"], 1, 10, f"{at}/fields", findings):
        for number, text in enumerate(block["fields"]):
            check_text(text, 2000, f"{at}/fields/{number}", findings)
    if "accessory" in block:
        check_element(block["accessory"], AS_ACCESSORY, f"{at}/accessory", findings)
    check_flags(block, ("expand",), at, findings)


def _header(block: dict[str, Any], at: str, findings: Findings) -> None:
    check_text(block["text"], 150, f"{at}/text", findings, PLAIN)


def _image(block: dict[str, Any], at: str, findings: Findings) -> None:
    picture = ELEMENTS["image"].check
    if picture is not None:
        picture(block, at, findings)
    check_texts(block, {"title": 2000}, at, findings)


def _context(block: dict[str, Any], at: str, findings: Findings) -> None:
    if not check_list(block["elements"], 1, 10, f"{at}/elements", findings):
        return
    for number, element in enumerate(block["elements"]):
        here = f"{at}/elements/{number}"
        if isinstance(element, dict) and element.get("type") == "image":
            check_element(element, frozenset({"image"}), here, findings)
        else:
            check_text(element, 3000, here, findings)


def _actions(block: dict[str, Any], at: str, findings: Findings) -> None:
    if not check_list(block["elements"], 1, 25, f"{at}/elements", findings):
        return
    seen: set[str] = set()
    for number, element in enumerate(block["elements"]):
        check_element(element, IN_ACTIONS, f"{at}/elements/{number}", findings)
        name = element.get("action_id") if isinstance(element, dict) else None
        if isinstance(name, str) and name in seen:
            report(findings, f'`action_id` "{name}" already exists for `block_id`', f"{at}/elements/{number}/action_id")
        seen.add(str(name))


def _input(block: dict[str, Any], at: str, findings: Findings) -> None:
    check_text(block["label"], 2000, f"{at}/label", findings, PLAIN)
    check_texts(block, {"hint": 2000}, at, findings)
    check_flags(block, ("optional", "dispatch_action"), at, findings)
    check_element(block["element"], IN_INPUT, f"{at}/element", findings)


def _markdown(block: dict[str, Any], at: str, findings: Findings) -> None:
    check_string(block["text"], 12_000, f"{at}/text", findings)


def _video(block: dict[str, Any], at: str, findings: Findings) -> None:
    check_text(block["title"], 200, f"{at}/title", findings, PLAIN)
    check_strings(block, {"alt_text": 2000, "video_url": 3000, "thumbnail_url": 3000, "author_name": 50}, at, findings)


def _table(block: dict[str, Any], at: str, findings: Findings) -> None:
    if not check_list(block["rows"], 1, 100, f"{at}/rows", findings):
        return
    for number, row in enumerate(block["rows"]):
        if check_list(row, 1, 20, f"{at}/rows/{number}", findings):
            for place, cell in enumerate(row):
                _cell(cell, f"{at}/rows/{number}/{place}", findings)
    columns = block.get("column_settings", [])
    if check_list(columns, 0, 20, f"{at}/column_settings", findings):
        for number, column in enumerate(columns):
            _column(column, f"{at}/column_settings/{number}", findings)


def _cell(cell: Any, at: str, findings: Findings) -> None:
    kind = kind_of(cell)
    if kind == "raw_text" and check_fields(cell, _RAW, _RAW, at, findings):
        check_string(cell["text"], 12_000, f"{at}/text", findings)
    elif kind == "rich_text" and check_fields(cell, _RICH, _RICH, at, findings):
        check_rich_text(cell, at, findings)
    elif kind not in ("raw_text", "rich_text"):
        report(findings, "must be one of: raw_text, rich_text", f"{at}/type")


_RAW, _RICH = frozenset({"type", "text"}), frozenset({"type", "elements"})
_COLUMN = frozenset({"align", "is_wrapped"})


def _column(column: Any, at: str, findings: Findings) -> None:
    if not isinstance(column, dict):
        report(findings, "must provide an object", at)
    elif check_fields(column, _COLUMN, frozenset(), at, findings):
        if column.get("align", "left") not in ("left", "center", "right"):
            report(findings, "must be one of: left, center, right", f"{at}/align")
        check_flags(column, ("is_wrapped",), at, findings)


def _rule(may: str, must: str, check: Check | None) -> tuple[frozenset[str], frozenset[str], Check | None]:
    needed = frozenset(must.split()) | {"type"}
    return frozenset(may.split()) | needed | {"block_id"}, needed, check


BLOCKS = {
    "section": _rule("text fields accessory expand", "", _section),
    "header": _rule("", "text", _header),
    "divider": _rule("", "", None),
    "image": _rule("image_url slack_file title", "alt_text", _image),
    "context": _rule("", "elements", _context),
    "actions": _rule("", "elements", _actions),
    "input": _rule("hint optional dispatch_action", "label element", _input),
    "rich_text": _rule("", "elements", check_rich_text),
    "markdown": _rule("", "text", _markdown),
    "table": _rule("column_settings", "rows", _table),
    "video": _rule(
        "author_name description provider_icon_url provider_name title_url",
        "alt_text title thumbnail_url video_url",
        _video,
    ),
}
NOT_ON: dict[str, frozenset[str]] = {
    "message": frozenset(),
    "modal": frozenset({"markdown", "table"}),
    "home": frozenset({"markdown", "table"}),
}


def check_blocks(blocks: Any, surface: Surface, findings: Findings, at: str = "/blocks") -> None:
    """Everything Slack would refuse in a list of blocks on this surface is added to the findings."""
    if not check_list(blocks, 0, MOST[surface], at, findings):
        return
    for number, block in enumerate(blocks):
        _check_block(block, surface, f"{at}/{number}", findings)
    names = [block["block_id"] for block in blocks if isinstance(block, dict) and "block_id" in block]
    for name in {str(name) for name in names if names.count(name) > 1}:
        report(findings, f'`block_id` "{name}" already exists', at)
    if surface != "message" and sum(_focuses(block) for block in blocks if isinstance(block, dict)) > 1:
        report(findings, "only one element may have `focus_on_load`", at)


def _check_block(block: Any, surface: Surface, at: str, findings: Findings) -> None:
    if not isinstance(block, dict):
        report(findings, "must provide an object", at)
        return
    kind = kind_of(block)
    rule = BLOCKS.get(kind)
    if rule is None or kind in NOT_ON[surface]:
        report(findings, f"unsupported type: {kind}", f"{at}/type")
        return
    may, must, check = rule
    if check_fields(block, may, must, at, findings):
        if "block_id" in block:
            check_string(block["block_id"], 255, f"{at}/block_id", findings)
        if check is not None:
            check(block, at, findings)


def _focuses(block: dict[str, Any]) -> int:
    parts = [block.get("element"), block.get("accessory"), *_listed(block.get("elements"))]
    return sum(1 for part in parts if isinstance(part, dict) and part.get("focus_on_load") is True)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
