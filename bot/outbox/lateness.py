"""After downtime: which of the late are still worth sending. Pure; what has lost its use has expired before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

LATE: Final = timedelta(hours=1)
"""From when on a delivery gives way to a newer one of its kind about the same thing."""
VERY_LATE: Final = timedelta(days=1)
HANDFUL: Final = 5
"""So many very late ones at most reach one receiver, the newest."""


def superseded(due: Sequence[Any], now: datetime, always: Collection[str]) -> list[Any]:
    """The late rows that are not to be sent, since something newer says it, or too many have gathered.

    Rows have `network_id`, `to`, `kind`, `about`, `due_at` and `by_a_job`; ready-made messages are left alone. Kinds
    in `always` come first when there are too many.
    """
    by_jobs = [row for row in due if row.by_a_job]
    old = [row for row in _older(by_jobs) if now - row.due_at > LATE]
    gone = {row.id for row in old}
    very_late = [row for row in by_jobs if row.id not in gone and now - row.due_at > VERY_LATE]
    return old + _too_many(very_late, always)


def _older(rows: Iterable[Any]) -> list[Any]:
    """Those for which a newer one of the same kind about the same thing goes to the same receiver."""
    newest: dict[tuple[Any, ...], datetime] = {}
    for row in rows:
        subject = _subject(row)
        newest[subject] = max(row.due_at, newest.get(subject, row.due_at))
    return [row for row in rows if row.due_at < newest[_subject(row)]]


def _subject(row: Any) -> tuple[Any, ...]:
    return row.network_id, row.to, row.kind, (row.about or {}).get("meeting")


def _too_many(rows: Iterable[Any], always: Collection[str]) -> list[Any]:
    by_receiver: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.kind in always, row.due_at), reverse=True):
        by_receiver[row.network_id, row.to].append(row)
    return [row for each in by_receiver.values() for row in each[HANDFUL:]]
