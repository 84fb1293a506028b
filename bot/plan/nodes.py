"""A plan file's YAML as plain texts, lists and fields that know their lines.

Nothing is guessed: "no", "2020-05" and "13:00" stay the texts they are, and what they mean is decided where a field is
read. Anchors, tags and a second document are refused, so that a small file cannot grow large or run code.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import yaml
from yaml import events

from bot.language import N_
from bot.plan.errors import PlanFaults, quoted
from bot.text import clean, visible

DEEPEST: Final = 12
LONGEST: Final = 5_000
"""Characters in one text."""
EMPTY: Final = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True)
class Scalar:
    """A text; `is_empty` when nothing is written there (`key:` or `key: ~`)."""

    line: int
    text: str
    is_empty: bool = False


@dataclass(frozen=True)
class Items:
    """A list."""

    line: int
    items: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Entries:
    """Fields by name, each with the line of its name."""

    line: int
    entries: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Items | Entries


class _Stop(Exception):
    """The rest of the file cannot be read; the fault is noted."""


def read_tree(text: str, faults: PlanFaults) -> Entries | None:
    """Read YAML into fields; None when it is no set of fields at all, with the faults noted."""
    text = visible(text)
    if not text.strip():
        faults.add(None, N_("the file is empty; a plan begins with network and period."))
        return None
    try:
        tree = _Tree(text, faults).read()
    except _Stop:
        return None
    if tree is None or (isinstance(tree, Scalar) and tree.is_empty):
        faults.add(None, N_("the file holds only comments; a plan begins with network and period."))
        return None
    if not isinstance(tree, Entries):
        faults.add(
            tree.line, N_("a plan is made of fields such as “network:” and “period:”, each on a line of its own.")
        )
        return None
    return tree


class _Tree:
    """Builds the nodes from YAML's events, one after the other, never deeper than DEEPEST."""

    def __init__(self, text: str, faults: PlanFaults) -> None:
        self._text = text
        self._faults = faults
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.SafeLoader)

    def read(self) -> Node | None:
        tree: Node | None = None
        while True:
            event = self._next()
            if isinstance(event, events.StreamEndEvent):
                return tree
            if isinstance(event, events.DocumentStartEvent) and tree is not None:
                self._stop(event, N_("a second document begins here (---); a file holds one plan."))
            if isinstance(event, events.NodeEvent):
                tree = self._node(event, 0)

    def _next(self) -> yaml.Event:
        try:
            return next(self._events)
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            self._faults.add(mark.line + 1 if mark else None, self._sentence(fault))
        except yaml.reader.ReaderError as fault:
            line = self._text[: fault.position].count("\n") + 1
            self._faults.add(line, N_("here stands a character that cannot be shown; delete it."))
        except (ValueError, OverflowError):  # PyYAML reads "\U00110000" and %YAML 9…9 unchecked
            self._faults.add(
                None, N_("the file has a number or \\ code that is no character; write the text as it is.")
            )
        raise _Stop

    def _sentence(self, fault: yaml.MarkedYAMLError) -> str:
        problem, line = fault.problem or "", self._line_of(fault)
        if "\\t" in problem or "\t" in line[: len(line) - len(line.lstrip())]:
            return N_("the line is indented with a tab; use spaces.")
        if "mapping values are not allowed" in problem:
            return N_(
                "there is a colon too many or the indentation is wrong; "
                "a text with “: ” in it stands within quotation marks."
            )
        if "quoted scalar" in (fault.context or ""):
            return N_("a quotation mark is opened but not closed, or a \\ in it is not understood.")
        if "flow" in (fault.context or ""):
            return N_("a list or set of fields in brackets is not closed, or a comma is missing in it.")
        if "alias" in problem or "anchor" in (fault.context or ""):
            return _NO_ANCHORS
        return N_(
            "the line cannot be understood; look for a wrong indentation, a missing colon after a field’s name, "
            "or a text that begins with a sign and needs quotation marks."
        )

    def _line_of(self, fault: yaml.MarkedYAMLError) -> str:
        lines = self._text.split("\n")
        mark = fault.problem_mark
        return lines[mark.line] if mark and mark.line < len(lines) else ""

    def _node(self, event: yaml.Event, depth: int) -> Node:
        self._refuse_cleverness(event, depth)
        line = _line(event)
        if isinstance(event, events.ScalarEvent):
            return self._scalar(event, line)
        if isinstance(event, events.SequenceStartEvent):
            return Items(line, tuple(self._items(depth)))
        return self._fields(line, depth)

    def _refuse_cleverness(self, event: yaml.Event, depth: int) -> None:
        if isinstance(event, events.AliasEvent) or getattr(event, "anchor", None) is not None:
            self._stop(event, _NO_ANCHORS)
        if getattr(event, "tag", None) not in (None, "!"):
            self._stop(event, N_("a type (!…) is not needed here; write only the text."))
        if depth > DEEPEST:
            self._stop(event, N_("the lists and fields are nested too deeply here; a plan has few levels."))

    def _scalar(self, event: events.ScalarEvent, line: int) -> Scalar:
        text = visible(event.value).strip()
        if len(text) > LONGEST:
            self._faults.add(
                line, N_("the text has {found} characters; at most {most} fit."), found=len(text), most=LONGEST
            )
            text = text[:LONGEST]
        if any(unicodedata.category(c) in ("Cs", "Cc") and c not in "\n" for c in text):
            self._faults.add(line, N_("here stands a character that cannot be shown; delete it."))
        text = clean(text)
        return Scalar(line, text, is_empty=not text or (event.style is None and text in EMPTY))

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := self._next(), events.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _fields(self, line: int, depth: int) -> Entries:
        tree = Entries(line)
        while not isinstance(event := self._next(), events.MappingEndEvent):
            name = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(name, Scalar) or not name.text:
                self._faults.add(name.line, N_("a field’s name is a word followed by a colon."))
                continue
            self._enter(tree, name, value)
        return tree

    def _enter(self, tree: Entries, name: Scalar, value: Node) -> None:
        key = name.text.replace(" ", "_").replace("-", "_").casefold()
        if key in tree.entries:
            sentence = N_("“{name}” stands here a second time (first on line {first}); keep one.")
            self._faults.add(name.line, sentence, name=quoted(name.text), first=tree.lines[key])
            return
        tree.entries[key] = value
        tree.lines[key] = name.line

    def _stop(self, event: yaml.Event, sentence: str) -> None:
        self._faults.add(_line(event), sentence)
        raise _Stop


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


_NO_ANCHORS: Final = N_("& and * at the beginning of a text mean anchors, which a plan has not; use quotation marks.")
