"""A new meeting that is not planned yet is kept as a draft, which is no meeting."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_drafts",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("network_id", "networks", "CASCADE", nullable=False),
        _key("person_id", "people", "CASCADE", nullable=False),
        sa.Column("begun", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        _key("meeting_id", "meetings", "SET NULL"),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("form_key", name=op.f("uq_meeting_drafts_form_key")),
    )
    for column in ("network_id", "person_id", "meeting_id"):
        op.create_index(f"ix_meeting_drafts_{column}", "meeting_drafts", [column])


def downgrade() -> None:
    op.drop_table("meeting_drafts")


def _key(name: str, table: str, ondelete: str, *, nullable: bool = True) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_meeting_drafts_{name}_{table}"), ondelete=ondelete)
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
