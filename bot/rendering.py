"""Turns slack_sdk's blocks into what Slack reads: the same dictionaries and the same checks as their own `to_dict`.

That one searches all names of an object, each time, for what it checks, which took longer than everything that leads
to an answer. Here what a class checks and writes is looked up once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import RichTextBlock, RichTextElement

WRITTEN_OTHERWISE: Final = (RichTextBlock, RichTextElement)
"""Here what is empty is written too. (Options and confirmations have a `to_dict` of their own.)"""

Check = Callable[[JsonObject], None]


def render(thing: JsonObject) -> dict[str, Any]:
    """A block or a part of one as Slack reads it; SlackObjectFormationError when Slack would not take it."""
    kind = type(thing)
    if kind.to_dict is not JsonObject.to_dict or issubclass(kind, WRITTEN_OTHERWISE):
        return thing.to_dict()
    for check in _checks(kind):
        check(thing)
    values = ((name, getattr(thing, name, None)) for name in sorted(thing.attributes))
    return {name: _value(value) for name, value in values if not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | tuple | dict) and not value)


def _value(value: Any) -> Any:
    if isinstance(value, JsonObject):
        return render(value)
    return [_value(each) for each in value] if isinstance(value, list | tuple) else value


@cache
def _checks(kind: type[JsonObject]) -> tuple[Check, ...]:
    """What slack_sdk has marked as a check of that class."""
    named = (getattr(kind, name) for name in dir(kind) if not name.startswith("__"))
    return tuple(each for each in named if hasattr(each, "validator"))
