"""The values of buttons, menus and forms: one small class for each kind, written and read in the same place.

A value lives in Slack for as long as the message it stands in, and may be forged: reading never raises. What cannot be
read becomes what nothing has, 0 or the empty text, and the noun it was about is then not found.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Any, ClassVar, Final, Self, get_type_hints

from bot.blocks.parts import SHOWN

LONGEST_NUMBER: Final = 9
"""Digits; row numbers are shorter, and PostgreSQL refuses to compare with longer ones."""


def number_in(text: str) -> int:
    """A row number as a button carries it; 0, which no row has, when it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else 0


@dataclass(frozen=True)
class ButtonValue:
    """Base of what is carried: subclass it as a frozen dataclass of `int`, `str` and `StrEnum | None` fields.

    `str(value)` is what Slack keeps: the fields in order, with dots between; the last may hold dots of its own.
    """

    between: ClassVar[str] = "."

    def __str__(self) -> str:
        texts = (getattr(self, each.name) for each in fields(self))
        return self.between.join("" if each is None else str(each) for each in texts)

    @classmethod
    def read(cls, text: str) -> Self:
        """The value that was written so; fields that are missing or make no sense are 0, empty or None."""
        this: Any = cls
        kinds = _kinds(this)
        parts = text.split(cls.between, len(kinds) - 1)
        parts += [""] * (len(kinds) - len(parts))
        return cls(*(_field(kind, part) for kind, part in zip(kinds, parts, strict=True)))


@cache
def _kinds(kind: Any) -> tuple[type, ...]:
    hints = get_type_hints(kind)
    return tuple(_only_kind(hints[each.name]) for each in fields(kind))


def _only_kind(hint: Any) -> type:
    """`Reply` of `Reply | None`."""
    kind: type = next((each for each in getattr(hint, "__args__", ()) if each is not type(None)), hint)
    return kind


def _field(kind: type, text: str) -> object:
    if issubclass(kind, StrEnum):
        return kind(text) if text in kind._value2member_map_ else None
    return number_in(text) if kind is int else text


def as_shown(value: object, *facts: object) -> str:
    """What a button carries that decides about something that can change: what it is about, and a digest of what its
    reader was shown of it."""
    return f"{value}{SHOWN}{digest_of(*facts)}"


def digest_of(*facts: object) -> str:
    """The same for the same facts, of any length."""
    whole = "\x1f".join(map(str, facts))
    return sha256(whole.encode("utf-8", "replace")).hexdigest()[:12]


def shown_in(carried: str) -> tuple[str, str]:
    """What a button is about, and the digest of what was shown; empty on one that does not tell."""
    value, _, shown = carried.rpartition(SHOWN) if SHOWN in carried else (carried, "", "")
    return value, shown


_NETWORK: Final = "network"


def of_network(payload: Mapping[str, Any], network_id: int) -> dict[str, Any]:
    """A message whose buttons and menus tell which network they belong to: each block with one has it in its id. No
    two messages share an id, or Slack would show in the second what was chosen in the first."""
    if not network_id or not payload.get("blocks"):
        return dict(payload)
    mark = f"{_NETWORK}/{network_id}/{secrets.token_hex(4)}"
    blocks = [
        {**each, "block_id": f"{mark}/{at}/{each.get('block_id', '')}"}
        if "accessory" in each or each["type"] == "actions"
        else each
        for at, each in enumerate(payload["blocks"])
    ]
    return {**payload, "blocks": blocks}


def stands_in(block_id: str) -> str:
    """In which list, or in what was opened from which, what is pressed stands (`bot/feature/pages.py`); empty for
    what stands alone."""
    return block_id.split("/", 4)[4] if block_id.count("/") >= 4 and network_in(block_id) else ""


def network_in(block_id: str) -> int:
    """The network that what is pressed belongs to; 0 when the block does not tell."""
    mark, _, rest = block_id.partition("/")
    return number_in(rest.partition("/")[0]) if mark == _NETWORK else 0
