"""Marks: what became of a delivery, as changes to the database. `round` keeps those that cannot be written yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Update, and_, bindparam, case, null, or_, select, update
from sqlalchemy.orm import Session

from bot.models import Delivery, DeliveryState, SlackUser
from bot.outbox.bundles import CAME_WITH, settle
from bot.outbox.claims import LEASE, Claimed
from bot.outbox.deliveries import ERASED, MARK
from bot.outbox.follow import OVER, draw_anew
from bot.outbox.tables import DELIVERIES, NETWORKS, USERS, the

_D = DELIVERIES.c

_OPEN = [_D.state == the(each) for each in (DeliveryState.SENDING, DeliveryState.UNCERTAIN, DeliveryState.PENDING)]
_MINE = update(DELIVERIES).where(
    _D.id == bindparam("row"), _D.claimed_by == bindparam("token"), _D.state == the(DeliveryState.SENDING)
)
GUARD = _MINE.values(channel=bindparam("where"), lease_until=bindparam("lease"))
"""The last look before sending: is it still mine? It also writes down where the post goes."""
_AS_CLAIMED = and_(_D.kind != ERASED, _D.redrawn == bindparam("times"))
"""No words of it were erased while it was on its way: what it spoke of then may be kept."""
_SENT = (
    update(DELIVERIES)
    .where(_D.id == bindparam("row"), or_(*_OPEN))
    .values(
        state=the(DeliveryState.SENT), sent_at=bindparam("moment"), channel=bindparam("where"), ts=bindparam("posted"),
        about=case((_AS_CLAIMED, bindparam("spoke_of", type_=_D.about.type)), else_=_D.about), error=null(),
        next_try_at=null(),
    )
)  # fmt: skip
_ARRIVED = (
    update(DELIVERIES)
    .where(_D.id == bindparam("row"), or_(*_OPEN))
    .values(
        state=the(DeliveryState.SENT), sent_at=bindparam("moment"), channel=bindparam("where"), ts=bindparam("posted"),
        error=null(), next_try_at=null(),
    )
)  # fmt: skip
_REDRAWN = (
    update(DELIVERIES)
    .where(_D.id == bindparam("row"), _D.kind != ERASED, _D.redrawn <= bindparam("times"))
    .values(shown=bindparam("reads"), redrawn=bindparam("times"), redrawn_at=bindparam("moment"), closed_at=null())
)
CLOSE = update(DELIVERIES).where(_D.id == bindparam("row")).values(closed_at=bindparam("moment"))
"""What is over is no longer followed; what it says stays known for its time, so that it can be erased."""
_CLOSED_AS = (
    update(DELIVERIES)
    .where(_D.id == bindparam("row"), _D.kind != ERASED, _D.redrawn == bindparam("times"))
    .values(shown=bindparam("reads"), closed_at=bindparam("moment"))
)
_NO_LONGER_THERE = (
    update(DELIVERIES).where(_D.id == bindparam("row")).values(shown=null(), ts=null(), closed_at=bindparam("moment"))
)
_BACK = _MINE.values(
    state=the(DeliveryState.PENDING), next_try_at=bindparam("again"), due_at=bindparam("due"), error=bindparam("why")
)
_ENDED = _MINE.values(state=bindparam("now_is"), error=bindparam("why"))
_NOT_THERE = (
    update(DELIVERIES)
    .where(_D.id == bindparam("row"), _D.claimed_by == bindparam("token"), _D.state == the(DeliveryState.UNCERTAIN))
    .values(state=bindparam("now_is"), next_try_at=null())
)
_REPLAN = (
    update(NETWORKS)
    .where(NETWORKS.c.id == bindparam("network"), NETWORKS.c.planned_at >= bindparam("claimed"))
    .values(planned_at=null())
)
_REPLAN_ITS_NETWORK = (
    update(NETWORKS)
    .where(NETWORKS.c.id == select(_D.network_id).where(_D.id == bindparam("row")).scalar_subquery())
    .values(planned_at=null())
)
_WORDED = update(DELIVERIES).where(_D.id == bindparam("row")).values(shown=bindparam("reads"))
_CANCEL_FOR = (
    update(DELIVERIES)
    .where(_D.to == bindparam("whom"), _D.state == the(DeliveryState.PENDING))
    .values(state=the(DeliveryState.CANCELLED), error=bindparam("why"))
)
_GONE = update(USERS).where(USERS.c.id == bindparam("whom")).values(is_gone=True)


Change = tuple[Update, dict[str, Any]]
"""A prepared statement and the values for it."""


class DeliveryMark:
    """Something that became of a delivery. Writing it twice is writing it once."""

    def changes(self) -> Iterable[Change]:
        """What is to be changed; the same statement of many marks is run for all at once."""
        return ()

    def write(self, session: Session) -> None:
        """Whatever is not done by a prepared statement, in the session's transaction."""


def write_marks(session: Session, marks: Iterable[DeliveryMark]) -> None:
    """Write marks in the session's transaction."""
    marks = list(marks)
    gathered: dict[Update, list[dict[str, Any]]] = defaultdict(list)
    for statement, values in (change for mark in marks for change in mark.changes()):
        if values not in gathered[statement][-1:]:  # the same network is named by all that go together
            gathered[statement].append(values)
    for statement, many in gathered.items():
        session.connection().execute(statement, many)
    for mark in marks:
        mark.write(session)
    settle(session)


@dataclass(frozen=True)
class Sent(DeliveryMark):
    """It stands in Slack. Evidence counts whoever holds the lease. `about` is what its words really spoke of."""

    claimed: Claimed
    channel: str
    ts: str
    about: dict[str, str]
    shown: Mapping[str, Any]
    at: datetime

    def changes(self) -> Iterable[Change]:
        posted = {"row": self.claimed.id, "moment": self.at, "where": self.channel, "posted": self.ts}
        as_planned = self.about == self.claimed.about
        spoke_of = {"spoke_of": self.about, "times": self.claimed.redrawn}
        yield (_ARRIVED, posted) if as_planned else (_SENT, posted | spoke_of)
        if self.claimed.kind == MARK:
            yield from redrawn(self.about, self.shown, self.at)
        # The plan may have changed while it was on its way: whoever was told the old must be found by the next plan.
        yield _REPLAN, {"network": self.claimed.network_id, "claimed": self.claimed.claimed_at}


def redrawn(about: Mapping[str, str], shown: Mapping[str, Any], at: datetime) -> Iterator[Change]:
    """What a change of an earlier message leaves behind: what it shows now, or that it is closed."""
    part, row = about.get("part", ""), int(about["marks"])
    if part.startswith(OVER):
        yield _CLOSED_AS, {"row": row, "moment": at, "reads": shown, "times": int(part.split("/")[1])}
    elif part:
        yield _REDRAWN, {"row": row, "moment": at, "reads": shown, "times": int(part)}


@dataclass(frozen=True)
class Arrived(DeliveryMark):
    """Its key was read in the conversation's history: it had been sent."""

    row: int
    channel: str
    ts: str
    at: datetime
    carried: Sequence[str] = ()
    """The keys of what came in it."""

    def changes(self) -> Iterable[Change]:
        for key in self.carried:
            yield CAME_WITH, {"carried": key, "moment": self.at, "where": self.channel, "posted": self.ts}
        yield _ARRIVED, {"row": self.row, "moment": self.at, "where": self.channel, "posted": self.ts}
        yield _REPLAN_ITS_NETWORK, {"row": self.row}


@dataclass(frozen=True)
class Back(DeliveryMark):
    """Surely not sent: to be tried again at `again`, and at `due` when the plan moved it."""

    claimed: Claimed
    again: datetime | None
    why: str = ""
    due: datetime | None = None

    def changes(self) -> Iterable[Change]:
        back = {"again": self.again, "due": self.due or self.claimed.due_at, "why": self.why or None}
        yield _BACK, {"row": self.claimed.id, "token": self.claimed.token, **back}


@dataclass(frozen=True)
class Ends(DeliveryMark):
    """It is uncertain, cancelled, expired or dead now."""

    claimed: Claimed
    state: DeliveryState
    why: str = ""

    def changes(self) -> Iterable[Change]:
        mine = {"row": self.claimed.id, "token": self.claimed.token}
        yield _ENDED, {**mine, "now_is": self.state, "why": self.why or None}


@dataclass(frozen=True)
class NoLongerThere(DeliveryMark):
    """An earlier message cannot be changed: somebody has deleted it."""

    row: int
    at: datetime

    def changes(self) -> Iterable[Change]:
        yield _NO_LONGER_THERE, {"row": self.row, "moment": self.at}


@dataclass(frozen=True)
class NotThere(DeliveryMark):
    """History was read after the settle time and has not the key; `token` says which attempt that speaks of."""

    row: int
    token: str | None
    state: DeliveryState = DeliveryState.PENDING

    def changes(self) -> Iterable[Change]:
        yield _NOT_THERE, {"row": self.row, "token": self.token, "now_is": self.state}


@dataclass(frozen=True)
class Doubted(DeliveryMark):
    """Nobody knows whether a change of an earlier message has arrived: what stands there is followed as unsure, under
    the number of that change."""

    about: Mapping[str, str]

    def write(self, session: Session) -> None:
        head, part = session.get(Delivery, int(self.about["marks"])), self.about.get("part", "")
        if head is None or head.shown is None:
            return
        draw_anew(head, head.shown)
        if part.isdecimal():
            head.redrawn, head.closed_at = max(head.redrawn, int(part)), None


@dataclass(frozen=True)
class Gone(DeliveryMark):
    """A person has no account any more: nothing more is sent to them."""

    whom: str
    why: str
    at: datetime

    def changes(self) -> Iterable[Change]:
        yield _CANCEL_FOR, {"whom": self.whom, "why": self.why}

    def write(self, session: Session) -> None:
        if not session.connection().execute(_GONE, {"whom": self.whom}).rowcount:
            session.add(SlackUser(id=self.whom, is_gone=True, told_at=self.at))
            session.flush()


def still_mine(session: Session, claimed: Claimed, channel: str, now: datetime) -> bool:
    """Renew the lease and write down where the post goes; False when another has taken it over."""
    mine = {"row": claimed.id, "token": claimed.token, "where": channel, "lease": now + LEASE}
    return session.connection().execute(GUARD, mine).rowcount == 1


def keep_words(session: Session, claimed: Claimed, payload: Mapping[str, Any]) -> None:
    """Remember, before it goes, what it will show."""
    session.connection().execute(_WORDED, {"row": claimed.id, "reads": payload})
