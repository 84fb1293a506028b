"""What kind of file an attachment is, and changes of experiences that are begun and not sent."""

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attachments", sa.Column("mimetype", sa.String(), nullable=False, server_default=""))
    op.create_table(
        "begun_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("experience_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("of_version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("changed_at", bot.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["experience_id"], ["experiences.id"], name=op.f("fk_begun_changes_experience_id_experiences"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_begun_changes_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_begun_changes")),
        sa.UniqueConstraint("experience_id", "person_id", name=op.f("uq_begun_changes_experience_id_person_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_begun_changes_experience_id"), "begun_changes", ["experience_id"])
    op.create_index(op.f("ix_begun_changes_person_id"), "begun_changes", ["person_id"])


def downgrade() -> None:
    op.drop_table("begun_changes")
    op.drop_column("attachments", "mimetype")
