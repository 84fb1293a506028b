"""Several messages to one person within three days come as one: the first takes those with it that may come earlier.

What is sent is decided when the first goes: the others that wait are written as they read at that moment, and stand in
its message from then on, each with its own delivery, state and words. What a message in Slack shows is put together
from what its parts show, in their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from slack_sdk.models.blocks import Block
from sqlalchemy import bindparam, null, select, update
from sqlalchemy.orm import Session

from bot.blocks.messages import render
from bot.blocks.parts import divider, section
from bot.feature.declare import CHANNEL, Post
from bot.language import Say, Text
from bot.models import Delivery, DeliveryState
from bot.outbox.deliveries import ANSWER, ERASED, FILE, MARK
from bot.outbox.tables import DELIVERIES, the

WITHIN: Final = timedelta(days=3, hours=2)
"""Three days; a night in between may have been an hour longer."""
MOST_BLOCKS: Final = 30
"""Of Slack's fifty: each part may grow while it stands."""
MOST_SIGNS: Final = 2500
"""Of the words that Slack shows where it shows no blocks."""

Payload = Mapping[str, Any]
Part = tuple[Post, Payload]


class Timed(Protocol):
    """What is looked at to know whose message another may come in."""

    @property
    def due(self) -> datetime: ...
    @property
    def key(self) -> str: ...


def may_lead(to: str, kind: str) -> bool:
    """Whether what comes within three days may come in this message."""
    return to != CHANNEL and kind != MARK


def may_come_with(post: Post, goes: datetime, parts: Iterable[Post]) -> bool:
    """Whether a post may come in a message of those parts that goes at that moment: none of them says the same."""
    is_near = post.due <= goes + WITHIN and goes < post.useful_until
    is_so = post.early is not None and post.early.since <= goes
    return is_near and is_so and (not post.subject or all(each.subject != post.subject for each in parts))


def coming_with(posts: Iterable[Post], now: datetime, say_to: Callable[[str], Say]) -> dict[str, list[Part]]:
    """By the key of each post that goes in a message of its own, what comes in that, as far as is known now."""
    by_receiver: dict[str, list[Post]] = defaultdict(list)
    for each in sorted(posts, key=lambda post: (post.due, post.key)):
        by_receiver[each.to].append(each)
    coming: dict[str, list[Part]] = {}
    for to, waiting in by_receiver.items():
        while waiting:
            head = waiting.pop(0)
            goes, parts = max(head.due, now), [head]
            said: list[Payload] = []
            coming[head.key] = []
            for each in tuple(waiting) if may_lead(to, head.kind) else ():
                if not may_come_with(each, goes, parts):
                    continue
                said = said or [head.write(say_to(to)).payload]
                part = written_early(each, goes, say_to(to))
                if fits([*said, part]):
                    said.append(part)
                    parts.append(each)
                    coming[head.key].append((each, part))
                    waiting.remove(each)
    return coming


def written_early(post: Post, at: datetime, say: Say) -> Payload:
    """What a post says when it comes in another message at that moment."""
    assert post.early is not None
    return post.early.write(at, say).payload


def fits(parts: Sequence[Payload]) -> bool:
    """Whether Slack takes them as one message, and still does when they have changed."""
    blocks = sum(len(_blocks(each)) + 1 for each in parts)
    return blocks <= MOST_BLOCKS and sum(len(each["text"]) + 2 for each in parts) <= MOST_SIGNS


def together(parts: Sequence[Payload]) -> dict[str, Any]:
    """One message that says what each part says, with a line between them; of a part that nobody knows how it reads
    nothing, until it is drawn anew."""
    parts = [each for each in parts if each]
    if len(parts) == 1:
        return dict(parts[0])
    blocks = [block for each in parts for block in (render(divider()), *_blocks(each))]
    return {"text": paragraphs(each["text"] for each in parts), "blocks": blocks[1 : MOST_IN_ONE + 1]}


def paragraphs(texts: Iterable[str]) -> str:
    """The words of several messages that come as one."""
    return "\n\n".join(texts)


MOST_IN_ONE: Final = 49
"""Blocks, beside the one that says which network it is from."""


def _blocks(part: Payload) -> list[Any]:
    bare: Block = section(Text(part["text"]))
    return list(part.get("blocks") or [render(bare)])


# in the database

_D = DELIVERIES.c
_WAITING = (
    select(_D.id, _D.key, _D.kind, _D.due_at)
    .where(
        _D.network_id == bindparam("network"),
        _D.to == bindparam("whom"),
        _D.state == the(DeliveryState.PENDING),
        _D.message.is_(None),
        _D.kind.not_in((MARK, ERASED)),
        _D.due_at <= bindparam("latest"),
        _D.id != bindparam("row"),
    )
    .order_by(_D.due_at, _D.key)
)
_CARRY = (
    update(DELIVERIES)
    .where(_D.id == bindparam("row"), _D.state == the(DeliveryState.PENDING))
    .values(
        state=the(DeliveryState.CARRIED), carried_by=bindparam("head"), shown=bindparam("reads"),
        about=bindparam("spoke_of"), channel=bindparam("where"),
    )
)  # fmt: skip
_HEAD = DELIVERIES.alias("head")


def _of_head(column: str) -> Any:
    return select(_HEAD.c[column]).where(_HEAD.c.id == _D.carried_by).scalar_subquery()


_CAME = (
    update(DELIVERIES)
    .where(
        _D.state == the(DeliveryState.CARRIED),
        _D.carried_by.in_(select(_HEAD.c.id).where(_HEAD.c.state == the(DeliveryState.SENT))),
    )
    .values(
        state=the(DeliveryState.SENT), sent_at=_of_head("sent_at"), channel=_of_head("channel"), ts=_of_head("ts"),
        error=null(), next_try_at=null(),
    )
)  # fmt: skip
_LET_DOWN = (
    update(DELIVERIES)
    .where(
        _D.state == the(DeliveryState.CARRIED),
        _D.carried_by.not_in(
            select(_HEAD.c.id).where(_HEAD.c.state.in_((the(DeliveryState.SENDING), the(DeliveryState.UNCERTAIN))))
        ),
    )
    .values(state=the(DeliveryState.PENDING), carried_by=null(), shown=null())
)
CAME_WITH = (
    update(DELIVERIES)
    .where(_D.key == bindparam("carried"), _D.state == the(DeliveryState.PENDING))
    .values(
        state=the(DeliveryState.SENT), sent_at=bindparam("moment"), channel=bindparam("where"), ts=bindparam("posted"),
        error=null(), next_try_at=null(),
    )
)  # fmt: skip


def waiting_beside(session: Session, network: int, head: Any, until: datetime) -> list[Any]:
    """What else waits for the same person and is due until then, after the head, in order."""
    values = {"network": network, "whom": head.to, "latest": until, "row": head.id}
    rows = session.connection().execute(_WAITING, values)
    return [each for each in rows if (each.due_at, each.key) > (head.due_at, head.key)]


def carry(session: Session, row: int, head: int, where: str, payload: Payload, about: Mapping[str, str]) -> bool:
    """Let a message come in another's; False when somebody is sending it already."""
    values = {"row": row, "head": head, "reads": payload, "spoke_of": dict(about), "where": where}
    return session.connection().execute(_CARRY, values).rowcount == 1


def settle(session: Session) -> None:
    """What came in another message has gone out with it; where that did not go, each goes by itself."""
    connection = session.connection()
    connection.execute(_CAME)
    connection.execute(_LET_DOWN)


def parts_at(session: Session, channel: str, ts: str) -> Sequence[Delivery]:
    """All that stands as one message at that place in Slack, of what the bot wrote by itself and follows, in its order:
    the one whose key it bears first."""
    there = select(Delivery).where(
        Delivery.channel == channel, Delivery.ts == ts, Delivery.kind.not_in((MARK, ANSWER, FILE))
    )
    return session.scalars(there.order_by(Delivery.due_at, Delivery.key)).all()


def reads_as(part: Delivery) -> Payload:
    """What a part of a message shows now; empty where nobody knows."""
    shown = part.shown or part.message or {}
    return {name: shown[name] for name in ("text", "blocks") if name in shown}
