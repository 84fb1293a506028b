"""Deliveries as features see them: ask for a message, look up the one that was sent, list and resend dead letters.

Here a feature asks for a message in its own transaction; `bot.outbox` delivers it. Nothing here meets Slack.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final, cast

from sqlalchemy import CursorResult, Insert, Table, or_, select, update
from sqlalchemy.orm import Session

from bot.blocks.messages import MOST_BLOCKS, Message, render
from bot.blocks.parts import context
from bot.feature.post import CHANNEL, Post, Run, Worded
from bot.language import Text, escape, lines, speak
from bot.models import Delivery, DeliveryState, Network, SlackUser
from bot.network import store as network_store

DELIVERIES = cast(Table, Delivery.__table__)
ERASED: Final = "erased"
"""The kind of a message whose words are erased: it is neither sent, followed nor answered any longer."""
MARK: Final = "mark"
"""The kind of post that changes an earlier one, whose delivery id is in `about["marks"]`."""
ANSWER: Final = "answer"
"""The kind of an answer to plain words that stands in Slack: never due nor followed, kept so that it can be erased."""
FILE: Final = "file"
"""The kind of a file that the bot has given somebody, likewise; its id in Slack is in `ts`."""
THREAD: Final = "thread"
"""In `about`: the key of the message in whose thread a post stands."""
REST: Final = timedelta(minutes=1)
"""A message that was just drawn anew rests so long: many answers are shown at once."""


def rested(run: Run, row: Any) -> datetime:
    """When it may be drawn anew: the same however often it is asked on one day; never long ago, for what has waited is
    not late, nor in the future, where a clock that was ahead may have put it."""
    rests_until: datetime = row.redrawn_at + REST if row.redrawn_at is not None else row.sent_at
    midnight = run.now.replace(hour=0, minute=0, second=0, microsecond=0)
    return max(rests_until, midnight) if rests_until <= run.now + REST else midnight


@cache
def insert_once(dialect: str) -> Insert:
    """The insert that leaves a key alone that is there already; it asks for every column but those with a default."""
    if dialect == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(DELIVERIES).on_conflict_do_nothing(index_elements=["key"])
    from sqlalchemy.dialects import postgresql  # 3 MB, which a bot on SQLite need not carry

    return postgresql.insert(DELIVERIES).on_conflict_do_nothing(index_elements=["key"])


def put(session: Session, rows: list[dict[str, Any]]) -> int:
    """Store deliveries whose key is not there yet, and tell how many those were (-1 where the database cannot say)."""
    if not rows:
        return 0
    connection = session.connection()
    return cast(CursorResult[Any], connection.execute(insert_once(connection.dialect.name), rows)).rowcount


def tell(
    session: Session,
    network: Network,
    *,
    key: str,
    kind: str,
    to: str,
    message: Worded,
    now: datetime,
    useful_until: datetime | None = None,
    due: datetime | None = None,
    about: dict[str, str] | None = None,
) -> None:
    """Store a ready-made message in the caller's transaction; it goes out at `due`, or at once.

    `to` is a Slack user id or `CHANNEL`. The key is unique for ever and for its receiver: a second message with it is
    not stored. Slack shows the key to the whole workspace, so it holds ids, never names.
    """
    session.flush()
    row = delivery_row(network.id, key, kind, to, due or now, useful_until, about or {})
    put(session, [row | {"message": message.payload}])


def tell_as_they_read(session: Session, network: Network, now: datetime, post: Post) -> None:
    """Store a message in its receiver's language, to go out as soon as the change is committed."""
    say = speak(network_store.language_of(session, network, post.to))
    tell(
        session,
        network,
        key=post.key,
        kind=post.kind,
        to=post.to,
        message=post.write(say),
        now=now,
        due=post.due,
        useful_until=post.useful_until,
        about=dict(post.about),
    )


def delivery_row(
    network_id: int,
    key: str,
    kind: str,
    to: str,
    due: datetime,
    useful_until: datetime | None,
    about: dict[str, str],
) -> dict[str, Any]:
    """A new delivery's columns, waiting to be sent."""
    return {
        "network_id": network_id, "key": key, "kind": kind, "to": to, "due_at": due, "useful_until": useful_until,
        "about": about, "state": DeliveryState.PENDING, "attempts": 0,
    }  # fmt: skip


def delivery_at(session: Session, network: Network, to: str, ts: str) -> Delivery | None:
    """The message that somebody got at that place in their direct messages, if the bot wrote it by itself."""
    query = select(Delivery).where(
        Delivery.network_id == network.id, Delivery.to == to, Delivery.ts == ts, Delivery.state == DeliveryState.SENT
    )
    return session.scalars(query).first()


_SAID: Final = Delivery.state == DeliveryState.SENT, Delivery.kind.not_in((MARK, FILE, ERASED))
LOOKED_THROUGH: Final = 100
"""Of what the bot has said to somebody, the latest: what it asked before that is asked no longer."""


def said_to(session: Session, who: str) -> Sequence[Delivery]:
    """What the bot has said to somebody in direct messages, by itself or in answer, as it stands there: the last
    first."""
    query = select(Delivery).where(Delivery.to == who, Delivery.ts.is_not(None), *_SAID)
    return session.scalars(query.order_by(Delivery.ts.desc(), Delivery.id).limit(LOOKED_THROUGH)).all()


def said_at(session: Session, who: str, channel: str, ts: str) -> Sequence[Delivery]:
    """What the bot has said at that place, in a channel or to somebody in direct messages: all parts of it."""
    place = (
        or_(Delivery.channel == channel, Delivery.to == who) if channel.startswith("D") else Delivery.channel == channel
    )
    return session.scalars(select(Delivery).where(Delivery.ts == ts, place, *_SAID).order_by(Delivery.id)).all()


def network_named_to(
    session: Session, network: Network, to: str, coordinators: Callable[[Session, Network], tuple[str, ...]]
) -> Text:
    """The network's name, as a direct message says it last to who has a part in several; else nothing."""
    is_named = to != CHANNEL and network_store.is_in_others(session, network.id, to, coordinators)
    return escape(network.name) if is_named else Text("")


def signed(payload: Mapping[str, Any], name: Text) -> dict[str, Any]:
    """A message that says last, in small, which network it is from; as it is where no name is to be said."""
    blocks = payload.get("blocks", [])
    if not name:
        return dict(payload)
    with_name = {"blocks": [*blocks, render(context(name))]} if 0 < len(blocks) < MOST_BLOCKS else {}
    return {**payload, "text": lines(Text(payload["text"]), name), **with_name}


def is_file(ts: str) -> bool:
    """Whether what stands there is a file: of a message it is a moment."""
    return ts.startswith("F")


_MAY_STAND: Final = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNCERTAIN, DeliveryState.CARRIED)


def erase(session: Session, delivery: Delivery, instead: Message, now: datetime) -> None:
    """Keep no word of a message, and let it say only `instead` where it stands in Slack, or when it comes to stand
    there: it may be on its way. Which thread it stands in is kept, as it is found there."""
    may_stand = delivery.state in _MAY_STAND
    delivery.kind, delivery.message = ERASED, instead.payload
    delivery.about = {name: key for name, key in delivery.about.items() if name == THREAD}
    delivery.shown, delivery.error, delivery.closed_at = None, None, now
    if not may_stand:
        delivery.state = DeliveryState.CANCELLED
        return
    if delivery.state is DeliveryState.SENDING:  # whoever sends it finds that it is no longer theirs to send
        delivery.state = DeliveryState.UNCERTAIN
    tell(
        session, delivery.network, key=f"{MARK}/{delivery.id}/{ERASED}", kind=MARK, to=delivery.to, message=instead,
        now=now, about={"marks": str(delivery.id)},
    )  # fmt: skip


ON_ITS_WAY: Final = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNCERTAIN, DeliveryState.CARRIED)


def thread_of(session: Session, about: Mapping[str, str], where: str) -> str | None:
    """The ts of the message in whose thread a post stands; empty: it stands in the conversation itself, as that message
    never came there. None: it is still on its way."""
    head = session.scalar(select(Delivery).where(Delivery.key == about[THREAD])) if THREAD in about else None
    if head is None:
        return ""
    if head.state in ON_ITS_WAY:
        return None
    return (head.ts or "") if head.state is DeliveryState.SENT and head.channel == where else ""


def is_uncertain(session: Session, network: Network, to: str, kinds: Sequence[str]) -> bool:
    """Whether a message of those kinds may stand in Slack already without the bot knowing where."""
    query = select(Delivery.id).where(
        Delivery.network_id == network.id,
        Delivery.to == to,
        Delivery.kind.in_(kinds),
        Delivery.state.in_((DeliveryState.SENDING, DeliveryState.UNCERTAIN)),
    )
    return session.scalars(query).first() is not None


def dead_letters(session: Session, network: Network | None = None) -> list[Delivery]:
    """What could not be delivered and will not be tried again by itself, the oldest first."""
    query = select(Delivery).where(Delivery.state == DeliveryState.DEAD).order_by(Delivery.due_at, Delivery.id)
    return list(session.scalars(query if network is None else query.where(Delivery.network_id == network.id)))


def is_withheld(delivery: Delivery, unreachable: Collection[str]) -> bool:
    """Whether it is dead only because Slack lets nothing be sent to its receiver, which is known of them."""
    return delivery.to in unreachable and delivery.error in UNREACHABLE


def is_of_use(delivery: Delivery, now: datetime) -> bool:
    """Whether it is still worth sending."""
    return delivery.useful_until is None or delivery.useful_until > now


def send_again(session: Session, delivery: Delivery, now: datetime) -> bool:
    """Put a dead letter back to be sent (True), or leave it: it is not dead, or its use has passed."""
    if delivery.state is not DeliveryState.DEAD or not is_of_use(delivery, now):
        return False
    delivery.state = DeliveryState.PENDING
    delivery.attempts, delivery.next_try_at, delivery.error = 0, None, None
    return True


UNREACHABLE: Final = frozenset(
    [
        "user_not_visible",
        "cannot_dm_bot",
        "invalid_user_combination",
        "user_is_restricted",
        "restricted_action",
        "channel_not_found",
        "not_in_channel",
        "access_denied",
        "messages_tab_disabled",
    ]
)
"""Slack's words, about somebody's direct messages, for that it delivers none there."""
MOST_TRIES: Final = 3
"""What was refused so often is left to `natverksbot doctor`."""


def found(session: Session, whom: str, now: datetime) -> None:
    """Somebody may be written to again: what was refused and is still of use is tried once more."""
    account = session.get(SlackUser, whom)
    if account is None or account.unreachable_since is None:
        return
    account.unreachable_since, account.unreachable_why = None, ""
    refused = update(Delivery).where(
        Delivery.to == whom, Delivery.state == DeliveryState.DEAD, Delivery.error.in_(UNREACHABLE),
        Delivery.attempts < MOST_TRIES, or_(Delivery.useful_until.is_(None), Delivery.useful_until > now),
    )  # fmt: skip
    session.execute(refused.values(state=DeliveryState.PENDING, next_try_at=None, error=None))


def plan_anew(session: Session, network_id: int) -> None:
    """Let a network's deliveries be laid out again, once what was changed in this transaction is committed: once for
    all who change something at the same time, who need not wait for it."""
    session.flush()
    session.connection().execute(update(Network).where(Network.id == network_id).values(planned_at=None))
