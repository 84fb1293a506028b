"""JSON on the wire: orjson, and the standard library for what orjson refuses (lone surrogates, big numbers)."""

from __future__ import annotations

import json
from typing import Any

import orjson


def dumps(value: Any) -> bytes:
    """Write JSON; lone surrogates are written as escapes, as Slack does."""
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value).encode("ascii")


def loads(raw: str | bytes) -> Any:
    """Read JSON; raises ValueError for what is none."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return json.loads(raw)
