"""Answers to plain words, and files, that stand in Slack: remembered, so that what is erased goes from them too."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.feature.declare import CHANNEL
from bot.kept.words import HELD_WORDS
from bot.language import speak
from bot.models import Delivery, DeliveryState, Network
from bot.network.erasure import last_erasing, wait_for_erasing
from bot.network.store import language_of
from bot.outbox.deliveries import ANSWER, FILE, delivery_row, erase, is_file, put

LISTED: Final = "experiences"
"""In `about`: the experiences that were read for it, and that it may name."""


@dataclass(frozen=True)
class Answered:
    """An answer as it stands in Slack."""

    network: int
    channel: str
    ts: str
    """Of a file its id."""
    asker: str
    payload: Mapping[str, Any]
    read: Collection[int]
    """The experiences that were read for it."""
    as_of: int | None
    """The last erasing before it was written; None: it says no words of anybody."""
    replaces: bool = False
    """Whether it took the place of an earlier one."""


def keep_answer(session: Session, answer: Answered, now: datetime) -> None:
    """Remember it. What was erased between its writing and now goes from it as from what stood there before."""
    wait_for_erasing(session)
    kind = FILE if is_file(answer.ts) else ANSWER
    key = f"{kind}/{answer.channel}/{answer.ts}"
    to = answer.asker if answer.channel.startswith("D") else CHANNEL
    about = {LISTED: ",".join(map(str, sorted(answer.read)))} if answer.read else {}
    there = {"channel": answer.channel, "ts": answer.ts, "sent_at": now, "closed_at": now, "message": answer.payload}
    row = delivery_row(answer.network, key, kind, to, now, None, about) | there
    put(session, [row | {"state": DeliveryState.SENT}])
    kept = session.scalars(select(Delivery).where(Delivery.key == key)).one()
    if answer.replaces and kept.kind == ANSWER:
        kept.message, kept.about = dict(answer.payload), about
    if answer.as_of is not None and last_erasing(session) > answer.as_of:
        network = session.get_one(Network, answer.network)
        erase(session, kept, Message(speak(language_of(session, network, to))(HELD_WORDS)), now)
