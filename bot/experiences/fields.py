"""The one list of what an author writes in an experience, in the order it is asked and shown.

Form, drafts and begun changes, versions, limits, card, search, warnings for personal data, report, pages, feeds and the
research export all go through `FIELDS`. A new text is a column of `Experience` with its migration, a line here and its
Swedish. What is chosen and not written (activity, people, consents, files) does not stand here but in the form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.language import N_
from bot.models import Experience


class Style(StrEnum):
    """What a text is among the others, which decides where it stands and how it is set."""

    TITLE = "title"
    STORY = "story"
    """What is told first; the report needs no label over it."""
    TEXT = "text"
    """Stands under its label."""
    ADVICE = "advice"
    """Said to others in the member's own words: the report quotes it."""
    FACT = "fact"
    """A few words on the line that says whose it is."""
    LINKS = "links"
    """An address on each line."""


@dataclass(frozen=True, kw_only=True)
class ExperienceField:
    """One text of an experience. `name` is its column, its name in the form, and its key in all that is stored."""

    name: str
    label: str
    """Stands over it wherever it is read."""
    form_label: str = ""
    """Stands over it in the form, when that is not the label."""
    longest: int
    """Characters."""
    is_long: bool = True
    """Many lines; else one."""
    style: Style = Style.TEXT
    hint: str = ""
    """May have a place for the `{year}` it is."""
    refusal: str = ""
    """What an author who leaves it empty is told; without one it may be left empty."""
    codebook: str
    """What its column holds, for who does research."""

    @property
    def is_body(self) -> bool:
        """Whether it is one of the paragraphs, and not a part of what stands over them."""
        return self.style not in (Style.TITLE, Style.FACT)

    @property
    def may_name_persons(self) -> bool:
        """Whether it is looked through for personal data; addresses and years only look like numbers of persons."""
        return self.style not in (Style.LINKS, Style.FACT)

    def in_one_piece(self, typed: str) -> str:
        """What was typed, as it is kept: on one line when that is all it has."""
        return typed if self.is_long else " ".join(typed.split())


FIELDS: Final = (
    ExperienceField(
        name="title",
        label=N_("Title"),
        longest=140,
        is_long=False,
        style=Style.TITLE,
        refusal=N_("Give the experience a title."),
        codebook=N_("Its title."),
    ),
    ExperienceField(
        name="did",
        label=N_("What was done"),
        form_label=N_("Text: what you did"),
        longest=3000,
        style=Style.STORY,
        refusal=N_("Write what you did."),
        codebook=N_("What was done. In all texts […] stands where a name, a number or an address was taken out."),
    ),
    ExperienceField(
        name="target_group",
        label=N_("Target group"),
        longest=140,
        is_long=False,
        hint=N_("For example: children in years 4–6"),
        codebook=N_("Whom it was for, in the author's own words."),
    ),
    ExperienceField(
        name="result",
        label=N_("What came of it"),
        longest=3000,
        codebook=N_("What came of it."),
    ),
    ExperienceField(
        name="learned",
        label=N_("What was learned"),
        form_label=N_("What you learned and would advise others"),
        longest=3000,
        style=Style.ADVICE,
        codebook=N_("What was learned and would be advised to others."),
    ),
    ExperienceField(
        name="time",
        label=N_("When it was"),
        longest=100,
        is_long=False,
        style=Style.FACT,
        hint=N_("For example: spring {year}"),
        codebook=N_("When it was, in the author's own words."),
    ),
    ExperienceField(
        name="links",
        label=N_("Links"),
        longest=3000,
        style=Style.LINKS,
        hint=N_("One on each line"),
        codebook=N_("Addresses the author gave, with line breaks between."),
    ),
)
NAMES: Final = tuple(each.name for each in FIELDS)
FACTS: Final = tuple(each for each in FIELDS if each.style is Style.FACT)
BODY: Final = tuple(each for each in FIELDS if each.is_body)


def texts_of(experience: Experience) -> dict[str, str]:
    """All its texts by name; a draft may lack any."""
    return {name: getattr(experience, name) or "" for name in NAMES}


def parts(texts: Mapping[str, str], fields: Sequence[ExperienceField] = BODY) -> list[tuple[ExperienceField, str]]:
    """Those of the fields that something is written in, with what."""
    return [(each, texts[each.name]) for each in fields if texts[each.name]]
