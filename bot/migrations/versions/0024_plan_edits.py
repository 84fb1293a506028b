"""A change of a period's plan in Slack can be undone within minutes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_edits",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("network_id", "networks"),
        _key("period_id", "periods"),
        sa.Column("at", bot.db.Moment(timezone=True), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("after", sa.String(), nullable=False),
    )
    for column in ("network_id", "period_id"):
        op.create_index(f"ix_plan_edits_{column}", "plan_edits", [column])


def downgrade() -> None:
    op.drop_table("plan_edits")


def _key(name: str, table: str) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_plan_edits_{name}_{table}"), ondelete="CASCADE")
    return sa.Column(name, sa.Integer(), key, nullable=False)
