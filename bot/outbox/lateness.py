"""Which late messages are still worth sending: the newest about each subject, a handful for each receiver. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final, Protocol

LATE: Final = timedelta(hours=1)
"""From when on a post gives way to a newer one about the same."""
VERY_LATE: Final = timedelta(days=1)
HANDFUL: Final = 5
"""So many very late ones at most reach one receiver, the newest."""


class Late(Protocol):
    """What is looked at of a post."""

    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def to(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def due(self) -> datetime: ...
    @property
    def was_due(self) -> datetime: ...


def replaced(posts: Iterable[Late], now: datetime, stand: Collection[str] = ()) -> set[str]:
    """The keys of the late that need not be said: when they would be, something newer says more about the same. What
    stands in Slack already (`stand`) is not put off: it gives way when the newer is due."""
    by_subject: dict[str, list[Late]] = defaultdict(list)
    for each in posts:
        if each.subject:
            by_subject[each.subject].append(each)
    return {
        each.key
        for same in by_subject.values()
        for each in same
        if _gives_way(each, now if each.key in stand else _goes(each, now), same)
    }


def _gives_way(post: Late, goes: datetime, same: Iterable[Late]) -> bool:
    return goes - post.was_due > LATE and any(post.was_due < other.was_due <= goes for other in same)


def too_many(waiting: Iterable[Late], now: datetime, always: Collection[str]) -> set[str]:
    """The keys of those given up because too many have gathered; of `waiting`, kinds in `always` are kept first."""
    very_late = [each for each in waiting if lateness(each, now) > VERY_LATE]
    by_receiver: dict[str, list[str]] = defaultdict(list)
    for each in sorted(very_late, key=lambda each: (each.kind in always, each.was_due, each.key), reverse=True):
        by_receiver[each.to].append(each.key)
    return {key for keys in by_receiver.values() for key in keys[HANDFUL:]}


def lateness(post: Late, now: datetime) -> timedelta:
    """How late it will be when it is said: now, or when it was put off to."""
    return _goes(post, now) - post.was_due


def _goes(post: Late, now: datetime) -> datetime:
    return max(now, post.due)
