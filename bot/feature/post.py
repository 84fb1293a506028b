"""What goes out by itself: a job gets a `Run` and yields `Post`s."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.blocks.parts import section
from bot.language import N_, Say
from bot.models import Network


class Worded(Protocol):
    """What goes to Slack: a `Message`, or what an earlier one is changed into."""

    @property
    def text(self) -> str: ...
    @property
    def payload(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Early:
    """How a post comes before it is due, in another message to the same person: from when on what it says is so, and
    how it reads at that moment."""

    since: datetime
    write: Callable[[datetime, Say], Worded]


@dataclass(frozen=True)
class Post:
    """One message that goes out by itself, to one receiver, once.

    `key` says what it is about and for whom and is unique for ever; `due` and `useful_until` are aware moments.
    `write` makes the words when they are needed, in the language it is given.
    """

    key: str
    kind: str
    to: str
    """Slack user id, or `CHANNEL`."""
    due: datetime
    useful_until: datetime
    write: Callable[[Say], Worded]
    about: Mapping[str, str] = field(default_factory=dict)
    """What it speaks of ({"meeting": "3", "days": "2020-05-14"}), to find out later who was told what."""
    subject: str = ""
    """Of posts with the same subject, of which one is late, the newer is said; empty: nothing stands in for it."""
    first_due: datetime | None = None
    """When it was due before it was put off to a humane hour, if it was."""
    stands_until: datetime | None = None
    """Until when its buttons do something, where that is later than it is worth sending."""

    early: Early | None = None
    """None: it comes when it is due."""

    @property
    def was_due(self) -> datetime:
        """When it should have been said: how late it is counts from then."""
        return self.first_due or self.due

    @property
    def over_at(self) -> datetime:
        """When what it speaks of is over: it loses its buttons."""
        return self.stands_until or self.useful_until


CHANNEL: Final = "channel"


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a job gets: one network as it is, the moment, and how far ahead to look.

    A job yields every post due after `since` and up to `until`; the outbox sends those whose time has come.
    """

    session: Session
    network: Network
    now: datetime
    since: datetime
    until: datetime
    coordinators: tuple[str, ...] = ()
    prefix: str = ""
    shared: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What one job has read and the next need not read again; lives as long as the run."""

    @property
    def zone(self) -> ZoneInfo:
        """The network's time zone."""
        return ZoneInfo(self.network.timezone)

    @property
    def today(self) -> date:
        """The date where the network is."""
        return self.now.astimezone(self.zone).date()

    def is_for(self, to: str, may_read: Collection[str]) -> bool:
        """Whether a message stands with somebody who may read it still: in the channel and with who coordinates it
        always does."""
        return to in (CHANNEL, *self.coordinators) or to in may_read


Plans = Callable[[Run], Iterable[Post]]
Reads = Callable[[Run, Any], Callable[[Say], Worded] | None]
"""How a message in Slack reads, of which is known `id`, `kind`, `to`, `key`, `about` and `sent_at`; None: nothing is to
be said."""


CLOSED_TO_YOU: Final = N_(
    "What stood here belongs to a role in the network that you no longer have, so it is closed to you."
)


def closed_to_reader(say: Say) -> Message:
    """What a message becomes that is no longer for who got it. Whoever draws one anew gives this when that is so."""
    sentence = say(CLOSED_TO_YOU)
    return Message(sentence, [section(sentence)])
