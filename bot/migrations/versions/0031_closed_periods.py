"""A coordinator closes a period that has ended; a member has the year it first took part."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("periods") as periods:
        periods.add_column(sa.Column("closed_on", sa.Date(), nullable=True))
        periods.add_column(sa.Column("closed_by_id", sa.Integer(), nullable=True))
        periods.create_foreign_key(
            op.f("fk_periods_closed_by_id_people"), "people", ["closed_by_id"], ["id"], ondelete="SET NULL"
        )
        periods.create_index(op.f("ix_periods_closed_by_id"), ["closed_by_id"])
    with op.batch_alter_table("members") as members:
        members.add_column(sa.Column("since", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("members") as members:
        members.drop_column("since")
    with op.batch_alter_table("periods") as periods:
        periods.drop_index(op.f("ix_periods_closed_by_id"))
        periods.drop_constraint(op.f("fk_periods_closed_by_id_people"), type_="foreignkey")
        for name in ("closed_by_id", "closed_on"):
            periods.drop_column(name)
