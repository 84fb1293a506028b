"""How a change of plan is told to those who were told the old, and how the old message is marked."""

from __future__ import annotations

from collections.abc import Collection

from bot.blocks.messages import Message
from bot.blocks.parts import button, section
from bot.dates.in_words import span
from bot.language import Say, Text, joined, lines
from bot.meetings.card import REPLY_NAMES, answer_buttons, host_of, in_one_line, title_of, when_of, where_of
from bot.meetings.reminder import Reminder, reminder
from bot.meetings.rules import Facts
from bot.models import Meeting, MeetingState, Reply
from bot.rules.reminders import days_told


def change(
    say: Say, about: Reminder, meeting: Meeting, names: Collection[str], told: Facts, mine: Reply | None
) -> Message:
    """What has changed in a meeting, what it was, and what one has answered. `names`: the facts that changed."""
    if meeting.state is MeetingState.CANCELLED:
        lead = joined(" ", [say("Cancelled:"), in_one_line(say, meeting)])
        return reminder(say, about, lines(lead, say("The meeting does not take place. You need not do anything.")))
    again = say("It takes place after all.") if "state" in names else ""
    text = lines(joined(" ", [_lead(say, names), in_one_line(say, meeting)]), again, *_rows(say, meeting, names, told))
    if "days" not in names and "hours" not in names:
        return reminder(say, about, text, buttons=[button("meeting.show", say("Show the meeting"), meeting.id)])
    if mine is None:
        ask = say("Can you come?")
    else:
        ask = say("You have answered *{reply}*. Change it below if it no longer holds.", reply=say(REPLY_NAMES[mine]))
    return reminder(
        say, about, lines(text, ask), buttons=answer_buttons(say, meeting, mine if about.is_personal else None)
    )


def _lead(say: Say, names: Collection[str]) -> Text:
    return say("Moved:") if "days" in names else say("Changed:")


def _rows(say: Say, meeting: Meeting, names: Collection[str], told: Facts) -> list[Text]:
    rows = []
    if "days" in names:
        rows.append(
            say("Was: {days}. Is: *{now}*.", days=span(days_told(told["days"]), say.code), now=when_of(say, meeting))
        )
    elif "hours" in names:
        rows.append(say("New time: *{now}*.", now=when_of(say, meeting)))
    if "where" in names:
        rows.append(say("New place: *{now}*.", now=where_of(say, meeting)))
    if "host" in names and meeting.host is not None:
        rows.append(say("New host: *{now}*.", now=host_of(say, meeting)))
    elif "host" in names:
        rows.append(say("There is no host yet."))
    return rows


def outdated(say: Say, about: Reminder, meeting: Meeting, told: Facts) -> Message:
    """What an earlier message is changed into. It names nothing that can change again."""
    days = Text(span(days_told(told["days"]), say.code)) if "days" in told else Text("")
    what = joined(" · ", [title_of(say, meeting), days])
    command = about.command(say, "mote", "meeting")
    more = say("This no longer holds. A later message says what does, and `{command}` shows it.", command=command)
    text = lines(Text(f"~{' '.join(what.split())}~"), more)
    return Message(text, [section(text)])
