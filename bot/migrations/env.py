"""Alembic's way in: runs inside the connection it is given, never opens one."""

from alembic import context

from bot import models  # noqa: F401  (fills Base.metadata)
from bot.db import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
