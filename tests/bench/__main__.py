"""`python -m tests.bench`: everything that is measured."""

from __future__ import annotations

from tests.bench import mote, outbox, search

mote.run()
outbox.run()
search.run()
