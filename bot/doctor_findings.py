"""What looking the installation over found: a part, how it is, and one sentence; of a fault also what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a part was found. Advice is no fault."""

    OK = "ok"
    ADVICE = "advice"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One part with one sentence; of a fault it also says what to do."""

    part: str
    state: State
    sentence: str


def ok(part: str, sentence: str) -> Finding:
    """Nothing is the matter."""
    return Finding(part, State.OK, sentence)


def advice(part: str, sentence: str) -> Finding:
    """It works, but could be better."""
    return Finding(part, State.ADVICE, sentence)


def fault(part: str, sentence: str) -> Finding:
    """Something is wrong; the sentence says what to do."""
    return Finding(part, State.FAULT, sentence)
