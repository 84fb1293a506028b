"""The form that notes who came, and what was noted."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.language import N_, Say, clip, joined, lines
from bot.messages import Form, Message
from bot.models import Meeting, Role
from bot.rules.attendance_noted import Seat
from bot.views.parts import Choice, choices_field, section
from bot.views.reminders import held

SEAT_NAMES = {Role.ELECTED: N_("elected"), Role.OFFICIAL: N_("official")}


def came_form(
    say: Say, meeting: Meeting, seats: Sequence[Seat], ticked: Collection[tuple[int, Role]], version: str
) -> Form:
    """One menu with every seat; those expected are chosen already. `version`: what was noted when it was opened."""
    choices: list[Choice] = [
        (f"{member.id}.{role}", joined(", ", [clip(member.name, 50), say(SEAT_NAMES[role])])) for member, role in seats
    ]
    chosen = [f"{member.id}.{role}" for member, role in seats if (member.id, role) in ticked]
    hint = say("Whoever said they would come is chosen already; a deputy counts for the one they replace.")
    menu = choices_field("came", say("Who came"), choices, chosen=chosen, hint=hint)
    return Form(
        name="attendance.noted",
        title=say("Note who came"),
        blocks=[section(held(say, meeting)), menu],
        submit=say("Save"),
        close=say("Cancel"),
        about=f"{meeting.id}.{version}",
    )


def noted_so_far(say: Say, meeting: Meeting, came: int, seats: int) -> Message:
    """That it is noted."""
    text = lines(held(say, meeting), say("Noted: {came} of {seats} seats were taken.", came=came, seats=seats))
    return Message(text, [section(text)])
