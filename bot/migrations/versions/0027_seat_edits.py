"""A change of who sits where can be undone within minutes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seat_edits",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("network_id", "networks", gone="CASCADE", nullable=False),
        sa.Column("at", bot.db.Moment(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        _key("made_id", "people", gone="SET NULL", nullable=True),
        sa.Column("after", sa.String(), nullable=False),
    )
    for column in ("network_id", "made_id"):
        op.create_index(f"ix_seat_edits_{column}", "seat_edits", [column])


def downgrade() -> None:
    op.drop_table("seat_edits")


def _key(name: str, table: str, *, gone: str, nullable: bool) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_seat_edits_{name}_{table}"), ondelete=gone)
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
