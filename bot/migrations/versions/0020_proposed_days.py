"""Days are proposed for a meeting, and those invited say which suit."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

PROPOSALS, ANSWERS = "day_proposals", "day_answers"


def upgrade() -> None:
    op.create_table(
        PROPOSALS,
        sa.Column("id", sa.Integer(), primary_key=True),
        _key(PROPOSALS, "meeting_id", "meetings", "CASCADE", nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        _key(PROPOSALS, "proposed_by_id", "people", "SET NULL"),
        sa.Column("proposed_at", bot.db.Moment(timezone=True), nullable=False),
        sa.Column("goes_at", bot.db.Moment(timezone=True), nullable=False),
        sa.Column("withdrawn_at", bot.db.Moment(timezone=True), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_day_proposals_order")),
    )
    op.create_table(
        ANSWERS,
        sa.Column("id", sa.Integer(), primary_key=True),
        _key(ANSWERS, "proposal_id", PROPOSALS, "CASCADE", nullable=False),
        _key(ANSWERS, "person_id", "people", "CASCADE", nullable=False),
        sa.Column("can", sa.Boolean(), nullable=False),
        sa.Column("answered_at", bot.db.Moment(timezone=True), nullable=False),
        sa.UniqueConstraint("proposal_id", "person_id", name=op.f("uq_day_answers_proposal_id_person_id")),
    )
    for table, column in ((PROPOSALS, "meeting_id"), (PROPOSALS, "proposed_by_id"), (ANSWERS, "proposal_id"),
                          (ANSWERS, "person_id")):  # fmt: skip
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    op.drop_table(ANSWERS)
    op.drop_table(PROPOSALS)


def _key(table: str, name: str, to: str, ondelete: str, *, nullable: bool = True) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{to}.id", name=op.f(f"fk_{table}_{name}_{to}"), ondelete=ondelete)
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
