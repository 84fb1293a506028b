"""Deliveries that expired before they could be sent: the coordinators hear which those were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.blocks.parts import section
from bot.feature.call import command_as_typed
from bot.feature.declare import declared
from bot.feature.post import Post
from bot.language import N_, Say, Text, joined, lines
from bot.models import Delivery, DeliveryState, Network
from bot.network.hours import Hours

KIND: Final = "expired"
KINDS: Final = "kinds"
"""In `about`: of which kinds that was."""
KEPT: Final = timedelta(days=30)
"""How long the word is of use."""
WHAT_NOW: Final = N_("`{command}` shows what comes next.")

_OVER = select(Delivery.key, Delivery.kind).where(
    Delivery.network_id == bindparam("network"),
    Delivery.state == DeliveryState.PENDING,
    Delivery.due_at <= bindparam("now"),
    Delivery.useful_until <= bindparam("now"),
)


WAITING: Final = select(Delivery.about[KINDS].as_string()).where(
    Delivery.key == bindparam("key"), Delivery.state == DeliveryState.PENDING
)


def words_of_lost(
    session: Session, network: Network, kinds: Sequence[str], now: datetime, coordinators: Collection[str], prefix: str
) -> Iterator[Post]:
    """One post to each coordinator about what was lost, of which kinds; due at a moment when people may be disturbed,
    with what else was lost that they are to hear of then."""
    due = Hours.of(network).soonest(now)
    day = due.astimezone(ZoneInfo(network.timezone)).date()
    for whom in coordinators if kinds else ():
        key = f"{KIND}/{network.id}/{day}/{whom}"
        before = session.scalar(WAITING, {"key": key})
        lost = [*before.split(","), *kinds] if before else kinds
        yield Post(key, KIND, whom, due, due + KEPT, partial(_lost, lost, prefix), about={KINDS: ",".join(lost)})


def useless(
    session: Session, network: Network, now: datetime, posts: Mapping[str, Post], there: Mapping[str, Any]
) -> list[str]:
    """The kinds of the deliveries that planning will find to be of no use any more, beside those it calls off.

    `posts` is what the jobs say now, `there` what they had laid out before, both by key.
    """
    called_off = there.keys() - posts.keys()
    of_use_again = {key for key, post in posts.items() if post.useful_until > now}
    over = session.execute(_OVER, {"network": network.id, "now": now})
    return [kind for key, kind in over if key not in called_off | of_use_again]


def _lost(kinds: Sequence[str], prefix: str, say: Say) -> Message:
    sentence = say.many(
        "One message was not sent: its time had passed before I could send it.",
        "{count} messages were not sent: their time had passed before I could send them.",
        len(kinds),
    )
    command = command_as_typed(prefix, say, "natverk kommande", "network coming")
    names = Counter(say(declared.jobs[each].about) for each in kinds if each in declared.jobs)
    rows = [Text(f"• {name} ({count})" if count > 1 else f"• {name}") for name, count in names.items()]
    text = lines(joined(" ", (sentence, say(WHAT_NOW, command=command))), *rows)
    return Message(text, [section(text)])
