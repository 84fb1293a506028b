"""Answers to plain questions about people at meetings, in a sentence: who hosts, who comes, who has not answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.blocks.messages import Message
from bot.feature.call import Call
from bot.language import Say, Text, bold, clip, joined
from bot.meetings import seats_view
from bot.meetings import store as meetings_store
from bot.meetings.card import answers_line
from bot.meetings.rules import is_to_come
from bot.meetings.seats import Seats, Sitting, Standing
from bot.meetings.show import show_meeting
from bot.models import Meeting, MeetingState
from bot.questions.meetings import sentence, the_meeting, told


def host_told(call: Call, meeting: Meeting) -> Text:
    """Who hosts a meeting, or hosted it, in a sentence."""
    say, which = call.say, the_meeting(call.say, meeting)
    if meeting.state is MeetingState.CANCELLED:
        return sentence(say("{meeting} is cancelled.", meeting=which))
    if meeting.host is None:
        return sentence(say("{meeting} has no host.", meeting=which))
    host = clip(meeting.host.name, 80)
    if is_to_come(meeting, call.now, call.zone):
        return say("{host} hosts {meeting}.", host=bold(host), meeting=which)
    return say("{host} hosted {meeting}.", host=bold(host), meeting=which)


def coming_told(call: Call, meeting: Meeting) -> Message:
    """Which seats are taken, and what the others said."""
    say = call.say
    seats = meetings_store.seats(call.session, call.network, meeting)
    title = bold(sentence(the_meeting(say, meeting)))
    if not seats.replies:
        return told(title, say("Nobody has answered yet."), _ask_for_more(call))
    groups = [
        _group(say, seats, say("Coming:"), (Standing.YES, Standing.DIGITAL, Standing.DEPUTY)),
        _group(say, seats, say("Perhaps:"), (Standing.MAYBE,)),
        _group(say, seats, say("Not coming:"), (Standing.NO,)),
    ]
    return told(title, _short_counts(call, seats), *groups, _others(call, seats), seats_view.missing(say, seats))


def members_coming_told(call: Call, meeting: Meeting, members: Collection[int]) -> Message:
    """What the seats of some members have come to, each in a line."""
    say = call.say
    seats = meetings_store.seats(call.session, call.network, meeting)
    rows = [
        Text("• ") + joined(": ", [seats_view.seat_name(say, each), _standing(say, seats, each)])
        for each in seats.sittings
        if each.member_id in members
    ]
    title = bold(sentence(the_meeting(say, meeting)))
    return told(title, *rows[:20]) if rows else told(title, say("That member has no seat at this meeting."))


def _standing(say: Say, seats: Seats, sitting: Sitting) -> Text:
    standing = seats.standing(sitting)
    return say("no answer yet") if standing is Standing.SILENT else say(seats_view.WORDS[standing])


def _short_counts(call: Call, seats: Seats) -> Text:
    return Text(answers_line(call.say, seats.counts(), None).split("\n")[0])


def _group(say: Say, seats: Seats, lead: Text, standings: Sequence[Standing]) -> Text:
    named = [seats_view.seat_name(say, each) for each in seats.sittings if seats.standing(each) in standings]
    return joined(" ", [bold(lead), joined(", ", named[:40])]) if named else Text("")


def _others(call: Call, seats: Seats) -> Text:
    """People beside the seats are told by name, so only to one who asks alone."""
    return seats_view.others(call.say, seats) if call.is_private and not call.user.is_outside else Text("")


def _ask_for_more(call: Call) -> Text:
    return call.say("Answer with `{command}`.", command=call.command("mote", "meeting"))


def silent_told(call: Call, meeting: Meeting) -> Message:
    """Which seats have not answered, or that all have."""
    say = call.say
    seats = meetings_store.seats(call.session, call.network, meeting)
    title = bold(sentence(the_meeting(say, meeting)))
    if not any(each.person_id for each in seats.sittings):
        return told(title, say("Nobody holds a seat yet, so nobody can answer."))
    return told(title, seats_view.missing(say, seats) or say("Everybody who holds a seat has answered."))


def own_answer_told(call: Call, meeting: Meeting, *, is_next: bool) -> Message:
    """What the asker has answered to the meeting; only to be shown to them."""
    return show_meeting(call, meeting, is_next=is_next)
