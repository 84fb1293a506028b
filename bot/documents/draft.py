"""A plan while it is read from a document: written as a plan file, so that one reader and the same checks decide. What
they refuse is taken out of it, and reported with their reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from bot.documents.pieces import Left, Phrase
from bot.plan.errors import PlanFault, PlanRefused
from bot.plan.fields import LONGEST_LIST
from bot.plan.nouns import Plan
from bot.plan.reading import plan_of

_NEEDED: Final = frozenset({"number", "title", "name", "what", "kind", "starts", "ends", "key"})
"""Fields without which the thing itself is not."""
_MOST_ROUNDS: Final = 200


class DraftEntry(dict[str, Any]):
    """The fields of one thing, in the order of the plan file, and where they stand in the document."""

    def __init__(self, where: Phrase, **fields: Any) -> None:
        super().__init__(fields)
        self.where = where


@dataclass
class Draft:
    """What has been understood so far, and what has not."""

    network: DraftEntry = field(default_factory=lambda: DraftEntry(Phrase("")))
    period: DraftEntry = field(default_factory=lambda: DraftEntry(Phrase("")))
    members: list[DraftEntry] = field(default_factory=list)
    focus_areas: list[DraftEntry] = field(default_factory=list)
    goals: list[DraftEntry] = field(default_factory=list)
    activities: list[DraftEntry] = field(default_factory=list)
    meetings: list[DraftEntry] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def leave(self, where: Phrase, words: str, why: Phrase | None = None) -> None:
        """Note what is not taken into the plan."""
        if words or why:
            self.left.append(Left(where, words, why))

    def goal(self, title: str, where: Phrase) -> DraftEntry:
        """The goal of that title, a new one if need be."""
        for each in self.goals:
            if each["title"].casefold() == title.casefold():
                return each
        self.goals.append(DraftEntry(where, title=title, activities=[]))
        return self.goals[-1]

    @property
    def all_activities(self) -> list[DraftEntry]:
        """Also those under goals."""
        return [*self.activities, *(each for goal in self.goals for each in goal["activities"])]

    def plan(self, file: str) -> Plan | None:
        """The plan, without what its checks refuse; None when nothing can be left out of it any more."""
        for _ in range(_MOST_ROUNDS):
            sheet = _Sheet(self)
            try:
                return plan_of(sheet.text, file)
            except PlanRefused as refused:
                if not [each for each in refused.faults if sheet.take_out(each)]:
                    self.left += [Left(Phrase(each.sentence, each.values), "") for each in refused.faults]
                    return None
        return None


class _Sheet:
    """A draft as the text of a plan file; knows of each line what it is about."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._lines: list[str] = []
        self._about: dict[int, Callable[[], tuple[Phrase, str] | None]] = {}
        for name in ("network", "period"):
            self._lines.append(f"{name}:")
            self._fields(getattr(draft, name), "  ", lambda: None)
        for name in ("members", "focus_areas", "goals", "activities", "meetings"):
            self._list(getattr(draft, name), name, "")

    @property
    def text(self) -> str:
        """As a plan file has it."""
        return "\n".join(self._lines) + "\n"

    def take_out(self, fault: PlanFault) -> bool:
        """Take what a fault is about out of the draft; False when it is about nothing that can be left out."""
        about = self._about.get(fault.line or 0)
        taken = about() if about else None
        if taken is None:
            return False
        if taken[1]:
            self._draft.leave(*taken, Phrase(fault.sentence, fault.values))
        return True

    def _list(self, entries: list[DraftEntry], name: str, indent: str) -> None:
        for each in entries[LONGEST_LIST:]:
            self._draft.leave(each.where, _words(each))
        del entries[LONGEST_LIST:]
        if entries:
            self._lines.append(f"{indent}{name}:")
        for each in entries:
            self._lines.append(f"{indent}  -")
            self._fields(each, f"{indent}    ", lambda each=each: _remove(entries, each), of=name)  # type: ignore[misc]

    def _fields(
        self, entry: DraftEntry, indent: str, whole: Callable[[], tuple[Phrase, str] | None], of: str = ""
    ) -> None:
        for name, value in list(entry.items()):
            if isinstance(value, list) and value and isinstance(value[0], DraftEntry):
                self._list(value, name, indent)
                continue
            if value in ("", [], None):
                continue
            self._lines.append(f"{indent}{name}: {json.dumps(value, ensure_ascii=False)}")
            is_needed = name in _NEEDED or (of == "meetings" and name == "when")
            self._about[len(self._lines)] = whole if is_needed else _field_of(entry, name)


def _field_of(entry: DraftEntry, name: str) -> Callable[[], tuple[Phrase, str] | None]:
    def take() -> tuple[Phrase, str] | None:
        value = entry.pop(name, None)
        return None if value is None else (entry.where, _words(value))

    return take


def _remove(entries: list[DraftEntry], entry: DraftEntry) -> tuple[Phrase, str]:
    there = [each for each in entries if each is not entry]
    words = _words(entry) if len(there) < len(entries) else ""
    entries[:] = there
    return entry.where, words


def _words(value: Any) -> str:
    """The document's own words in a field or a thing."""
    return " | ".join(dict.fromkeys(_texts(value)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, DraftEntry):
        for name, each in value.items():
            if name not in ("kind", "municipalities", "number"):
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str) and value:
        yield value
