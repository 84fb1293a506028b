"""Reads a plan's nodes into the values of `nouns`, following their types; every fault is noted, none stops it.

A field that is empty counts as left out. A record with a fault is left out of its list, so that the rest is read on.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, Final, TypeVar, cast, get_args, get_origin, get_type_hints

from bot.language import N_
from bot.plan.errors import PlanFaults, in_a_row, nearest, quoted
from bot.plan.nodes import Entries, Items, Node, Scalar

TRUE: Final = frozenset({"yes", "ja", "true", "on"})
FALSE: Final = frozenset({"no", "nej", "false", "off"})

LONGEST_LIST: Final = 400
"""Parts; Sweden has 290 municipalities and 21 regions."""
TOO_LONG: Final = N_("“{name}” has more than {most} parts.")

T = TypeVar("T")


class Missing(Exception):
    """A value could not be read; why is noted among the faults."""


def read_record(kind: type[T], node: Node, name: str, faults: PlanFaults) -> T | None:
    """Read one noun; None when it has a fault, which then is noted. `name` is what the file calls it."""
    try:
        return _FieldReader(faults).record(kind, node, name)
    except Missing:
        return None


@cache
def fields_of(kind: Hashable) -> Mapping[str, tuple[dataclasses.Field[Any], Any]]:
    """The fields a noun has in the file, with their types."""
    hints = get_type_hints(cast(type, kind))
    return {
        each.name: (each, hints[each.name])
        for each in dataclasses.fields(cast(Any, kind))
        if not each.metadata.get("computed")
    }


class _FieldReader:
    def __init__(self, faults: PlanFaults) -> None:
        self._faults = faults

    def _missing(self, line: int, sentence: str, /, **values: object) -> Missing:
        self._faults.add(line, sentence, **values)
        return Missing()

    def record(self, kind: type[T], node: Node, name: str) -> T:
        entries = self._entries(kind, node, name)
        values: dict[str, Any] = {"line": entries.line, "lines": entries.lines}
        unknown = self._unknown(kind, entries, name)
        complete = not unknown
        for declared, hint in fields_of(cast(Hashable, kind)).values():
            try:
                values |= self._field(declared, hint, entries, name, misspelt=declared.name in unknown.values())
            except Missing:
                complete = False
        if not complete:
            raise Missing
        return kind(**values)

    def _entries(self, kind: type, node: Node, name: str) -> Entries:
        shorthand = getattr(kind, "shorthand", None)
        if isinstance(node, Scalar) and not node.is_empty and shorthand:
            return Entries(node.line, {shorthand: node}, {shorthand: node.line})
        if isinstance(node, Entries):
            return node
        if isinstance(node, Scalar) and node.is_empty:
            return Entries(node.line)
        allowed = in_a_row(fields_of(kind))
        raise self._missing(node.line, N_("“{name}” has fields of its own: {allowed}."), name=name, allowed=allowed)

    def _unknown(self, kind: type, entries: Entries, name: str) -> dict[str, str | None]:
        """Names that stand for nothing, noted, with the field each probably stands for."""
        allowed = list(fields_of(kind))
        unknown = [each for each in entries.entries if each not in allowed][: PlanFaults.MOST]
        for each in unknown:
            unknown_field(self._faults, entries.lines[each], each, name, allowed)
        return {each: nearest(each, allowed) for each in unknown}

    def _field(
        self, field: dataclasses.Field[Any], hint: Any, entries: Entries, name: str, *, misspelt: bool
    ) -> dict[str, Any]:
        node = entries.entries.get(field.name)
        if node is not None and not (isinstance(node, Scalar) and node.is_empty):
            return {field.name: self._value(hint, node, field.name, field.metadata)}
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            if misspelt:
                raise Missing  # reported with the name that stands there instead
            line = entries.lines.get(field.name, entries.line)
            raise self._missing(line, N_("“{field}” is missing in “{name}”."), field=field.name, name=name)
        return {}

    def _value(self, hint: Any, node: Node, name: str, metadata: Mapping[str, Any]) -> Any:
        if get_origin(hint) is tuple:
            return self._many(get_args(hint)[0], node, name, metadata)
        kind = next((each for each in get_args(hint) if each is not NoneType), hint)
        if dataclasses.is_dataclass(kind):
            return self.record(kind, node, name)  # type: ignore[arg-type]
        if not isinstance(node, Scalar):
            raise self._missing(node.line, N_("“{name}” is one text, not a list or fields of its own."), name=name)
        return self._one(kind, node, name, metadata)

    def _many(self, hint: Any, node: Node, name: str, metadata: Mapping[str, Any]) -> tuple[Any, ...]:
        if isinstance(node, Entries):
            sentence = N_("“{name}” is a list: begin each of its parts with “- ”.")
            raise self._missing(node.line, sentence, name=name)
        items = node.items if isinstance(node, Items) else (node,)
        if len(items) > LONGEST_LIST:
            raise self._missing(node.line, TOO_LONG, name=name, most=LONGEST_LIST)
        values = []
        for each in items:
            try:
                if isinstance(each, Scalar) and each.is_empty:
                    raise self._missing(each.line, N_("a part of the list “{name}” is empty; delete it."), name=name)
                values.append(self._value(hint, each, name, metadata))
            except Missing:
                continue  # noted; the whole plan is refused in the end, but the other parts are still read
        return tuple(values)

    def _one(self, kind: Any, node: Scalar, name: str, metadata: Mapping[str, Any]) -> Any:
        if kind is bool:
            return self._truth(node, name)
        if kind is int:
            return self._number(node, name, metadata["least"], metadata["most"])
        if kind is date:
            return self._day(node, name)
        if issubclass(kind, StrEnum):
            return self._choice(kind, node, name)
        return node.text

    def _truth(self, node: Scalar, name: str) -> bool:
        word = node.text.casefold()
        if word in TRUE | FALSE:
            return word in TRUE
        raise self._missing(node.line, N_("“{name}” is yes or no, not “{found}”."), name=name, found=quoted(node.text))

    def _number(self, node: Scalar, name: str, least: int, most: int) -> int:
        digits = node.text.replace(" ", "").replace("\u00a0", "")
        if digits.isascii() and digits.isdecimal() and len(digits) < 15 and least <= int(digits) <= most:
            return int(digits)
        sentence = N_("“{name}” is a whole number from {least} to {most}, not “{found}”.")
        raise self._missing(node.line, sentence, name=name, least=least, most=most, found=quoted(node.text))

    def _day(self, node: Scalar, name: str) -> date:
        try:
            if len(node.text) == 10:
                return date.fromisoformat(node.text)
        except ValueError:
            pass  # reported below, the same as for any other text that is no date
        sentence = N_("“{name}” is a date written as 2020-05-14, not “{found}”.")
        raise self._missing(node.line, sentence, name=name, found=quoted(node.text))

    def _choice(self, kind: type[StrEnum], node: Scalar, name: str) -> StrEnum:
        allowed = [each.value for each in kind]
        word = node.text.casefold().replace(" ", "_")
        if word in allowed:
            return kind(word)
        near = nearest(word, allowed)
        sentence = N_("“{name}” is one of {allowed}, not “{found}”.")
        if near:
            sentence = N_("“{name}” is one of {allowed}, not “{found}”; perhaps {meant}?")
        values = {"name": name, "allowed": in_a_row(allowed), "found": quoted(node.text), "meant": near}
        raise self._missing(node.line, sentence, **values)


def unknown_field(faults: PlanFaults, line: int, word: str, name: str | None, allowed: list[str]) -> None:
    """Note a name that stands for nothing, with the likeliest one. Without `name`: of the whole plan."""
    near = nearest(word, allowed)
    if name is None:
        sentence = N_("“{found}” is no section of a plan; allowed are {allowed}.")
        if near:
            sentence = N_("“{found}” is no section of a plan; perhaps {meant}? Allowed are {allowed}.")
    else:
        sentence = N_("“{found}” is no field of “{name}”; allowed are {allowed}.")
        if near:
            sentence = N_("“{found}” is no field of “{name}”; perhaps {meant}? Allowed are {allowed}.")
    faults.add(line, sentence, found=quoted(word), name=name, meant=near, allowed=in_a_row(allowed))
