"""Reads a network's plan file. `read_plan` gives the whole plan or all that is wrong with it, never half of it."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from bot.dates.when import FIRST_YEAR, LAST_YEAR
from bot.language import N_
from bot.plan.checks import check
from bot.plan.errors import PlanFaults, PlanRefused
from bot.plan.fields import LONGEST_LIST, TOO_LONG, read_record, unknown_field
from bot.plan.nodes import Entries, Items, Scalar, read_tree
from bot.plan.nouns import (
    Plan,
    PlannedActivity,
    PlannedAgreement,
    PlannedArea,
    PlannedGoal,
    PlannedMeeting,
    PlannedMember,
    PlannedNetwork,
    PlannedPeriod,
    PlannedTurn,
)
from bot.plan.times import settle

PLANS: Final = Path(__file__).parent.parent / "plans"
"""Those that come along."""
LARGEST: Final = 200_000
"""Bytes; the fullest plan we know of has 12,000."""


def read_text(path: Path, faults: PlanFaults) -> str | None:
    """Read a file that people wrote; None when it cannot be had, with the fault noted."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
            size = path.stat().st_size
    except FileNotFoundError:
        faults.add(None, N_("there is no such file; write the path of a plan file (.yaml)."))
    except IsADirectoryError:
        faults.add(None, N_("this is a folder; write the path of a plan file (.yaml) in it."))
    except OSError as fault:
        faults.add(None, N_("the file cannot be read ({why})."), why=fault.strerror or type(fault).__name__)
    except ValueError:
        faults.add(None, N_("this is no path of a file."))
    else:
        return _decoded(raw, size, faults)
    return None


def _decoded(raw: bytes, size: int, faults: PlanFaults) -> str | None:
    if len(raw) > LARGEST:
        most, size_in_kb = f"{LARGEST // 1000} kB", f"{max(size, len(raw)) // 1000} kB"
        sentence = N_("the file has {found}; a plan file has at most {most}.")
        faults.add(None, sentence, found=size_in_kb, most=most)
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        faults.add(line, N_("the file is not written in UTF-8; save it again with the encoding UTF-8."))
        return None


__all__ = ["Plan", "PlanRefused", "plan_of", "read_plan"]

T = TypeVar("T")

SECTIONS: Final = [each.name for each in fields(Plan) if not each.metadata.get("computed")]


def read_plan(path: Path, name: str | None = None) -> Plan:
    """Read and check a plan file. PlanRefused holds every fault; `name` is what the file is called in them."""
    faults = PlanFaults(name or str(path))
    text = read_text(path, faults)
    faults.refuse()
    return _plan(text or "", faults)


def plan_of(text: str, name: str) -> Plan:
    """Read a plan that is not in a file; `name` is what it is called in faults."""
    return _plan(text, PlanFaults(name))


def _plan(text: str, faults: PlanFaults) -> Plan:
    tree = read_tree(text, faults)
    if tree is None:
        raise PlanRefused(faults.all)
    plan = _Sections(tree, faults).read()
    faults.refuse()
    return plan


class _Sections:
    """Reads a plan's sections one by one; one with a fault is left out, so that the others are still checked."""

    def __init__(self, tree: Entries, faults: PlanFaults) -> None:
        self._tree = tree
        self._faults = faults

    def read(self) -> Plan:
        self._check_names()
        network = self._one(PlannedNetwork, "network", PlannedNetwork(key="-", name="-"))
        period = self._one(PlannedPeriod, "period", _ANY_TIME)
        agreement = self._one(PlannedAgreement, "agreement", PlannedAgreement())
        before = len(self._faults)
        members = self._list(PlannedMember, "members")
        members_complete = len(self._faults) == before
        plan = Plan(
            network=network,
            period=period,
            agreement=agreement,
            members=members,
            goals=self._list(PlannedGoal, "goals"),
            focus_areas=tuple(each.title for each in self._list(PlannedArea, "focus_areas")),
            activities=self._list(PlannedActivity, "activities"),
            meetings=self._list(PlannedMeeting, "meetings"),
            queue=self._list(PlannedTurn, "queue"),
            file=self._faults.file,
        )
        plan = settle(plan, self._faults)
        check(plan, self._faults, members_complete=members_complete)
        return plan

    def _check_names(self) -> None:
        for name in self._tree.entries:
            if name not in SECTIONS and not self._faults.is_full:
                unknown_field(self._faults, self._tree.lines[name], name, None, SECTIONS)

    def _is_empty(self, name: str) -> bool:
        node = self._tree.entries.get(name)
        return node is None or (isinstance(node, Scalar) and node.is_empty)

    def _one(self, kind: type[T], name: str, otherwise: T) -> T:
        if not self._is_empty(name):
            return read_record(kind, self._tree.entries[name], name, self._faults) or otherwise
        if name != "agreement":
            line = self._tree.lines.get(name)
            self._faults.add(line, N_("“{name}” is missing; a plan needs network and period."), name=name)
        return otherwise

    def _list(self, kind: type[T], name: str) -> tuple[T, ...]:
        if self._is_empty(name):
            return ()
        node = self._tree.entries[name]
        if not isinstance(node, Items):
            self._faults.add(node.line, N_("“{name}” is a list: begin each of its parts with “- ”."), name=name)
            return ()
        if len(node.items) > LONGEST_LIST:
            self._faults.add(node.line, TOO_LONG, name=name, most=LONGEST_LIST)
            return ()
        records = [read_record(kind, each, name, self._faults) for each in node.items]
        return tuple(each for each in records if each is not None)


_ANY_TIME: Final = PlannedPeriod(name="-", starts=date(FIRST_YEAR, 1, 1), ends=date(LAST_YEAR, 12, 31))
"""Stands in for a period with a fault while the rest is checked."""
