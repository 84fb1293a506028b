"""What kind of account somebody has is shown, and decides nothing.

Until now it was known only that it is a guest's or another organisation's; it counts as a guest's until Slack has told
which.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("slack_users") as table:
        table.add_column(sa.Column("account", sa.String(24), nullable=False, server_default="member"))
    op.execute("UPDATE slack_users SET account = 'guest' WHERE is_outside")
    with op.batch_alter_table("slack_users") as table:
        table.alter_column("account", server_default=None)
        table.drop_column("is_outside")


def downgrade() -> None:
    with op.batch_alter_table("slack_users") as table:
        table.add_column(sa.Column("is_outside", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE slack_users SET is_outside = (account IN ('guest', 'other'))")
    with op.batch_alter_table("slack_users") as table:
        table.alter_column("is_outside", server_default=None)
        table.drop_column("account")
