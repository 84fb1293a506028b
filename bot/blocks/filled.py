"""What the fields of a form begin with, and the same fields with what somebody has typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date, time
from typing import Any, Final

from slack_sdk.models.blocks import Block, InputBlock, Option

from bot.blocks.parts import plain
from bot.dates.in_words import plain_day
from bot.language import Say, unescape

BEGINNINGS: Final = (
    "initial_value", "initial_date", "initial_time", "initial_option", "initial_options", "initial_user",
    "initial_conversation",
)  # fmt: skip


def name_of(field: InputBlock) -> str:
    """What a field is called; its block's id is that too until the field is `anew`."""
    return str(getattr(field.element, "action_id", ""))


def anew(field: InputBlock, turn: str) -> InputBlock:
    """The field as another: Slack leaves what stands in one that it knows, whatever it is to begin with."""
    other = copy(field)
    other.block_id = f"{name_of(field)}/{turn}"
    return other


def begins_with(field: InputBlock) -> tuple[str, ...]:
    """The values that a field begins with, none when it is empty."""
    held = _held(field)
    return tuple(str(each.value) for each in held) if isinstance(held, tuple) else (held,) if held else ()


def untouched(field: InputBlock) -> str | tuple[str, ...] | date | time:
    """What Slack tells of a field that nobody has touched."""
    held = begins_with(field)
    if hasattr(field.element, "initial_options"):
        return held
    first = next(iter(held), "")
    if first and hasattr(field.element, "initial_date"):
        return date.fromisoformat(first)
    return time.fromisoformat(first) if first and hasattr(field.element, "initial_time") else first


def in_words(say: Say, field: InputBlock) -> str:
    """What a field begins with, as one reads it."""
    held = _held(field)
    if isinstance(held, tuple):
        return ", ".join(unescape(each.text or "") for each in held)
    return plain_day(date.fromisoformat(held), say.code) if getattr(field.element, "initial_date", None) else held


def is_typed(field: InputBlock, typed: Mapping[str, object]) -> bool:
    """Whether what somebody typed is what the field begins with."""
    return set(values_of(typed.get(name_of(field)))) == set(begins_with(field))


def with_typed(blocks: Iterable[Block], typed: Mapping[str, object]) -> list[Block]:
    """The blocks of a form whose fields begin with what somebody typed in those of the same names."""
    return [
        _filled(each, values_of(typed[name_of(each)]))
        if isinstance(each, InputBlock) and name_of(each) in typed
        else each
        for each in blocks
    ]


def _held(field: InputBlock) -> str | tuple[Option, ...]:
    held = next((found for name in BEGINNINGS if (found := getattr(field.element, name, None))), "")
    if isinstance(held, str):
        return held.strip()
    return (held,) if isinstance(held, Option) else tuple(held)


def values_of(typed: object) -> tuple[str, ...]:
    """What was typed in a field, as the values it can begin with."""
    if isinstance(typed, time):
        return (typed.strftime("%H:%M"),)
    if isinstance(typed, tuple):
        return tuple(each for each in typed if isinstance(each, str))
    return (str(typed).strip(),) if typed else ()


def _filled(field: InputBlock, values: Sequence[str]) -> InputBlock:
    filled, element = copy(field), copy(field.element)
    name = next((each for each in BEGINNINGS if hasattr(element, each)), "")
    chosen = [each for each in _options(element) if each.value in values]
    first: Any = chosen if name.startswith("initial_option") else values
    if name:
        setattr(element, name, (chosen if name == "initial_options" else next(iter(first), None)) or None)
    filled.element = element
    return filled


def _options(element: Any) -> list[Option]:
    groups = getattr(element, "option_groups", None) or ()
    options = [*(getattr(element, "options", None) or ()), *(each for group in groups for each in group.options)]
    return options or [Option(value=str(value), text=plain(label)) for value, label in getattr(element, "choices", ())]
