"""The tables the outbox asks by prepared statements: an ORM object for each of many rows would cost too much."""

from __future__ import annotations

from typing import Final, cast

from sqlalchemy import ColumnElement, Table, literal_column

from bot.models import Delivery, DeliveryState, Network, SlackUser

DELIVERIES: Final = cast(Table, Delivery.__table__)
NETWORKS: Final = cast(Table, Network.__table__)
USERS: Final = cast(Table, SlackUser.__table__)


def the(state: DeliveryState) -> ColumnElement[DeliveryState]:
    """A state written into a statement's text: as a value it would be converted for every row."""
    return literal_column(f"'{state.value}'", DELIVERIES.c.state.type)
