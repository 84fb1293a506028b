"""Answers about people at meetings: who hosts, who comes, who has not answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from bot.blocks.messages import Message
from bot.dates.in_words import span
from bot.feature.call import Call
from bot.feature.pages import in_rows
from bot.hosting.coordination import words_of_plan
from bot.language import N_, Say, Text, bold, joined
from bot.meetings import seats_view
from bot.meetings.card import answers_in_numbers, came_line, the_meeting
from bot.meetings.outcome import what_became
from bot.meetings.rules import MeetingOutcome, is_to_come, outcome_of, span_of
from bot.meetings.seats import Seats, Sitting, Standing
from bot.models import Attendance, Coordination, Meeting, MeetingKind, MeetingState, Period, Role
from bot.questions.meetings import sentence
from bot.questions.view import ask_alone, paragraph, several


def host_of(call: Call, meeting: Meeting) -> Text:
    """Who hosts a meeting, or hosted it, in a sentence."""
    say, name = call.say, the_meeting(call.say, meeting)
    if meeting.state is MeetingState.CANCELLED:
        return sentence(say("{meeting} is cancelled.", meeting=name))
    if meeting.host is None:
        return sentence(say("{meeting} has no host.", meeting=name))
    host = meeting.host_name
    if is_to_come(meeting, call.now, call.zone):
        return say("{host} hosts {meeting}.", host=bold(host), meeting=name)
    match outcome_of(meeting, call.now, call.zone):
        case MeetingOutcome.NOT_RECORDED:
            source = N_("{host} was listed as host of {meeting}; nobody has noted whether it took place.")
        case MeetingOutcome.DID_NOT_TAKE_PLACE:
            source = N_("{host} was to host {meeting}, which did not take place.")
        case _:
            source = N_("{host} hosted {meeting}.")
    return say(source, host=bold(host), meeting=name)


def coming(call: Call, meeting: Meeting, seats: Seats) -> Message:
    """Which seats are taken, and what the others said."""
    say = call.say
    title = bold(sentence(the_meeting(say, meeting)))
    if not seats.replies:
        return paragraph(title, say("Nobody has answered yet."), _ask_for_more(call))
    groups = [
        _group(say, seats, say("Coming:"), (Standing.YES, Standing.DIGITAL, Standing.DEPUTY)),
        _group(say, seats, say("Perhaps:"), (Standing.MAYBE,)),
        _group(say, seats, say("Not coming:"), (Standing.NO,)),
        _group(say, seats, say("Deputy not heard from:"), (Standing.NOT_HEARD,)),
    ]
    rows = [answers_in_numbers(say, seats), *(row for each in groups for row in each)]
    rows += [*_others(call, seats), *seats_view.missing_rows(say, seats)]
    return several(call, rows, title, count=0)


def invited(call: Call, meeting: Meeting, seats: Seats) -> Message:
    """Which seats a meeting is for, and which of them nobody holds."""
    say = call.say
    if meeting.state is MeetingState.CANCELLED:
        return paragraph(host_of(call, meeting))
    held = [seats_view.seat_name(say, each) for each in seats.sittings if each.person_id is not None]
    vacant = [seats_view.seat_name(say, each) for each in seats.sittings if each.person_id is None]
    rows = [*in_rows(held, lead=bold(say("Invited:"))), *in_rows(vacant, lead=bold(say("Vacant seats:")))]
    return several(call, rows, bold(sentence(the_meeting(say, meeting))), count=0)


def in_numbers(call: Call, meeting: Meeting, seats: Seats) -> Message:
    """How many have answered what: all that is said to who is not inside the network."""
    say, is_over = call.say, not is_to_come(meeting, call.now, call.zone)
    numbers = answers_in_numbers(say, seats, is_over=is_over)
    return paragraph(bold(sentence(the_meeting(say, meeting))), numbers, ask_alone(call))


@dataclass(frozen=True)
class SeatsAsked:
    """The seats that a question is about: those of some members, of any role where none is named; else all."""

    members: Collection[int] = ()
    roles: Collection[Role] = ()

    def holds(self, seat: Sitting | Attendance) -> bool:
        """Whether a seat is one of them."""
        return (not self.members or seat.member_id in self.members) and (not self.roles or seat.role in self.roles)


EVERY_SEAT: Final = SeatsAsked()


def seats_coming(call: Call, meeting: Meeting, seats: Seats, asked: SeatsAsked) -> Message:
    """What some seats have come to, each in a line."""
    say = call.say
    rows = [
        Text("• ") + joined(": ", [seats_view.seat_name(say, each), _standing(say, seats, each)])
        for each in seats.sittings
        if asked.holds(each)
    ]
    title = bold(sentence(the_meeting(say, meeting)))
    return several(call, rows, title) if rows else paragraph(title, say("The meeting is not for that seat."))


def who_came(
    call: Call, meeting: Meeting, seats: Seats, noted: Sequence[Attendance], asked: SeatsAsked = EVERY_SEAT
) -> Message:
    """Who came to a meeting that has begun, as it is noted; else that nobody has, and who had said so."""
    say, outcome = call.say, outcome_of(meeting, call.now, call.zone)
    title = bold(sentence(the_meeting(say, meeting)))
    if meeting.state is MeetingState.CANCELLED:
        return paragraph(host_of(call, meeting))
    if outcome is MeetingOutcome.DID_NOT_TAKE_PLACE:
        return paragraph(title, what_became(say, meeting, outcome))
    if noted:
        return several(call, _as_noted(call, seats, noted, asked), title, count=0)
    unknown = what_became(say, meeting, outcome) if outcome is MeetingOutcome.NOT_RECORDED else ""
    lead = joined(" ", [unknown, say("Nobody has noted who came.")])
    names = [seats_view.seat_name(say, each) for each in seats.coming() if asked.holds(each)]
    before = say("Before the meeting {count} had answered yes:", count=len(names))
    nobody = (
        say("Before the meeting nobody had answered yes.")
        if not asked.members
        else say("Before the meeting they had not answered yes.")
    )
    return several(call, [lead, *(in_rows(names, lead=before) or [nobody])], title, count=0)


def _as_noted(call: Call, seats: Seats, noted: Sequence[Attendance], asked: SeatsAsked) -> list[Text]:
    """Who came and who did not; of seats that are asked for also those of which nothing is noted."""
    say, theirs = call.say, [each for each in noted if asked.holds(each)]
    came = in_rows([_seat_noted(say, each) for each in theirs if each.came], lead=bold(say("Came:")))
    away = in_rows([_seat_noted(say, each) for each in theirs if not each.came], lead=bold(say("Did not come:")))
    if not asked.members:
        return [came_line(say, (sum(each.came for each in noted), len(noted))), *came, *away]
    rows = {(each.member_id, each.role) for each in noted}
    others = [each for each in seats.sittings if asked.holds(each) and (each.member_id, each.role) not in rows]
    vacant = [seats_view.seat_name(say, each) for each in others if each.person_id is None]
    unknown = [seats_view.seat_name(say, each) for each in others if each.person_id is not None]
    none = [] if theirs or others else [say("The meeting is not for that seat.")]
    return [
        *came,
        *away,
        *in_rows(vacant, lead=bold(say("Vacant seats:"))),
        *in_rows(unknown, lead=bold(say("Nothing is noted about these:"))),
        *none,
    ]


def _seat_noted(say: Say, noted: Attendance) -> Text:
    name = noted.member.name_in(noted.meeting.period_id)
    return say(seats_view.SEATS_OF[noted.role], member=name)


def _standing(say: Say, seats: Seats, sitting: Sitting) -> Text:
    standing = seats.standing(sitting)
    return say("no answer yet") if standing is Standing.SILENT else say(seats_view.WORDS[standing])


def _group(say: Say, seats: Seats, lead: Text, standings: Sequence[Standing]) -> list[Text]:
    names = [seats_view.seat_name(say, each) for each, standing in seats.standings if standing in standings]
    return in_rows(names, lead=bold(lead))


def _others(call: Call, seats: Seats) -> list[Text]:
    """People beside the seats stand by name, so only for one who asks alone."""
    return seats_view.others(call.say, seats) if call.is_private else []


def _ask_for_more(call: Call) -> Text:
    return call.say("Answer with `{command}`.", command=call.command("mote", "meeting"))


def coordinated(call: Call, period: Period, meetings: Sequence[Meeting]) -> Message:
    """Who is noted as coordinating another period, or that nobody is, and how its plan puts it."""
    say = call.say
    title = bold(say("Coordination {period}", period=span(period.days, say.code)))
    if period.coordination is not Coordination.TROIKA:
        rows = [say("Nobody is noted as coordinator of that period.")]
    else:
        when = call.utterance.when
        hosted = [
            each
            for each in meetings
            if each.host is not None
            and each.kind is MeetingKind.PARTNERSHIP
            and (when is None or span_of(each).overlaps(when.reach))
        ]
        none = say("No host is noted for any partnership meeting then.")
        rule = say("The hosts of the previous, the current and the next partnership meeting; the current host leads.")
        rows = [rule, *([host_of(call, each) for each in hosted] or [none])]
    return several(call, [*rows, *words_of_plan(say, period)], title, count=0)


def silent(call: Call, meeting: Meeting, seats: Seats) -> Message:
    """Which seats have not answered, or that all have."""
    say = call.say
    title = bold(sentence(the_meeting(say, meeting)))
    if not seats.has_holders:
        return paragraph(title, say("Nobody holds a seat yet, so nobody can answer."))
    everybody = [say("Everybody who holds a seat has answered.")]
    is_over = not is_to_come(meeting, call.now, call.zone)
    return several(call, seats_view.missing_rows(say, seats, is_over=is_over) or everybody, title, count=0)
