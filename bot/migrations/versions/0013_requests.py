"""A request to join is a row of its own and acts only when it is decided.

Whoever waits today keeps waiting, under the number that the buttons in Slack carry, and the messages about it know it.
What was decided becomes a decided request, so that nothing that was asked is lost.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

import bot.db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATES = {"requested": "open", "declined": "declined", "confirmed": "confirmed", "left": "confirmed"}


def upgrade() -> None:
    op.create_table(
        "join_requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("network_id", "networks", "CASCADE", nullable=False),
        _key("person_id", "people", "CASCADE", nullable=False),
        sa.Column("role", sa.String(24), nullable=False),
        _key("member_id", "members", "SET NULL"),
        sa.Column("asks_for", sa.String(), nullable=False),
        sa.Column("deputises", sa.String(24), nullable=True),
        sa.Column("asked_at", bot.db.Moment(timezone=True), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", bot.db.Moment(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        _key("put_out_id", "people", "SET NULL"),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    for column in ("network_id", "person_id", "member_id", "put_out_id"):
        op.create_index(f"ix_join_requests_{column}", "join_requests", [column])
    is_open = sa.text("state = 'open'")
    op.create_index("ix_join_requests_one_open", "join_requests", ["person_id"], unique=True,
                    sqlite_where=is_open, postgresql_where=is_open)  # fmt: skip
    _move(op.get_bind())
    with op.batch_alter_table("people") as table:
        table.drop_column("asks_for")
        table.drop_column("requested_at")


def downgrade() -> None:
    with op.batch_alter_table("people") as table:
        table.add_column(sa.Column("asks_for", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("requested_at", bot.db.Moment(timezone=True), nullable=True))
    with op.batch_alter_table("people") as table:
        table.alter_column("asks_for", server_default=None)
    connection = op.get_bind()
    requests, people = _table(connection, "join_requests"), _table(connection, "people")
    for each in connection.execute(sa.select(requests).order_by(requests.c.id)).mappings().all():
        person = sa.update(people).where(people.c.id == each["person_id"])
        connection.execute(person.values(requested_at=each["asked_at"]))
        seat = {name: each[name] for name in ("role", "member_id", "asks_for")}
        connection.execute(person.where(people.c.state == "requested").values(seat))
    op.drop_table("join_requests")


def _key(name: str, table: str, ondelete: str, *, nullable: bool = True) -> sa.Column[Any]:
    key = sa.ForeignKey(f"{table}.id", name=op.f(f"fk_join_requests_{name}_{table}"), ondelete=ondelete)
    return sa.Column(name, sa.Integer(), key, nullable=nullable)


def _table(connection: sa.Connection, name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=connection)


def _move(connection: sa.Connection) -> None:
    people, requests = _table(connection, "people"), _table(connection, "join_requests")
    deliveries = _table(connection, "deliveries")
    rows = connection.execute(sa.select(people).order_by(people.c.id)).mappings().all()
    roles = {each["id"]: each["role"] for each in rows}
    asked = [each for each in rows if each["requested_at"] is not None or each["state"] in ("requested", "declined")]
    for each in asked:
        state = STATES[each["state"]]
        connection.execute(sa.insert(requests).values(
            id=each["id"], network_id=each["network_id"], person_id=each["id"], role=each["role"],
            member_id=each["member_id"], asks_for=each["asks_for"], deputises=roles.get(each["deputy_for_id"]),
            asked_at=each["requested_at"] or sa.func.now(), state=state,
            decided_at=each["confirmed_at"] if state == "confirmed" else None, decided_by="", reason="", version=1,
        ))  # fmt: skip
        about = sa.and_(deliveries.c.kind == "join", deliveries.c.key.like(f"join/{each['id']}/%"))
        connection.execute(sa.update(deliveries).where(about).values(about={"request": str(each["id"])}))
    if asked and connection.dialect.name == "postgresql":
        last = max(each["id"] for each in asked)
        connection.execute(
            sa.text("SELECT setval(pg_get_serial_sequence('join_requests', 'id'), :last)"), {"last": last}
        )
