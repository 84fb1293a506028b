"""How it is asked whether a meeting took place, and how the answer is confirmed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import actions, button, day_field, section
from bot.dates.when import Span
from bot.language import Say, Text, joined, lines
from bot.meetings.card import came_line
from bot.meetings.forms import FarOffDay, PlanValue, is_it_right
from bot.meetings.outcome import outcome_buttons, said_by, what_became
from bot.meetings.reminder import Reminder, name_and_days, reminder
from bot.meetings.rules import MeetingOutcome
from bot.models import Meeting, Person


def did_it_take_place(say: Say, about: Reminder, meeting: Meeting) -> Message:
    """After a meeting of which nobody knows."""
    ask = say("Nobody has noted whether it did. Until somebody does, I count it as neither held nor cancelled.")
    return reminder(say, about, lines(question(say, meeting), ask), buttons=answers_to_it(say, meeting))


def question(say: Say, meeting: Meeting) -> Text:
    """Did the meeting take place?"""
    return joined(" ", [say("Did the meeting take place?"), name_and_days(say, meeting)])


def answers_to_it(say: Say, meeting: Meeting) -> list[ButtonElement]:
    """Yes with its days, no, or another day."""
    return [
        *outcome_buttons(say, meeting, MeetingOutcome.NOT_RECORDED),
        button("meeting.change", say("Another day"), meeting.id),
    ]


def days_form(say: Say, meeting: Meeting, days: Span | None = None, asked: FarOffDay | None = None) -> Form:
    """Which days it took. `asked`: the one that is asked about, once the form was sent with `days`."""
    first, last = (days.first, days.last) if days else (meeting.first_day, meeting.last_day)
    hint = say("Leave both empty if you do not know.") if meeting.first_day is None else ""
    blocks: list[Block] = [
        section(name_and_days(say, meeting)),
        *([is_it_right(say, asked)] if asked else []),
        day_field("first_day", say("First day"), value=first, optional=True),
        day_field("last_day", say("Last day"), value=last, optional=True, hint=hint),
    ]
    about = str(PlanValue(meeting.id, str(asked.day) if asked else ""))
    return Form("took_place.days", say("Yes, it took place"), blocks, say("Save"), say("Cancel"), about)


def what_is_noted(
    say: Say,
    meeting: Meeting,
    outcome: MeetingOutcome,
    who: Person | None,
    zone: ZoneInfo,
    came: tuple[int, int] | None,
) -> Message:
    """What stands where it was asked, once somebody has noted it."""
    became = joined(" ", [what_became(say, meeting, outcome), said_by(say, meeting, who, zone)])
    text = lines(name_and_days(say, meeting), became, came_line(say, came))
    return Message(text, [section(text)])


def outcome_noted(say: Say, meeting: Meeting, outcome: MeetingOutcome) -> Message:
    """What is noted now, and the buttons to say otherwise."""
    noted = (
        say("Noted: the meeting took place.") if meeting.took_place else say("Noted: the meeting did not take place.")
    )
    return _with_buttons(say, meeting, outcome, lines(name_and_days(say, meeting), noted))


def known_already(say: Say, meeting: Meeting, outcome: MeetingOutcome, who: Person | None, zone: ZoneInfo) -> Message:
    """What is noted since the buttons were shown, in which seat, and the buttons to change that."""
    became = joined(" ", [what_became(say, meeting, outcome), said_by(say, meeting, who, zone)])
    nothing = say("That has been noted since you were asked. Nothing was changed; if it is wrong, change it here.")
    return _with_buttons(say, meeting, outcome, lines(name_and_days(say, meeting), became, nothing))


def _with_buttons(say: Say, meeting: Meeting, outcome: MeetingOutcome, text: Text) -> Message:
    return Message(text, [section(text), actions(*outcome_buttons(say, meeting, outcome))])
