"""The form that notes who came, and what was noted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, choices_field, context, section
from bot.feature.call import Fields
from bot.language import N_, Say, clip, lines
from bot.models import Meeting, Member, Role
from bot.views.reminders import held as meeting_held

Seat = tuple[Member, Role]
LABELS: Final = {Role.ELECTED: N_("Elected representatives who came"), Role.OFFICIAL: N_("Officials who came")}


def came_form(
    say: Say, meeting: Meeting, seats: Sequence[Seat], ticked: Collection[tuple[int, Role]], version: str
) -> Form:
    """A menu for each role with every member; those expected are chosen already. `version`: what was noted when it was
    opened."""
    menus = [_menu(say, role, held, ticked) for role in LABELS if (held := [each for each in seats if each[1] is role])]
    hint = say("Whoever said they would come is chosen already; a deputy counts for the one they replace.")
    return Form(
        name="attendance.noted",
        title=say("Note who came"),
        blocks=[section(meeting_held(say, meeting)), *menus, context(hint)],
        submit=say("Save"),
        close=say("Cancel"),
        about=f"{meeting.id}.{version}",
    )


def _menu(say: Say, role: Role, seats: Sequence[Seat], ticked: Collection[tuple[int, Role]]) -> Block:
    choices: list[Choice] = [(value_of(member, role), clip(member.name, 70)) for member, _ in seats]
    chosen = [value_of(member, role) for member, _ in seats if (member.id, role) in ticked]
    return choices_field(f"came.{role}", say(LABELS[role]), choices, chosen=chosen)


def ticked_in(fields: Fields) -> Collection[str]:
    """What is chosen in the form's menus, to be asked with `value_of`."""
    return {value for name in fields.values if name.startswith("came.") for value in fields.chosen(name)}


def value_of(member: Member, role: Role) -> str:
    """A seat as the form's menus carry it."""
    return f"{member.id}.{role}"


def noted_so_far(say: Say, meeting: Meeting, came: int, seats: int) -> Message:
    """That it is noted."""
    text = lines(meeting_held(say, meeting), say("Noted: {came} of {seats} seats were taken.", came=came, seats=seats))
    return Message(text, [section(text)])
