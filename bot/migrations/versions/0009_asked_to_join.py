"""What somebody writes when they ask to join is no member before the coordinator confirms.

Until now it was made one at once, whose part waited. Where it still waits, the name goes back to those who wrote it;
the member goes too where nothing else knows of it.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WRITTEN = "written when joining"


def upgrade() -> None:
    with op.batch_alter_table("people") as table:
        table.add_column(sa.Column("asks_for", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("people") as table:
        table.alter_column("asks_for", server_default=None)
    connection, tables = op.get_bind(), sa.MetaData()
    tables.reflect(connection)
    people, members, memberships = (tables.tables[each] for each in ("people", "members", "memberships"))
    waits = sa.and_(memberships.c.note == WRITTEN, memberships.c.state == "pending")
    for row, member in connection.execute(sa.select(memberships.c.id, memberships.c.member_id).where(waits)).all():
        name = connection.scalar(sa.select(members.c.name).where(members.c.id == member))
        asks = sa.and_(people.c.member_id == member, people.c.state != "confirmed")
        connection.execute(sa.update(people).where(asks).values(member_id=None, asks_for=name))
        connection.execute(sa.delete(memberships).where(memberships.c.id == row))
        if not any(_is_used(connection, column, member) for column in _columns_to(tables, members)):
            connection.execute(sa.delete(members).where(members.c.id == member))


def downgrade() -> None:
    with op.batch_alter_table("people") as table:
        table.drop_column("asks_for")


def _columns_to(tables: sa.MetaData, members: sa.Table) -> list[sa.Column[Any]]:
    keys = (key for table in tables.tables.values() for key in table.foreign_keys)
    return [key.parent for key in keys if key.column.table is members]


def _is_used(connection: sa.Connection, column: sa.Column[Any], member: int) -> bool:
    return bool(connection.scalar(sa.select(sa.exists().where(column == member))))
