"""The outbox's health: what is overdue, dead or uncertain, and which networks lack a channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from bot.feature.declare import CHANNEL
from bot.models import DeliveryState
from bot.outbox.tables import DELIVERIES, NETWORKS, the

_D = DELIVERIES.c
_OLDEST = select(func.min(_D.due_at)).where(
    _D.state.in_((DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.UNCERTAIN)),
    _D.due_at <= bindparam("now"),
)
_COUNTS = (
    select(_D.state, func.count())
    .where(
        or_(
            _D.state == the(DeliveryState.UNCERTAIN),
            and_(
                _D.state == the(DeliveryState.DEAD),
                or_(_D.useful_until.is_(None), _D.useful_until > bindparam("now")),
            ),
        )
    )
    .group_by(_D.state)
)
_NETWORKS = select(func.count()).select_from(NETWORKS)
_NO_CHANNEL = (
    select(NETWORKS.c.key)
    .distinct()
    .join(DELIVERIES, NETWORKS.c.id == _D.network_id)
    .where(
        NETWORKS.c.channel.is_(None),
        _D.to == CHANNEL,
        _D.state == DeliveryState.PENDING,
        _D.due_at <= bindparam("now"),
    )
)


@dataclass(frozen=True)
class Health:
    """`oldest_due` is how long the longest waiting delivery has been due, None when nothing waits; `dead` counts what
    could still be sent again."""

    oldest_due: timedelta | None
    dead: int
    uncertain: int
    without_channel: tuple[str, ...]
    """Keys of networks that have something to post and no channel."""
    refused: str
    """Slack's word for why it does not take the bot's token; empty when it does."""
    networks: int = 0
    """How many are loaded; none, and the bot has likely been started in the wrong folder."""

    @property
    def oldest_seconds(self) -> float:
        """How long the longest waiting delivery has been due; 0 when nothing waits."""
        return self.oldest_due.total_seconds() if self.oldest_due else 0.0

    @property
    def is_well(self) -> bool:
        """Whether messages get out: the token is taken."""
        return not self.refused


def oldest_due(session: Session, now: datetime) -> timedelta | None:
    """How long the longest waiting delivery has been due."""
    due = session.connection().execute(_OLDEST, {"now": now}).scalar()
    return None if due is None else now - due


def health(session: Session, now: datetime, refused: str = "") -> Health:
    """Ask the database how the outbox is; `refused` is what the running outbox knows of the token."""
    connection = session.connection()
    counts = {row[0]: row[1] for row in connection.execute(_COUNTS, {"now": now})}
    without = tuple(sorted(connection.execute(_NO_CHANNEL, {"now": now}).scalars()))
    dead, uncertain = (counts.get(state, 0) for state in (DeliveryState.DEAD, DeliveryState.UNCERTAIN))
    networks = connection.execute(_NETWORKS).scalar() or 0
    return Health(oldest_due(session, now), dead, uncertain, without, refused, networks)
