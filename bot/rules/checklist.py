"""What a host sees to before a meeting: the usual things, the network's own list, and what is ticked (domain 8)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zlib import crc32

from bot.meetings.rules import span_of
from bot.models import ChecklistItem, Meeting, Network
from bot.network.hours import LONGEST_OFFSET

USUAL: Final[Mapping[str, int]] = {
    "venue": 90,
    "programme": 60,
    "invitation": 60,
    "coffee": 30,
    "lunch": 30,
    "dinner": 30,
    "link": 14,
    "access": 14,
}
"""How many days before the meeting each of the usual things should be seen to."""
KNOWN_AS: Final[Mapping[str, str]] = {
    "lokal": "venue",
    "program": "programme",
    "inbjudan": "invitation",
    "inbjudan med praktisk information": "invitation",
    "invitation with the details": "invitation",
    "fika": "coffee",
    "lunch": "lunch",
    "middag": "dinner",
    "digital länk": "link",
    "digital link": "link",
    "kost och tillgänglighet": "access",
    "diet and access needs": "access",
}
"""What a network calls the usual things in its own list; they are shown in each reader's language then."""
ONLY_TOGETHER: Final = frozenset({"venue", "coffee", "lunch", "dinner"})
"""What a meeting that is only digital needs none of (domain 7, 8)."""
ONLY_DIGITAL: Final = frozenset({"link"})
OWN_DAYS: Final = 30
MOST_OWN: Final = 30
_DAYS: Final = re.compile(r"(.+?)\s*\((\d{1,3})\)")
"""A thing with the days before the meeting: "Namnskyltar (14)"."""


@dataclass(frozen=True)
class Item:
    """One thing to see to. `title` is empty for the usual things, which are named in the reader's language."""

    key: str
    title: str
    days_before: int
    row: ChecklistItem | None = None

    @property
    def token(self) -> str:
        """What a button's value says to mean this thing."""
        return self.key or f"t{crc32(self.title.encode()):08x}"

    @property
    def done_at(self) -> datetime | None:
        return self.row.done_at if self.row else None


def checklist(meeting: Meeting, network: Network, rows: Iterable[ChecklistItem]) -> list[Item]:
    """Everything on a meeting's list, ticked or not, what is to be done first first."""
    stored = {row.key or row.title: row for row in rows}
    items = []
    for each in _wished(network, meeting):
        row = stored.pop(each.key or each.title, None)
        items.append(Item(each.key, each.title, row.days_before if row else each.days_before, row))
    items += [Item(row.key or "", row.title, row.days_before, row) for row in stored.values()]
    return sorted(items, key=lambda each: -each.days_before)


def due_day(item: Item, meeting: Meeting) -> date:
    """The day by which a thing should be seen to, counted back from the meeting's first day."""
    return span_of(meeting).first - timedelta(days=item.days_before)


def is_own(item: Item, network: Network, meeting: Meeting) -> bool:
    """Whether the host put it on the list; what is on every list cannot be taken off this one."""
    return (
        item.row is not None and not item.key and item.title not in {each.title for each in _wished(network, meeting)}
    )


def not_ticked(items: Iterable[Item]) -> list[Item]:
    """What is left."""
    return [each for each in items if each.done_at is None]


def wished(network: Network) -> list[Item]:
    """The network's own list; empty when it has none."""
    said: Any = (network.settings or {}).get("checklist")
    own = [" ".join(each.split()) for each in said if isinstance(each, str)] if isinstance(said, list) else []
    items = [_written(each) for each in own if each]
    return list({each.key or each.title: each for each in items}.values())[:MOST_OWN]


def _written(line: str) -> Item:
    found = _DAYS.fullmatch(line)
    title, days = (found[1], int(found[2])) if found else (line, 0)
    key = KNOWN_AS.get(title.casefold(), title if title in USUAL else "")
    usual = USUAL.get(key, OWN_DAYS)
    return Item(key, "" if key else title[:140], days if 0 < days <= LONGEST_OFFSET else usual)


def _wished(network: Network, meeting: Meeting) -> list[Item]:
    """The network's own list when it has one, else the usual things that such a meeting needs."""
    is_only_digital = meeting.digital and not meeting.place.strip()
    without = ONLY_TOGETHER if is_only_digital else frozenset() if meeting.digital else ONLY_DIGITAL
    listed = wished(network) or [Item(key, "", days) for key, days in USUAL.items()]
    return [each for each in listed if each.key not in without]
