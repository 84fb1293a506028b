"""/natverk gå med: ask to join; a coordinator confirms or declines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.feature.declare import Answer, AskedAgain, By, Call, FieldRefusal, Post, Refusal, button, form, word
from bot.feature.values import number_in
from bot.language import N_
from bot.meetings.answers import stand_down
from bot.models import Member, Membership, MembershipState, Period, Person, PersonState, Role
from bot.municipalities import first_called, municipalities, nearest, real_name, regions
from bot.network import store as network_store
from bot.network.membership import SEATS, WITHOUT_MEMBER, confirm, holder, leave, replaced_by
from bot.network.people import (
    LONGEST_MEMBER,
    SEAT_CHOICES,
    AskedName,
    SeatChoice,
    already_in,
    decision_for_asker,
    decision_for_coordinator,
    has_left,
    join_form,
    request_to_join,
    thanks_for_asking,
)
from bot.text import one_line

A_MONTH = timedelta(days=30)
WRITTEN = "written when joining"
"""Marks the membership of a member that no plan has named."""


@word("natverk", "gå med", "join", about=N_("Join the network: choose member and role"), by=By.INSIDER)
@button("join.open", by=By.INSIDER)
def join(call: Call) -> Answer:
    """The form to join with; somebody who is in already gets what they can do about it."""
    if call.confirmed is not None:
        out = call.takes_no_part() if call.is_out else None
        return already_in(call.say, call.confirmed, out)
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
    member, asks_for = member_chosen(call, role)
    if call.confirmed is not None:
        stand_down(call, call.confirmed)
    person = call.person or network_store.account(call.session, call.network, call.user.id)
    if person is None:
        person = Person(network_id=call.network.id, slack_id=call.user.id)
        call.session.add(person)
    person.name, person.role = call.user.name or call.user.id, role
    person.member, person.asks_for = member, asks_for
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


def member_chosen(call: Call, role: Role) -> tuple[Member | None, str]:
    """The member that was chosen or named; or, where the plan names none, the name of one that is none yet."""
    name = one_line(call.fields.text("member_name"))
    if len(name) > LONGEST_MEMBER:
        raise FieldRefusal("member_name", N_("Write at most {most} characters."), most=LONGEST_MEMBER)
    chosen = call.fields.text("member")
    members = network_store.members_to_join(call.session, call.network, call.today)
    member = called(name, members) if name else next((each for each in members if str(each.id) == chosen), None)
    if member is not None:
        return member, ""
    if name:
        return None, name_of_new(call, name, members)
    if chosen or role not in WITHOUT_MEMBER:
        raise FieldRefusal("member", N_("Choose the municipality or other member you represent."))
    return None, ""


def called(name: str, members: Sequence[Member]) -> Member | None:
    """The member of that name, or that once had it."""
    return first_called(name, [(each, [each.name, *each.earlier_names]) for each in members])


def name_of_new(call: Call, name: str, members: Sequence[Member]) -> str:
    """What a member that is not in the menu is called: as in earlier periods, as the municipality or region is, or as
    written; asked about first when it is nearly one of these. Where the plan names members nobody adds one but it."""
    if not may_write_member(call):
        raise FieldRefusal("member_name", N_("Choose the municipality or other member you represent."))
    earlier = called(name, call.network.members)
    if proper := earlier.name if earlier else real_name(name):
        return proper
    own = [each.name for each in call.network.members]
    near = nearest(name, [*own, *municipalities(), *regions()])
    if near is not None and call.value != name:
        asked = AskedName(name, call.fields.text("role"), near)
        raise AskedAgain(join_form(call.say, members, call.person, writes_another=True, asked=asked))
    return name


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
    let_member_in(call, person)
    left = confirm(person, network_store.people(call.session, call.network), call.now)
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
    """What somebody wrote as their member is one from now on, also for others who wrote the same. One that a plan
    calls pending waits for its decision."""
    name = person.asks_for
    if not name:
        return
    member = called(name, network_store.members_to_join(call.session, call.network, call.today))
    if member is None and not may_write_member(call):
        sentence = N_(
            "The plan names the members now, and {member} is not one of them. Decline the request, or add the member"
            " to the plan."
        )
        raise Refusal(sentence, member=name)
    member = member or take_in(call, called(name, call.network.members) or new_member(call, name))
    for each in (person, *network_store.requests_to_join(call.session, call.network)):
        if each.asks_for and called(each.asks_for, [member]):
            each.member, each.asks_for = member, ""
    call.session.flush()


def new_member(call: Call, name: str) -> Member:
    """A member of that name; a municipality where it is one of Sweden's."""
    known = real_name(name)
    member = Member(network_id=call.network.id, name=name, municipalities=[known] if known else [])
    call.session.add(member)
    return member


def take_in(call: Call, member: Member) -> Member:
    """Let a member take part in the period in force, also one that has left it."""
    period = network_store.period_at(call.session, call.network, call.today)
    own = next((each for each in member.memberships if each.period is period), None)
    if own is not None:
        own.state, own.ends = MembershipState.ACTIVE, None
    elif period is not None:
        call.session.add(Membership(period=period, member=member, note=WRITTEN))
    return member


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
