"""That something was erased for good: what, when, by whom and why. No word of it stays."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base
from bot.models.columns import Id, enum


class Because(StrEnum):
    """Why something was erased: chosen, never typed, so that no name comes back with the reason."""

    CHILD = "child"
    PERSON = "person"
    ASKED = "asked"
    MISTAKE = "mistake"
    OTHER = "other"
    TIME = "time"
    """It had been kept for as long as the settings say."""


class Erasure(Base):
    """One row that was erased."""

    __tablename__ = "erasures"

    id: Mapped[Id]
    noun: Mapped[str]
    row: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str]
    """Slack id of who did it, or the name of the program ("erase")."""
    because: Mapped[Because] = mapped_column(enum(Because))
    swept_at: Mapped[datetime | None] = mapped_column(index=True)
    """When the bytes were overwritten in the database file; None: that is still to be done."""
