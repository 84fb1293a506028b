"""What stands in Slack follows what it speaks of: a message that was sent is drawn anew when it would say something
else now, and closed when its time is over, so that its buttons go and it says what became of it.

Each delivery remembers what it shows until it is closed. What a job laid out is what the job says now under the same
key; what a feature told, or a job says no more, is drawn by the function declared for its kind (`redraws`). How a kind
reads when it is over is declared too (`over`); else it is struck out. Whoever may no longer read it sees that it is
closed to them. Each change is a delivery of its own, of the kind `MARK`: Slack notifies nobody of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any, Final

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from bot.blocks.messages import Message
from bot.blocks.parts import section
from bot.feature.declare import Post, Run, Worded, declared
from bot.feature.post import closed_to_reader
from bot.feature.values import number_in
from bot.language import LANGUAGES, N_, Say, Text, lines, speak
from bot.meetings import store as meetings_store
from bot.models import Delivery, DeliveryState
from bot.network.store import Readers, readers
from bot.outbox.deliveries import MARK, rested

KEPT: Final = timedelta(days=365)
END: Final = datetime.max.replace(tzinfo=UTC)
OVER: Final = "over"
MAY_HOLD_AGAIN: Final = timedelta(days=30)
"""How long after it was closed a message is opened again where what it says holds once more: a meeting that moved away
and back."""
NO_LONGER: Final = N_("This message is no longer current.")
UNSURE: Final = "unsure"
"""In what a message shows: a change of it may have arrived, so it is drawn anew whatever it should say."""

_STANDING = (
    select(
        Delivery.id, Delivery.key, Delivery.kind, Delivery.to, Delivery.about, Delivery.shown, Delivery.redrawn,
        Delivery.redrawn_at, Delivery.sent_at, Delivery.due_at,
        Delivery.message.is_(None).label("by_a_job"), Delivery.closed_at,
    )
    .where(
        Delivery.network_id == bindparam("network"),
        or_(Delivery.closed_at.is_(None), Delivery.closed_at > bindparam("lately")),
        Delivery.ts.is_not(None),
        Delivery.state == DeliveryState.SENT,
        Delivery.kind != MARK,
    )
    .order_by(Delivery.id)
)  # fmt: skip
_ONE = _STANDING.where(Delivery.id == bindparam("row"))


def standing(session: Session, network_id: int, now: datetime, kinds: Collection[str], row: int = 0) -> list[Any]:
    """The messages in Slack that are followed: what jobs of these kinds laid out, and what features draw anew; only
    `row`, when that is not 0."""
    there = {"network": network_id, "lately": now - MAY_HOLD_AGAIN}
    rows = session.execute(_ONE, there | {"row": row}) if row else session.execute(_STANDING, there)
    return [each for each in rows if (each.kind in kinds if each.by_a_job else is_redrawn(each.kind, each.about))]


def is_redrawn(kind: str, about: Mapping[str, str]) -> bool:
    """Whether what a feature told is drawn anew: it says what it is about."""
    return kind in declared.redraws and bool(about)


def is_followed(delivery: Delivery) -> bool:
    """Whether what a message says is still compared with what would be said now."""
    is_drawn = delivery.message is None or is_redrawn(delivery.kind, delivery.about)
    return delivery.closed_at is None and is_drawn


def head_of(session: Session, key: str) -> tuple[str, int]:
    """The message that a mark changes: its kind, when a job lays it out, and its row."""
    row = number_in(key.split("/")[1])
    head = session.get(Delivery, row)
    return (head.kind if head is not None and head.message is None else ""), row


def draw_anew(delivery: Delivery, left: Mapping[str, Any]) -> None:
    """Let a followed message be drawn anew, whatever it should say; `left` is what may still be known of what it says,
    and stands there when it has nothing more to say."""
    delivery.shown, delivery.network.planned_at = {**left, UNSURE: True}, None


def draw_without(delivery: Delivery, left: Mapping[str, Any]) -> None:
    """The same where words are erased: what a change of it says that is on its way already is not kept."""
    draw_anew(delivery, left)
    delivery.redrawn += 2


@dataclass(frozen=True)
class Followed:
    """The changes that are to go, and the messages that are over and stay as they are."""

    marks: list[Post]
    closed: list[int]


def follow(
    run: Run, rows: Sequence[Any], posts: Mapping[str, Post], language_of: Callable[[str], str], *, broken: bool
) -> Followed:
    """Compare what stands in Slack with what is said now; `posts` is what the jobs say, by key. When one of them broke,
    what is missing proves nothing."""
    followed = Followed([], [])
    there = readers(run.session, run.network, run.today) if rows else Readers(frozenset(), frozenset())
    held = {str(meeting): goes for meeting, goes in meetings_store.held(run.session, run.network).items()}
    for row in rows:
        at = max(rested(run, row), held.get(row.about.get("meeting", ""), run.since))
        post = posts.get(row.key)
        if post is None and not (row.by_a_job and broken):
            post = _told(run, row)
        if not _may_read(run, there, row) or (post is not None and post.write is closed_to_reader):
            if row.closed_at is None:
                followed.marks.append(_mark(run, row, f"{OVER}/{row.redrawn}", rested(run, row), closed_to_reader))
            continue
        if post is None and broken:
            continue
        holds = post is not None and post.over_at > run.now
        if post is not None and holds and _shows_otherwise(row, post, language_of(row.to)):
            followed.marks.append(_mark(run, row, str(row.redrawn + 1), at, post.write))
        is_back = is_closed_to_reader(row)
        if row.closed_at is not None and not holds and not is_back:
            continue
        over_at = post.over_at if post is not None else at
        if over_at > run.until:
            continue
        reads = _when_over(replace(run, now=max(run.now, over_at)), row, is_missing=post is None)
        if is_back and not holds:
            followed.marks.append(_mark(run, row, f"{OVER}/{row.redrawn}/back", at, reads or no_longer))
        elif reads is not None:
            followed.marks.append(_mark(run, row, f"{OVER}/{row.redrawn}", over_at, reads))
        elif over_at <= run.now:
            followed.closed.append(row.id)
    return followed


def is_closed_to_reader(row: Any) -> bool:
    """Whether a message says that it is closed to who reads it: when they are back it says something else."""
    return row.closed_at is not None and row.shown in _closed_payloads()


@cache
def _closed_payloads() -> list[Mapping[str, Any]]:
    return [closed_to_reader(speak(each)).payload for each in LANGUAGES]


def no_longer(say: Say) -> Message:
    """What a message becomes of which nothing is left to say."""
    return Message(say(NO_LONGER), [section(say(NO_LONGER))])


def _may_read(run: Run, there: Readers, row: Any) -> bool:
    """Whether who got a message is still one of those who may read such."""
    job = declared.jobs.get(row.kind) if row.by_a_job else None
    return run.is_for(row.to, there.confirmed if job is not None and job.tells_who_is_out else there.inside)


def _told(run: Run, row: Any) -> Post | None:
    """What a feature told, as it would tell it now; and what came of what a job asks no more."""
    reads = declared.redraws.get(row.kind)
    write = reads(run, row) if reads is not None else None
    return replace(_mark(run, row, "", run.now, write), useful_until=END) if write else None


def _shows_otherwise(row: Any, post: Post, language: str) -> bool:
    return row.shown is None or bool(post.write(speak(language)).payload != row.shown)


def _when_over(run: Run, row: Any, *, is_missing: bool) -> Callable[[Say], Worded] | None:
    """How it reads when it is over: as its kind does, else struck out where nothing says it any more, or where it asked
    for something. None: as it does."""
    over = declared.over.get(row.kind)
    reads = over(run, row) if over is not None else None
    if reads is not None or not row.shown or not (is_missing or _asked(row) or UNSURE in row.shown):
        return reads
    return partial(_struck_out, row.shown)


def _asked(row: Any) -> bool:
    """Whether it asked for something: it has buttons, or reminds of what a person can want no reminder of, and then
    in the channel as in a direct message."""
    job = declared.jobs.get(row.kind) if row.by_a_job else None
    if job is not None and job.can_be_muted:
        return True
    return any(each["type"] == "actions" or "accessory" in each for each in row.shown.get("blocks", ()))


def _struck_out(shown: Mapping[str, Any], say: Say) -> Message:
    """Its first line says what it was about; what it asked, and said of that, is gone."""
    first = shown["text"].partition("\n")[0].strip("~")
    if first == say(NO_LONGER):
        return no_longer(say)
    text = lines(Text(f"~{first}~"), say(NO_LONGER))
    return Message(text, [section(text)])


def _mark(run: Run, row: Any, part: str, due: datetime, write: Callable[[Say], Worded]) -> Post:
    return Post(
        key=f"{MARK}/{row.id}/{part}", kind=MARK, to=row.to, due=due, useful_until=due + KEPT, write=write,
        about={"marks": str(row.id), "part": part},
    )  # fmt: skip
