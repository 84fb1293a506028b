"""What somebody has done to a meeting waits a while before many hear of it, with what stood there before."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("meeting_id", "meetings", "CASCADE", nullable=False),
        _key("by_id", "people", "SET NULL"),
        sa.Column("goes_at", bot.db.Moment(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("left_at_version", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("in_channel", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_waiting_changes_meeting_id")),
    )
    for column in ("by_id", "goes_at"):
        op.create_index(f"ix_waiting_changes_{column}", "waiting_changes", [column])


def downgrade() -> None:
    op.drop_table("waiting_changes")


def _key(name: str, table: str, ondelete: str, *, nullable: bool = True) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_waiting_changes_{name}_{table}"), ondelete=ondelete)
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
