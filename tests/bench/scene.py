"""Who asks where and when in the bench: imported by the apps it measures, so it imports nothing of the bot."""

from __future__ import annotations

from datetime import UTC, datetime

NOON = datetime(2020, 2, 10, 11, tzinfo=UTC)
CHANNEL_ID = "C0BENCH"
ASKER = "U0001"
ANSWER = "meeting.answer"
"""What the card's answer buttons are called."""
QUESTION = "när är nästa möte?"
