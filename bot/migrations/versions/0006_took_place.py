"""Whether a meeting took place, who has noted it and when: nobody has for those there are."""

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meetings") as meetings:
        meetings.add_column(sa.Column("took_place", sa.Boolean(), nullable=True))
        meetings.add_column(sa.Column("took_place_by_id", sa.Integer(), nullable=True))
        meetings.add_column(sa.Column("took_place_at", bot.db.Moment(timezone=True), nullable=True))
        meetings.create_foreign_key(
            op.f("fk_meetings_took_place_by_id_people"), "people", ["took_place_by_id"], ["id"], ondelete="SET NULL"
        )
        meetings.create_index(op.f("ix_meetings_took_place_by_id"), ["took_place_by_id"])


def downgrade() -> None:
    with op.batch_alter_table("meetings") as meetings:
        meetings.drop_index(op.f("ix_meetings_took_place_by_id"))
        meetings.drop_constraint(op.f("fk_meetings_took_place_by_id_people"), type_="foreignkey")
        for name in ("took_place_at", "took_place_by_id", "took_place"):
            meetings.drop_column(name)
