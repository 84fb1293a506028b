"""What became of a delivery, written down. A mark that cannot be written now is kept and written later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from bot.models import DeliveryState, SlackUser
from bot.outbox.claiming import LEASE, Claimed
from bot.outbox.tables import DELIVERIES, NETWORKS, USERS

_D = DELIVERIES.c

_OPEN = (DeliveryState.SENDING, DeliveryState.UNCERTAIN, DeliveryState.PENDING)
_MINE = update(DELIVERIES).where(
    _D.id == bindparam("row"), _D.claimed_by == bindparam("token"), _D.state == DeliveryState.SENDING
)
GUARD = _MINE.values(channel=bindparam("where"), lease_until=bindparam("lease"))
"""The last look before sending: is it still mine? It also writes down where the post goes."""
_SENT = (
    update(DELIVERIES)
    .where(_D.id == bindparam("row"), _D.state.in_(_OPEN))
    .values(
        state=DeliveryState.SENT, sent_at=bindparam("moment"), channel=bindparam("where"), ts=bindparam("posted"),
        about=bindparam("spoke_of"), error=None, next_try_at=None,
    )
)  # fmt: skip
_FOUND = (
    update(DELIVERIES)
    .where(_D.id == bindparam("row"), _D.state.in_(_OPEN))
    .values(
        state=DeliveryState.SENT, sent_at=bindparam("moment"), channel=bindparam("where"), ts=bindparam("posted"),
        error=None, next_try_at=None,
    )
)  # fmt: skip
_BACK = _MINE.values(
    state=DeliveryState.PENDING, next_try_at=bindparam("again"), due_at=bindparam("due"), error=bindparam("why")
)
_ENDED = _MINE.values(state=bindparam("now_is"), error=bindparam("why"))
_NOT_THERE = (
    update(DELIVERIES)
    .where(_D.id == bindparam("row"), _D.claimed_by == bindparam("token"), _D.state == DeliveryState.UNCERTAIN)
    .values(state=bindparam("now_is"), next_try_at=None)
)
_REPLAN = (
    update(NETWORKS)
    .where(NETWORKS.c.id == bindparam("network"), NETWORKS.c.planned_at >= bindparam("claimed"))
    .values(planned_at=None)
)
_CANCEL_FOR = (
    update(DELIVERIES)
    .where(_D.to == bindparam("whom"), _D.state == DeliveryState.PENDING)
    .values(state=DeliveryState.CANCELLED, error=bindparam("why"))
)
_GONE = update(USERS).where(USERS.c.id == bindparam("whom")).values(is_gone=True)


class Mark:
    """Something that became of a delivery."""

    def write(self, session: Session) -> None:
        """Write it in the session's transaction; writing it twice is writing it once."""
        raise NotImplementedError


@dataclass(frozen=True)
class Sent(Mark):
    """It stands in Slack. Evidence counts whoever holds the lease. `about` is what its words really spoke of."""

    claimed: Claimed
    channel: str
    ts: str
    about: dict[str, str]
    at: datetime

    def write(self, session: Session) -> None:
        run = session.connection().execute
        run(_SENT, {
            "row": self.claimed.id, "moment": self.at, "where": self.channel, "posted": self.ts, "spoke_of": self.about,
        })  # fmt: skip
        # The plan may have changed while it was on its way: whoever was told the old must be found by the next plan.
        run(_REPLAN, {"network": self.claimed.network_id, "claimed": self.claimed.claimed_at})


@dataclass(frozen=True)
class Found(Mark):
    """Its key was read in the conversation's history: it had been sent."""

    row: int
    channel: str
    ts: str
    at: datetime

    def write(self, session: Session) -> None:
        found = {"row": self.row, "moment": self.at, "where": self.channel, "posted": self.ts}
        session.connection().execute(_FOUND, found)


@dataclass(frozen=True)
class Back(Mark):
    """Surely not sent: to be tried again at `again`, and at `due` when the plan moved it."""

    claimed: Claimed
    again: datetime | None
    why: str = ""
    due: datetime | None = None

    def write(self, session: Session) -> None:
        back = {"again": self.again, "due": self.due or self.claimed.due_at, "why": self.why or None}
        session.connection().execute(_BACK, {"row": self.claimed.id, "token": self.claimed.token, **back})


@dataclass(frozen=True)
class Ends(Mark):
    """It is uncertain, cancelled, expired or dead now."""

    claimed: Claimed
    state: DeliveryState
    why: str = ""

    def write(self, session: Session) -> None:
        mine = {"row": self.claimed.id, "token": self.claimed.token}
        session.connection().execute(_ENDED, {**mine, "now_is": self.state, "why": self.why or None})


@dataclass(frozen=True)
class NotThere(Mark):
    """History was read after the settle time and has not the key; `token` says which attempt that speaks of."""

    row: int
    token: str | None
    state: DeliveryState = DeliveryState.PENDING

    def write(self, session: Session) -> None:
        session.connection().execute(_NOT_THERE, {"row": self.row, "token": self.token, "now_is": self.state})


@dataclass(frozen=True)
class Gone(Mark):
    """A person has no account any more: nothing more is sent to them."""

    whom: str
    why: str
    at: datetime

    def write(self, session: Session) -> None:
        connection = session.connection()
        connection.execute(_CANCEL_FOR, {"whom": self.whom, "why": self.why})
        if not connection.execute(_GONE, {"whom": self.whom}).rowcount:
            session.add(SlackUser(id=self.whom, is_gone=True, told_at=self.at))


def still_mine(session: Session, claimed: Claimed, channel: str, now: datetime) -> bool:
    """Renew the lease and write down where the post goes; False when another has taken it over."""
    mine = {"row": claimed.id, "token": claimed.token, "where": channel, "lease": now + LEASE}
    return session.connection().execute(GUARD, mine).rowcount == 1
