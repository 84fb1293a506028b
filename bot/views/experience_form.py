"""The form that contributes an experience, or changes one (domain 16, 19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import Block

from bot.language import N_, Say
from bot.messages import Form
from bot.models import Activity, Experience, Member, Person
from bot.rules.experiences import LONGEST, consents
from bot.views.parts import Choice, choice_field, section, text_field, ticks_field

CONSENT_CHOICES: Final = {
    "publication": N_("May be published, for example on the website"),
    "research": N_("May be used in research"),
}


@dataclass(frozen=True)
class Offered:
    """What there is to choose from in the form; an empty menu is left out."""

    activities: Sequence[Activity] = ()
    people: Sequence[Person] = ()
    """For whom else somebody may write."""
    members: Sequence[Member] = ()
    """For whom a coordinator without a member may write."""


def experience_form(say: Say, experience: Experience | None, offered: Offered, activity: str = "") -> Form:
    """The empty form, with an activity chosen if given; or an experience to change."""
    blocks: list[Block] = [
        section(
            say("Only the title, the text and the confirmation at the end are needed. The rest can be added later.")
        ),
        *_text_fields(say, experience),
        *_menus(say, experience, offered, activity),
        *_ticks(say, experience),
    ]
    return Form(
        name="experience.change" if experience else "experience.contribute",
        title=say("Change the experience") if experience else say("Contribute an experience"),
        blocks=blocks,
        submit=say("Save"),
        close=say("Cancel"),
        about=f"{experience.id}.{experience.version}" if experience else "",
    )


def _text_fields(say: Say, now: Experience | None) -> list[Block]:
    def field(name: str, label: str, *, long: bool = True, optional: bool = True, hint: str = "") -> Block:
        value = getattr(now, name) if now else ""
        return text_field(
            name, label, value=value, long=long, optional=optional, hint=hint, most=LONGEST[name]
        )  # fmt: skip

    return [
        field("title", say("Title"), long=False, optional=False),
        field("did", say("Text: what you did"), optional=False),
        field("result", say("What came of it")),
        field("learned", say("What you learned and would advise others")),
        field("time", say("When it was"), long=False, hint=say("For example: spring 2020")),
        field("links", say("Links"), hint=say("One on each line")),
    ]


def _menus(say: Say, now: Experience | None, offered: Offered, activity: str) -> list[Block]:
    blocks: list[Block] = []
    if offered.activities:
        chosen = str(now.activity_id) if now and now.activity_id else activity
        choices: list[Choice] = [(str(each.id), f"{each.number}. {each.title}") for each in offered.activities]
        blocks.append(
            choice_field("activity", say("Activity in the plan"), choices, chosen=chosen or None, optional=True)
        )
    if offered.people:
        people: list[Choice] = [(str(each.id), each.name) for each in offered.people]
        hint = say("Leave it empty when you write for yourself.")
        blocks.append(choice_field("author", say("On behalf of"), people, optional=True, hint=hint))
    if offered.members:
        members: list[Choice] = [(str(each.id), each.name) for each in offered.members]
        blocks.append(choice_field("member", say("On behalf of member"), members, optional=True))
    return blocks


def _ticks(say: Say, now: Experience | None) -> list[Block]:
    allowed: list[Choice] = [(name, say(label)) for name, label in CONSENT_CHOICES.items()]
    confirmed: list[Choice] = [("yes", say("No child can be recognised in what I wrote"))]
    hint = say("Without a tick it stays inside the network. You can change your mind at any time.")
    return [
        ticks_field("consents", say("Beyond the network"), allowed, chosen=consents(now) if now else (), hint=hint),
        ticks_field(
            "no_child",
            say("Children's privacy"),
            confirmed,
            chosen=["yes"] if now and now.no_child_recognised else [],
            optional=False,
        ),
    ]
