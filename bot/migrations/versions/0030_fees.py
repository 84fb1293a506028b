"""What is noted of each member's fee for a year: invoiced, paid."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.ForeignKey("memberships.id", name=op.f("fk_fees_membership_id_memberships"), ondelete="CASCADE")
    op.create_table(
        "fees",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("membership_id", sa.Integer(), key, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("invoiced_on", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fees")),
        sa.UniqueConstraint("membership_id", "year", name=op.f("uq_fees_membership_id_year")),
    )
    op.create_index(op.f("ix_fees_membership_id"), "fees", ["membership_id"])


def downgrade() -> None:
    op.drop_table("fees")
