"""An answer tells what of a meeting somebody comes to: some of its days, its dinner or not. Those there are say all."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("answers") as table:
        table.add_column(sa.Column("part", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("answers") as table:
        table.alter_column("part", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("answers") as table:
        table.drop_column("part")
