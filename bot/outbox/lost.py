"""Deliveries that expired before they could be sent: counted, and reported to the coordinators."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.feature.call import command_as_typed
from bot.feature.post import Post
from bot.language import N_, Say, joined
from bot.models import Delivery, DeliveryState, Network
from bot.network.hours import Hours

KIND: Final = "expired"
KEPT: Final = timedelta(days=30)
"""How long the word is of use."""
WHAT_NOW: Final = N_("`{command}` shows what comes next.")

_OVER = select(Delivery.key).where(
    Delivery.network_id == bindparam("network"),
    Delivery.state == DeliveryState.PENDING,
    Delivery.due_at <= bindparam("now"),
    Delivery.useful_until <= bindparam("now"),
)


def words_of_lost(
    network: Network, count: int, now: datetime, coordinators: Collection[str], prefix: str
) -> Iterator[Post]:
    """One post to each coordinator, once a day at most, at a moment when people may be disturbed."""
    due = Hours.of(network).soonest(now)
    for whom in coordinators if count else ():
        key = f"{KIND}/{network.id}/{now:%Y-%m-%d}/{whom}"
        yield Post(key, KIND, whom, due, due + KEPT, lambda say: _lost(say, count, prefix))


def count_useless(
    session: Session, network: Network, now: datetime, posts: Mapping[str, Post], there: Mapping[str, Any]
) -> int:
    """How many deliveries planning will find to be of no use any more, beside those it calls off.

    `posts` is what the jobs say now, `there` what they had laid out before, both by key.
    """
    over = set(session.scalars(_OVER, {"network": network.id, "now": now}))
    called_off = there.keys() - posts.keys()
    of_use_again = {key for key, post in posts.items() if post.useful_until > now}
    return len(over - called_off - of_use_again)


def _lost(say: Say, count: int, prefix: str) -> Message:
    sentence = say.many(
        "One message was not sent: its time had passed before I could send it.",
        "{count} messages were not sent: their time had passed before I could send them.",
        count,
    )
    command = command_as_typed(prefix, say, "natverk kommande", "network coming")
    return Message(joined(" ", (sentence, say(WHAT_NOW, command=command))))
