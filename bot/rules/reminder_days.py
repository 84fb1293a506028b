"""How a network's own offsets and list for hosts are written: as numbers of days, and as lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.models import Network
from bot.network.hours import LONGEST_OFFSET, USUAL, offsets

MOST_TIMES: Final = 8
_NUMBERS: Final = re.compile(r"\d{1,3}(?:\s*(?:,|;|och|and|\s)\s*\d{1,3})*")


class NotDays(ValueError):
    """A text is no list of days."""


def days_written(text: str) -> tuple[int, ...]:
    """Read "30, 14 och 7": the days, the largest first; empty when nothing is written. NotDays for anything else."""
    text = text.strip().casefold()
    if not text:
        return ()
    found = {int(each) for each in re.findall(r"\d+", text)} if _NUMBERS.fullmatch(text) else set()
    if not found or len(found) > MOST_TIMES or not all(0 < each <= LONGEST_OFFSET for each in found):
        raise NotDays(text)
    return tuple(sorted(found, reverse=True))


def days_shown(network: Network, kind: str) -> str:
    """A kind's offsets as they are written."""
    return ", ".join(str(each) for each in offsets(network, kind))


def settings_with(network: Network, days: Mapping[str, tuple[int, ...]], list_lines: str) -> dict[str, object]:
    """The network's settings with these offsets and this list for hosts; what is as usual is left out."""
    own = {kind: list(each) for kind, each in days.items() if each and each != USUAL[kind]}
    items = list(dict.fromkeys(filter(None, (" ".join(each.split()) for each in list_lines.splitlines()))))
    kept = {name: each for name, each in (network.settings or {}).items() if name not in ("offsets", "checklist")}
    return kept | ({"offsets": own} if own else {}) | ({"checklist": items} if items else {})
