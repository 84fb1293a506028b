"""The form that contributes an experience, or changes one (domain 16, 19)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.blocks.block_elements import PlainTextInputElement

from bot.language import N_, Say
from bot.messages import Form
from bot.models import Activity, Experience, ExperienceState, Member, Person
from bot.rules.experiences import LONGEST, consents
from bot.views.parts import (
    Choice,
    actions,
    button,
    choice_field,
    choices_field,
    context,
    section,
    text_field,
    ticks_field,
)

CONSENT_CHOICES: Final = {
    "publication": N_("May be published, for example on the website"),
    "research": N_("May be used in research"),
}


KEPT_WHILE_TYPING: Final = ("did", "result", "learned", "consents", "no_child")
"""The fields that keep the draft when something is written in them."""


@dataclass(frozen=True)
class Offered:
    """What there is to choose from in the form; an empty menu is left out."""

    activities: Sequence[Activity] = ()
    people: Sequence[Person] = ()
    """For whom else somebody may write."""
    with_whom: Sequence[Person] = ()
    """Who of the same member may have taken part in the writing."""
    members: Sequence[Member] = ()
    """For whom a coordinator without a member may write."""


DRAFT: Final = "draft."
"""Stands before a draft's number in what the form carries along."""


def experience_form(
    say: Say, experience: Experience | None, offered: Offered, activity: str = "", note: str = ""
) -> Form:
    """The empty form, with an activity chosen if given; or a draft to go on with; or an experience to change."""
    is_new = experience is None or experience.state is ExperienceState.DRAFT
    blocks: list[Block] = [
        *([context(note)] if note else []),
        section(
            say("Only the title, the text and the confirmation at the end are needed. The rest can be added later.")
        ),
        *_text_fields(say, experience),
        *_menus(say, experience, offered, activity),
        *_ticks(say, experience),
    ]
    if not is_new and experience is not None:
        return Form(
            name="experience.change",
            title=say("Change the experience"),
            blocks=blocks,
            submit=say("Save"),
            close=say("Cancel"),
            about=f"{experience.id}.{experience.version}",
        )
    return Form(
        name="experience.contribute",
        title=say("Contribute an experience"),
        blocks=[*map(told_while_typing, blocks), actions(button("experience.draft", say("Save as draft")))],
        submit=say("Save"),
        close=say("Close"),
        about=f"{DRAFT}{experience.id}" if experience else "",
        tells_close=True,
    )


def told_while_typing(block: Block) -> Block:
    """Let the bot hear of a text at each pause in the typing: when a form is closed, Slack does not say what stood
    in it (its view_closed comes with an empty state)."""
    if isinstance(block, InputBlock) and block.block_id in KEPT_WHILE_TYPING:
        block.dispatch_action = True
        if isinstance(block.element, PlainTextInputElement):
            block.element.dispatch_action_config = DispatchActionConfig(trigger_actions_on=["on_character_entered"])
    return block


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
        other = str(now.author_id) if now and now.written_by_id else None
        blocks.append(choice_field("author", say("On behalf of"), people, chosen=other, optional=True, hint=hint))
    with_whom = offered.with_whom
    if with_whom:
        others: list[Choice] = [(str(each.id), each.name) for each in with_whom]
        together = [str(each.person_id) for each in now.co_authors] if now else []
        blocks.append(choices_field("co_authors", say("Written together with"), others, chosen=together))
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
