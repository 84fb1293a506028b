"""From what a button, menu or word names to the noun it means; a Refusal when there is none in this network."""

from __future__ import annotations
