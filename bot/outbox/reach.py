"""Who cannot be sent a direct message: kept with the account, and mentioned in the network's channel instead.

Slack refuses a bot's direct messages to some: people of another organisation who share no channel with it any more,
guests and accounts that an administrator keeps from apps. What was for them stays theirs: the channel reads only that
there is something, in one thread a week, and each of them is mentioned there once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.feature.call import command_as_typed
from bot.feature.post import CHANNEL, Post
from bot.language import N_, Say, Text, speak
from bot.models import Account, Network, SlackUser
from bot.network.hours import Hours
from bot.outbox.deliveries import THREAD, found, tell
from bot.outbox.marks import DeliveryMark

KIND: Final = "reach"
KEPT: Final = timedelta(days=7)
"""How long a mention is of use."""
_HEAD: Final = N_("To those I cannot write to directly: I have a message for whoever is named in this thread.")
_LINE: Final = N_(
    "{person}, I have a message for you that I cannot send: open Nätverksbot under Apps, or type `{command}`."
)

_WHO = select(SlackUser.id).where(SlackUser.unreachable_since.is_not(None))


def unreachable_ids(session: Session) -> frozenset[str]:
    """Slack ids of all who are known not to get direct messages."""
    return frozenset(session.scalars(_WHO))


def mentions(network: Network, whom: str, now: datetime, prefix: str) -> Iterator[Post]:
    """What the channel reads when something cannot be sent to somebody: the week's thread, and their line in it."""
    due = Hours.of(network).soonest(now)
    year, week, _ = due.astimezone(ZoneInfo(network.timezone)).isocalendar()
    thread = f"{KIND}/{network.id}/{year}-{week:02}"
    yield Post(thread, KIND, CHANNEL, due, due + KEPT, _head)
    line = partial(_line, whom=whom, prefix=prefix)
    yield Post(f"{thread}/{whom}", KIND, CHANNEL, due, due + KEPT, line, {THREAD: thread})


def _head(say: Say) -> Message:
    return Message(say(_HEAD))


def _line(say: Say, whom: str, prefix: str) -> Message:
    command = command_as_typed(prefix, say, "natverk", "network")
    return Message(say(_LINE, person=Text(f"<@{whom}>"), command=command))


@dataclass(frozen=True)
class Unreachable(DeliveryMark):
    """Slack delivers no direct message to a person; `why` is its word for it."""

    network_id: int
    whom: str
    why: str
    at: datetime
    prefix: str

    def write(self, session: Session) -> None:
        user = session.get(SlackUser, self.whom)
        if user is None:
            user = SlackUser(id=self.whom, account=Account.UNKNOWN, told_at=self.at)
            session.add(user)
        user.unreachable_since, user.unreachable_why = user.unreachable_since or self.at, self.why
        network = session.get_one(Network, self.network_id)
        for each in mentions(network, self.whom, self.at, self.prefix):
            tell(
                session, network, key=each.key, kind=each.kind, to=each.to, message=each.write(speak(network.language)),
                now=self.at, due=each.due, useful_until=each.useful_until, about=dict(each.about),
            )  # fmt: skip


@dataclass(frozen=True)
class Reached(DeliveryMark):
    """A direct message stands with a person."""

    whom: str
    at: datetime

    def write(self, session: Session) -> None:
        found(session, self.whom, self.at)
