"""/natverk gå med: ask to join; a coordinator confirms or declines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from secrets import token_hex
from typing import Any

from bot.feature.declare import (
    Answer,
    AskedAgain,
    By,
    Call,
    FieldRefusal,
    Form,
    Message,
    Overtaken,
    Post,
    Refusal,
    Run,
    Subject,
    Worded,
    button,
    form,
    grave,
    over,
    redraws,
    word,
)
from bot.feature.post import closed_to_reader
from bot.feature.values import number_in
from bot.language import N_, Say, Text
from bot.meetings.answers import stand_down
from bot.models import (
    JoinRequest,
    Member,
    MemberKind,
    Membership,
    MembershipState,
    Period,
    Person,
    PersonState,
    Reply,
    RequestState,
    Role,
)
from bot.municipalities import first_called, municipalities, nearest, parted, real_name, regions
from bot.network import store as network_store
from bot.network.membership import (
    WITHOUT_MEMBER,
    WRITTEN,
    Applicant,
    close,
    confirm,
    known_as_asked,
    leave,
    sits_as,
)
from bot.network.people import (
    CHANGED,
    LONGEST_MEMBER,
    LONGEST_REASON,
    SEAT_CHOICES,
    AskedName,
    SeatChoice,
    already_in,
    asked_otherwise,
    became_of_request,
    decision_for_asker,
    decline_form,
    has_left,
    has_that_seat,
    join_form,
    own_facts,
    request_to_join,
    taken_back,
    thanks_for_asking,
    what_was_decided,
)
from bot.network.seats import A_MONTH, keeping_a_coordinator, take_over_deputies, tell_seat_lost
from bot.plan import store as plan_store
from bot.questions.view import paragraph
from bot.text import one_line


@word(
    "natverk", "gå med", "join", about=N_("Join the network: choose member and role"),
    label=N_("Join the network"), first=1, first_for=lambda call: not call.may_write,
)  # fmt: skip
@button("join.open")
def join(call: Call) -> Answer:
    """The form to join with; somebody who is in already gets what they can do about it."""
    if call.confirmed is not None:
        out = call.takes_no_part() if call.is_out else None
        waits = network_store.open_request(call.session, call.confirmed)
        return already_in(call.say, call.confirmed, out, waits=waits)
    return form_to_join(call)


@button("join.again")
def join_again(call: Call) -> Answer:
    """The form to join with, to ask for another seat."""
    return form_to_join(call)


def form_to_join(call: Call, asked: AskedName | None = None) -> Form:
    """The form, with the members of today's period and of those to come that have not left; where the plan names none
    also a field for another. It begins with what they have asked for, or with the seat they have."""
    members = network_store.members_to_join(call.session, call.network, call.today)
    seat = network_store.open_request(call.session, call.author) or call.confirmed
    return join_form(call.say, members, seat, writes_another=may_write_member(call), asked=asked)


def may_write_member(call: Call) -> bool:
    """Whether the plan in force names no members, so that whichever come take part when the coordinator confirms."""
    period = network_store.period_at(call.session, call.network, call.today)
    return period is None or not any(names(period, each) for each in network_store.memberships(call.session, period))


def names(period: Period, membership: Membership) -> bool:
    """Whether a period's plan names a member; one that somebody wrote when joining stands in no plan."""
    is_in_plan = period.loaded is None or str(membership.id) in period.loaded.get("memberships", {})
    return membership.note != WRITTEN and is_in_plan


@form("join", by=By.ANYONE)
def ask_to_join(call: Call) -> Answer:
    """Keep what they ask for, one request a person, and tell every coordinator once; the seat they have stays theirs
    until it is decided."""
    role, deputises = role_chosen(call)
    person = call.author
    waits = network_store.open_request(call.session, person)
    member, asks_for = member_chosen(call, role, waits)
    if person is None:
        person = Person(network_id=call.network.id, slack_id=call.user.id, role=role, state=PersonState.REQUESTED)
        call.session.add(person)
    person.name = one_line(call.user.name) or call.user.id
    if not asks_for and sits_as(person, role, member.id if member else None, deputises):
        return keeps_seat(call, person, waits)
    if person.state is not PersonState.CONFIRMED:
        person.state = PersonState.REQUESTED
    request = waits or JoinRequest(network_id=call.network.id, person=person, asked_at=call.now)
    request.role, request.deputises = role, deputises
    request.member, request.asks_for = member, asks_for
    call.session.add(request)
    known_as_asked(request)
    call.session.flush()
    coordinators = call.coordinators()
    for each in coordinators:
        tell_coordinator(call, request, each)
    return thanks_for_asking(call.say, request, len(coordinators))


def keeps_seat(call: Call, person: Person, waits: JoinRequest | None) -> Answer:
    """Who asks for the seat they have asks for nothing else any longer."""
    if waits is None:
        return has_that_seat(call.say, person)
    close(waits, RequestState.TAKEN_BACK, call.user.id, call.now)
    return paragraph(taken_back(call.say, waits))


def role_chosen(call: Call) -> tuple[Role, Role | None]:
    """The role that was chosen, and for a deputy whose."""
    chosen = call.fields.text("role")
    seat = SeatChoice.read(chosen)
    if chosen not in SEAT_CHOICES or seat.role is None:
        raise FieldRefusal("role", N_("Choose a role."))
    return seat.role, seat.deputises


def member_chosen(call: Call, role: Role, waits: JoinRequest | None) -> tuple[Member | None, str]:
    """The member that was chosen or named; or, where the plan names none, the name of one that is none yet. A choice
    goes before the name that they had asked for, with which the form began."""
    name = one_line(call.fields.text("member_name"))
    if len(name) > LONGEST_MEMBER:
        raise FieldRefusal("member_name", N_("Write at most {most} characters."), most=LONGEST_MEMBER)
    chosen = call.fields.text("member")
    members = network_store.members_to_join(call.session, call.network, call.today)
    is_named = bool(name) and not (chosen and waits is not None and name == waits.asks_for)
    member = called(name, members) if is_named else next((each for each in members if str(each.id) == chosen), None)
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
        raise AskedAgain(form_to_join(call, AskedName(name, call.fields.text("role"), near)))
    return name


def tell_coordinator(call: Call, request: JoinRequest, coordinator: str) -> None:
    """A direct message with buttons, one for each request; when the request changes, what stands there does."""
    applicant = applicant_of(call, request.id)
    call.post(
        Post(
            key=f"join/{request.id}/{coordinator}",
            kind="join",
            to=coordinator,
            due=call.now,
            useful_until=call.now + A_MONTH,
            write=lambda say: request_to_join(say, applicant),
            about={"request": str(request.id)},
        )
    )


@redraws("join")
def as_it_stands(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """The request as it is now, for who coordinates, with buttons while it waits; then for a month what has become of
    it."""
    applicant = network_store.applicant(run.session, run.network, number_in(message.about.get("request", "")))
    if applicant is None:
        return None
    if message.to not in run.coordinators:
        return closed_to_reader
    request = applicant.request
    if request.state is RequestState.OPEN:
        return lambda say: request_to_join(say, applicant)
    is_old = request.decided_at is None or request.decided_at + A_MONTH < run.now
    return None if is_old else lambda say: paragraph(became_of_request(say, request))


@over("join")
def as_it_was_decided(run: Run, message: Any) -> Callable[[Say], Worded] | None:
    """What was decided, in words that stay so when nobody follows them any longer."""
    applicant = network_store.applicant(run.session, run.network, number_in(message.about.get("request", "")))
    request = applicant.request if applicant is not None else None
    if request is None or request.state is RequestState.OPEN:
        return None
    return lambda say: paragraph(what_was_decided(say, request))


def applicant_of(call: Call, row: int) -> Applicant:
    """Who has made a request."""
    applicant = network_store.applicant(call.session, call.network, row)
    if applicant is None:
        raise Overtaken(N_("That request is no longer there. Nothing was changed."), "network.members")
    return applicant


def asks(call: Call) -> Applicant:
    """Whose request a button or form is about."""
    return applicant_of(call, number_in(call.value))


def waits(call: Call) -> bool:
    """Whether it can still be decided or taken back."""
    return asks(call).request.state is RequestState.OPEN


def facts_of_request(call: Call) -> tuple[object, ...]:
    """What was read of it, while it waits; of one that does no longer nothing that any button carries."""
    return asks(call).facts if waits(call) else (token_hex(),)


def has_changed(call: Call) -> Text:
    """That it reads otherwise now; what has become of one that waits no longer is said where it is shown."""
    return call.say(CHANGED) if waits(call) else Text("")


def to_decide(show: Callable[[Say, Applicant], Message | Form]) -> Subject:
    """A request that is decided as it was shown; of one that waits no longer, what has become of it."""

    def anew(call: Call) -> Message | Form:
        applicant = asks(call)
        return show(call.say, applicant) if waits(call) else paragraph(became_of_request(call.say, applicant.request))

    return Subject(facts_of_request, anew, has_changed)


@button("join.confirm", by=By.COORDINATOR, writes=True, about=to_decide(request_to_join), in_words=grave(Reply.YES))
def let_in(call: Call) -> Answer:
    """Give somebody the seat as it was shown; whoever had it leaves it."""
    request = asks(call).request
    person = request.person
    let_member_in(call, request)
    if person.state is PersonState.CONFIRMED:
        stand_down(call, person)
    with keeping_a_coordinator(call, person):
        confirm(request, network_store.people(call.session, call.network), call.user.id, call.now)
    take_over_deputies(call.session, person)
    if request.put_out is not None:
        tell_seat_lost(call, request.put_out, replaced=True)
    return decided(call, request)


@button("join.same", by=By.COORDINATOR, writes=True, about=to_decide(request_to_join))
def let_in_as_noted(call: Call) -> Answer:
    """Whoever asks is the one who was noted in the seat: theirs is the account."""
    applicant = asks(call)
    request, noted, new = applicant.request, applicant.noted, applicant.request.person
    if noted is None or plan_store.is_used(call.session, new, but={JoinRequest.__tablename__}):
        sentence = N_("{name} is already in the network with that account. Confirm or decline the request.")
        raise Refusal(sentence, name=new.name)
    slack_id, noted.language, noted.muted = new.slack_id, new.language, new.muted
    for each in plan_store.rows_of(call.session, JoinRequest, person_id=new.id):
        each.person = noted
    new.slack_id = None
    call.session.flush()
    noted.slack_id = slack_id
    call.session.delete(new)
    call.session.flush()
    confirm(request, network_store.people(call.session, call.network), call.user.id, call.now)
    return decided(call, request)


@button("join.decline", by=By.COORDINATOR, about=to_decide(request_to_join), in_words=grave(Reply.NO))
def ask_why(call: Call) -> Answer:
    """Ask once more, and why."""
    return decline_form(call.say, asks(call))


@form("join.decline", by=By.COORDINATOR, about=to_decide(decline_form))
def decline(call: Call) -> Answer:
    """Say no to a request: whoever asked keeps the seat they have."""
    request, reason = asks(call).request, call.fields.text("reason")
    if len(reason) > LONGEST_REASON:
        raise FieldRefusal("reason", N_("Write at most {most} characters."), most=LONGEST_REASON)
    close(request, RequestState.DECLINED, call.user.id, call.now, reason)
    return decided(call, request)


def decided(call: Call, request: JoinRequest) -> Answer:
    """Tell the one who asked, and whoever decided."""
    call.session.flush()
    tell_person(call, request)
    return paragraph(became_of_request(call.say, request))


def own_request(call: Call) -> JoinRequest:
    """The button's request, of whoever asked."""
    request = asks(call).request
    if call.author is None or request.person_id != call.author.id:
        raise Refusal(N_("Only whoever asked can take the request back. Nothing was changed."))
    return request


def own_as_it_is(call: Call) -> Message:
    """What somebody has asked for, or what has become of it."""
    request = own_request(call)
    if waits(call):
        return asked_otherwise(call.say, request)
    if request.state is RequestState.TAKEN_BACK:
        return paragraph(taken_back(call.say, request))
    return decision_for_asker(call.say, request, call.command)


OWN = Subject(lambda call: own_facts(own_request(call)), own_as_it_is, has_changed)


@button("join.take_back", by=By.ANYONE, writes=True, about=OWN)
def take_request_back(call: Call) -> Answer:
    """Whoever asked thinks otherwise."""
    request = own_request(call)
    close(request, RequestState.TAKEN_BACK, call.user.id, call.now)
    return paragraph(taken_back(call.say, request))


@button("join.leave", by=By.AUTHOR, writes=True)
def leave_network(call: Call) -> Answer:
    """Leave the network oneself, also while one's member takes no part."""
    if call.confirmed is None:
        raise call.has_no_seat()
    waits = network_store.open_request(call.session, call.confirmed)
    if waits is not None:
        close(waits, RequestState.TAKEN_BACK, call.user.id, call.now)
    stand_down(call, call.confirmed)
    with keeping_a_coordinator(call, call.confirmed):
        leave(call.confirmed, call.now)
    return has_left(call.say)


def let_member_in(call: Call, request: JoinRequest) -> None:
    """What somebody wrote as their member is one from now on, also for others who wrote the same. One that a plan
    calls pending waits for its decision."""
    name = request.asks_for
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
    for each in (waits.request for waits in network_store.applicants(call.session, call.network)):
        if each.asks_for and called(each.asks_for, [member]):
            each.member, each.asks_for = member, ""
            known_as_asked(each)
    call.session.flush()


def new_member(call: Call, name: str) -> Member:
    """A member of that name; a municipality where it is one of Sweden's, two in one delegation where it names two."""
    known = parted(name)
    kind = MemberKind.PAIR if len(known) == 2 else MemberKind.MUNICIPALITY
    member = Member(network_id=call.network.id, name=name, municipalities=known, kind=kind)
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


def tell_person(call: Call, request: JoinRequest) -> None:
    """Tell the one who asked."""
    if request.person.slack_id is not None:
        call.post(
            Post(
                key=f"joined/{request.id}",
                kind="join",
                to=request.person.slack_id,
                due=call.now,
                useful_until=call.now + A_MONTH,
                write=lambda say: decision_for_asker(say, request, partial(call.command, say=say)),
            )
        )
