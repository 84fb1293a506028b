"""The interactive parts of blocks: their names, where they are, and what an input or menu holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bot.playground.workspace import Json

# element type -> (field of its state, field of the element that says what it holds at first)
STATE: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
HOLDS_MANY = frozenset({"checkboxes", "file_input"} | {name for name in STATE if name.startswith("multi_")})

States = dict[str, dict[str, Json]]


def named(blocks: Sequence[Json], new_name: Callable[[], str]) -> tuple[Json, ...]:
    """The blocks, with a name for each block and element that has none, as Slack gives them."""
    return tuple(_named_block(block, new_name) for block in blocks)


def _named_block(block: Json, new_name: Callable[[], str]) -> Json:
    block = block if block.get("block_id") else {**block, "block_id": new_name()}
    if block["type"] == "actions":
        return {**block, "elements": [_named_element(element, new_name) for element in block["elements"]]}
    for part in ("accessory", "element"):
        if part in block:
            return {**block, part: _named_element(block[part], new_name)}
    return block


def _named_element(element: Json, new_name: Callable[[], str]) -> Json:
    if element.get("action_id") or element["type"] == "image":
        return element
    return {**element, "action_id": new_name()}


def elements(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Each interactive element with the block it stands in."""
    for block in blocks:
        inside = block.get("elements", ()) if block["type"] == "actions" else ()
        for element in (*inside, block.get("accessory"), block.get("element")):
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def state_of(blocks: Sequence[Json], typed: States) -> States:
    """`state.values`: what each input, menu and picker holds, typed or from the start."""
    values: States = {}
    for block, element in elements(blocks):
        if element["type"] in STATE:
            held = typed.get(block["block_id"], {}).get(element["action_id"])
            values.setdefault(block["block_id"], {})[element["action_id"]] = held or first_state(element)
    return values


def first_state(element: Json) -> Json:
    """What an element holds before anybody touches it."""
    field, first = STATE[element["type"]]
    held = element.get(first, [] if element["type"] in HOLDS_MANY else None)
    return {"type": element["type"], field: held}


def full_state(element: Json, wanted_state: Any) -> Json:
    """A state for this element from a full one, or from what a person would say: a text, an option's value, a date."""
    kind = element["type"]
    if isinstance(wanted_state, dict) and ("type" in wanted_state or STATE[kind][0] in wanted_state):
        return {**wanted_state, "type": kind}
    if kind in HOLDS_MANY and wanted_state is not None and not isinstance(wanted_state, list | tuple):
        wanted_state = [wanted_state]
    field = STATE[kind][0]
    if field == "selected_option":
        return {"type": kind, field: None if wanted_state is None else option(element, wanted_state)}
    if field == "selected_options":
        return {"type": kind, field: [option(element, one) for one in wanted_state or ()]}
    return {"type": kind, field: list(wanted_state) if isinstance(wanted_state, tuple) else wanted_state}


def options_of(element: Json) -> list[Json]:
    """All options of a menu, grouped or not."""
    groups = element.get("option_groups")
    if groups is None:
        return list(element.get("options", ()))
    return [one for group in groups for one in group["options"]]


def option(element: Json, wanted: Any) -> Json:
    """The option meant by its value or text (an external menu's come whole); LookupError if there is none."""
    if isinstance(wanted, dict):
        return wanted
    for one in options_of(element):
        if wanted in (one["value"], one["text"]["text"]):
            return one
    raise LookupError(f"no option {wanted!r} in {element['action_id']}")


def plain(blocks: Sequence[Json]) -> str:
    """All words of the blocks, for reading in a test: one line a text object."""
    return "\n".join(_words(list(blocks)))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for part in value:
            yield from _words(part)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        yield from (word for part in value.values() if isinstance(part, dict | list) for word in _words(part))
