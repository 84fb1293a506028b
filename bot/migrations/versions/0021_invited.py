"""Who is invited to a meeting can be chosen; what was planned before invites those whom its kind invites."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meetings") as table:
        table.add_column(sa.Column("invites", sa.String(length=24), nullable=True))
    op.create_table(
        "invited",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("meeting_id", "meetings", nullable=False),
        _key("member_id", "members"),
        _key("person_id", "people"),
        sa.Column("since", bot.db.Moment(timezone=True), nullable=False),
        sa.UniqueConstraint("meeting_id", "member_id", name=op.f("uq_invited_meeting_id_member_id")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_invited_meeting_id_person_id")),
        sa.CheckConstraint("(member_id IS NULL) <> (person_id IS NULL)", name=op.f("ck_invited_one")),
    )
    for column in ("meeting_id", "member_id", "person_id"):
        op.create_index(f"ix_invited_{column}", "invited", [column])


def downgrade() -> None:
    op.drop_table("invited")
    with op.batch_alter_table("meetings") as table:
        table.drop_column("invites")


def _key(name: str, table: str, *, nullable: bool = True) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_invited_{name}_{table}"), ondelete="CASCADE")
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
