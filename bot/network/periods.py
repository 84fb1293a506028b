"""What can be read of a period, and the button that leads to it; what it shows is in bot/home/show.py."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.feature.values import ButtonValue


class Shown(StrEnum):
    """What one reads of a period."""

    NETWORK = "network"
    AGREEMENT = "agreement"
    ACTIVITIES = "activities"
    LATE = "late"
    MEETINGS = "meetings"
    HOSTING = "hosting"


@dataclass(frozen=True)
class PeriodValue(ButtonValue):
    """A button that shows something of a period: what, and the period's row."""

    shown: Shown | None
    period: int
