"""Answers about meetings that several commands share: load, then show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.blocks.messages import Form, Message
from bot.feature.call import Call
from bot.feature.subject import Subject
from bot.language import N_, Text, joined
from bot.meetings import store as meetings_store
from bot.meetings.card import meeting_card, no_meetings, when_of, where_if_known
from bot.meetings.load import MeetingCard, ThemeList
from bot.meetings.receipt import asks_again, receipt
from bot.meetings.rules import when_and_where
from bot.meetings.themes_view import theme_list
from bot.models import Meeting, MeetingState, Theme
from bot.network.closing import rests
from bot.network.people import when_in_words


def show_meeting(call: Call, meeting: Meeting, *, is_next: bool = False) -> Message:
    """A meeting in full, as whoever asks sees it."""
    return meeting_card(call.say, MeetingCard.load(call, meeting, is_next=is_next))


def show_receipt(call: Call, meeting: Meeting, food: str = "") -> Message:
    """What the asker has answered a meeting, where they answered it; with what they have said of food."""
    seats = meetings_store.seats(call.session, call.network, meeting)
    said = receipt(call.say, meeting, seats, call.answerer.id, food)
    return replace(said, in_place=True) if said is not None else show_meeting(call, meeting)


def show_question(call: Call, meeting: Meeting) -> Message:
    """The question whether the asker comes, with what they have answered."""
    seats = meetings_store.seats(call.session, call.network, meeting)
    return asks_again(call.say, meeting, seats, call.answerer.id)


def show_next(call: Call) -> Message:
    """The next meeting in full; when there is none, that and what was last."""
    meeting = meetings_store.next_meeting(call.session, call.network, call.now)
    return show_meeting(call, meeting, is_next=True) if meeting else nothing_to_come(call)


def nothing_to_come(call: Call) -> Message:
    """Say that nothing is planned, what was last, and how a meeting is added."""
    meetings = meetings_store.all_meetings(call.session, call.network)
    planned = [each for each in meetings if each.state is MeetingState.PLANNED]
    return no_meetings_now(call, planned[-1] if planned else None)


def no_meetings_now(call: Call, last: Meeting | None) -> Message:
    """Say that no meeting is to come after the last, or that the network rests."""
    is_at_rest = rests(call.network, call.today)
    when = when_in_words(call.say, call.network.periods[-1], call.today) if is_at_rest else Text("")
    return no_meetings(call.say, last, call.command("mote", "meeting", call.say("new")), when)


def reads_themes(call: Call) -> bool:
    """Whether they see any of the themes that wait: who is inside all, others what they have suggested, if anything."""
    return call.is_in or bool(ThemeList.load(call).themes)


def show_themes(call: Call, *, first: str = "", around: Theme | None = None) -> Message:
    """The themes that wait, ranked, on the page where one theme stands. `first` says what was just done."""
    return theme_list(call.say, ThemeList.load(call), first=first, around=around)


HAS_MOVED: Final = N_("The meeting has been moved to {when}. Does your answer still hold? Choose again.")


def about_meeting(
    meeting: Callable[[Call], Meeting], show: Callable[[Call, Meeting], Message | Form] = show_meeting
) -> Subject:
    """What says who comes to a meeting decides about it: it asks again when that is another day or place."""

    def changed(call: Call) -> Text:
        now = meeting(call)
        return call.say(HAS_MOVED, when=joined(", ", [when_of(call.say, now), where_if_known(call.say, now)]))

    return Subject(
        facts=lambda call: when_and_where(meeting(call)), show=lambda call: show(call, meeting(call)), changed=changed
    )
