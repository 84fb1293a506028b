"""What a period had otherwise than it is now: the names and texts of a network and its members.

What the plan files said is remembered with each period, so a period gets back what its own file says where a later
one has said something else since.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ATTRIBUTES = {"networks": ("network", ("name", "aim", "website")), "members": ("members", ("name", "municipalities"))}


def upgrade() -> None:
    for name in ATTRIBUTES:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("kept", sa.JSON(), nullable=False, server_default="{}"))
        with op.batch_alter_table(name) as table:
            table.alter_column("kept", server_default=None)
    connection = op.get_bind()
    periods = sa.Table("periods", sa.MetaData(), autoload_with=connection)
    by_network: dict[int, list[Any]] = {}
    for each in connection.execute(sa.select(periods).order_by(periods.c.starts)).mappings():
        by_network.setdefault(each["network_id"], []).append(each)
    for name, (section, attributes) in ATTRIBUTES.items():
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        for row in connection.execute(sa.select(table)).mappings().all():
            network = row["id"] if name == "networks" else row["network_id"]
            kept = _kept(row, by_network.get(network, []), section, attributes)
            if kept:
                connection.execute(sa.update(table).where(table.c.id == row["id"]).values(kept=kept))


def downgrade() -> None:
    for name in ATTRIBUTES:
        with op.batch_alter_table(name) as table:
            table.drop_column("kept")


def _kept(row: Any, periods: list[Any], section: str, attributes: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """What each period had otherwise: the word of the latest file up to it, where a later one says something too."""
    kept: dict[str, dict[str, Any]] = {}
    for attribute in attributes:
        says = [(each["id"], _said(each, section, row, attribute)) for each in periods]
        for place, (period, _) in enumerate(says):
            upto = [value for _, value in says[: place + 1] if value is not None]
            is_decided_later = any(value is not None for _, value in says[place + 1 :])
            if upto and is_decided_later and upto[-1] != row[attribute]:
                kept.setdefault(str(period), {})[attribute] = upto[-1]
    return kept


def _said(period: Any, section: str, row: Any, attribute: str) -> Any:
    loaded = period["loaded"]
    loaded = json.loads(loaded) if isinstance(loaded, str) else loaded or {}
    return loaded.get(section, {}).get(str(row["id"]), {}).get(attribute, {}).get(attribute)
