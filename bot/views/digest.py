"""The Monday digest: coming dates, what is late, what is new."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks.messages import Message
from bot.blocks.parts import header, section
from bot.language import Say, Text, bold, clip, joined, lines
from bot.meetings.reminder import Reminder, meeting_and_when
from bot.models import Activity, Experience, Meeting

MOST = 5


def digest(
    say: Say,
    about: Reminder,
    coming: Sequence[Meeting],
    late: Sequence[Activity],
    new: Sequence[Experience],
    more_inside: int,
) -> Message:
    """The week in one message. `new`: what may be published; `more_inside`: how many more are for members only."""
    dates = [Text("• ") + meeting_and_when(say, each, about.today) for each in coming[:MOST]]
    overdue = [Text(f"{each.number}. ") + clip(each.title, 120) for each in late[:MOST]]
    told = [Text(f"• #{each.id} ") + joined(" – ", [clip(each.title, 120), _whose(each)]) for each in new[:MOST]]
    if more_inside:
        told.append(say.many("{count} more, for members only.", "{count} more, for members only.", more_inside))
    parts = [
        lines(bold(say("Coming dates")), *(dates or [say("No meeting is planned.")])),
        lines(bold(say("Late activities")), *overdue) if overdue else "",
        lines(bold(say("New experiences")), *told) if told else "",
    ]
    text = lines(bold(say("The week in the network")), *parts)
    return Message(text, [header(say("The week in the network")), *(section(each) for each in parts if each)])


def _whose(experience: Experience) -> Text:
    return clip(experience.member.name, 60) if experience.member else Text("")
