"""A network is begun in Slack: what was understood of its document, until somebody says yes."""

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "begun_networks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slack_id", sa.String(), nullable=False),
        sa.Column("at", bot.db.Moment(timezone=True), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("not_understood", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_begun_networks")),
    )
    op.create_index(op.f("ix_begun_networks_at"), "begun_networks", ["at"])


def downgrade() -> None:
    op.drop_table("begun_networks")
