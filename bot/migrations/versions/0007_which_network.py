"""Which of several networks somebody means, what waits until they have said it, and messages found by their place."""

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "network_choices",
        sa.Column("slack_id", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_network_choices_network_id_networks"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("slack_id", "place", name=op.f("pk_network_choices")),
    )
    op.create_index(op.f("ix_network_choices_network_id"), "network_choices", ["network_id"])
    op.create_table(
        "waiting_asks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slack_id", sa.String(), nullable=False),
        sa.Column("ask", sa.JSON(), nullable=False),
        sa.Column("at", bot.db.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_asks")),
    )
    op.create_index(op.f("ix_waiting_asks_at"), "waiting_asks", ["at"])
    op.create_index("ix_deliveries_ts", "deliveries", ["ts"])


def downgrade() -> None:
    op.drop_index("ix_deliveries_ts", "deliveries")
    op.drop_table("waiting_asks")
    op.drop_table("network_choices")
