"""An experience's texts as every file and page has them: cleaned, in the order of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.experiences.fields import BODY, FACTS, ExperienceField, parts, texts_of
from bot.models import Experience
from bot.text import clean


def clean_texts(experience: Experience) -> dict[str, str]:
    """All its texts by their fields' names."""
    return {name: clean(text) for name, text in texts_of(experience).items()}


@dataclass(frozen=True)
class ExperienceText:
    """What somebody has written of one experience; each output adds what it shows beside."""

    number: int
    texts: Mapping[str, str]
    """By the field's name; empty where nothing is written."""

    @property
    def title(self) -> str:
        """Its heading."""
        return self.texts["title"]

    @property
    def did(self) -> str:
        """What was done, which it begins with."""
        return self.texts["did"]

    @property
    def facts(self) -> list[str]:
        """What stands on the line that says whose it is."""
        return [text for _, text in parts(self.texts, FACTS)]

    @property
    def body(self) -> list[tuple[ExperienceField, str]]:
        """Its paragraphs, without those that are empty."""
        return parts(self.texts, BODY)
