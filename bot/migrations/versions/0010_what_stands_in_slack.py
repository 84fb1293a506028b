"""What stands in Slack: what each message shows there, how often it was drawn anew, and since when it is over.

What an earlier version sent long ago is let be. Of the rest nobody knows what it shows: it is drawn anew once.
"""

from datetime import UTC, datetime, timedelta

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
    long_ago = table.c.sent_at < datetime.now(UTC) - LONG_AGO
    op.execute(sa.update(table).where(long_ago).values(closed_at=table.c.sent_at))


def downgrade() -> None:
    op.drop_index("ix_deliveries_closed_at", "deliveries")
    with op.batch_alter_table("deliveries") as deliveries:
        for name in ("closed_at", "redrawn_at", "redrawn", "shown"):
            deliveries.drop_column(name)
