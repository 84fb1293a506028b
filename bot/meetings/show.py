"""Answers about meetings that several commands share: load, then show."""

from __future__ import annotations

from bot.blocks.messages import Message
from bot.feature.call import Call
from bot.meetings import store as meetings_store
from bot.meetings.card import meeting_card, no_meetings
from bot.meetings.load import MeetingCard, ThemeList
from bot.meetings.themes_view import theme_list
from bot.models import Meeting, MeetingState, Theme


def show_meeting(call: Call, meeting: Meeting, *, is_next: bool = False) -> Message:
    """A meeting in full, as whoever asks sees it."""
    return meeting_card(call.say, MeetingCard.load(call, meeting, is_next=is_next))


def show_next(call: Call) -> Message:
    """The next meeting in full; when there is none, that and what was last."""
    meeting = meetings_store.next_meeting(call.session, call.network, call.now)
    return show_meeting(call, meeting, is_next=True) if meeting else nothing_to_come(call)


def nothing_to_come(call: Call) -> Message:
    """Say that nothing is planned, what was last, and how a meeting is added."""
    meetings = meetings_store.all_meetings(call.session, call.network)
    planned = [each for each in meetings if each.state is MeetingState.PLANNED]
    return no_meetings(call.say, planned[-1] if planned else None, call.command("mote", "meeting", call.say("new")))


def show_themes(call: Call, *, first: str = "", around: Theme | None = None) -> Message:
    """The themes that wait, ranked, on the page where one theme stands. `first` says what was just done."""
    return theme_list(call.say, ThemeList.load(call), first=first, around=around)
