"""How a meeting's programme looks, and the form that writes it."""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form
from bot.blocks.parts import section, text_field
from bot.language import Say, joined
from bot.models import Meeting
from bot.rules.programme import days_of, write_programme
from bot.views.meetings import in_one_line

LONGEST: Final = 3000


def programme_form(say: Say, meeting: Meeting) -> Form:
    """The programme as text, a line for each item."""
    hint = say("A line for each item: time, what, and who after a dash. For example: 09.00 Welcome – the host.")
    several = (days_of(meeting) or 2) > 1
    days = say("Write Day 2 on a line of its own before what happens the second day.") if several else ""
    now = write_programme(meeting.programme, say.plain("Day"))
    field = text_field(
        "programme", say("Programme"), value=now, long=True, optional=True, hint=joined(" ", [hint, days]), most=LONGEST
    )
    blocks: list[Block] = [section(in_one_line(say, meeting)), field]
    about = f"{meeting.id}.{meeting.version}"
    return Form("programme.edit", say("Programme"), blocks, say("Save"), say("Cancel"), about)
