"""The columns that many nouns share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, Enum, ForeignKey
from sqlalchemy.orm import mapped_column

Id = Annotated[int, mapped_column(primary_key=True)]
Words = dict[str, Any]


def enum(kind: type[StrEnum]) -> Enum:
    """Store a StrEnum by its value, as text: a new value then needs no migration."""
    return Enum(kind, native_enum=False, length=24, values_callable=lambda members: [each.value for each in members])


def owner(table: str) -> Any:
    """A foreign key to the row this one is a part of: it goes when that goes."""
    return mapped_column(ForeignKey(f"{table}.id", ondelete="CASCADE"), index=True)


def reference(table: str) -> Any:
    """A foreign key to a row that may go away; then this becomes empty."""
    return mapped_column(ForeignKey(f"{table}.id", ondelete="SET NULL"), index=True)


def json_column() -> Any:
    """A small JSON value, empty by default; replace it, never change it in place."""
    return mapped_column(JSON, default=dict)
