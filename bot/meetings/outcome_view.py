"""How it is asked whether a meeting took place, and how the answer is confirmed."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import button, day_field, section
from bot.language import Say, Text, joined, lines
from bot.meetings.reminder import Reminder, name_and_days, reminder
from bot.meetings.rules import MeetingVersion
from bot.models import Meeting


def did_it_take_place(say: Say, about: Reminder, meeting: Meeting) -> Message:
    """After a meeting of which nobody knows."""
    ask = say("Nobody has noted whether it did. Until somebody does, I count it as neither held nor cancelled.")
    return reminder(say, about, lines(question(say, meeting), ask), buttons=outcome_buttons(say, meeting))


def question(say: Say, meeting: Meeting) -> Text:
    """Did the meeting take place?"""
    return joined(" ", [say("Did the meeting take place?"), name_and_days(say, meeting)])


def outcome_buttons(say: Say, meeting: Meeting) -> list[ButtonElement]:
    """Yes with its days, no, or another day."""
    return [
        button("took_place.yes", say("Yes, it took place"), meeting.id, style="primary"),
        button("took_place.no", say("No, it did not"), meeting.id),
        button("meeting.change", say("Another day"), meeting.id),
    ]


def days_form(say: Say, meeting: Meeting) -> Form:
    """Which days it took."""
    hint = say("Leave both empty if you do not know.")
    blocks: list[Block] = [
        section(name_and_days(say, meeting)),
        day_field("first_day", say("First day"), optional=True),
        day_field("last_day", say("Last day"), optional=True, hint=hint),
    ]
    version = str(MeetingVersion.of(meeting))
    return Form("took_place.days", say("Yes, it took place"), blocks, say("Save"), say("Cancel"), version)


def outcome_noted(say: Say, meeting: Meeting) -> Message:
    """What is noted now."""
    noted = (
        say("Noted: the meeting took place.") if meeting.took_place else say("Noted: the meeting did not take place.")
    )
    text = lines(name_and_days(say, meeting), noted)
    return Message(text, [section(text)])
