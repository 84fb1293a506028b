"""Which of the late are still worth saying: the newest about each thing, and to each receiver a handful. Pure."""

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
    def was_due(self) -> datetime: ...


def replaced(posts: Iterable[Late], now: datetime) -> set[str]:
    """The keys of the late that need not be said: something newer, due by now too, says more about the same."""
    posts = [each for each in posts if each.subject and each.was_due <= now]
    newest: dict[str, datetime] = {}
    for post in posts:
        newest[post.subject] = max(post.was_due, newest.get(post.subject, post.was_due))
    return {each.key for each in posts if now - each.was_due > LATE and each.was_due < newest[each.subject]}


def too_many(waiting: Iterable[Late], now: datetime, always: Collection[str]) -> set[str]:
    """The keys of those given up because too many have gathered; of `waiting`, kinds in `always` are kept first."""
    very_late = [each for each in waiting if now - each.was_due > VERY_LATE]
    by_receiver: dict[str, list[str]] = defaultdict(list)
    for each in sorted(very_late, key=lambda each: (each.kind in always, each.was_due, each.key), reverse=True):
        by_receiver[each.to].append(each.key)
    return {key for keys in by_receiver.values() for key in keys[HANDFUL:]}
