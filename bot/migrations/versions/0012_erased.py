"""That something was erased for good: what, when, by whom and why."""

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("at", bot.db.Moment(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("because", sa.String(length=24), nullable=False),
        sa.Column("swept_at", bot.db.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
    op.create_index("ix_erasures_swept_at", "erasures", ["swept_at"])


def downgrade() -> None:
    op.drop_table("erasures")
