"""The columns that many nouns share."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import JSON, Enum, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

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


class Lasting:
    """What lasts through several periods and changes in them, as each of them had it: a network, a member."""

    kept: Mapped[Words] = json_column()
    """What a period had otherwise than it is now, by the period's row number and the attribute's name."""

    def in_period(self, period_id: int | None, attribute: str) -> Any:
        """What an attribute was in a period; as it is now where nothing else is known."""
        return self.kept.get(str(period_id), {}).get(attribute, getattr(self, attribute))

    def name_in(self, period_id: int | None) -> str:
        """What it was called in a period."""
        return str(self.in_period(period_id, "name"))

    @property
    def earlier_names(self) -> tuple[str, ...]:
        """What it was called in some period and is not now."""
        return tuple(dict.fromkeys(each["name"] for each in self.kept.values() if "name" in each))

    def keep(self, period_ids: Iterable[int], attribute: str, value: object, *, anew: bool = False) -> None:
        """Let periods have had an attribute so; what one has already stays unless it is to be set `anew`."""
        for each in map(str, period_ids):
            of_period = self.kept.get(each, {})
            if anew or attribute not in of_period:
                self.kept = {**self.kept, each: {**of_period, attribute: value}}

    def let_go(self, period_ids: Iterable[int], attribute: str) -> None:
        """Let periods have an attribute as it is now."""
        ids = {str(each) for each in period_ids}
        left = {
            period: {name: value for name, value in of_period.items() if period not in ids or name != attribute}
            for period, of_period in self.kept.items()
        }
        if left != self.kept:
            self.kept = {period: of_period for period, of_period in left.items() if of_period}
