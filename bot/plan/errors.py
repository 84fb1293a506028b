"""What is wrong in a plan file: one sentence for each fault, with file and line, in any language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from bot.feature.call import FieldRefusal
from bot.language import N_, Say, fold, speak

WHERE = N_("{file}, line {line}: {fault}")
WHOLE = N_("{file}: {fault}")


@dataclass(frozen=True)
class PlanFault:
    """One fault. `sentence` is the English source sentence with its places still open; `line` counts from 1.

    Without a line the fault is of the whole file (missing, too large, not UTF-8).
    """

    file: str
    line: int | None
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_words(self, say: Say) -> str:
        """The fault in one language, for a terminal: nothing in it is escaped for Slack."""
        fault = say.plain(self.sentence, **self.values)
        if self.line is None:
            return say.plain(WHOLE, file=self.file, fault=fault)
        return say.plain(WHERE, file=self.file, line=self.line, fault=fault)

    def __str__(self) -> str:
        return self.in_words(speak("en"))


class PlanRefused(Exception):
    """A plan file cannot be used. `faults` holds every fault found, in the order of their lines."""

    def __init__(self, faults: Iterable[PlanFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        super().__init__("\n".join(map(str, self.faults)))

    def in_words(self, say: Say) -> str:
        """All faults in one language, one a line."""
        return "\n".join(fault.in_words(say) for fault in self.faults)


def at_field(field: str, refused: PlanRefused) -> FieldRefusal:
    """The first of the faults, said at a field of a form."""
    fault = refused.faults[0]
    return FieldRefusal(field, fault.sentence, **fault.values)


class PlanFaults:
    """Collects the faults of one file while it is read, so that all are reported at once."""

    MOST = 50
    """More are not reported: a file that is no plan at all would otherwise fill the screen."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._faults: dict[tuple[int | None, str, str], PlanFault] = {}

    def __bool__(self) -> bool:
        return bool(self._faults)

    def __len__(self) -> int:
        return len(self._faults)

    @property
    def is_full(self) -> bool:
        """Whether no more would be reported, so that reading on is of no use."""
        return len(self._faults) >= self.MOST

    def add(self, line: int | None, sentence: str, /, **values: object) -> None:
        """Note a fault; the same one twice counts once."""
        key = (line, sentence, repr(values))
        if not self.is_full:
            self._faults.setdefault(key, PlanFault(self.file, line, sentence, values))

    def refuse(self) -> None:
        """Raise PlanRefused if anything was noted."""
        if self._faults:
            raise PlanRefused(self._faults.values())

    @property
    def all(self) -> tuple[PlanFault, ...]:
        """What was noted so far."""
        return tuple(self._faults.values())


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that was probably meant; None when none is near."""
    by_fold = {fold(each): each for each in allowed}
    near = get_close_matches(fold(word), by_fold, n=1, cutoff=0.6)
    return by_fold[near[0]] if near else None


def in_a_row(words: Iterable[str]) -> str:
    """Words as they stand in a sentence: a, b, c."""
    return ", ".join(words)


def quoted(text: str, most: int = 60) -> str:
    """What the file says, short and on one line."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= most else line[: most - 1] + "…"
