"""The tables behind the outbox's prepared statements: an ORM object for each of many rows would cost too much."""

from __future__ import annotations

from typing import Any, Final, cast

from sqlalchemy import BindParameter, ColumnElement, Table, and_, literal_column

from bot.models import Delivery, DeliveryState, Network, SlackUser

DELIVERIES: Final = cast(Table, Delivery.__table__)
NETWORKS: Final = cast(Table, Network.__table__)
USERS: Final = cast(Table, SlackUser.__table__)


def the(state: DeliveryState) -> ColumnElement[DeliveryState]:
    """A state written into a statement's text: as a value it would be converted for every row."""
    return literal_column(f"'{state.value}'", DELIVERIES.c.state.type)


def is_useless(now: BindParameter[Any], state: ColumnElement[Any] = DELIVERIES.c.state) -> ColumnElement[bool]:
    """Which deliveries wait though their time has come and their use has passed."""
    row = DELIVERIES.c
    return and_(state == the(DeliveryState.PENDING), row.due_at <= now, row.useful_until <= now)
