"""What a host is asked for by itself: the days, what is left to see to, and who came."""

from __future__ import annotations

from bot.language import Say, joined, lines
from bot.messages import Message
from bot.models import Meeting
from bot.views.meetings import in_one_line
from bot.views.parts import button
from bot.views.reminders import Reminder, reminder


def dates_wanted(say: Say, about: Reminder, meeting: Meeting) -> Message:
    """Which days will it be?"""
    lead = joined(" ", [say("Days are wanted:"), in_one_line(say, meeting)])
    if meeting.host is None:
        ask = say("Choose the days and set them here, so that all can keep them free.")
    else:
        ask = say(
            "{host} hosts: choose the days and set them here, so that all can keep them free.", host=meeting.host.name
        )
    return reminder(
        say,
        about,
        lines(lead, ask),
        buttons=[button("meeting.change", say("Set the days"), meeting.id, style="primary")],
    )
