"""Whom an experience was for, in its author's words."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("experiences", sa.Column("target_group", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("experiences", "target_group")
