"""When the silent of a meeting are asked again because somebody said so."""

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    meeting = sa.ForeignKey("meetings.id", name=op.f("fk_remindings_meeting_id_meetings"), ondelete="CASCADE")
    op.create_table(
        "remindings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), meeting, nullable=False),
        sa.Column("due_at", bot.db.Moment(timezone=True), nullable=False),
    )
    op.create_index("ix_remindings_meeting_id", "remindings", ["meeting_id"])


def downgrade() -> None:
    op.drop_table("remindings")
