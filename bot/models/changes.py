"""Who changed what when. Rows are written by `bot.models.record`, never by a command."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base
from bot.models.columns import Id

BY_LOAD: Final = "load"
"""Who changes what a plan file says, when it is loaded."""


class Change(Base):
    """One column of one row that got another value."""

    __tablename__ = "changes"

    id: Mapped[Id]
    at: Mapped[datetime]
    by: Mapped[str]
    """Slack id of who did it, or the name of the program ("load")."""
    noun: Mapped[str]
    row: Mapped[int] = mapped_column(index=True)
    field: Mapped[str]
    before: Mapped[Any | None] = mapped_column(JSON)
    after: Mapped[Any | None] = mapped_column(JSON)
