"""Sends one delivery: find the conversation, check that it is not there already, is still ours and still holds, post.

A lease on the wall clock cannot keep two workers apart (clocks jump, machines stop). What does: right before sending
the worker asks the database whether the claim is still its own, and starts the call within `GUARD_HOLDS` seconds on
the steady clock. Whoever takes a delivery over waits the settle time, longer than that and the HTTP timeout together,
before it reads history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.feature.declare import CHANNEL, Post
from bot.feature.values import of_network
from bot.language import Text, speak
from bot.models import Delivery, DeliveryState, Network
from bot.network.erasure import wait_for_erasing
from bot.outbox import reach
from bot.outbox.bundles import (
    WITHIN,
    Payload,
    carry,
    fits,
    may_come_with,
    may_lead,
    parts_at,
    reads_as,
    together,
    waiting_beside,
    written_early,
)
from bot.outbox.claims import Claimed
from bot.outbox.conversations import Conversations
from bot.outbox.deliveries import (
    ERASED,
    MARK,
    ON_ITS_WAY,
    THREAD,
    UNREACHABLE,
    is_file,
    network_named_to,
    signed,
    thread_of,
)
from bot.outbox.follow import is_redrawn
from bot.outbox.history import NO_THREAD, History, metadata, read_history
from bot.outbox.marks import Arrived, Back, DeliveryMark, Ends, Gone, NoLongerThere, Sent, keep_words, still_mine
from bot.outbox.outcomes import HTTP_TIMEOUT, Became, Ended, ended, is_a_no
from bot.outbox.preview import Receivers
from bot.outbox.reach import Reached, Unreachable
from bot.outbox.tools import Protection, Tools
from bot.outbox.trouble import Trouble

log = structlog.get_logger()

LATE: Final = timedelta(minutes=2)
"""Whatever is later than this may have been sent before a backup was restored, and what the channel reads of a fault
that comes again too: look first."""
GUARD_HOLDS: Final = 5.0
MOST_NOES: Final = 5
"""How often an error that nobody has foreseen is answered before it is taken for a refusal."""


_ROW = select(Delivery.id).where(Delivery.key == bindparam("key"))
_UNDER_WAY = select(Delivery.id).where(
    Delivery.key.like(bindparam("others")), Delivery.id != bindparam("row"),
    Delivery.state.in_((DeliveryState.SENDING, DeliveryState.UNCERTAIN)),
).limit(1)  # fmt: skip
"""Other changes of the same message: the last to arrive would be the one that stands."""
NOT_EDITED: Final = frozenset(["edit_window_closed", "cant_update_message"])
"""Where a workspace lets nobody edit what is old, what is to be erased is deleted."""
HEAD_SOON: Final = timedelta(seconds=5)


def _is_followed(claimed: Claimed) -> bool:
    """Whether what it shows is compared later with what would be said."""
    return claimed.kind != MARK and (claimed.message is None or is_redrawn(claimed.kind, claimed.about))


def is_for_good(answer: Ended) -> bool:
    """Whether a conversation cannot be read until somebody mends it."""
    return answer.became is Became.REFUSED or answer.error in ("missing_scope", "no_permission")


def reached(delivery: Any, now: datetime) -> Sequence[DeliveryMark]:
    """What is known of a person to whom a message has come; a change of an earlier one proves nothing."""
    return () if delivery.to == CHANNEL or delivery.kind == MARK else (Reached(delivery.to, now),)


def arrived(history: History, delivery: Any, where: str, now: datetime) -> Sequence[DeliveryMark]:
    """What is known of a delivery that stands in a conversation, and of what came in it; nothing of one that does
    not."""
    if (ts := history.ts.get(delivery.key)) is None:
        return []
    return [Arrived(delivery.id, where, ts, now, history.carried.get(delivery.key, ())), *reached(delivery, now)]


def _in_thread(claimed: Claimed, thread: str) -> dict[str, Any]:
    """Where a post stands: in a channel in its thread alone, where who is mentioned is notified; what answers in direct
    messages mentions nobody, and is shown in the conversation too."""
    return {"thread_ts": thread, "reply_broadcast": claimed.to != CHANNEL} if thread else {}


@dataclass(frozen=True)
class Approved:
    """May be sent now: what to call with, what it speaks of, and when (steady) that was found out."""

    payload: Mapping[str, Any]
    about: dict[str, str]
    at: float
    changes: tuple[str, str, str] | None = None
    """Channel, ts and key of the earlier message to be changed."""
    parts: Sequence[Payload] = ()
    """All that stands in the message with it, and it, in order; empty: it stands alone."""
    carries: tuple[str, ...] = ()
    """The keys of what comes in it."""
    network: Text = field(default_factory=Text)
    """What its network is called, where its reader has a part in several."""


class NoToken(Exception):
    """Slack doesn't know the bot; everything waits."""


class NotLooked(Exception):
    """It may have come early, in another message, before a backup was put back: nothing is written before that is
    known."""


class Sender:
    """Takes claimed deliveries to Slack."""

    def __init__(self, tools: Tools, conversations: Conversations) -> None:
        self._tools = tools
        self._conversations = conversations
        self.stopping = False
        """Whether nothing more is to be sent: what has not begun is put back."""
        self._stood: dict[str, History | None] = {}
        """What stood with each person before anything was sent there by this process: whoever puts a backup back starts
        another. None: it cannot be read."""

    async def send(self, claimed: Claimed) -> Sequence[DeliveryMark]:
        """Send one delivery, or find out why not; raises NoToken, with the delivery still claimed."""
        where = await self._conversations.where(claimed)
        if isinstance(where, Ended):
            return await self._failed(claimed, where)
        thread = await self._thread(claimed, where)
        if thread is None:
            return [Back(claimed, self._tools.clock.now() + HEAD_SOON)]
        if earlier := await self._look_first(claimed, where, thread):
            return earlier
        try:
            return await self._send(claimed, where, thread)
        except NotLooked:
            return await self._look_once(claimed, where) or await self._send(claimed, where, thread)

    async def _look_once(self, claimed: Claimed, where: str) -> Sequence[DeliveryMark]:
        """Read what stands with a person; it waits when that cannot be read just now."""
        history = await read_history(self._tools, where, self._tools.clock.now() - WITHIN)
        if isinstance(history, Ended) and not is_for_good(history):
            return await self._unreadable(claimed, history)
        self._stood[where] = None if isinstance(history, Ended) else history
        return []

    async def _thread(self, claimed: Claimed, where: str) -> str | None:
        if THREAD not in claimed.about:
            return ""
        return await self._tools.read(lambda session: thread_of(session, claimed.about, where))

    async def _look_first(self, claimed: Claimed, where: str, thread: str) -> Sequence[DeliveryMark]:
        now = self._tools.clock.now()
        may_stand = now - claimed.due_at > LATE or claimed.kind == reach.KIND
        if claimed.kind == MARK or not may_stand or Protection.LOOK_FIRST not in self._tools.protections:
            return []
        tried = min(claimed.due_at, claimed.first_tried_at)
        history = await read_history(self._tools, where, tried, filter(None, [thread]))
        if isinstance(history, Ended):
            return await self._unreadable(claimed, history)
        return arrived(history, claimed, where, now)

    async def _send(self, claimed: Claimed, where: str, thread: str) -> Sequence[DeliveryMark]:
        method, place = ("chat.update", "") if claimed.kind == MARK else ("chat.postMessage", where)
        await self._tools.pace.turn(method, place, lasting=HTTP_TIMEOUT + GUARD_HOLDS)
        try:
            if self.stopping:
                return [Back(claimed, None)]
            approved = await self._tools.in_thread(lambda: self._approve(claimed, where, thread))
            if not isinstance(approved, Approved):
                return approved
            if self._is_stale(approved):
                return [Back(claimed, None, "stopped on the way")]
            if held := self._tools.pace.held(method):
                return [self._again(claimed, Ended(Became.NOT_ACCEPTED, "ratelimited", held))]
            answer = await self._call(claimed, where, thread, approved)
        finally:
            if place:
                self._tools.pace.answered(place)
        if answer.became is Became.DONE:
            return [self._sent(claimed, where, approved, answer), *reached(claimed, self._tools.clock.now())]
        return await self._failed(claimed, answer)

    def _is_stale(self, approved: Approved) -> bool:
        guarded = Protection.GUARD in self._tools.protections
        return guarded and self._tools.steady() - approved.at > GUARD_HOLDS

    async def _call(self, claimed: Claimed, where: str, thread: str, approved: Approved) -> Ended:
        client = self._tools.client
        whole = together(approved.parts or [approved.payload])
        payload = of_network(signed(whole, approved.network), claimed.network_id)
        if approved.changes:
            channel, ts, key = approved.changes
            if is_file(ts):
                return await ended(client.files_delete(file=ts))
            marked = metadata(key, approved.carries)
            changed = await ended(client.chat_update(channel=channel, ts=ts, metadata=marked, **payload))
            if changed.error in NOT_EDITED and claimed.key.endswith(f"/{ERASED}"):
                return await ended(client.chat_delete(channel=channel, ts=ts))
            return changed
        return await ended(
            client.chat_postMessage(
                channel=where, metadata=metadata(claimed.key, approved.carries), unfurl_links=False, unfurl_media=False,
                **_in_thread(claimed, thread), **payload,
            )
        )  # fmt: skip

    def _sent(self, claimed: Claimed, where: str, approved: Approved, answer: Ended) -> DeliveryMark:
        channel, ts = str(answer.data.get("channel") or where), str(answer.data.get("ts") or "")
        return Sent(claimed, channel, ts, approved.about, approved.payload, self._tools.clock.now())

    # Does it still hold, and is it still mine?

    def _approve(self, claimed: Claimed, where: str, thread: str) -> Approved | Sequence[DeliveryMark]:
        """Look again, in one transaction, whether it is still mine, still holds and still belongs where it was looked
        for; and write the words."""
        begun = self._tools.steady()
        now = self._tools.clock.now()
        with self._tools.database.writing() as session:
            if claimed.useful_until and claimed.useful_until <= now:
                return [Back(claimed, None)]  # the next round gives it up, and the coordinator is told
            wait_for_erasing(session)
            guarded = Protection.GUARD in self._tools.protections
            if not still_mine(session, claimed, where, now) and guarded:
                log.info("delivery_taken_over", delivery=claimed.id)
                return []
            if thread_of(session, claimed.about, where) != thread:
                return [Back(claimed, now + HEAD_SOON)]
            approved = self._words(session, claimed, where, now, begun)
            if not isinstance(approved, Approved):
                return approved
            if _is_followed(claimed):
                keep_words(session, claimed, approved.payload)
            if claimed.message is None and may_lead(claimed.to, claimed.kind):
                approved = self._with_others(session, claimed, approved, where, now)
            network = session.get_one(Network, claimed.network_id)
            name = network_named_to(session, network, claimed.to, self._tools.planner.coordinators)
            return replace(approved, network=name)

    def _with_others(
        self, session: Session, claimed: Claimed, approved: Approved, where: str, now: datetime
    ) -> Approved:
        """Take along what else comes to the same person within days and may come now."""
        rows = waiting_beside(session, claimed.network_id, claimed, max(claimed.due_at, now) + WITHIN)
        if not rows:
            return approved
        parts, keys = [approved.payload], []
        with self._tools.planner.look_at(session, claimed.network_id, now, [claimed, *rows]) as (posts, wishes):
            beside = [posts[claimed.key]] if claimed.key in posts else []
            for row in rows:
                post = posts.get(row.key)
                if post is None or post.to != claimed.to or not may_come_with(post, now, beside):
                    continue
                part = written_early(post, now, speak(wishes.language_of(post.to)))
                if fits([*parts, part]) and carry(session, row.id, claimed.id, where, part, post.about):
                    parts.append(part)
                    beside.append(post)
                    keys.append(row.key)
        return replace(approved, parts=parts if keys else (), carries=tuple(keys))

    def _words(
        self, session: Session, claimed: Claimed, where: str, now: datetime, begun: float
    ) -> Approved | Sequence[DeliveryMark]:
        if claimed.kind == ERASED:
            return [Ends(claimed, DeliveryState.CANCELLED)]
        if claimed.message is not None and claimed.kind == MARK:
            return self._change(session, claimed, claimed.message, claimed.about, begun)
        if claimed.message is not None:
            return Approved(claimed.message, dict(claimed.about), begun)
        if Protection.REVALIDATE not in self._tools.protections:
            return Approved({"text": claimed.key}, dict(claimed.about), begun)
        return self._look_again(session, claimed, where, now, begun)

    def _look_again(
        self, session: Session, claimed: Claimed, where: str, now: datetime, begun: float
    ) -> Approved | Sequence[DeliveryMark]:
        planner = self._tools.planner
        if claimed.kind not in planner.kinds:
            return [Back(claimed, now + timedelta(minutes=5), "unknown kind")]
        with planner.look_again(session, claimed.network_id, now, claimed.key, claimed.kind, claimed.due_at) as again:
            post, broken, wishes = again
            if post is None:
                state = Back(claimed, now + timedelta(minutes=5), "job_broke") if broken else None
                return [state or Ends(claimed, DeliveryState.CANCELLED)]
            if post.due > now:
                return [Back(claimed, None, due=post.due)]
            if post.useful_until <= now:
                return [Ends(claimed, DeliveryState.EXPIRED)]
            if post.early is not None and (came := self._came_early(claimed, where, now)):
                return came
            return self._worded(session, claimed, post, wishes, begun)

    def _came_early(self, claimed: Claimed, where: str, now: datetime) -> Sequence[DeliveryMark]:
        if Protection.LOOK_FIRST not in self._tools.protections:
            return []
        if where not in self._stood:
            raise NotLooked
        history = self._stood[where]
        return arrived(history, claimed, where, now) if history is not None else []

    def _worded(
        self, session: Session, claimed: Claimed, post: Post, wishes: Receivers, begun: float
    ) -> Approved | Sequence[DeliveryMark]:
        try:
            payload = post.write(speak(wishes.language_of(post.to))).payload
        except Exception:
            log.exception("words_not_written", delivery=claimed.id, kind=claimed.kind)
            return [Ends(claimed, DeliveryState.DEAD, "unwritable"), self._trouble(claimed, "unwritable")]
        if post.kind == MARK:
            return self._change(session, claimed, payload, post.about, begun)
        return Approved(payload, dict(post.about), begun)

    def _change(
        self, session: Session, claimed: Claimed, payload: Mapping[str, Any], about: Mapping[str, str], begun: float
    ) -> Approved | Sequence[DeliveryMark]:
        """A change of an earlier message: it waits until that stands there, and until no other change may still
        arrive."""
        earlier = session.get(Delivery, int(about["marks"]))
        if earlier is not None and earlier.state in ON_ITS_WAY:
            return [self._again(claimed, Ended(Became.NOT_ACCEPTED, "the message may still arrive"))]
        if earlier is None or not earlier.ts or not earlier.channel:
            return [Ends(claimed, DeliveryState.CANCELLED)]
        same = parts_at(session, earlier.channel, earlier.ts) or [earlier]
        for each in same:
            if session.scalar(_UNDER_WAY, {"others": f"{MARK}/{each.id}/%", "row": claimed.id}):
                return [self._again(claimed, Ended(Became.NOT_ACCEPTED, "another change of it may still arrive"))]
        shown = [payload if each is earlier else reads_as(each) for each in same]
        head, *others = [each.key for each in same]
        return Approved(payload, dict(about), begun, (earlier.channel, earlier.ts, head), shown, tuple(others))

    # What became of it

    async def _failed(self, claimed: Claimed, answer: Ended) -> Sequence[DeliveryMark]:
        became = answer.became
        if became is Became.NO_TOKEN and answer.error == "account_inactive":
            became = await self._whose_account()
        if became is Became.NO_TOKEN:
            raise NoToken(answer.error)
        if became is Became.NOT_ACCEPTED:
            return self._not_accepted(claimed, answer)
        if answer.error == NO_THREAD and THREAD in claimed.about:
            return [Back(claimed, None, answer.error), await self._head_gone(claimed.about[THREAD])]
        if became is Became.UNKNOWN and is_a_no(answer.error) and claimed.attempts >= MOST_NOES:
            became = Became.REFUSED
        if became is Became.UNKNOWN:
            return [self._uncertain(claimed, answer)]
        if answer.error == "channel_not_found" and claimed.to != CHANNEL and self._conversations.doubt(claimed.to):
            return [Back(claimed, None, answer.error)]
        return self._dead(claimed, answer.error, gone=became is Became.GONE)

    async def _head_gone(self, key: str) -> DeliveryMark:
        """Somebody has deleted the message whose thread it was to stand in: it will stand alone."""
        row = await self._tools.read(lambda session: session.execute(_ROW, {"key": key}).scalar_one())
        return NoLongerThere(row, self._tools.clock.now())

    async def _whose_account(self) -> Became:
        """Slack says `account_inactive` of the bot's own account and, they say, of a receiver's."""
        bot_account = await ended(self._tools.client.auth_test())
        return Became.GONE if bot_account.became is Became.DONE else Became.NO_TOKEN

    def _not_accepted(self, claimed: Claimed, answer: Ended) -> Sequence[DeliveryMark]:
        if answer.error == "ratelimited" and answer.retry_after:
            self._tools.pace.hold("chat.update" if claimed.kind == MARK else "chat.postMessage", answer.retry_after)
        marks: list[DeliveryMark] = [self._again(claimed, answer)]
        if answer.error in ("missing_scope", "no_permission", "channel_name_unknown"):
            marks.append(self._trouble(claimed, answer.error))
        return marks

    def _again(self, claimed: Claimed, answer: Ended) -> DeliveryMark:
        seconds = answer.retry_after or self._tools.backoff(claimed.attempts)
        return Back(claimed, self._tools.clock.now() + timedelta(seconds=seconds), answer.error)

    def _uncertain(self, claimed: Claimed, answer: Ended) -> DeliveryMark:
        log.warning("delivery_uncertain", delivery=claimed.id, error=answer.error)
        return Ends(claimed, DeliveryState.UNCERTAIN, answer.error)

    def _dead(self, claimed: Claimed, error: str, *, gone: bool) -> Sequence[DeliveryMark]:
        if claimed.kind == MARK:
            gone_from_slack = NoLongerThere(int(claimed.about["marks"]), self._tools.clock.now())
            return [Ends(claimed, DeliveryState.CANCELLED, error), gone_from_slack]
        log.warning("delivery_refused", delivery=claimed.id, kind=claimed.kind, error=error)
        marks: list[DeliveryMark] = [Ends(claimed, DeliveryState.DEAD, error)]
        now = self._tools.clock.now()
        if gone:
            marks.append(Gone(claimed.to, error, now))
        elif claimed.to != CHANNEL and error in UNREACHABLE:
            marks.append(Unreachable(claimed.network_id, claimed.to, error, now, self._tools.planner.prefix))
        return [*marks, self._trouble(claimed, error)]

    async def _unreadable(self, claimed: Claimed, answer: Ended) -> Sequence[DeliveryMark]:
        """Without history nobody knows whether it was sent before: it waits."""
        if answer.became is Became.NO_TOKEN:
            raise NoToken(answer.error)
        marks: list[DeliveryMark] = [self._again(claimed, answer)]
        if is_for_good(answer):
            marks.append(self._trouble(claimed, answer.error, unreadable=True))
        return marks

    def _trouble(self, claimed: Claimed, error: str, *, unreadable: bool = False) -> DeliveryMark:
        planner, now = self._tools.planner, self._tools.clock.now()
        return Trouble(
            planner.coordinators, planner.prefix, claimed.network_id, error, claimed.to, claimed.kind, now, unreadable
        )
