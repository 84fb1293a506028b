"""Writes marks, many in one transaction when many come at once; what cannot be written now is written later."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import structlog
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from bot.outbox.marking import Mark, write_marks
from bot.outbox.means import Means

log = structlog.get_logger()


class Ledger:
    """Keeps marks until the database has them. A lost ledger is no harm: history knows what was sent."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._waiting: list[Mark] = []
        self._one_at_a_time = asyncio.Lock()
        self.failed: SQLAlchemyError | None = None
        """Why the last marks could not be written; None when they could."""

    async def write(self, marks: Sequence[Mark]) -> None:
        """Write marks, together with those that came while the last were being written."""
        self._waiting += marks
        async with self._one_at_a_time:
            batch, self._waiting = self._waiting, []
            if not batch:
                return
            try:
                await self._means.in_thread(lambda: self._write(batch))
                self.failed = None
            except SQLAlchemyError as failed:
                self.failed = failed
                self._waiting = await self._those_to_keep(batch, failed) + self._waiting

    def _write(self, marks: list[Mark]) -> None:
        with self._means.database.writing() as session:
            write_marks(session, marks)

    async def _those_to_keep(self, batch: list[Mark], failed: SQLAlchemyError) -> list[Mark]:
        """After a failure: one that the database will never take is dropped, so that it does not hold the others."""
        cause = str(getattr(failed, "orig", ""))[:200]
        log.warning("deliveries could not be marked", marks=len(batch), error=type(failed).__name__, cause=cause)
        if not isinstance(failed, (DataError, IntegrityError)):
            return batch
        return [] if len(batch) == 1 else await self._one_by_one(batch)

    async def _one_by_one(self, batch: list[Mark]) -> list[Mark]:
        kept: list[Mark] = []
        for mark in batch:
            try:
                await self._means.in_thread(lambda mark=mark: self._write([mark]))  # type: ignore[misc]
            except SQLAlchemyError as failed:
                kept += await self._those_to_keep([mark], failed)
        return kept
