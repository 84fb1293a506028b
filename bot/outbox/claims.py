"""Claims: find the deliveries that are due, claim them under a lease, and release the leases of workers that died.

Several processes may do this at once on one database. A lease is a moment on the wall clock, which may be wrong by
any amount; it only decides when another worker looks at a delivery, never whether it is sent (see `sending`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Final

from sqlalchemy import bindparam, case, func, or_, select, update
from sqlalchemy.orm import Session

from bot.feature.declare import CHANNEL
from bot.models import DeliveryState
from bot.outbox.deliveries import MARK
from bot.outbox.tables import DELIVERIES, NETWORKS, is_useless, the

LEASE: Final = timedelta(seconds=60)
LONGEST_PAUSE: Final = timedelta(minutes=15)
"""A next try further away than this was set by a clock that has been set back since."""
MOST_LOOKED_AT: Final = 500

_D = DELIVERIES.c

# of what is due at one moment the first by its key goes first, as preview has it; changes and answers as they came
DUE = (
    select(_D.id, _D.network_id, _D.to, _D.due_at, _D.message.is_(None).label("by_a_job"))
    .join(NETWORKS, NETWORKS.c.id == _D.network_id)
    .where(
        _D.state == the(DeliveryState.PENDING),
        _D.due_at <= bindparam("now"),
        or_(_D.next_try_at.is_(None), _D.next_try_at <= bindparam("now"), _D.next_try_at > bindparam("far")),
        or_(_D.to != CHANNEL, NETWORKS.c.channel.is_not(None)),
    )
    .order_by(_D.due_at, case((or_(_D.kind == MARK, _D.message.is_not(None)), ""), else_=_D.key), _D.id)
    .limit(MOST_LOOKED_AT)
)
_FREE = (
    select(_D.id)
    .where(_D.id.in_(bindparam("ids", expanding=True)), _D.state == the(DeliveryState.PENDING))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(DELIVERIES)
    .where(_D.id.in_(_FREE.scalar_subquery()))
    .values(
        state=the(DeliveryState.SENDING),
        claimed_by=bindparam("token"),
        lease_until=bindparam("lease"),
        attempts=_D.attempts + 1,
        first_tried_at=func.coalesce(_D.first_tried_at, bindparam("moment", type_=_D.first_tried_at.type)),
    )
    .returning(
        _D.id, _D.network_id, _D.key, _D.kind, _D.to, _D.message, _D.due_at, _D.useful_until, _D.attempts,
        _D.first_tried_at, _D.about, _D.redrawn,
    )
)  # fmt: skip
LAPSED = select(_D.id).where(
    _D.state == the(DeliveryState.SENDING),
    or_(_D.lease_until.is_(None), _D.lease_until <= bindparam("now"), _D.lease_until > bindparam("impossible")),
)
_GIVE_UP = (
    update(DELIVERIES)
    .where(_D.id == bindparam("row"), _D.state == the(DeliveryState.SENDING))
    .values(state=the(DeliveryState.UNCERTAIN))
)
UNCERTAIN = select(
    _D.id, _D.network_id, _D.key, _D.kind, _D.to, _D.claimed_by, _D.channel, _D.due_at, _D.first_tried_at,
    _D.useful_until, _D.about,
).where(_D.state == the(DeliveryState.UNCERTAIN))  # fmt: skip
USELESS = select(_D.network_id).distinct().where(is_useless(bindparam("now")))


@dataclass(frozen=True)
class Claimed:
    """A delivery this worker holds, its columns in the order `_CLAIM` returns them; `token` is of this claim alone."""

    token: str
    claimed_at: datetime
    id: int
    network_id: int
    key: str
    kind: str
    to: str
    message: Mapping[str, Any] | None
    due_at: datetime
    useful_until: datetime | None
    attempts: int
    first_tried_at: datetime
    about: Mapping[str, str]
    redrawn: int

    @property
    def receiver(self) -> tuple[int, str]:
        """Who gets it: one at a time for each."""
        return self.network_id, self.to


@dataclass(frozen=True)
class Waiting:
    """What the database holds that asks for something to be done now."""

    due: Sequence[Any]
    lapsed: Sequence[int]
    uncertain: Sequence[Any]
    useless: Sequence[int]
    """Networks in which something waits that is of no use any more."""


def look(session: Session, now: datetime) -> Waiting:
    """See what there is to do; with nothing to do this is all a tick costs."""
    run = session.connection().execute
    due = run(DUE, {"now": now, "far": now + LONGEST_PAUSE}).all()
    useless = run(USELESS, {"now": now}).scalars().all()
    lapsed = run(LAPSED, {"now": now, "impossible": now + 2 * LEASE}).scalars().all()
    return Waiting(due, lapsed, run(UNCERTAIN).all(), useless)


def claim(session: Session, ids: Collection[int], token: str, now: datetime) -> list[Claimed]:
    """Take those that are still free; what another worker is taking at this moment is left to it."""
    if not ids:
        return []
    values = {"ids": list(ids), "token": token, "lease": now + LEASE, "moment": now}
    rows: Any = session.connection().execute(_CLAIM, values)
    return sorted((Claimed(token, now, *row) for row in rows), key=attrgetter("due_at", "id"))


def give_up_leases(session: Session, ids: Collection[int]) -> None:
    """Whoever held these may have died, or may just be sending: nobody knows, so they are uncertain."""
    session.connection().execute(_GIVE_UP, [{"row": each} for each in ids])
