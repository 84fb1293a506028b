"""What stands in Slack: what each message shows there, how often it was drawn anew, and since when it is over.

What was sent seventy days before the last that an earlier version sent is let be. Of the rest nobody knows what it
shows: it is drawn anew once.
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LONG_AGO = timedelta(days=70)


def upgrade() -> None:
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.add_column(sa.Column("shown", sa.JSON(none_as_null=True), nullable=True))
        deliveries.add_column(sa.Column("redrawn", sa.Integer(), nullable=False, server_default="0"))
        deliveries.add_column(sa.Column("redrawn_at", bot.db.Moment(timezone=True), nullable=True))
        deliveries.add_column(sa.Column("closed_at", bot.db.Moment(timezone=True), nullable=True))
    with op.batch_alter_table("deliveries") as deliveries:
        deliveries.alter_column("redrawn", server_default=None)
    op.create_index("ix_deliveries_closed_at", "deliveries", ["network_id", "closed_at", "state"])
    table = sa.table(
        "deliveries", sa.column("sent_at", bot.db.Moment()), sa.column("closed_at", bot.db.Moment()),
    )  # fmt: skip
    last = op.get_bind().scalar(sa.select(sa.func.max(table.c.sent_at)))
    if last is not None:
        op.execute(sa.update(table).where(table.c.sent_at < last - LONG_AGO).values(closed_at=table.c.sent_at))


def downgrade() -> None:
    op.drop_index("ix_deliveries_closed_at", "deliveries")
    with op.batch_alter_table("deliveries") as deliveries:
        for name in ("closed_at", "redrawn_at", "redrawn", "shown"):
            deliveries.drop_column(name)
