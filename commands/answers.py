"""Answers in other ways: by a deputy, for somebody else, to a part; and what one needs there (domain 3, 9, 22)."""

from __future__ import annotations

from collections.abc import Callable

from bot.feature.declare import Answer, By, Call, FieldRefusal, Form, Message, Overtaken, Refusal, button, form
from bot.feature.values import number_in
from bot.language import N_
from bot.meetings import store as meetings_store
from bot.meetings.answers import (
    keep_need,
    meeting_to_answer,
    needs_too,
    new_deputy,
    new_holder,
    note_answer,
    note_part,
    open_meeting,
    refuse_if_away,
)
from bot.meetings.card import NeedsButton, holds_seat
from bot.meetings.forms import (
    Represented,
    answer_for_form,
    deputy_form,
    needs_form,
    needs_list,
    needs_saved,
    part_form,
)
from bot.meetings.partly import DINNER, Whole, said_in, ticked, whole_of
from bot.meetings.rules import is_for, span_of
from bot.meetings.seats import SeatValue, empty_seats, may_answer_for, sees_needs
from bot.meetings.show import about_meeting, show_meeting, show_question, show_receipt
from bot.meetings.store import meeting_of
from bot.models import Meeting, Person, Reply, Role
from bot.models.record import keep_reading
from bot.network import store as network_store

# a deputy comes


def meeting_of_button(call: Call) -> Meeting:
    """The meeting a button is about, while it can still be answered, for who may."""
    return open_meeting(call, number_in(call.value))


def meeting_for_deputy(call: Call) -> Meeting:
    """The same, for who can send a deputy."""
    meeting = meeting_of_button(call)
    refuse_without_seat(call)
    return meeting


@button("answer.deputy", by=By.ANSWERING, writes=True, about=about_meeting(meeting_for_deputy))
def deputy(call: Call) -> Answer:
    """The only deputy is noted and asked at once; else the form asks which."""
    return noted_or_asked(call, show_meeting)


@button("receipt.deputy", by=By.ANSWERING, writes=True, about=about_meeting(meeting_for_deputy, show_question))
def deputy_there(call: Call) -> Answer:
    """The same from a receipt, which says so then."""
    return noted_or_asked(call, show_receipt)


def noted_or_asked(call: Call, show: Callable[[Call, Meeting], Message]) -> Answer:
    """The only deputy, noted; or the form."""
    meeting = open_meeting(call, number_in(call.value))
    deputies = deputies_of(call)
    if len(deputies) != 1:
        return deputy_form(call.say, meeting, deputies)
    note_answer(call, meeting, call.answerer, Reply.DEPUTY, deputies[0])
    return show(call, meeting)


def form_for_deputy(call: Call, meeting: Meeting) -> Form:
    """The form that asks which deputy comes."""
    return deputy_form(call.say, meeting, deputies_of(call))


@form("answer.deputy", by=By.ANSWERING, about=about_meeting(meeting_for_deputy, form_for_deputy))
def save_deputy(call: Call) -> Answer:
    """Note the deputy of the form, known or new."""
    meeting = open_meeting(call, number_in(call.value))
    deputies = deputies_of(call)
    choice, name = call.fields.text("deputy"), name_in(call, "name")
    deputy = next((each for each in deputies if str(each.id) == choice), None)
    if deputy is None and not name:
        raise FieldRefusal("deputy" if deputies else "name", N_("Choose the deputy, or write the name."))
    note_answer(call, meeting, call.answerer, Reply.DEPUTY, deputy or deputy_by_name(call, call.answerer, name))
    return show_receipt(call, meeting)


def deputies_of(call: Call) -> list[Person]:
    """The asker's deputies; who holds no seat has none."""
    refuse_without_seat(call)
    return meetings_store.deputies(call.session, call.answerer)


def refuse_without_seat(call: Call) -> None:
    """Only who holds a seat has somebody come instead."""
    if not holds_seat(call.answerer):
        raise Refusal(N_("Only an elected representative or an official can send a deputy."))


def deputy_by_name(call: Call, person: Person, name: str) -> Person:
    """The deputy of that name, made known if the bot has not heard of them."""
    deputies = meetings_store.deputies(call.session, person)
    same = next((each for each in deputies if each.name.casefold() == name.casefold()), None)
    return same or new_deputy(call, person, name)


def name_in(call: Call, field: str) -> str:
    """The name in a field, on one line."""
    return " ".join(call.fields.text(field).split())[:100]


# for somebody else


@button("answer.for", by=By.ANSWERING)
def answer_for(call: Call) -> Answer:
    """The form with those the asker may answer for."""
    return form_for_another(call, meeting_of_button(call))


def form_for_another(call: Call, meeting: Meeting) -> Form:
    """The form, when there is somebody."""
    represented = represented_by(call, meeting)
    if not represented.people and not represented.vacant:
        raise Refusal(N_("There is nobody you can answer for at this meeting. The coordinator can answer for all."))
    return answer_for_form(call.say, meeting, represented)


def represented_by(call: Call, meeting: Meeting) -> Represented:
    """Whose answers the asker may give."""
    people = network_store.people_on(call.session, call.network, span_of(meeting).first)
    sittings = meetings_store.seats(call.session, call.network, meeting).sittings
    theirs = [each for each in people if may_answer_for(call.confirmed, each, call.is_coordinator)]
    mine = [each for each in theirs if each.role is not Role.COORDINATOR and is_for(each, meeting)]
    return Represented(mine, empty_seats(sittings, call.confirmed, call.is_coordinator))


@form("answer.for", by=By.ANSWERING, about=about_meeting(meeting_of_button, form_for_another))
def save_answer_for(call: Call) -> Answer:
    """Note the answer of whoever the form says."""
    meeting = open_meeting(call, number_in(call.value))
    if call.fields.text("reply") not in list(Reply):
        raise FieldRefusal("reply", N_("Choose an answer."))
    reply = Reply(call.fields.text("reply"))
    person = person_in(call, represented_by(call, meeting))
    if reply is Reply.YES and whole_of(meeting) is not None:
        nothing = N_("Tick what they come to. If they come to nothing of it, answer no instead.")
        note_parts(call, meeting, person, nothing)
    else:
        note_answer(call, meeting, person, reply, deputy_in(call, person) if reply is Reply.DEPUTY else None)
    return show_meeting(call, meeting)


def person_in(call: Call, represented: Represented) -> Person:
    """The person the form chooses, made known to the bot when an empty seat is chosen and a name written."""
    choice = call.fields.text("person")
    person = next((each for each in represented.people if str(each.id) == choice), None)
    if person is not None:
        return person
    value = SeatValue.read(choice)
    seat = next(
        (each for each in represented.vacant if (each.member_id, each.role) == (value.member, value.role)), None
    )
    if seat is None:
        raise FieldRefusal("person", N_("Choose somebody you may answer for."))
    name = name_in(call, "name")
    if not name:
        raise FieldRefusal("name", N_("Write the name of the person who holds this seat."))
    return new_holder(call, seat.member_id, seat.role, name)


def deputy_in(call: Call, person: Person) -> Person:
    """The deputy of the form, or the only one there is."""
    if person.role is Role.DEPUTY:
        raise FieldRefusal("reply", N_("A deputy cannot send a deputy."))
    name, deputies = name_in(call, "deputy_name"), meetings_store.deputies(call.session, person)
    if name:
        return deputy_by_name(call, person, name)
    if len(deputies) != 1:
        raise FieldRefusal("deputy_name", N_("Write the deputy's name."))
    return deputies[0]


# a part of it


@button("answer.part", by=By.ANSWERING)
def part(call: Call) -> Answer:
    """The form with what there is to come to."""
    return form_for_part(call, meeting_of_button(call))


def form_for_part(call: Call, meeting: Meeting) -> Form:
    """The form, when there is more than one part, with what one has answered and needs."""
    mine = meetings_store.answer(call.session, meeting, call.confirmed) if call.confirmed else None
    needs = meetings_store.need(call.session, meeting, call.author) if call.author else None
    whole = whole_with_parts(meeting)
    chosen = ticked(whole, mine.reply if mine else None, said_in(mine))
    return part_form(call.say, meeting, whole, chosen, needs.text if needs else "")


def whole_with_parts(meeting: Meeting) -> Whole:
    """What of the meeting one may come to a part of."""
    whole = whole_of(meeting)
    if whole is None:
        raise Overtaken(
            N_("There are no parts to choose between. Answer yes or no to all of the meeting."),
            "meeting.show",
            meeting.id,
        )
    return whole


@form("answer.part", by=By.ANSWERING, about=about_meeting(meeting_of_button, form_for_part))
def save_part(call: Call) -> Answer:
    """Note what one comes to, and what one needs there."""
    meeting = meeting_of_button(call)
    nothing = N_("Tick what you come to. If you come to nothing of it, answer no instead.")
    note_parts(call, meeting, call.answerer, nothing)
    keep_need(call, meeting, call.fields.text("needs"))
    return show_receipt(call, meeting)


def note_parts(call: Call, meeting: Meeting, person: Person, nothing: str) -> None:
    """Note a yes to what is ticked; `nothing` is said where nothing is."""
    chosen = set(call.fields.chosen("parts")) & set(whole_with_parts(meeting).parts)
    if not chosen:
        raise FieldRefusal("parts", nothing)
    note_part(call, meeting, person, [number_in(each) for each in chosen], DINNER in chosen)


# food and accessibility


@button("answer.needs", by=By.AUTHOR)
def needs(call: Call) -> Answer:
    """The form with what one has said before."""
    value = NeedsButton.read(call.value)
    meeting = own_need(call, value.meeting)
    return needs_form(call.say, meeting, needs_too(call, meeting, value.wrote))


def own_need(call: Call, meeting_id: int) -> Meeting:
    """The meeting, where what one has said one needs there stays one's own. Only who comes says something new."""
    meeting = meeting_to_answer(call, meeting_id)
    mine = meetings_store.need(call.session, meeting, call.author) if call.author else None
    if mine is None:
        refuse_if_away(call, meeting)
    return meeting


@form("answer.needs", by=By.AUTHOR)
def save_needs(call: Call) -> Answer:
    """Keep what one needs; an empty field takes it back."""
    meeting = own_need(call, number_in(call.value))
    text = call.fields.text("needs")
    keep_need(call, meeting, text)
    return needs_saved(call.say, text)


@button("answer.needs_told", by=By.HOST, writes=True, only_reads=True)
def everybodys_needs(call: Call) -> Answer:
    """What everybody needs, for the host's people and the coordinator; that they read it is in the record."""
    meeting = meeting_of(call, number_in(call.value))
    if not sees_needs(call.host, meeting.host.id if meeting.host else None, call.is_coordinator):
        raise Refusal(N_("Only the host and the coordinator see what people need."))
    everybodys = meetings_store.needs(call.session, meeting)
    if not everybodys:
        raise Refusal(N_("Nobody has said that they need anything."))
    keep_reading(call.session, meeting, "needs")
    return needs_list(call.say, meeting, everybodys)
