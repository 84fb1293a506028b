"""What Slack does not take in this workspace is remembered, so that it is not tried with each message."""

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "not_taken",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("since", bot.db.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("what", name=op.f("pk_not_taken")),
    )


def downgrade() -> None:
    op.drop_table("not_taken")
