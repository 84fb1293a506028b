"""/mote dagar: propose days for a meeting, see who can which, and decide with one press (domain 11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.blocks.parts import section
from bot.dates.in_words import plain_day
from bot.dates.when import LAST_YEAR, Span
from bot.feature.declare import (
    Answer,
    By,
    Call,
    FieldRefusal,
    Message,
    Overtaken,
    Refusal,
    button,
    form,
    word,
)
from bot.feature.pages import framed
from bot.feature.subject import Subject, asked_anew
from bot.feature.values import number_in
from bot.language import N_, Text
from bot.meetings import store as meetings_store
from bot.meetings.forms import FarOffDay, PlanValue
from bot.meetings.rules import ABSENT, far_off, has_days, is_to_come, let_be_on, may_change, put_in, span_of
from bot.meetings.show import show_meeting
from bot.meetings.store import meeting_of, meeting_to_change, refuse_unless_changeable
from bot.meetings.waiting import as_it_stands
from bot.models import DayAnswer, DayProposal, Meeting
from bot.network import store as network_store
from bot.network.membership import period_in_force, period_of
from bot.polls.form import FIELDS, propose_form
from bot.polls.rules import FEWEST, LONGEST, DayWish, Poll, PollState, Suits, span_of_proposal, usual_length
from bot.polls.show import NONE_PROPOSED, show_poll, show_polls
from bot.polls.store import poll_about, poll_of
from bot.polls.view import HERE, THERE, asks, which_meeting
from bot.reminders.regret import hold_back
from bot.reminders.regret_view import GOES_NOW


@word("mote", "dagar", "days", about=N_("Suggest days for a meeting, see who can which, and decide"))
@button("days.list")
def days(call: Call) -> Answer:
    """The days that are proposed; where there are none, the form for who may propose some."""
    if (shown := show_polls(call)) is not None:
        return shown
    coming = meetings_store.coming_meetings(call.session, call.network, call.now)
    mine = [each for each in coming if call.may(By.HOST) and may_change(each, call.host, call.is_coordinator)]
    wanting = [each for each in mine if not has_days(each)] or mine
    if not wanting:
        raise Refusal(NONE_PROPOSED)
    return propose_form(call.say, wanting[0]) if len(wanting) == 1 else which_meeting(call.say, wanting)


@button("days.show")
def show(call: Call) -> Answer:
    """The newest question about a meeting's days, whatever has become of it."""
    meeting = meeting_of(call, number_in(call.value))
    poll = poll_about(call, meeting)
    return show_poll(call, poll) if poll is not None else show_meeting(call, meeting)


# proposing


@button("days.propose", by=By.HOST)
def propose(call: Call) -> Answer:
    """The form of the button's meeting; what is proposed already is shown."""
    meeting = meeting_to_change(call, number_in(call.value))
    poll = poll_about(call, meeting)
    if poll is not None and poll.state(call.now, call.zone) is PollState.OPEN:
        return show_poll(call, poll)
    refuse_unless_to_come(call, meeting)
    return propose_form(call.say, meeting)


def refuse_unless_to_come(call: Call, meeting: Meeting) -> None:
    """Days are proposed for what is to come."""
    if not is_to_come(meeting, call.now, call.zone):
        raise Overtaken(N_("The meeting's time has passed or it is cancelled."), "meeting.show", meeting.id)


@form("days.propose", by=By.HOST)
def proposed(call: Call) -> Answer:
    """Keep the alternatives; who is invited is asked."""
    meeting = meeting_to_change(call, PlanValue.read(call.value).meeting)
    refuse_unless_to_come(call, meeting)
    poll = poll_about(call, meeting)
    if poll is not None and poll.state(call.now, call.zone) is PollState.OPEN:
        raise Refusal(N_("Days are proposed for this meeting already. Close the form and see them with `{command}`."),
                      command=call.command("mote dagar", "meeting days"))  # fmt: skip
    spans = spans_in(call, meeting)
    ask_about_far_off(call, meeting, spans)
    by = call.confirmed.id if call.confirmed else None
    call.session.add_all(
        DayProposal(
            meeting=meeting, first_day=each.first, last_day=each.last, proposed_by_id=by, proposed_at=call.now,
            goes_at=call.now + call.regret,
        )
        for each in spans
    )  # fmt: skip
    call.session.flush()
    return show(replace(call, value=str(meeting.id)))


def spans_in(call: Call, meeting: Meeting) -> list[Span]:
    """The days to choose between, each of the length that is chosen."""
    length = number_in(call.fields.text("length"))
    if not 1 <= length <= max(LONGEST, usual_length(meeting)):
        raise FieldRefusal("length", N_("Choose how many days the meeting takes."))
    firsts = [(name, call.fields.day(name)) for name in FIELDS]
    spans: dict[date, Span] = {}
    for name, first in firsts:
        if first is None:
            continue
        refuse_day(call, meeting, name, Span(first, first + timedelta(days=length - 1)))
        if first in spans:
            raise FieldRefusal(name, N_("That day is an alternative already."))
        spans[first] = Span(first, first + timedelta(days=length - 1))
    if len(spans) < FEWEST:
        empty = next(name for name, first in firsts if first is None)
        raise FieldRefusal(empty, N_("Choose at least two days to choose between."))
    return [spans[first] for first in sorted(spans)]


def refuse_day(call: Call, meeting: Meeting, field: str, days: Span) -> None:
    """A day that a meeting cannot be moved to is refused where it is chosen."""
    if days.last.year > LAST_YEAR:
        raise FieldRefusal(field, N_("The year {year} is too far off. Choose an earlier day."), year=days.last.year)
    if days.first <= call.today:
        raise FieldRefusal(field, N_("Choose a day after today."))
    if has_days(meeting) and days == span_of(meeting):
        raise FieldRefusal(field, N_("The meeting is on those days already."))
    if is_host_away(call, meeting, days):
        raise FieldRefusal(field, ABSENT, member=meeting.host_name, day=plain_day(days.first, call.say.code))


def is_host_away(call: Call, meeting: Meeting, days: Span) -> bool:
    """Whether the host takes no part when the meeting would be held."""
    host = meeting.host
    return host is not None and host not in network_store.members_on(call.session, call.network, days.first)


def ask_about_far_off(call: Call, meeting: Meeting, spans: list[Span]) -> None:
    """Ask once more for days that lie far off, unless those very days were asked about already."""
    asked = list(days_far_off(call, spans))
    if not {str(each.day) for each in asked} <= set(PlanValue.read(call.value).sure.split(",")):
        raise asked_anew(call, propose_form(call.say, meeting, asked), [])


def days_far_off(call: Call, spans: list[Span]) -> Iterator[FarOffDay]:
    """Those of some days that are asked about before a meeting is put on them."""
    periods = network_store.periods(call.session, call.network)
    for each in spans:
        if (why := far_off(each, each.last, call.today, periods)) is not None:
            whose = period_in_force(periods, each.last)
            yield FarOffDay(each.first, why, period=whose.name if whose else "")


# answering


def wish_of(call: Call) -> tuple[Poll, DayWish]:
    """The question of the button and what is said, for one of those asked, while it is open."""
    wish = DayWish.read(call.value)
    poll = open_poll(call, wish.proposal)
    if not poll.is_asked(call.answerer.id):
        raise Refusal(N_("Those invited to the meeting are asked; you are not one of them."))
    if wish.wish is None:
        raise Overtaken(NOT_PROPOSED, "days.show", poll.meeting.id)
    return poll, wish


NOT_PROPOSED = N_("The days are no longer asked about. Nothing was changed.")


def open_poll(call: Call, proposal_id: int) -> Poll:
    """The question that an alternative belongs to, while it is open."""
    return refuse_unless_open(call, poll_of(call, proposal_id))


def refuse_unless_open(call: Call, poll: Poll) -> Poll:
    """What is decided or over is shown as it is now."""
    if poll.state(call.now, call.zone) is not PollState.OPEN:
        raise Overtaken(NOT_PROPOSED, "days.show", poll.meeting.id)
    return poll


@button(THERE, by=By.ANSWERING, writes=True)
def say_there(call: Call) -> Answer:
    """Keep what is said where the bot asked: the question stays, with what was said."""
    poll = kept(call)
    return replace(asks(call.say, poll, call.answerer.id, call.today), in_place=True)


@button(HERE, by=By.ANSWERING, writes=True)
def say_here(call: Call) -> Answer:
    """The same where it is looked at."""
    return show_poll(call, kept(call))


def kept(call: Call) -> Poll:
    """Keep it: who has answered once has answered of every alternative."""
    meetings_store.wait_for_turn(call.session, call.answerer)
    poll, wish = wish_of(call)
    for each in poll.proposals:
        mine = next((row for row in each.answers if row.person_id == call.answerer.id), None)
        if mine is None:
            mine = DayAnswer(person_id=call.answerer.id, can=False, answered_at=call.now)
            each.answers.append(mine)
        if wish.wish is Suits.NONE:
            mine.can = False
        elif each.id == wish.proposal:
            mine.can = wish.wish is Suits.CAN
    call.session.flush()
    return poll


@button("days.mine", by=By.ANSWERING)
def mine(call: Call) -> Answer:
    """One's own answer, for who sees what can be decided."""
    poll = open_poll(call, number_in(call.value))
    return asks(call.say, poll, call.answerer.id, call.today, HERE)


# deciding


def poll_to_decide(call: Call) -> Poll:
    """The question of the button, while it is open, for those who may change the meeting."""
    poll = poll_of(call, number_in(call.value))
    refuse_unless_changeable(call, poll.meeting)
    return refuse_unless_open(call, poll)


POLL = Subject(facts=lambda call: poll_to_decide(call).facts, show=lambda call: show_poll(call, poll_to_decide(call)))


@button("days.decide", by=By.HOST, writes=True, about=POLL)
def decide(call: Call) -> Answer:
    """Put the meeting on those days, as the form that sets them does: it is told likewise."""
    poll = poll_to_decide(call)
    meeting, chosen = poll.meeting, next(each for each in poll.proposals if each.id == number_in(call.value))
    days, stood = span_of_proposal(chosen), as_it_stands(meeting)
    if is_host_away(call, meeting, days):
        raise Refusal(ABSENT, member=meeting.host_name, day=plain_day(days.first, call.say.code))
    if chosen not in poll.to_come(call.today):
        raise Overtaken(NOT_PROPOSED, "days.show", meeting.id)
    let_be_on(meeting, days, days.first.replace(day=1), call.now)
    put_in(meeting, period_of(network_store.periods(call.session, call.network), days))
    meeting.sequence += 1
    call.session.flush()
    hold_back(call, meeting, stood)
    return with_word(call, N_("The days are set."), meeting)


@button("days.send", by=By.HOST, writes=True, about=POLL)
def send(call: Call) -> Answer:
    """Let the question go out now."""
    poll = poll_to_decide(call)
    for each in poll.proposals:
        each.goes_at = min(each.goes_at, call.now)
    call.session.flush()
    said = call.say(GOES_NOW)
    return framed(show_poll(call, poll), above=[section(said)], text=said)


@button("days.withdraw", by=By.HOST, writes=True, about=POLL)
def withdraw(call: Call) -> Answer:
    """Nobody is asked any longer; the meeting stays as it is."""
    poll = poll_to_decide(call)
    for each in poll.proposals:
        each.withdrawn_at = call.now
    call.session.flush()
    return with_word(call, N_("The proposal of days has been taken back."), poll.meeting)


def with_word(call: Call, sentence: str, meeting: Meeting) -> Message:
    """The meeting as it is now, under what was done."""
    said: Text = call.say(sentence)
    return framed(show_meeting(call, meeting), above=[section(said)], text=said)
