"""/natverk administrera, Personer: who sits where, deputies, the spokesperson, and people who are not in Slack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from bot.feature.declare import Answer, By, Call, FieldRefusal, Form, Refusal, button, form
from bot.feature.subject import AsOpened
from bot.feature.values import number_in
from bot.language import N_, lines
from bot.meetings.answers import stand_down
from bot.models import Member, Person, PersonState, Role, SeatEdit
from bot.network import store as network_store
from bot.network.membership import SEATS, WITHOUT_MEMBER, holder, leave, spokesperson_of, take_seat
from bot.network.people import SEAT_CHOICES, SeatChoice, seat_asked_for, seat_of
from bot.network.seats import keeping_a_coordinator, take_over_deputies, told_of_seat
from bot.plan.managing import just_changed
from bot.plan.people_forms import (
    COORDINATOR,
    ENDS,
    PersonValue,
    SeatBefore,
    WhomToFind,
    changed_in_words,
    find_form,
    person_form,
    seats_undone,
    told_of_change,
)
from bot.plan.seat_editing import UNDO, seating, undo_seats
from bot.plan.show import show_people
from bot.text import one_line


@button("manage.people", by=By.COORDINATOR)
def people(call: Call) -> Answer:
    """Who sits for each member, with ways to change it; also only those somebody has looked for."""
    return show_people(call, WhomToFind.read(call.value if "." in call.value else ""))


@button("manage.find_person", by=By.COORDINATOR)
def find(call: Call) -> Answer:
    """The form in which a person or member is looked for."""
    everybody = network_store.people(call.session, call.network)
    return find_form(call.say, members_of(call), everybody)


@form("manage.find_person", by=By.COORDINATOR)
def found(call: Call) -> Answer:
    """Those who were looked for."""
    return show_people(call, WhomToFind.read(call.fields.text("whom")))


@button("people.undo", by=By.COORDINATOR, writes=True)
def take_back(call: Call) -> Answer:
    """Let everybody sit as before a change, while nothing else has changed of them."""
    people = undo_seats(call, call.session.get(SeatEdit, number_in(call.value)))
    return just_changed(call.say, show_people(call), seats_undone(call.say, people))


def members_of(call: Call) -> list[Member]:
    """The members that somebody can sit for."""
    return network_store.members_to_join(call.session, call.network, call.today)


def person_meant(call: Call) -> Person | None:
    """Whom a button or form is about; None: somebody who is noted."""
    value = PersonValue.read(call.value)
    if not value.person:
        return None
    person = network_store.person(call.session, call.network, value.person)
    if person is None or person.state is not PersonState.CONFIRMED:
        raise Refusal(N_("That person has no seat any more."))
    return person


@button("manage.person", by=By.COORDINATOR)
def person_to_change(call: Call) -> Answer:
    """The form, as somebody sits now; of an empty seat, or of none, somebody new."""
    return form_of(call)


def form_of(call: Call) -> Form:
    """The same, for what is done with it."""
    return person_form(call.say, person_meant(call), members_of(call), PersonValue.read(call.value))


@dataclass(frozen=True)
class WantedSeat:
    """What the form says of somebody."""

    name: str
    account: str
    role: Role | None
    """None: their seat ends."""
    member: Member | None
    whose: Person | None
    """Whose deputy they are."""
    speaks: bool

    def is_seat_of(self, person: Person) -> bool:
        """Whether somebody sits so already."""
        seat = (person.role, person.member, person.deputy_for)
        return person.state is PersonState.CONFIRMED and seat == (self.role, self.member, self.whose)


@form("manage.person", by=By.COORDINATOR, about=AsOpened(person_to_change))
def save_person(call: Call) -> Answer:
    """Change somebody's name, seat, account and whether they speak for the network, or note somebody new."""
    there = person_meant(call)
    wanted = wanted_of(call, there)
    person = there or account_row(call, wanted)
    refuse_what_waits(call, person, wanted)
    everybody = network_store.people(call.session, call.network)
    spoke = spokesperson_of(each for each in everybody if each is not person) if wanted.speaks else None
    concerned = [(each, SeatBefore.of(each)) for each in (person, spoke) if each is not None]
    with seating(call) as change:
        seat(change.call, person, wanted)
        if spoke is not None:
            spoke.spokesperson = False
        call.session.flush()
        if any(changed_in_words(call.say, before, each) for each, before in concerned):
            for each, before in concerned:
                tell(change.call, each, before)
    words = lines(*(row for each, before in concerned for row in changed_in_words(call.say, before, each)))
    return just_changed(call.say, show_people(call), words, change.row.id if change.row else 0, UNDO)


def wanted_of(call: Call, there: Person | None) -> WantedSeat:
    """What the form says, where a member's seat is free and all is as it can be."""
    fields, name, chosen = call.fields, one_line(call.fields.text("name")), call.fields.text("role")
    if not name:
        raise FieldRefusal("name", N_("Write what the person is called."))
    if chosen == ENDS and there is not None:
        return WantedSeat(name, "", None, None, None, speaks=False)
    role, deputises = role_of(chosen, there)
    member = next((each for each in members_of(call) if str(each.id) == fields.text("member")), None)
    if member is None and role not in WITHOUT_MEMBER:
        raise FieldRefusal("member", N_("Choose the member that the person represents."))
    others = [each for each in network_store.people(call.session, call.network) if each is not there]
    holds = holder(others, member.id if member else None, role) if role in SEATS else None
    if holds is not None:
        raise FieldRefusal("role", TAKEN, name=holds.name, seat=seat_of(call.say, holds))
    speaks = "on" in fields.chosen("spokesperson")
    if speaks and role is not Role.ELECTED:
        raise FieldRefusal("spokesperson", N_("Only an elected representative can be spokesperson."))
    whose = holder(others, member.id if member else None, deputises) if deputises else None
    account = "" if there and there.slack_id else account_of(call, there)
    return WantedSeat(name, account, role, member, whose, speaks)


TAKEN = N_("{name} is {seat} already. Choose deputy here, or let {name} have another role first.")


def role_of(chosen: str, there: Person | None) -> tuple[Role, Role | None]:
    """The role that was chosen, and for a deputy whose; who coordinates is named elsewhere."""
    value = SeatChoice.read(chosen)
    coordinates = there is not None and there.role is Role.COORDINATOR
    if chosen not in SEAT_CHOICES or value.role is None or (chosen == COORDINATOR and not coordinates):
        raise FieldRefusal("role", N_("Choose a role."))
    return value.role, value.deputises


def account_of(call: Call, there: Person | None) -> str:
    """The account that was chosen, which nobody else in the network has."""
    slack_id = call.fields.text("account")
    known = network_store.account(call.session, call.network, slack_id) if slack_id else None
    if known is None:
        return slack_id
    if known.state is PersonState.CONFIRMED:
        sentence = N_("{name} has that account, and is {seat}.")
        raise FieldRefusal("account", sentence, name=known.name, seat=seat_of(call.say, known))
    if there is not None:
        sentence = N_("{name} has been in the network before, or asked to join, with that account. End this seat and"
                      " add the person anew with the account, or confirm the request.")  # fmt: skip
        raise FieldRefusal("account", sentence, name=known.name)
    return slack_id


def account_row(call: Call, wanted: WantedSeat) -> Person:
    """Somebody who is noted: the row of their account where the network has met it, else a new one."""
    known = network_store.account(call.session, call.network, wanted.account) if wanted.account else None
    role = wanted.role or Role.GUEST
    return known or Person(network_id=call.network.id, name="", role=role, state=PersonState.REQUESTED)


def refuse_what_waits(call: Call, person: Person, wanted: WantedSeat) -> None:
    """What somebody has asked for is decided where it waits, not passed by."""
    waits = network_store.open_request(call.session, person) if person.id else None
    if waits is not None and not wanted.is_seat_of(person):
        sentence = N_("{name} has asked to be {seat}. Confirm or decline that first, under Members.")
        raise FieldRefusal("role", sentence, name=person.name, seat=seat_asked_for(call.say, waits))


def seat(call: Call, person: Person, wanted: WantedSeat) -> None:
    """Let somebody be as the form says."""
    session = call.session
    person.name, person.slack_id = wanted.name, wanted.account or person.slack_id
    if not wanted.is_seat_of(person):
        if person.state is PersonState.CONFIRMED:
            stand_down(call, person)
        if wanted.role is None:
            with keeping_a_coordinator(call, person):
                leave(person, call.now)
            return
        with keeping_a_coordinator(call, person):
            take_seat(person, wanted.role, wanted.member, wanted.whose, call.now)
            session.add(person)
        session.flush()
        take_over_deputies(session, person)
    person.spokesperson = wanted.speaks


def tell(call: Call, person: Person, before: SeatBefore) -> None:
    """Tell somebody in Slack what was changed of them, unless they did it."""
    if person.slack_id and person.slack_id != call.user.id and changed_in_words(call.say, before, person):
        write = told_of_change(call.network.name, before, person, lambda say: partial(call.command, say=say))
        call.post(told_of_seat(person, call.now, person.slack_id, write))
