"""An open question is answered; an activity that every member has to do is done member by member."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("activities") as table:
        table.add_column(sa.Column("answer", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("answered_at", bot.db.Moment(timezone=True), nullable=True))
        table.add_column(_key("answered_by_id", "people", of="activities", gone="SET NULL"))
        table.add_column(sa.Column("each_member", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.create_index("ix_activities_answered_by_id", ["answered_by_id"])
    with op.batch_alter_table("activities") as table:
        table.alter_column("answer", server_default=None)
        table.alter_column("each_member", server_default=None)
    op.create_table(
        "done_at_members",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("activity_id", "activities", nullable=False),
        _key("member_id", "members", nullable=False),
        sa.Column("done_at", bot.db.Moment(timezone=True), nullable=False),
        _key("done_by_id", "people", gone="SET NULL"),
        sa.UniqueConstraint("activity_id", "member_id", name=op.f("uq_done_at_members_activity_id_member_id")),
    )
    for column in ("activity_id", "member_id", "done_by_id"):
        op.create_index(f"ix_done_at_members_{column}", "done_at_members", [column])


def downgrade() -> None:
    op.drop_table("done_at_members")
    with op.batch_alter_table("activities") as table:
        table.drop_index("ix_activities_answered_by_id")
        for column in ("answer", "answered_at", "answered_by_id", "each_member"):
            table.drop_column(column)


def _key(
    name: str, table: str, *, of: str = "done_at_members", gone: str = "CASCADE", nullable: bool = True
) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_{of}_{name}_{table}"), ondelete=gone)
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
