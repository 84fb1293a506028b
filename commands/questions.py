"""Plain questions about meetings: the next, those at a time or of a kind, where, and how long until."""

from __future__ import annotations

from dataclasses import replace

from bot.blocks.parts import section
from bot.feature.declare import Answer, Call, Message, question
from bot.feature.pages import framed, in_rows
from bot.home.home import dates_within
from bot.home.load import KeyDates
from bot.intents.matching import any_of, pattern
from bot.intents.vocabulary import Sign
from bot.language import N_, Text
from bot.meetings import store as meetings_store
from bot.meetings.rules import MeetingOutcome, is_to_come, outcome_of, took_place
from bot.polls.show import NONE_PROPOSED, show_polls
from bot.questions.meetings import (
    cancelled,
    in_that_time,
    is_off,
    last_meeting,
    length,
    moved,
    none_fits,
    noting,
    sentence,
    several_meetings,
)
from bot.questions.selection import AROUND, MEETINGS, WHICH_ONE, Selection, wants_one
from bot.questions.show import about_programme, about_those, show_countdown, show_one, show_place
from bot.questions.view import answers_together
from bot.questions.which_period import of_the_last_period

S = Sign
_CHANGED = (S.CANCELLED, S.MOVED)
_NOT_WHEN = (
    S.WHERE, S.DIGITAL, S.LINK, S.JOIN, S.WHO, S.CONTRIBUTE, S.CHANGES, S.ERRAND, S.SIGN_UP, S.SUGGEST, S.COME,
    S.ANSWERED, S.CALENDAR, S.PREPARE, S.LASTS, S.ANSWER_BY, *_CHANGED,
)  # fmt: skip
"""Signs of another question about a meeting, or of a wish."""


# when


@question(
    "meeting",
    example=N_("When is the next meeting?"),
    recognises=any_of(
        pattern(
            (S.WHEN, S.HOW_LONG),
            MEETINGS,
            takes=(*AROUND, S.WHERE, S.BEGINS, S.ENDS, S.WHICH),
            never=[S.HOW_LONG, S.WHO, S.ANSWERED, *_CHANGED],
        ),
        pattern(
            (*WHICH_ONE, S.LIST, S.HAPPENS),
            MEETINGS,
            takes=(*AROUND, S.WHICH, S.HOW_MANY, S.WHEN, S.OPEN),
            never=_NOT_WHEN,
        ),
        pattern(
            MEETINGS,
            takes=(*AROUND, S.WHICH, S.HOW_MANY, S.BEGINS, S.ENDS, S.OPEN),
            never=_NOT_WHEN,
        ),
        pattern(S.WHEN, (S.NEXT, S.LAST), takes=(*AROUND, S.WHERE), never=[S.STEP, S.ACTIVITY]),
        pattern(S.HAPPENS, (S.DATE, S.NEXT, S.ALL, S.WHICH, S.WHAT), takes=(*AROUND, S.WHEN), never=[S.ENDS]),
        pattern(S.WHEN, (S.MEMBER, S.ELECTED, S.OFFICIALS), S.COME, takes=AROUND, never=[S.ANSWERED]),
        pattern(S.AND_AFTER, S.NEXT, takes=(S.WHEN, *AROUND), never=_NOT_WHEN),
        pattern(
            S.WHEN,
            S.BEGINS,
            takes=(S.ENDS,),
            never=[S.AGREEMENT, S.ACTIVITY, S.NAMED, S.NUMBER, S.WORKED, S.DATE, S.MEMBER],
        ),
        pattern(S.WHEN, S.WE, S.MEMBER, takes=AROUND, never=[S.HOST, S.CONTACT, S.TOPIC, S.COME, S.ANSWERED]),
        pattern(
            S.WHEN,
            S.DATE,
            (S.WE, S.ENDS),
            never=[*_NOT_WHEN, S.TOPIC, S.AGREEMENT, S.ACTIVITY, S.HOST, S.BEGINS, S.NETWORK],
        ),
        pattern(S.FIND, S.DATE, S.WE, never=[*_NOT_WHEN, S.ACTIVITY, S.HOST, S.EXPERIENCE]),
        pattern(S.CALENDAR, (S.NEXT, S.HAPPENS), takes=(S.WHAT, S.OPEN), never=[S.MY]),
    ),
)
def when_is_it(call: Call) -> Answer:
    """The likeliest meeting, or all of them when several fit a time; and what else is to happen then, where no meeting
    is asked for."""
    call = of_the_last_period(call)
    answer = _meetings(call)
    when, signs = call.utterance.when, call.utterance.signs
    if when is None or S.HAPPENS not in signs or signs.intersection(MEETINGS):
        return answer
    also = dates_within(call.say, KeyDates.load(call), when.reach)
    return framed(answer, below=[section(each) for each in in_rows([Text("• ") + each for each in also], "\n")])


def _meetings(call: Call) -> Message:
    selection = Selection.load(call)
    if not selection.meetings:
        return none_fits(call, selection)
    if call.utterance.signs & {S.HOW_MANY, S.AND_AFTER} or (
        len(selection.meetings) > 1
        and (call.utterance.when is not None or _wants_all(call))
        and not wants_one(call.utterance)
    ):
        last_first = selection.is_past and not call.utterance.when and S.FIRST not in call.utterance.signs
        meetings = selection.meetings[::-1] if last_first else selection.meetings
        have_been = selection.is_past and all(took_place(each, call.now, call.zone) for each in meetings)
        return several_meetings(call, meetings, _title(call, is_past=selection.is_past, have_been=have_been))
    first = selection.meetings[0]
    if selection.is_past and call.utterance.when is None:
        return last_meeting(call, first)
    return show_one(call, first, is_next=selection.is_next(first))


def _wants_all(call: Call) -> bool:
    return bool(call.utterance.signs & {S.LIST, S.ALL, S.CALENDAR}) or (
        S.WHICH in call.utterance.signs and not call.utterance.signs & {S.NEXT, S.FIRST, S.FINAL, S.LAST, S.AFTER}
    )


def _title(call: Call, *, is_past: bool, have_been: bool) -> Text:
    say = call.say
    if call.utterance.when is None:
        if is_past:
            return say("Meetings that have been") if have_been else say("Earlier meetings")
        return say("Meetings to come")
    return sentence(say("Meetings {time}", time=in_that_time(call)))


# proposed days


@question(
    "proposed_days",
    example=N_("Which days are proposed?"),
    recognises=any_of(
        pattern(
            (S.DATE, S.WHEN),
            S.SUGGEST,
            takes=(S.WHICH, S.WHAT, S.MEETING, S.FIND, S.WAS, S.OPEN),
            never=[S.WE, S.TOPIC, S.WANTS, S.HOW, S.PROGRAMME, S.ACTIVITY, S.EXPERIENCE, S.HOST, S.MY],
        ),
    ),
)
def which_are_proposed(call: Call) -> Answer:
    """The same, or that there are none and who proposes some."""
    none: Text = call.say(NONE_PROPOSED)
    return show_polls(call) or Message(none, [section(none)])


# cancelled and moved


@question(
    "changed",
    example=N_("Is any meeting cancelled?"),
    recognises=any_of(
        pattern(
            _CHANGED,
            (*MEETINGS, S.DATE),
            takes=(*AROUND, *_CHANGED, S.WHICH, S.HOW_MANY, S.WHEN, S.OPEN),
            never=[S.ACTIVITY, S.HOST, S.ANSWERED, S.EXPERIENCE],
        ),
        pattern(S.CANCELLED, S.FIND, takes=(*AROUND, *_CHANGED), never=[S.ACTIVITY, S.HOST, S.ANSWERED, S.EXPERIENCE]),
    ),
)
def which_are_changed(call: Call) -> Answer:
    """The meetings that are cancelled or did not take place; those that were moved, where only that is asked. Of a
    time without a year also those of the last one."""
    answers = [answer for asked in (*_as_it_was_last(call), call) for answer in _changes(asked)]
    return answers_together(answers) or answers[0]


def _as_it_was_last(call: Call) -> list[Call]:
    """The same question of the time as it was last, where a meeting was changed then."""
    if (past := call.utterance.when_past) is None:
        return []
    then = replace(call, utterance=replace(call.utterance, when=past))
    there, signs = Selection.load(then).whatever_state, call.utterance.signs
    was_moved = S.MOVED in signs and meetings_store.moved_from(call.session, there)
    was_off = S.CANCELLED in signs and any(is_off(then, each) for each in there)
    return [then] if was_moved or was_off else []


def _changes(call: Call) -> list[Message]:
    selection, signs = Selection.load(call), call.utterance.signs
    answers = [cancelled(call, selection)] if S.CANCELLED in signs else []
    if S.MOVED in signs:
        answers.append(moved(call, selection, meetings_store.moved_from(call.session, selection.whatever_state)))
    return answers


# where


@question(
    "where",
    example=N_("Where is the next meeting?"),
    recognises=any_of(
        pattern(S.WHERE, MEETINGS, takes=(*AROUND, S.COME), never=[S.HOW_MANY, S.WHO]),
        pattern(S.WHERE, (S.NEXT, S.LAST, S.DATE), takes=AROUND, never=[S.MEMBER, S.HOST]),
        pattern(S.DIGITAL, (S.NEXT, S.DATE), takes=(*AROUND, S.WHERE)),
        pattern((S.DIGITAL, S.LINK), MEETINGS, takes=(*AROUND, S.WHERE, S.LINK, S.JOIN, S.HOW)),
        pattern(S.LINK, takes=(*AROUND, S.WHERE)),
        pattern(S.WHERE, S.WAS, never=[S.MEMBER, S.TOPIC, S.MY]),
        pattern(S.JOIN, MEETINGS, S.HOW, takes=AROUND),
    ),
)
def where_is_it(call: Call) -> Answer:
    """Where the meeting is."""
    return about_those(call, show_place)


@question(
    "countdown",
    example=N_("How long is it until the next meeting?"),
    recognises=any_of(pattern(S.HOW_LONG, (*MEETINGS, S.NEXT), takes=(*AROUND, S.OPEN), never=[S.AGREEMENT])),
)
def how_long_until(call: Call) -> Answer:
    """How many days are left."""
    return about_those(call, show_countdown)


@question(
    "length",
    example=N_("How long is the next meeting?"),
    recognises=any_of(
        pattern(S.LASTS, (*MEETINGS, S.NEXT, S.DATE), takes=AROUND, never=[S.AGREEMENT, S.ACTIVITY, S.MEMBERS]),
        pattern(S.LASTS, S.ENDS, takes=AROUND, never=[S.AGREEMENT, S.ACTIVITY, S.MEMBERS, S.MEMBER, S.NETWORK]),
    ),
)
def how_long_it_lasts(call: Call) -> Answer:
    """How many days it takes, and between which hours."""
    return about_those(call, length)


@question(
    "noting",
    example=N_("How do I note that a meeting took place?"),
    recognises=any_of(
        pattern(
            S.NOTES,
            MEETINGS,
            (S.HOW, S.WHERE, S.WHO, S.WANTS, S.MY),
            takes=(*AROUND, S.CANCELLED, S.NOT),
            never=[S.COME, S.ATTENDANCE, S.PROGRAMME, S.ANSWERED, S.HOST, S.ACTIVITY],
        ),
    ),
)
def how_it_is_noted(call: Call) -> Answer:
    """Who notes what became of a meeting, and the one that is asked of, else the last of which nobody has noted it."""
    selection = Selection.load(call)
    over = [each for each in selection.whatever_state if not is_to_come(each, call.now, call.zone)]
    unknown = [each for each in over if outcome_of(each, call.now, call.zone) is MeetingOutcome.NOT_RECORDED]
    return noting(call, (unknown or over)[-1:])


@question(
    "programme",
    example=N_("What is on the programme?"),
    recognises=any_of(
        pattern(S.PROGRAMME, takes=(*AROUND, S.WHICH, S.WHEN, S.ABOUT), never=[S.WHO]),
        pattern(S.PREPARE, (*MEETINGS, S.NEXT, S.WHAT), takes=(*AROUND, S.WHICH, S.WHEN, S.HOW, S.WHAT, S.TO_DO)),
        pattern(S.PROGRAMME, (*MEETINGS, S.NEXT, S.DATE, S.WHAT, S.WHICH), takes=(*AROUND, S.ABOUT), never=[S.WHO]),
    ),
)
def what_is_on(call: Call) -> Answer:
    """The themes and the programme of the meeting."""
    return about_programme(call)
