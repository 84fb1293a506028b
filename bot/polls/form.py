"""The form that proposes days for a meeting: two to five first days, and how many days it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form
from bot.blocks.parts import Choice, choice_field, day_field, section
from bot.language import Say
from bot.meetings.card import in_one_line
from bot.meetings.forms import FarOffDay, PlanValue, is_it_right
from bot.models import Meeting
from bot.polls.rules import FEWEST, LONGEST, MOST, usual_length

FIELDS: Final = [f"first_{number}" for number in range(1, MOST + 1)]


def propose_form(say: Say, meeting: Meeting, far_off: Sequence[FarOffDay] = ()) -> Form:
    """Two to five days to choose between. `far_off`: those that are asked about, once the form was sent."""
    usual = usual_length(meeting)
    lengths: list[Choice] = [
        (str(days), say.many("{count} day", "{count} days", days)) for days in range(1, max(LONGEST, usual) + 1)
    ]
    blocks: list[Block] = [section(in_one_line(say, meeting)), *(is_it_right(say, each) for each in far_off)]
    blocks += [
        day_field(name, say("First day, alternative {number}", number=number), optional=number > FEWEST)
        for number, name in enumerate(FIELDS, 1)
    ]
    hint = say("Those invited are asked which suit. You decide afterwards, with one press.")
    blocks.append(choice_field("length", say("Number of days"), lengths, chosen=str(usual), hint=hint))
    about = str(PlanValue(meeting.id, ",".join(str(each.day) for each in far_off)))
    return Form("days.propose", say("Suggest days"), blocks, say("Send"), say("Cancel"), about)
