"""A meeting that is cancelled can say why. Those there are say nothing of it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meetings") as table:
        table.add_column(sa.Column("cancelled_because", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("meetings") as table:
        table.alter_column("cancelled_because", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("meetings") as table:
        table.drop_column("cancelled_because")
