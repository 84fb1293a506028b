"""/natverk gå med: ask to join; a coordinator confirms or declines."""

from __future__ import annotations

from datetime import timedelta

from bot.feature.declare import Answer, By, Call, FieldRefusal, Post, Refusal, button, form, word
from bot.feature.values import number_in
from bot.language import N_
from bot.meetings.answers import stand_down
from bot.models import Member, Membership, MembershipState, Period, Person, PersonState, Role
from bot.municipalities import first_called, real_name
from bot.network import store as network_store
from bot.network.membership import SEATS, WITHOUT_MEMBER, confirm, holder, leave, replaced_by
from bot.network.people import (
    LONGEST_MEMBER,
    SEAT_CHOICES,
    SeatChoice,
    already_in,
    decision_for_asker,
    decision_for_coordinator,
    has_left,
    join_form,
    request_to_join,
    thanks_for_asking,
)

A_MONTH = timedelta(days=30)
WRITTEN = "written when joining"
"""Marks the membership of a member that no plan has named."""


@word("natverk", "gå med", "join", about=N_("Join the network: choose member and role"), by=By.INSIDER)
@button("join.open", by=By.INSIDER)
def join(call: Call) -> Answer:
    """The form to join with; somebody who is in already gets what they can do about it."""
    if call.confirmed is not None:
        return already_in(call.say, call.confirmed, takes_part=not call.is_out)
    return form_to_join(call)


@button("join.again", by=By.INSIDER)
def join_again(call: Call) -> Answer:
    """The form to join with, to ask for another seat."""
    return form_to_join(call)


def form_to_join(call: Call) -> Answer:
    """The form, with the members of today's period and of those to come that have not left; where the plan names none
    also a field for another."""
    members = network_store.members_to_join(call.session, call.network, call.today)
    return join_form(call.say, members, call.person, writes_another=may_write_member(call))


def may_write_member(call: Call) -> bool:
    """Whether the plan in force names no members, so that whichever come take part when the coordinator confirms."""
    period = network_store.period_at(call.session, call.network, call.today)
    return period is None or not any(names(period, each) for each in network_store.memberships(call.session, period))


def names(period: Period, membership: Membership) -> bool:
    """Whether a period's plan names a member; one that somebody wrote when joining stands in no plan."""
    is_in_plan = period.loaded is None or str(membership.id) in period.loaded.get("memberships", {})
    return membership.note != WRITTEN and is_in_plan


@form("join", by=By.INSIDER)
def ask_to_join(call: Call) -> Answer:
    """Note the request and tell every coordinator, with buttons to decide."""
    role, deputises = role_chosen(call)
    member = member_chosen(call, role)
    if call.confirmed is not None:
        stand_down(call, call.confirmed)
    person = call.person or network_store.account(call.session, call.network, call.user.id)
    if person is None:
        person = Person(network_id=call.network.id, slack_id=call.user.id)
        call.session.add(person)
    person.name, person.role, person.member = call.user.name or call.user.id, role, member
    person.state, person.requested_at, person.left_at = PersonState.REQUESTED, call.now, None
    people = network_store.people(call.session, call.network)
    person.deputy_for = holder(people, member.id, deputises) if member and deputises else None
    call.session.flush()
    coordinators = call.coordinators()
    for coordinator in coordinators:
        tell_coordinator(call, person, replaced_by(person, people), coordinator)
    return thanks_for_asking(call.say, person, len(coordinators))


def role_chosen(call: Call) -> tuple[Role, Role | None]:
    """The role that was chosen, and for a deputy whose."""
    chosen = call.fields.text("role")
    seat = SeatChoice.read(chosen)
    if chosen not in SEAT_CHOICES or seat.role is None:
        raise FieldRefusal("role", N_("Choose a role."))
    return seat.role, seat.deputises


def member_chosen(call: Call, role: Role) -> Member | None:
    """The member that was chosen; where the plan names none, the one that was written, pending until confirmed."""
    name = " ".join(call.fields.text("member_name").split())
    if len(name) > LONGEST_MEMBER:
        raise FieldRefusal("member_name", N_("Write at most {most} characters."), most=LONGEST_MEMBER)
    if name:
        return member_called(call, name)
    chosen = call.fields.text("member")
    members = network_store.members_to_join(call.session, call.network, call.today)
    member = next((each for each in members if str(each.id) == chosen), None)
    if member is None and (chosen or role not in WITHOUT_MEMBER):
        raise FieldRefusal("member", N_("Choose the municipality or other member you represent."))
    return member


def member_called(call: Call, name: str) -> Member:
    """The member of that name. Where the plan names no members one is made, whose membership waits for the coordinator;
    else nobody adds members but the plan."""
    period = network_store.period_at(call.session, call.network, call.today)
    there = network_store.memberships(call.session, period)
    member = first_called(name, [(each, [each.name]) for each in call.network.members])
    if member is not None and any(each.member is member for each in there):
        return member
    if not may_write_member(call):
        raise FieldRefusal("member_name", N_("Choose the municipality or other member you represent."))
    if member is None:
        known = real_name(name)
        member = Member(network_id=call.network.id, name=name, municipalities=[known] if known else [])
        call.session.add(member)
    if period is not None:
        call.session.add(Membership(period=period, member=member, state=MembershipState.PENDING, note=WRITTEN))
    call.session.flush()
    return member


def tell_coordinator(call: Call, person: Person, instead_of: Person | None, coordinator: str) -> None:
    """A direct message with buttons; one for each time somebody asks."""
    call.post(
        Post(
            key=f"join/{person.id}/{int(call.now.timestamp())}/{coordinator}",
            kind="join",
            to=coordinator,
            due=call.now,
            useful_until=call.now + A_MONTH,
            write=lambda say: request_to_join(say, person, instead_of),
        )
    )


@button("join.confirm", by=By.COORDINATOR, writes=True)
def let_in(call: Call) -> Answer:
    """Let them in; whoever had the seat leaves it."""
    person = waiting_person(call)
    left = confirm(person, network_store.people(call.session, call.network), call.now)
    let_member_in(call, person)
    if person.role in SEATS and person.member_id:
        for deputy in network_store.deputies_without_anybody(call.session, person.member_id):
            deputy.deputy_for = person
    tell_person(call, person)
    return decision_for_coordinator(call.say, person, call.user.name or call.user.id, left)


@button("join.decline", by=By.COORDINATOR, writes=True)
def decline(call: Call) -> Answer:
    """Say no to a request."""
    person = waiting_person(call)
    person.state = PersonState.DECLINED
    tell_person(call, person)
    return decision_for_coordinator(call.say, person, call.user.name or call.user.id, None)


@button("join.leave", by=By.AUTHOR, writes=True)
def leave_network(call: Call) -> Answer:
    """Leave the network oneself, also while one's member takes no part."""
    if call.confirmed is None:
        raise call.has_no_seat()
    stand_down(call, call.confirmed)
    leave(call.confirmed, call.now)
    return has_left(call.say)


def waiting_person(call: Call) -> Person:
    """Whose request the button is about; a Refusal when it is decided already."""
    person = network_store.person(call.session, call.network, number_in(call.value))
    if person is None or person.state in (PersonState.LEFT, PersonState.DECLINED):
        raise Refusal(N_("That request no longer waits."))
    if person.state is PersonState.CONFIRMED:
        raise Refusal(N_("{name} has been confirmed already."), name=person.name)
    return person


def let_member_in(call: Call, person: Person) -> None:
    """A member somebody wrote by hand takes part from now on; one that a plan calls pending waits for its decision."""
    for each in person.member.memberships if person.member else ():
        if each.note == WRITTEN and each.state is MembershipState.PENDING:
            each.state = MembershipState.ACTIVE


def tell_person(call: Call, person: Person) -> None:
    """Tell the one who asked."""
    if person.slack_id is not None:
        call.post(
            Post(
                key=f"joined/{person.id}/{int(call.now.timestamp())}",
                kind="join",
                to=person.slack_id,
                due=call.now,
                useful_until=call.now + A_MONTH,
                write=lambda say: decision_for_asker(
                    say, person, call.command("natverk hjälp", "network help", say=say)
                ),
            )
        )
