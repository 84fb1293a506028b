"""Plain questions: what people write is understood as what they mean, answered from the real plan, or not at all."""

from __future__ import annotations

import re
import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.features import find_features
from bot.language import speak
from bot.rules.asked import Heard, Known, hear, language_of
from bot.rules.asked_for import ENOUGH
from tests.asked_phrases import NOT_OURS, PHRASES

MEMBERS = (
    (1, ("Borlänge",)), (2, ("Degerfors/Karlskoga", "Degerfors", "Karlskoga")), (3, ("Angered stadsdel/Göteborg", "Göteborg")),
    (4, ("Gävle",)), (5, ("Haninge",)), (6, ("Uppsala",)), (7, ("Västerås",)), (8, ("Örebro",)),
    (9, ("Trelleborg",)), (10, ("Östersund",)),
)  # fmt: skip
ACTIVITIES = (
    (1, "Ta del av kunskap kring barnkonventionen som lag"),
    (2, "Följa vad det innebär i det kommunala perspektivet med barnkonventionen som lag"),
    (3, "Aktivt lyfta fram barnrättsperspektivet i mål, styrning och ledning"),
    (4, "Arbeta fördjupande med prövning av barnets bästa"),
    (5, "Utveckla våra arbetssätt för att låta barn och unga komma till tals"),
    (6, "Dokumentera våra erfarenheter i en rapport"),
    (7, "Använda hemsidan som ett sätt att sprida partnerskapets erfarenheter"),
)
KNOWN = Known(date(2020, 2, 10), MEMBERS, ACTIVITIES)
DECLARED = find_features()


def understood(text: str) -> tuple[str, Heard, int]:
    """The question a text is understood as ("" for none), what was heard, and the points."""
    best = DECLARED.likeliest(hear(text, KNOWN))[0]
    return (best.question.name if best.points >= ENOUGH else ""), best.heard, best.points


def table() -> list[tuple[str, str, str]]:
    """Phrase, what else must be understood, and the question."""
    rows = []
    for name, phrases in PHRASES.items():
        for line in filter(None, map(str.strip, phrases.splitlines())):
            phrase, _, more = line.partition(" | ")
            rows.append((phrase, more, name))
    return rows
