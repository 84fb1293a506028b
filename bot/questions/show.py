"""Loads what a question about meetings needs and draws the answer: what several questions answer alike."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from bot.blocks.messages import Message
from bot.dates.when import Span
from bot.feature.call import Call
from bot.feature.pages import framed
from bot.language import Text, bold, lines
from bot.meetings import store as meetings_store
from bot.meetings.card import meeting_card, the_meeting
from bot.meetings.load import MeetingCard, ThemeList
from bot.meetings.rules import has_begun, is_going_on, is_to_come, span_of
from bot.meetings.seats import Seats
from bot.meetings.show import show_meeting, show_next
from bot.models import Meeting, MeetingState, Member
from bot.network import store as network_store
from bot.network.history import MemberHistory
from bot.questions.meetings import (
    countdown,
    going_on,
    in_that_time,
    meeting_in_brief,
    none_fits,
    past_meeting,
    place,
    programme_of,
    ready_to_answer,
    sentence,
    several_meetings,
    where_to_answer,
)
from bot.questions.people import EVERY_SEAT, SeatsAsked, coming, in_numbers, seats_coming, who_came
from bot.questions.selection import Selection, wants_one
from bot.questions.taking_part import absent_on, who_took_part
from bot.questions.view import answers_together, paragraph


def about_those(call: Call, show: Callable[[Call, Meeting], Message]) -> Message:
    """The likeliest of the meetings a question is about, shown; each of a time it names; or that none fits."""
    selection = Selection.load(call)
    if not selection.meetings:
        return none_fits(call, selection)
    if call.utterance.when is None or wants_one(call.utterance):
        return show(call, selection.meetings[0])
    answers = [show(call, each) for each in selection.meetings]
    if len({each.text for each in answers}) == 1:
        return answers[0]
    title = sentence(call.say("Meetings {time}", time=in_that_time(call)))
    return answers_together(answers) or several_meetings(call, selection.meetings, title)


def members_then(call: Call, days: Span) -> Message:
    """Which members take part on some days, or did."""
    periods = network_store.periods(call.session, call.network)
    every = [network_store.members_of(call.session, each, call.today) for each in periods]
    return who_took_part(call, every, days)


def about_seats(call: Call, draw: Callable[[Call, Meeting, Seats], Message]) -> Message:
    """The same, of its seats; for who is not inside only their numbers."""
    shown = draw if call.is_inside else in_numbers
    return about_those(call, lambda call, meeting: shown(call, meeting, _seats(call, meeting)))


def show_who_comes(call: Call, meeting: Meeting, asked: SeatsAsked = EVERY_SEAT) -> Message:
    """Which seats are to be taken, or were: of a meeting that has begun as it is noted."""
    seats = _seats(call, meeting)
    if not call.is_inside:
        return in_numbers(call, meeting, seats)
    noted = meetings_store.attendances(call.session, meeting) if has_begun(meeting, call.today) else []
    there = seats.members | {each.member_id for each in noted}
    absent = set(asked.members) - there
    if absent and absent == set(asked.members):
        return paragraph(bold(sentence(the_meeting(call.say, meeting))), *_why_absent(call, meeting, absent))
    if noted or not is_to_come(meeting, call.now, call.zone):
        shown = who_came(call, meeting, seats, noted, asked)
    else:
        shown = seats_coming(call, meeting, seats, asked) if asked.members else coming(call, meeting, seats)
    return framed(shown, below=paragraph(*_why_absent(call, meeting, absent)).blocks) if absent else shown


def _why_absent(call: Call, meeting: Meeting, members: Collection[int]) -> list[Text]:
    """That some members take no part when a meeting is held, with what is known of their days."""
    return absent_on(call, histories(call, members), span_of(meeting).first)


def histories(call: Call, whose: Collection[int]) -> list[tuple[Member, MemberHistory]]:
    """Some members, each through all periods."""
    named = [each for each in call.network.members if each.id in whose]
    return [(each, network_store.history_of(call.session, call.network, each, call.today)) for each in named]


def show_one(call: Call, meeting: Meeting, *, is_next: bool = False) -> Message:
    """One meeting: its card for one who asks alone, a line in a channel; or that it has been."""
    if meeting.state is MeetingState.PLANNED and not is_to_come(meeting, call.now, call.zone):
        return past_meeting(call, meeting)
    if call.is_private:
        shown = show_meeting(call, meeting, is_next=is_next)
        if not is_going_on(meeting, call.now, call.zone):
            return shown
        now = going_on(call, meeting)
        return framed(shown, above=paragraph(now).blocks, text=lines(now, shown.text))
    return meeting_in_brief(call, meeting, _seats(call, meeting), is_next=is_next)


def show_place(call: Call, meeting: Meeting) -> Message:
    """Where a meeting is."""
    return place(call, meeting) if is_to_come(meeting, call.now, call.zone) else show_one(call, meeting)


def show_countdown(call: Call, meeting: Meeting) -> Message:
    """How long it is until a meeting."""
    return countdown(call, meeting) if is_to_come(meeting, call.now, call.zone) else show_one(call, meeting)


def about_programme(call: Call) -> Message:
    """The themes and the programme of the meetings a question is about."""
    listing = ThemeList.load(call) if call.is_inside else None
    return about_those(call, partial(_show_programme, listing=listing))


def _show_programme(call: Call, meeting: Meeting, listing: ThemeList | None) -> Message:
    details = meetings_store.details(call.session, meeting).seen(is_inside=call.is_inside)
    is_theirs = listing is not None and (listing.meeting is meeting or call.utterance.when is None)
    return programme_of(call, meeting, details.themes, details.programme, listing if is_theirs else None)


def show_how_to_answer(call: Call, meeting: Meeting, *, is_next: bool) -> Message:
    """The meeting's card, with its buttons for who may answer; in a channel the command that shows it."""
    if not call.is_private:
        return where_to_answer(call, meeting)
    card = MeetingCard.load(call, meeting, is_next=is_next)
    shown = meeting_card(call.say, card)
    return ready_to_answer(call.say, shown) if card.may_answer else shown


def _seats(call: Call, meeting: Meeting) -> Seats:
    return meetings_store.seats(call.session, call.network, meeting)


def nothing_was_asked(call: Call) -> Message:
    """What is said of an answer to nothing: the next meeting, with its buttons, to who may answer it."""
    nothing = paragraph(call.say("I have not asked you anything that waits for an answer, so nothing was changed."))
    if not call.may_answer or meetings_store.next_meeting(call.session, call.network, call.now) is None:
        return nothing
    return framed(show_next(call), above=nothing.blocks, text=Text(nothing.text))
