"""The tables the outbox asks by prepared statements: an ORM object for each of many rows would cost too much."""

from __future__ import annotations

from typing import Final, cast

from sqlalchemy import Table

from bot.models import Delivery, Network, SlackUser

DELIVERIES: Final = cast(Table, Delivery.__table__)
NETWORKS: Final = cast(Table, Network.__table__)
USERS: Final = cast(Table, SlackUser.__table__)
