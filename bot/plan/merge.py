"""Brings one row of the database in line with a plan file, without undoing what people did since the last load.

Of every field three values are known: what the file said when it was last loaded, what the file says now, and what
the database holds. What only the file changed is applied; what a person changed is kept; where both did, the person's
stays and is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.dates.when import Span
from bot.models import Goal, Member
from bot.plan.changes import (
    ADDED,
    CHANGED,
    KEPT,
    MOVED_TO_DAYS,
    MOVED_TO_MONTH,
    REMOVED,
    TURNS,
    Named,
    PlanChange,
    When,
)

Memory = dict[str, Any]
"""What the file said of one row: by the fields' names, their values as JSON."""

W = TypeVar("W")
R = TypeVar("R")


@dataclass(frozen=True)
class Wish:
    """What the file says of a field. `values` are attributes of the row that are only changed together;
    "terms.fee" is one key of a JSON attribute."""

    field: str
    values: Mapping[str, object]
    is_told_apart: bool = False
    """Whether each of the values that changed is reported by its own name."""


@dataclass
class Merge:
    """One load: what it did so far, and what is to be remembered of the file."""

    session: Session
    now: datetime
    before: Mapping[str, Mapping[str, Memory]]
    """What is remembered of the last load: section, row id, field."""
    by_hand: bool = False
    """Whether somebody changes the plan as it is now, in Slack: their word goes before every file's."""
    changes: list[PlanChange] = field(default_factory=list)
    after: dict[str, dict[str, Memory]] = field(default_factory=dict)
    """The same of this load."""

    def report(self, sentence: str, thing: Named, **values: object) -> None:
        """Note what was done with a thing, or refrained from."""
        self.changes.append(PlanChange(sentence, {"thing": thing, **values}))

    def memory(self, section: str, row: Any) -> Memory | None:
        """What the file said of a row last time; None when it was not in it."""
        memory = self.before.get(section, {}).get(str(row.id))
        return dict(memory) if memory is not None else None

    def remember(self, section: str, row: Any, wishes: Iterable[Wish]) -> None:
        """Keep what the file says of a row, for the next load."""
        memory = self.after.setdefault(section, {}).setdefault(str(row.id), {})
        memory |= {wish.field: as_json(wish.values) for wish in wishes}

    def add(self, section: str, row: Any, thing: Named, wishes: Sequence[Wish]) -> None:
        """Put a new row into the database as the file has it."""
        for wish in wishes:
            _set(row, wish)
        self.session.add(row)
        self.session.flush()
        self.remember(section, row, wishes)
        self.report(ADDED, thing)

    def fill(self, section: str, row: Any, wishes: Sequence[Wish]) -> None:
        """Set what the file says without a word, in something that was just added."""
        for wish in wishes:
            _set(row, wish)
        self.remember(section, row, wishes)

    def force(self, section: str, row: Any, thing: Named, wishes: Sequence[Wish]) -> None:
        """Set what the file says, whatever is there; reported when it differs."""
        for wish in wishes:
            self.settle(row, thing, wish, {wish.field: as_json(values_of(row, wish))})
        self.remember(section, row, wishes)

    def remove(self, row: Any, thing: Named) -> None:
        """Take a row away."""
        self.session.delete(row)
        self.session.flush()
        self.report(REMOVED, thing)

    def differs(self, section: str, row: Any, wishes: Iterable[Wish]) -> bool:
        """Whether any of these is no longer what the file said."""
        memory = self.memory(section, row) or {}
        return any(memory.get(wish.field) != as_json(wish.values) for wish in wishes)

    def change(self, section: str, row: Any, thing: Named, wishes: Sequence[Wish]) -> set[str]:
        """Bring a row in line with the file; gives the names of the fields that were changed."""
        memory = self.memory(section, row) or {}
        changed = {wish.field for wish in wishes if self.settle(row, thing, wish, memory)}
        self.remember(section, row, wishes)
        return changed

    def settle(self, row: Any, thing: Named, wish: Wish, memory: Memory) -> bool:
        """Decide one field; True when the database was changed."""
        current, wanted = as_json(values_of(row, wish)), as_json(wish.values)
        if current == wanted:
            return False
        if wish.field in memory and memory[wish.field] == wanted:
            return False  # only a person changed it
        told = list(_told(row, wish))
        untouched = memory[wish.field] == current if wish.field in memory else is_blank(current)
        if untouched:
            _set(row, wish)
        for name, before, after in told:
            self.report(_changed_to(name, after) if untouched else KEPT, thing, field=name, before=before, after=after)
        return untouched

    def taken_away(self, section: str, wish: Wish, rows: Iterable[Any]) -> bool:
        """Whether somebody has taken away since the last load what the file still has, by what it is called. The file
        is remembered to have it, so that it stays away."""
        there = {str(each.id) for each in rows}
        for row, memory in self.before.get(section, {}).items():
            if row not in there and memory.get(wish.field) == as_json(wish.values):
                self.after.setdefault(section, {})[row] = dict(memory)
                return True
        return False

    def gone(self, section: str, rows: Iterable[R]) -> list[R]:
        """Those rows that the file had last time and has no more."""
        return [each for each in rows if self.memory(section, each) is not None and not self._is_in_file(section, each)]

    def _is_in_file(self, section: str, row: Any) -> bool:
        return str(row.id) in self.after.get(section, {})


def paired(wanted: Sequence[W], rows: Sequence[R], *rules: Callable[[W, R], bool]) -> list[tuple[W, R | None]]:
    """Find for each thing of the file its row: by the first rule as many as there are, by the next among the rest."""
    row_at: dict[int, R] = {}
    free = list(rows)
    for rule in rules:
        for place, each in enumerate(wanted):
            row = None if place in row_at else next((row for row in free if rule(each, row)), None)
            if row is not None:
                row_at[place] = row
                free = [other for other in free if other is not row]
    return [(each, row_at.get(place)) for place, each in enumerate(wanted)]


def values_of(row: Any, wish: Wish) -> dict[str, object]:
    """What the row holds in the attributes of a wish."""
    return {name: _get(row, name) for name in wish.values}


def _get(row: Any, name: str) -> object:
    attribute, _, key = name.partition(".")
    value = getattr(row, attribute)
    return (value or {}).get(key) if key else value


def _set(row: Any, wish: Wish) -> None:
    for name, value in wish.values.items():
        attribute, _, key = name.partition(".")
        if key:
            others = {k: v for k, v in (getattr(row, attribute) or {}).items() if k != key}
            value = others if value in (None, "", []) else {**others, key: value}
        setattr(row, attribute, value)


def as_json(value: object) -> Any:
    """A value as it is remembered and compared: rows by name, days as text; nothing, "" and [] are the same."""
    if isinstance(value, Mapping):
        return {name: as_json(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(each) for each in value] or None
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Member):
        return value.name
    if isinstance(value, Goal):
        return value.title
    return None if value == "" else value


def is_blank(current: Any) -> bool:
    """Whether there is nothing in any of the values, as `as_json` gives them."""
    return all(value in (None, False, 0) for value in current.values())


def _told(row: Any, wish: Wish) -> Iterator[tuple[str, object, object]]:
    """What differs, each by its name, with what was there and what the file says."""
    there = values_of(row, wish)
    if not wish.is_told_apart:
        yield wish.field, _in_report(there), _in_report(wish.values)
        return
    for name, wanted in wish.values.items():
        if there[name] != wanted:
            yield name, _in_report({name: there[name]}), _in_report({name: wanted})


def _changed_to(name: str, after: object) -> str:
    """The sentence that says what a field is now."""
    if name == "queue":
        return TURNS
    if isinstance(after, When):
        return MOVED_TO_DAYS if after.has_days else MOVED_TO_MONTH
    return CHANGED


def _in_report(values: Mapping[str, object]) -> object:
    if isinstance(month := values.get("month"), date):
        return _when(values, month)
    texts = [getattr(each, "name", None) if isinstance(each, Member) else each for each in values.values()]
    texts = [each.title if isinstance(each, Goal) else each for each in texts]
    texts = [each.value if isinstance(each, Enum) else each for each in texts]
    return texts[0] if len(texts) == 1 else [each for each in texts if each not in (None, "", False)]


def _when(values: Mapping[str, Any], month: date) -> When:
    """The time that a meeting's attributes say."""
    first, last = values["first_day"], values["last_day"]
    days = Span(first, last) if first and last else Span.month(month.year, month.month)
    return When(days, first is not None, values["starts"], values["ends"])
