"""Who cannot be sent a direct message is known of the account, with since when and Slack's word for it."""

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("slack_users") as table:
        table.add_column(sa.Column("unreachable_since", bot.db.Moment(timezone=True), nullable=True))
        table.add_column(sa.Column("unreachable_why", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("slack_users") as table:
        table.alter_column("unreachable_why", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("slack_users") as table:
        table.drop_column("unreachable_why")
        table.drop_column("unreachable_since")
