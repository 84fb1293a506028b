"""All texts of gathered data, to be looked through for persons or changed; names of networks, members and periods,
and addresses of websites, are none."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, Final, TypeVar

KEPT: Final = frozenset([
    "key", "network", "website", "language", "timezone", "period", "agreement",
    "member", "name", "municipalities", "host", "reviewers",
])  # fmt: skip
"""The fields that name no person."""
T = TypeVar("T")


def texts_in(value: object) -> Iterator[str]:
    """Every text in frozen data, in order."""
    match value:
        case Enum():
            return
        case str():
            yield value
        case Mapping():
            yield from (text for each in value.values() for text in texts_in(each))
        case list() | tuple():
            yield from (text for each in value for text in texts_in(each))
        case _ if dataclasses.is_dataclass(value):
            yield from (text for each in _fields(value) for text in texts_in(getattr(value, each)))


def with_texts(data: T, change: Callable[[str], str]) -> T:
    """The same data with each text changed."""
    changed: T = _changed(data, change)
    return changed


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case Enum():
            return value
        case str():
            return change(value)
        case Mapping():
            return {key: _changed(each, change) for key, each in value.items()}
        case tuple():
            return tuple(_changed(each, change) for each in value)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return dataclasses.replace(value, **{each: _changed(getattr(value, each), change)
                                                 for each in _fields(value)})  # fmt: skip
    return value


def _fields(value: Any) -> list[str]:
    return [each.name for each in dataclasses.fields(value) if each.name not in KEPT]
