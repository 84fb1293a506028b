"""Answers about meetings, in a sentence or two: when, where, what is on, how long until, and which there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from bot.blocks.messages import Message
from bot.blocks.parts import actions, section
from bot.dates.in_words import hours, month, span, understood
from bot.dates.when import Span
from bot.feature.call import Call
from bot.feature.pages import framed
from bot.intents.vocabulary import Sign
from bot.language import N_, Say, Text, bold, joined, lines
from bot.meetings.card import (
    answers_in_numbers,
    away,
    in_one_line,
    lead_of,
    programme,
    the_meeting,
    themes_rows,
    where_of,
)
from bot.meetings.load import ThemeList
from bot.meetings.outcome import OUTCOMES, outcome_buttons
from bot.meetings.rules import (
    NOT_OVER,
    AgendaItem,
    MeetingOutcome,
    days_of,
    has_days,
    is_going_on,
    is_to_come,
    may_change,
    outcome_of,
    span_of,
    took_place,
)
from bot.meetings.seats import Seats
from bot.meetings.show import no_meetings_now
from bot.meetings.themes_view import chosen_in_words, suggested_in_words
from bot.models import Meeting
from bot.questions.selection import PEOPLE_COME, Selection, hosts_of, kinds_of
from bot.questions.view import paragraph, several


def sentence(text: Text) -> Text:
    """A sentence begins with a capital letter, whatever it begins with."""
    return Text(text[:1].upper() + text[1:])


# when


def past_meeting(call: Call, meeting: Meeting) -> Message:
    """That a meeting has been, has not, or that nobody knows, with buttons for those who may say it."""
    is_unknown = outcome_of(meeting, call.now, call.zone) is MeetingOutcome.NOT_RECORDED
    return (_to_be_noted if is_unknown else _past)(call, meeting)


def _past(call: Call, meeting: Meeting) -> Message:
    return paragraph(sentence(_what_became(call, meeting)), *_was(call, meeting))


def _to_be_noted(call: Call, meeting: Meeting) -> Message:
    """What is known of a past meeting, with the buttons that say it or otherwise for those who may."""
    shown, outcome = _past(call, meeting), outcome_of(meeting, call.now, call.zone)
    buttons = outcome_buttons(call.say, meeting, outcome)
    if not buttons or not call.is_private or not may_change(meeting, call.host, call.is_coordinator):
        return shown
    return framed(shown, below=[actions(*buttons)])


def _what_became(call: Call, meeting: Meeting) -> Text:
    say, name = call.say, the_meeting(call.say, meeting)
    match outcome_of(meeting, call.now, call.zone):
        case MeetingOutcome.NOT_RECORDED:
            return say("Nobody has noted whether {meeting} took place.", meeting=name)
        case MeetingOutcome.CANCELLED:
            return say("{meeting} is cancelled.", meeting=name)
        case MeetingOutcome.DID_NOT_TAKE_PLACE:
            return say("{meeting} did not take place.", meeting=name)
    return say("{meeting} has been.", meeting=name)


def meeting_in_brief(call: Call, meeting: Meeting, seats: Seats, *, is_next: bool) -> Message:
    """A meeting in a line, without anything of the asker's own: for a channel."""
    lead = lead_of(call.say, outcome_of(meeting, call.now, call.zone), is_next=is_next)
    counts = answers_in_numbers(call.say, seats) if is_to_come(meeting, call.now, call.zone) else Text("")
    return paragraph(Text(f"{lead} {_row(call, meeting)}"), counts)


def last_meeting(call: Call, meeting: Meeting) -> Message:
    """Which meeting was last, or first."""
    if not took_place(meeting, call.now, call.zone):
        return past_meeting(call, meeting)
    is_first = Sign.FIRST in call.utterance.signs
    was = N_("The first one was {meeting}.") if is_first else N_("The last one was {meeting}.")
    return paragraph(call.say(was, meeting=the_meeting(call.say, meeting)), *_was(call, meeting))


def _was(call: Call, meeting: Meeting) -> list[Text]:
    """Where it was and who hosted it."""
    where = where_of(call.say, meeting) if meeting.place or meeting.digital else ""
    host = call.say("host: {name}", name=meeting.host_name) if meeting.host else ""
    return [joined(" · ", [where, host])]


def _row(call: Call, meeting: Meeting) -> Text:
    is_over = not is_to_come(meeting, call.now, call.zone)
    when = away(call.say, meeting, call.today, is_over=is_over)
    return joined(" · ", [in_one_line(call.say, meeting, is_over=is_over), when])


def several_meetings(call: Call, meetings: Sequence[Meeting], title: Text) -> Message:
    """Several meetings, a line each; with the number of those that are to come, were held … where it is asked for."""
    return _listed(call, meetings, bold(title))


def _listed(call: Call, meetings: Sequence[Meeting], lead: Text) -> Message:
    rows = [Text("• ") + joined(" · ", [_row(call, each), _outcome(call, each)]) for each in meetings]
    counts = _counts(call, meetings) if Sign.HOW_MANY in call.utterance.signs else ""
    return several(call, rows, lines(lead, counts))


def _counts(call: Call, meetings: Sequence[Meeting]) -> Text:
    say, outcomes = call.say, [outcome_of(each, call.now, call.zone) for each in meetings]
    numbers = {each: outcomes.count(each) for each in COUNTED}
    nothing = say("none is noted as held") if call.utterance.is_past and not numbers[MeetingOutcome.TOOK_PLACE] else ""
    return joined(" · ", [nothing, *(say(COUNTED[each], count=count) for each, count in numbers.items() if count)])


SIDES: Final[Mapping[str, str]] = {
    "from": N_("from {time} on"), "until": N_("until {time}"), "after": N_("after {time}"),
    "before": N_("before {time}"),
}  # fmt: skip


COUNTED: Final[Mapping[MeetingOutcome, str]] = {
    MeetingOutcome.GOING_ON: N_("{count} going on"),
    MeetingOutcome.TO_COME: N_("{count} to come"),
    MeetingOutcome.CANCELLED: N_("{count} cancelled"),
    MeetingOutcome.TOOK_PLACE: N_("{count} held"),
    MeetingOutcome.DID_NOT_TAKE_PLACE: N_("{count} did not take place"),
    MeetingOutcome.NOT_RECORDED: N_("nobody has noted whether {count} took place"),
}


def _outcome(call: Call, meeting: Meeting) -> Text:
    """That a meeting is cancelled; what is known of one whose time has passed, where that is not that it took place."""
    outcome = outcome_of(meeting, call.now, call.zone)
    return Text("") if outcome in (*NOT_OVER, MeetingOutcome.TOOK_PLACE) else call.say(OUTCOMES[outcome])


def in_that_time(call: Call) -> Text:
    """The time that was named, in the words we read it as: "i november 2020", "hösten 2020"."""
    say, when = call.say, call.utterance.when
    assert when is not None
    named = understood(when.span, when.kind, say.code)
    if when.side:
        return say(SIDES[when.side], time=named)
    years = when.span.is_whole_years
    if when.kind == "month" or (when.kind == "days" and when.span.is_whole_months and not years):
        return say("in {month}", month=named)
    is_days = when.kind in ("day", "days") and not years
    return say("on {days}", days=named) if is_days else say("during {time}", time=named)


def other_time(call: Call) -> Text:
    """That an answer holds today, where another time was asked for; else nothing."""
    utterance, say = call.utterance, call.say
    if utterance.doubt is not None:
        return say("This holds today; I cannot answer for “{date}”.", date=utterance.doubt.text)
    if utterance.when is None or call.today in utterance.when.reach:
        return Text("")
    return say("This holds today; I cannot say what holds {time}.", time=in_that_time(call))


def holding_today(call: Call, answer: Message) -> Message:
    """An answer that holds on the day it is asked, which says so where another time was asked for."""
    other = other_time(call)
    return framed(answer, above=paragraph(other).blocks, text=other) if other else answer


# cancelled, moved, noted


def cancelled(call: Call, selection: Selection) -> Message:
    """Which of the meetings asked of are cancelled or did not take place; else that none is noted so."""
    those = selection.whatever_state
    if call.utterance.when is not None and len(those) == 1 and not is_to_come(those[0], call.now, call.zone):
        return past_meeting(call, those[0])
    off = [each for each in those if is_off(call, each)]
    if off:
        return _with_next(call, selection, several_meetings(call, off, call.say("Meetings that do not take place")))
    if not selection.whatever_state:
        return none_fits(call, selection)
    none = (
        call.say("No meeting is noted as cancelled.")
        if call.utterance.when is None
        else call.say("No meeting is noted as cancelled {time}.", time=in_that_time(call))
    )
    return _none_changed(call, selection, none)


def is_off(call: Call, meeting: Meeting) -> bool:
    """Whether a meeting is cancelled or did not take place."""
    off = (MeetingOutcome.CANCELLED, MeetingOutcome.DID_NOT_TAKE_PLACE)
    return outcome_of(meeting, call.now, call.zone) in off


def moved(call: Call, selection: Selection, moved_from: Mapping[int, Span]) -> Message:
    """Which of the meetings asked of were moved, and from when; else that none is noted so."""
    say, those = call.say, [each for each in selection.whatever_state if each.id in moved_from]
    if those:
        rows = [
            Text("• ")
            + joined(" · ", [_row(call, each), say("moved from {days}", days=span(moved_from[each.id], say.code))])
            for each in those
        ]
        return _with_next(call, selection, several(call, rows, bold(say("Meetings that were moved"))))
    if not selection.whatever_state:
        return none_fits(call, selection)
    none = (
        say("No meeting is noted as moved.")
        if call.utterance.when is None
        else say("No meeting is noted as moved {time}.", time=in_that_time(call))
    )
    return _none_changed(call, selection, none)


def _none_changed(call: Call, selection: Selection, none: Text) -> Message:
    """That none is, and those at the time that was named, else the next."""
    if call.utterance.when is not None:
        return _listed(call, selection.whatever_state, none)
    return _none_but(call, selection, none)


def _with_next(call: Call, selection: Selection, answer: Message) -> Message:
    """An answer about all meetings, with the next below."""
    if call.utterance.when is not None or not selection.coming:
        return answer
    return framed(answer, below=[section(_next_is(call, selection))])


def noting(call: Call, over: Sequence[Meeting]) -> Message:
    """Who notes what became of a meeting, and where; `over` is the one asked of, if its time has passed."""
    say = call.say
    who = say("Once a meeting's time has passed, its host or the coordinator notes whether it took place.")
    if not over:
        return paragraph(who)
    command = call.command("mote", "meeting") + " " + month(over[0].month, say.code)
    return framed(
        _to_be_noted(call, over[0]),
        above=[section(lines(who, say("`{command}` shows the buttons.", command=command)))],
        text=who,
    )


# where


def place(call: Call, meeting: Meeting) -> Message:
    """Where a meeting to come is, or that it is not settled and who would know."""
    say, name = call.say, the_meeting(call.say, meeting)
    link = Text("<") + meeting.link + Text(">") if meeting.link and meeting.digital else Text("")
    where = meeting.place
    if meeting.place and meeting.digital:
        return paragraph(sentence(say("{meeting}: {place}, and digitally.", meeting=name, place=where)), link)
    if meeting.digital:
        is_digital = sentence(say("{meeting} is digital.", meeting=name))
        return paragraph(is_digital, link or say("The link is not there yet."))
    if meeting.place:
        return paragraph(sentence(say("{meeting}: {place}.", meeting=name, place=where)))
    host = say("{host} hosts it.", host=meeting.host_name) if meeting.host else ""
    return paragraph(say("The place of {meeting} is not set yet.", meeting=name), host)


def programme_of(
    call: Call, meeting: Meeting, chosen: Sequence[str], items: Sequence[AgendaItem], waiting: ThemeList | None
) -> Message:
    """The chosen themes and the programme of a meeting, and what is suggested and chosen for the next partnership
    meeting. `waiting`: None where that is not asked for, or stays inside."""
    say, name = call.say, the_meeting(call.say, meeting)
    suggested = _waiting(call, meeting, waiting) if waiting else []
    if chosen or items:
        rows = [*themes_rows(say, chosen), *programme(say, items), *suggested]
        return several(call, rows, bold(sentence(name)), count=0)
    if not call.is_inside:
        inside = say("Themes can be read by those who are in the network.")
        return paragraph(say("No programme is noted for {meeting}.", meeting=name), inside)
    if not is_to_come(meeting, call.now, call.zone):
        return several(call, [say("No theme or programme is noted for {meeting}.", meeting=name), *suggested], count=0)
    nothing = say("No theme or programme is set yet for {meeting}.", meeting=name)
    return several(call, [nothing, *suggested, *_suggest(call)], count=0)


def _waiting(call: Call, meeting: Meeting, waiting: ThemeList) -> list[Text]:
    chosen = chosen_in_words(call.say, waiting) if waiting.meeting is not meeting and waiting.themes else []
    return [*suggested_in_words(call.say, waiting), *chosen]


def _suggest(call: Call) -> list[Text]:
    """How one suggests a theme, for those who may."""
    command = call.command("mote tema", "meeting theme")
    return [call.say("Suggest a theme with `{command}`.", command=command)] if call.may_write else []


# how long until


def going_on(call: Call, meeting: Meeting) -> Text:
    """That a meeting goes on, and which of its days it is."""
    say, name, days = call.say, the_meeting(call.say, meeting), span_of(meeting)
    if days.days == 1:
        return sentence(say("{meeting} is going on now.", meeting=name))
    number = (call.today - days.first).days + 1
    now = say("{meeting} is going on now, day {number} of {days}.", meeting=name, number=number, days=days.days)
    return sentence(now)


def countdown(call: Call, meeting: Meeting) -> Message:
    """How many days are left until a meeting to come; with only its month set, until that begins."""
    say, name = call.say, the_meeting(call.say, meeting)
    if is_going_on(meeting, call.now, call.zone):
        return paragraph(going_on(call, meeting))
    days = (span_of(meeting).first - call.today).days
    if not has_days(meeting):
        return paragraph(_until_month(say, name, days))
    if days <= 0:
        return paragraph(sentence(say("{meeting} is today.", meeting=name)))
    return paragraph(say.many("{count} day is left until {meeting}.", "{count} days are left until {meeting}.", days,
                              meeting=name))  # fmt: skip


def length(call: Call, meeting: Meeting) -> Message:
    """How many days a meeting takes, and between which hours; or that they are not set."""
    say, name, days = call.say, the_meeting(call.say, meeting), days_of(meeting)
    if days is None:
        return paragraph(say("The length of {meeting} is not set yet, only its month.", meeting=name))
    took = say.many("{meeting}: {count} day.", "{meeting}: {count} days.", days, meeting=name)
    between = hours(meeting.starts, meeting.ends, say.code) if meeting.starts else say("The hours are not set.")
    return paragraph(sentence(took), between)


def _until_month(say: Say, which: Text, days: int) -> Text:
    unset = say("Only its month is set yet, not the days.")
    if days <= 0:
        return joined(" ", [sentence(say("{meeting} is this month.", meeting=which)), unset])
    left = say.many("{count} day is left until the month of {meeting} begins.",
                    "{count} days are left until the month of {meeting} begins.", days, meeting=which)  # fmt: skip
    return joined(" ", [left, unset])


# answer


def where_to_answer(call: Call, meeting: Meeting) -> Message:
    """The command that shows a meeting with the buttons that answer: for a channel."""
    say, command = call.say, call.command("mote", "meeting")
    return paragraph(
        say("You answer for {meeting} with `{command}`.", meeting=the_meeting(say, meeting), command=command)
    )


def ready_to_answer(say: Say, card: Message) -> Message:
    """A meeting's card, whose buttons answer."""
    return framed(card, above=[section(say("Answer with the buttons below."))])


# none


def none_fits(call: Call, selection: Selection) -> Message:
    """Say that no meeting is as the question has it, and which is next."""
    say, utterance, coming = call.say, call.utterance, selection.coming
    if selection.is_past:
        if hosts_of(utterance):
            return paragraph(hosted_nothing(call, hosts_of(utterance)))
        return paragraph(say("No such meeting is noted.") if selection.is_narrowed else say("No meeting is noted."))
    if utterance.when is not None:
        if selection.beside:
            return _listed(call, selection.beside, none_then(call))
        if utterance.when.reach.last < call.today:
            return paragraph(say("No meeting is noted {time}.", time=in_that_time(call)))
        return _none_but(call, selection, say("No meeting is planned {time}.", time=in_that_time(call)))
    if utterance.who and not utterance.signs & {*PEOPLE_COME, Sign.AFTER}:
        return _none_but(call, selection, hosts_nothing(call, utterance.who))
    if kinds_of(utterance) or coming:
        return _none_but(call, selection, say("No such meeting is planned."))
    return nothing_to_come(call, selection)


def none_then(call: Call) -> Text:
    """That no meeting at a time is as a question has it, where others are."""
    say, utterance, time = call.say, call.utterance, in_that_time(call)
    if hosts := hosts_of(utterance):
        return say("{member} is not noted as host of any meeting {time}.", member=names_of(call, hosts), time=time)
    if Sign.OPEN in utterance.signs and not kinds_of(utterance):
        return say("No meeting is left {time}.", time=time)
    if Sign.ELECTED in utterance.signs:
        return say("No meeting for elected representatives is noted {time}.", time=time)
    return say("No such meeting is noted {time}.", time=time)


def _none_but(call: Call, selection: Selection, none: Text) -> Message:
    """That none is planned, and which is next instead."""
    if selection.coming:
        return paragraph(none, _next_is(call, selection))
    nothing = nothing_to_come(call, selection)
    return Message(lines(none, nothing.text), [section(none), *nothing.blocks])


def _next_is(call: Call, selection: Selection) -> Text:
    return call.say("Next is {meeting}.", meeting=the_meeting(call.say, selection.coming[0]))


def nothing_to_come(call: Call, selection: Selection) -> Message:
    """That no meeting is to come, what was last, and how one is added."""
    return no_meetings_now(call, selection.last_planned)


def hosted_nothing(call: Call, members: Collection[int]) -> Text:
    """That some members have hosted nothing."""
    return call.say("Nobody has noted that {member} has hosted a meeting.", member=names_of(call, members))


def hosts_nothing(call: Call, members: Collection[int]) -> Text:
    """That some members host nothing."""
    return call.say("{member} hosts no meeting that is planned.", member=names_of(call, members))


def names_of(call: Call, members: Collection[int]) -> Text:
    """What members are called."""
    names = {each.id: each.name for each in call.network.members}
    return bold(" / ".join(names[each] for each in members if each in names))
