"""How people and seats look: roles, the list of members with who sits for each, and requests to join."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, actions, are_you_sure, button, choice_field, context, header, section, text_field
from bot.dates.in_words import plain_day
from bot.feature.call import TAKES_NO_PART, Refusal
from bot.feature.next_step import typed
from bot.feature.pages import Listing, Row, again, in_rows, whole_names
from bot.feature.values import ButtonValue, as_shown
from bot.language import N_, Say, Text, bold, clip, escape, joined, lines
from bot.models import (
    Account,
    Coordination,
    JoinRequest,
    Member,
    MemberKind,
    Membership,
    Period,
    Person,
    PersonState,
    RequestState,
    Role,
    SlackUser,
)
from bot.network.closing import rests, rests_from
from bot.network.history import MemberHistory, Stage
from bot.network.membership import (
    SEATS,
    WITHOUT_MEMBER,
    Applicant,
    Delegation,
    MembersOfPeriod,
    Part,
    has_lost_seat,
    holders,
    is_over,
    municipalities_apart,
    part_on,
    period_in_force,
    still_sits,
    takes_part,
)

ROLE_NAMES: Final[Mapping[Role, str]] = {
    Role.ELECTED: N_("elected representative"),
    Role.OFFICIAL: N_("official"),
    Role.DEPUTY: N_("deputy"),
    Role.COORDINATOR: N_("coordinator"),
    Role.GUEST: N_("guest"),
}
COORDINATION_NAMES: Final[Mapping[Coordination, str]] = {
    Coordination.TROIKA: N_("the previous, current and next host together"),
    Coordination.COORDINATOR: N_("a coordinator"),
}
SEAT_CHOICES: Final[Mapping[str, str]] = {
    "elected": N_("Elected representative"),
    "official": N_("Official"),
    "deputy.elected": N_("Deputy of the elected representative"),
    "deputy.official": N_("Deputy of the official"),
    "coordinator": N_("Coordinator"),
    "guest": N_("Guest"),
}


@dataclass(frozen=True)
class SeatChoice(ButtonValue):
    """What one asks to join as: a role, and for a deputy whose seat; the keys of SEAT_CHOICES are such values."""

    role: Role | None
    deputises: Role | None


DEPUTY_NAMES: Final[Mapping[Role, str]] = {
    Role.ELECTED: N_("deputy of the elected representative"),
    Role.OFFICIAL: N_("deputy of the official"),
}
KEEPS_SEAT: Final = N_("The coordinator confirms. Until then you keep the seat you have.")
LONGEST_REASON: Final = 1000
"""Characters of why a request is declined."""
LONGEST_MEMBER: Final = 100
"""Characters of a member's name that somebody writes when joining."""
KIND_NOTES: Final[Mapping[MemberKind, str]] = {
    MemberKind.MUNICIPALITY: "",
    MemberKind.PAIR: N_("two municipalities, one delegation"),
    MemberKind.DISTRICT: N_("city district"),
    MemberKind.ACTOR: "",
}
PART_NOTES: Final[Mapping[Part, str]] = {
    Part.NOW: "",
    Part.LATER: N_("takes part from {day}"),
    Part.UNDECIDED: N_("decision pending"),
    Part.PAST: N_("has left"),
    Part.ABSENT: N_("does not take part"),
}
PARTS_THEN: Final[Mapping[Part, str]] = {
    Part.NOW: "",
    Part.LATER: N_("did not take part"),
    Part.UNDECIDED: N_("no decision was noted"),
    Part.PAST: N_("had left"),
    Part.ABSENT: N_("did not take part"),
}
"""The same of a period that has ended."""

COMES: Final = N_(
    "{member} takes part in the network from {day}. Until then you can read and search what is open to "
    "everybody, answer meetings from that day on and prepare those you host, but not write anything else. What "
    "you have written is still yours to change and withdraw."
)
UNDECIDED: Final = N_(
    "{member} has not decided about {period} yet. Until then you can read and search what is open to everybody, "
    "but not answer or write. What you have written is still yours to change and withdraw."
)
LEFT_ON: Final = N_(
    "{member} no longer takes part in the network; the last day was {day}. You can read and search what is open "
    "to everybody, but not answer or write. What you have written is still yours to change and withdraw."
)
HAS_LEFT: Final = N_(
    "{member} has left the network. You can read and search what is open to everybody, but not answer or write. "
    "What you have written is still yours to change and withdraw."
)
"""The same where nobody knows since when."""
AWAY_THEN: Final = N_("{member} does not take part in the network when the meeting is held, so you cannot answer it.")
UNDECIDED_THEN: Final = N_("{member} has not decided about {period} yet, so you cannot answer meetings in it yet.")


def seat_lost(say: Say, person: Person | None, zone: ZoneInfo) -> Text:
    """Which seat somebody had and when it ended; nothing of who has one, or never had."""
    if person is None or person.left_at is None or not has_lost_seat(person):
        return Text("")
    day = plain_day(person.left_at.astimezone(zone).date(), say.code)
    return say("You were in the network as {seat}; that seat ended on {day}.", seat=seat_of(say, person), day=day)


def no_part(say: Say, member: Member, history: MemberHistory) -> Refusal:
    """Why somebody's member takes no part today, and what they can do."""
    if history.next_first:
        return Refusal(COMES, member=member.name, day=plain_day(history.next_first, say.code))
    if history.stage is Stage.UNDECIDED:
        return Refusal(UNDECIDED, member=member.name, period=history.period.name)
    if history.stage is not Stage.HAS_LEFT:
        return Refusal(TAKES_NO_PART, member=member.name)
    if history.last_day is None:
        return Refusal(HAS_LEFT, member=member.name)
    return Refusal(LEFT_ON, member=member.name, day=plain_day(history.last_day, say.code))


def away_then(member: Member, history: MemberHistory, day: date) -> Refusal:
    """Why somebody whose member takes no part on a meeting's day does not answer it."""
    period = period_in_force(history.periods, day)
    if period is not None and history.part(day) is Part.UNDECIDED:
        return Refusal(UNDECIDED_THEN, member=member.name, period=period.name)
    return Refusal(AWAY_THEN, member=member.name)


def in_number(say: Say, members: Sequence[Delegation]) -> Text:
    """How many members there are: "8 delegationer, 9 kommuner" where the two differ, else "8 medlemmar"."""
    return delegations_in_number(say, members) or say.many("{count} member", "{count} members", len(members))


def delegations_in_number(say: Say, members: Sequence[Delegation]) -> Text:
    """How many delegations and municipalities there are; nothing where there are as many, none, or nobody knows."""
    municipalities = municipalities_apart(members)
    if not municipalities:
        return Text("")
    delegations = say.many("{count} delegation", "{count} delegations", len(members))
    return joined(", ", [delegations, say.many("{count} municipality", "{count} municipalities", municipalities)])


def when_in_words(say: Say, period: Period, today: date) -> Text:
    """That a period has ended, or has not begun; nothing while it runs."""
    if is_over(period, today):
        over = say("The period {period} ended on {day}.", period=period.name, day=plain_day(period.ends, say.code))
        return joined(" ", [over, at_rest(say, period, today)])
    if today < period.starts:
        return say("The period {period} begins on {day}.", period=period.name, day=plain_day(period.starts, say.code))
    return Text("")


def at_rest(say: Say, period: Period, today: date) -> Text:
    """That the network rests since its last period, where that is the one; else nothing."""
    if period.closed_on is None or period.network.periods[-1] is not period or not rests(period.network, today):
        return Text("")
    since = rests_from(period.network) or today
    return say(
        "The network has been at rest since {day}, and is until a next period begins.", day=plain_day(since, say.code)
    )


def around_in_words(say: Say, periods: Iterable[Period], today: date) -> Text:
    """Which period has ended and which begins, on a day on which none runs; else nothing."""
    return joined(" ", [when_in_words(say, each, today) for each in periods])


def members_in_words(say: Say, members: MembersOfPeriod) -> Text:
    """How many members there are, and when that is or was, where the period does not run."""
    number, when = in_number(say, members.taking_part), when_in_words(say, members.period, members.today)
    if not when or not members.taking_part:
        return when or number
    if is_over(members.period, members.today):
        return joined(" ", [when, say("Taking part then: {members}.", members=number)])
    return joined(" ", [when, say("Taking part from then on: {members}.", members=number)])


def part_in_words(say: Say, membership: Membership, of: MembersOfPeriod) -> Text:
    """What a member's part in a period is, or was when it ended; nothing for one that takes part."""
    day = plain_day(membership.starts, say.code) if membership.starts else ""
    note = (PARTS_THEN if is_over(of.period, of.today) else PART_NOTES)[part_on(membership, of.day)]
    return say(note, day=day) if note else Text("")


def part_of_member(say: Say, member_id: int | None, of: MembersOfPeriod) -> Text:
    """What a member's part in a period is; nothing where it takes part, and where the period names no members."""
    own = of.membership(member_id)
    if own is not None:
        return part_in_words(say, own, of)
    return Text("") if of.part(member_id) is Part.NOW else say(PART_NOTES[Part.ABSENT])


def others_in_words(say: Say, members: MembersOfPeriod) -> list[Text]:
    """The members of a period that do not take part, each with what its part is instead."""
    there = members.taking_part
    others = [each for each in members.all if each not in there]
    return [joined(" – ", [each.name, part_in_words(say, each, members)]) for each in others]


def seat_of(say: Say, person: Person) -> Text:
    """What a person is, and for whom: "tjänsteperson för Gävle"."""
    role = say(ROLE_NAMES[person.role])
    if person.role is Role.DEPUTY and person.deputy_for is not None:
        deputy = say("deputy of {name}", name=person.deputy_for.name)
        return joined(", ", [deputy, person.member_name])
    return say("{role} for {member}", role=role, member=person.member_name) if person.member_name else role


@dataclass(frozen=True)
class AskedName:
    """A member's name that is asked about before it is taken: what was written, the role chosen beside it, and what
    was perhaps meant."""

    name: str
    role: str
    nearest: str


CHANGED: Final = N_("The request has changed since you read it, so nothing was done. It now says:")

KEPT: Final = N_(
    "Kept of you: name, Slack id, seat, and what you answer and write. How long, and how it is erased:"
    " docs/personuppgifter.md, or ask the coordinator."
)


def join_form(
    say: Say,
    members: Sequence[Member],
    seat: Person | JoinRequest | None,
    *,
    writes_another: bool,
    asked: AskedName | None = None,
) -> Form:
    """The form to join with: which member, which role. `seat`: what they have asked for, or sit as, to begin with.
    `writes_another`: one that is not in the menu may be written. `asked`: the form once more, with a question about
    that name; sent again unchanged it is meant."""
    waits = seat if isinstance(seat, JoinRequest) else None
    roles: list[Choice] = [(value, say(label)) for value, label in SEAT_CHOICES.items()]
    choices: list[Choice] = [(str(each.id), each.name) for each in members]
    written = asked.name if asked else waits.asks_for if waits else ""
    where: list[Block] = []
    if waits:
        where += [section(asked_as(say, waits)), actions(take_back(say, waits))]
    if choices:
        member = choice_field(
            "member",
            say("Member"),
            choices,
            chosen=str(seat.member_id) if seat and seat.member_id in {each.id for each in members} else None,
            optional=True,
            hint=say("The municipality or other member you represent. A coordinator or guest may leave it empty."),
            placeholder=say("Choose a member"),
        )
        where.append(member)
    if choices and writes_another:
        hint = say("Write it here if it is not in the menu. It takes part once the coordinator confirms you.")
        another = text_field(
            "member_name", say("Another member"), value=written, hint=hint, most=LONGEST_MEMBER, optional=True
        )
        where.append(another)
    if not choices:
        hint = say("The municipality or other member you represent.")
        where.append(text_field("member_name", say("Member"), value=written, hint=hint, most=LONGEST_MEMBER))
    if asked:
        question = N_("Do you mean {nearest}? If so, write that. If “{name}” is right, send it again.")
        where.append(section(say(question, nearest=bold(asked.nearest), name=asked.name)))
    role = asked.role if asked else seat_chosen(seat)
    what = choice_field("role", say("Role"), roles, chosen=role, placeholder=say("Choose a role"))
    has_seat = isinstance(seat, Person) or (waits is not None and waits.person.state is PersonState.CONFIRMED)
    after = context(
        say(KEEPS_SEAT) if has_seat else say("The coordinator confirms. Until then you can read and search."),
        say(KEPT),
    )
    about = asked.name if asked else ""
    return Form("join", say("Join the network"), [*where, what, after], say("Send"), say("Cancel"), about)


def seat_chosen(seat: Person | JoinRequest | None) -> str | None:
    """The choice of SEAT_CHOICES that a seat is."""
    if seat is None:
        return None
    return f"{seat.role}.{seat.deputises}" if seat.deputises else str(seat.role)


def in_network_as(say: Say, person: Person, *, is_out: bool = False) -> Text:
    """As what somebody is in the network, or `is_out`, so that they only have the seat."""
    seat = seat_of(say, person)
    if is_out:
        return say("You are noted as {seat}.", seat=seat)
    return say("You are in the network as {seat}.", seat=seat)


def join_button(say: Say) -> ButtonElement:
    """To ask for a seat."""
    return button("join.open", say("Join the network"), style="primary")


def again_button(say: Say) -> ButtonElement:
    """To ask for another seat."""
    return button("join.again", say("Change member or role"))


def way_in(say: Say, person: Person | None) -> list[ButtonElement]:
    """The next step of who has no seat: to join, and for a guest to ask for another role; who waits has none."""
    if person is None:
        return [join_button(say)]
    return [again_button(say)] if person.role is Role.GUEST and person.state is PersonState.CONFIRMED else []


def already_in(say: Say, person: Person, out: Refusal | None, *, waits: JoinRequest | None = None) -> Message:
    """What somebody who is in already can do about it; `out`: why their member takes no part today; `waits`: what else
    they have asked for."""
    reads = say(out.sentence, **out.values) if out else ""
    asked = joined(" ", [asked_as(say, waits), say(KEEPS_SEAT)]) if waits else ""
    sentence = lines(in_network_as(say, person, is_out=out is not None), reads, asked)
    leaving = are_you_sure(
        say, say("Leave the network?"), say("What you wrote and answered stays."), say("Leave the network")
    )
    buttons = [again_button(say)]
    buttons += [take_back(say, waits)] if waits else []
    if person.role is not Role.GUEST:
        buttons.append(button("join.leave", say("Leave the network"), style="danger", sure=leaving))
    return Message(sentence, [section(sentence), actions(*buttons)])


ACCOUNT_NOTES: Final[Mapping[Account, str]] = {
    Account.MEMBER: N_("Account: {account}."),
    Account.GUEST: N_("Account: {account}, a guest's."),
    Account.OTHER: N_("Account: {account}, of another organisation."),
    Account.UNKNOWN: N_("Account: {account}; Slack does not say of what kind."),
}


def seat_asked_for(say: Say, request: JoinRequest) -> Text:
    """What somebody asks to be, and for whom."""
    if request.deputises is not None:
        return joined(", ", [say(DEPUTY_NAMES[request.deputises]), request.member_name])
    role = say(ROLE_NAMES[request.role])
    return say("{role} for {member}", role=role, member=request.member_name) if request.member_name else role


def asked_as(say: Say, request: JoinRequest) -> Text:
    """What somebody has asked for, said to them."""
    return say("You have asked to join as {seat}.", seat=seat_asked_for(say, request))


def own_facts(request: JoinRequest) -> tuple[object, ...]:
    """What whoever asked is shown of their request."""
    return request.version, request.state is RequestState.OPEN


def take_back(say: Say, request: JoinRequest) -> ButtonElement:
    """The button with which whoever asked takes it back."""
    return button("join.take_back", say("Take it back"), as_shown(request.id, *own_facts(request)))


def request_to_join(say: Say, applicant: Applicant) -> Message:
    """What a coordinator reads when somebody wants to join."""
    words = wants_to_join(say, applicant)
    return Message(words, [section(words), decide_buttons(say, applicant)])


def wants_to_join(say: Say, applicant: Applicant) -> Text:
    """Who wants to join as what, with which account, what they sit as now, who leaves the seat for them, and whether
    their member would be a new one; for the coordinator only."""
    request, person, out = applicant.request, applicant.request.person, applicant.puts_out
    asks = say("{name} wants to join as {seat}.", name=person.name, seat=seat_asked_for(say, request))
    new = say("{member} is new here and is waiting for the coordinator to confirm it.", member=request.asks_for)
    sits = say("{name} is {seat} now, and no longer if you confirm.", name=person.name, seat=seat_of(say, person))
    leaves = say("{name} has that seat now and leaves it if you confirm.", name=_with_account(out)) if out else ""
    has_seat = person.state is PersonState.CONFIRMED
    same = (
        say("{name} is noted in that seat without an account in Slack. If it is the same person, press “{button}”, and"
            " what is noted of them stays theirs.", name=applicant.noted.name, button=_it_is(say, applicant.noted))
        if applicant.noted else ""
    )  # fmt: skip
    notes = [new if request.asks_for else "", sits if has_seat else "", leaves, same]
    return joined(" ", [asks, account_of(say, person.slack_id, applicant.account), *notes])


def account_of(say: Say, slack_id: str | None, account: SlackUser | None) -> Text:
    """Which account somebody has, so that two of one name are told apart, and whether it is from outside."""
    if not slack_id:
        return Text("")
    kind = account.account if account else Account.UNKNOWN
    return say(ACCOUNT_NOTES[kind], account=Text(f"<@{slack_id}>"))


def _with_account(person: Person) -> Text:
    return joined(" ", [person.name, Text(f"(<@{person.slack_id}>)") if person.slack_id else ""])


def decide_buttons(say: Say, applicant: Applicant) -> Block:
    """Confirm or decline a request."""
    value = as_shown(applicant.request.id, *applicant.facts)
    same = [button("join.same", _it_is(say, applicant.noted), value)] if applicant.noted else []
    return actions(
        button("join.confirm", say("Confirm"), value, style="primary"),
        *same,
        button("join.decline", say("Decline"), value),
    )


def _it_is(say: Say, person: Person) -> Text:
    return say("It is {name}", name=clip(person.name, 60))


def decline_form(say: Say, applicant: Applicant) -> Form:
    """Ask once more before a request is declined, with room for why."""
    hint, about = say("Whoever asked reads it."), as_shown(applicant.request.id, *applicant.facts)
    field = text_field("reason", say("Reason"), long=True, optional=True, hint=hint, most=LONGEST_REASON)
    blocks = [section(wants_to_join(say, applicant)), field]
    return Form("join.decline", say("Decline the request"), blocks, say("Decline"), say("Cancel"), about)


def thanks_for_asking(say: Say, request: JoinRequest, coordinators: int) -> Message:
    """What somebody reads when they have asked to join."""
    thanks = say("Thank you. You have asked to join as {seat}.", seat=seat_asked_for(say, request))
    if not coordinators:
        next_step = say("No coordinator is known to the bot yet. Tell the person who runs it to set one.")
    elif request.person.state is PersonState.CONFIRMED:
        next_step = say(KEEPS_SEAT)
    else:
        next_step = say("The coordinator has been told and confirms. Until then you can read and search.")
    return Message(lines(thanks, next_step), [section(lines(thanks, next_step)), actions(take_back(say, request))])


def asked_otherwise(say: Say, request: JoinRequest) -> Message:
    """What somebody has asked for, as it is now."""
    words = asked_as(say, request)
    return Message(words, [section(words), actions(take_back(say, request))])


def has_that_seat(say: Say, person: Person) -> Message:
    """What somebody reads who asks for the seat they have."""
    words = joined(" ", [in_network_as(say, person), say("There is nothing to ask for.")])
    return Message(words, [section(words)])


def taken_back(say: Say, request: JoinRequest) -> Text:
    """What whoever asked reads when they have taken it back."""
    stays = in_network_as(say, request.person) if request.person.state is PersonState.CONFIRMED else ""
    sentence = say("You have taken back your request to join as {seat}.", seat=seat_asked_for(say, request))
    return joined(" ", [sentence, stays])


LONGEST_CLOSED: Final = 600
CLOSED: Final = N_("Closed accounts in Slack: {names}. Nothing reaches them; somebody else may take the seat.")


def member_list(
    say: Say,
    periods: Sequence[MembersOfPeriod],
    people: Sequence[Person],
    applicants: Sequence[Applicant],
    *,
    decides: bool,
    names: bool = True,
    first: Text | None = None,
    closed: Sequence[Person] = (),
) -> Message:
    """Every member with who sits for it, or with `names` off only whether somebody does; for a coordinator the requests
    to join, and every seat with a button that ends it. `periods`: the one that runs, or the one that ended and then the
    one that begins, whose members stand by name. `first` says what was just done. `closed`: whose account in Slack is
    closed."""
    title = say("Members")
    asking = [wants_to_join(say, each) for each in applicants]
    waits = say.many("{count} request to join waits.", "{count} requests to join wait.", len(asking)) if asking else ""
    now, following = periods[:1], periods[1:]
    memberships = [each for members in now for each in members.all]
    line = partial(_member_lines, say, people=people, held=holders(people), decides=decides, names=names)
    rows: list[Row] = [line(each, of=members) for members in now for each in members.all] or [
        say("No members have been loaded yet.")
    ]
    count = len(rows)
    for members in following:
        rows += in_rows([each.name for each in members.taking_part], lead=members_in_words(say, members))
    listed = {each.member_id for each in memberships}
    groups = [(say(title), [each for each in people if each.role is role]) for title, role in
              ((N_("Coordinator"), Role.COORDINATOR), (N_("Guests"), Role.GUEST))]  # fmt: skip
    away = [each for each in people if decides and each.role not in WITHOUT_MEMBER and each.member_id not in listed]
    for group, those in (*groups, (say("Sit for members not in this list"), away)) if names else ():
        if decides and those:
            ends = [_seat_to_end(say, each) for each in those]
            rows += [[section(bold(group)), ends[0]], *ends[1:]]
        else:
            rows += in_rows([each.name for each in those], lead=bold(group))
    words = [*(escape(each.name) for each in memberships), *[Text("")] * (len(rows) - len(memberships))]
    if decides:
        asked = [[section(text), decide_buttons(say, each)]
                 for each, text in zip(applicants, asking, strict=True)]  # fmt: skip
        rows += [[header(say("Requests to join")), *asked[0]], *asked[1:]] if asked else []
        words += asking
    number = members_in_words(say, now[0]) if now else in_number(say, ())
    head = [*([section(first)] if first else []), header(title), section(number), *([context(waits)] if waits else [])]
    if decides and closed:
        names_of_closed = whole_names(say, [escape(each.name) for each in closed], LONGEST_CLOSED)
        head.append(context(say(CLOSED, names=names_of_closed)))
    turn = again("network.members")
    text = lines(first or "", Text(f"{title}: {number}"))
    return Listing(say=say, text=text, rows=rows, words=words, again=turn, head=head, count=count).page()


def _member_lines(
    say: Say,
    membership: Membership,
    *,
    people: Sequence[Person],
    held: Mapping[tuple[int, Role], Person],
    of: MembersOfPeriod,
    decides: bool,
    names: bool,
) -> Row:
    """A member with its seats; where it is out by now, nothing is known to be vacant."""
    member = membership.member
    kind = say(KIND_NOTES[member.kind]) if KIND_NOTES[member.kind] else ""
    note = joined(", ", [kind, part_in_words(say, membership, of)])
    name = joined(" – ", [bold(membership.name), note])
    ends = [_seat_to_end(say, each) for each in people if decides and _sits_for(each, member.id)]
    if not takes_part(membership, of.day) or not takes_part(membership, of.today):
        return [section(name), *ends] if ends else name
    seats = [_seat(say, role, held.get((member.id, role)), names=names) for role in SEATS]
    deputies = [each for each in people if each.role is Role.DEPUTY and each.member_id == member.id and names]
    named = [say("deputy: {name}", name=each.name) for each in deputies]
    row = lines(name, joined(" · ", [*seats, *named]))
    return [section(row), *ends] if ends else row


def _sits_for(person: Person, member_id: int | None) -> bool:
    return person.member_id == member_id and person.role not in WITHOUT_MEMBER


def _seat(say: Say, role: Role, person: Person | None, *, names: bool) -> Text:
    name = (person.name if names else say("_taken_")) if person else say("_vacant_")
    spokes = say("(spokesperson)") if person and person.spokesperson and names else ""
    return joined(" ", [say(ROLE_NAMES[role]) + ":", name, spokes])


@dataclass(frozen=True)
class SeatToEnd(ButtonValue):
    """The button that ends a seat: the person's row, and the seat as it was shown."""

    person: int
    role: Role | None
    member: int

    @classmethod
    def of(cls, person: Person) -> SeatToEnd:
        """A seat as it is now."""
        return cls(person.id, person.role, person.member_id or 0)


def _seat_to_end(say: Say, person: Person) -> Block:
    account = Text(f"<@{person.slack_id}>") if person.slack_id else say("not in Slack")
    text = joined(" · ", [clip(person.name, 100), say(ROLE_NAMES[person.role]), account])
    return section(text, end_seat(say, person))


def end_seat(say: Say, person: Person) -> ButtonElement:
    """The button that ends a seat, which asks once more."""
    then = say("{name} is told, and what they wrote stays theirs.", name=clip(person.name, 100))
    sure = are_you_sure(say, say("End the seat?"), then, say("End the seat"))
    return button("seat.end", say("End the seat"), str(SeatToEnd.of(person)), style="danger", sure=sure)


def seat_is_ended(say: Say, person: Person, *, named_for_all: bool) -> Text:
    """What a coordinator reads who has ended somebody's seat; `named_for_all`: who coordinates all the same."""
    ended = say("{name} is no longer in the network as {seat}, and is told so.",
                name=person.name, seat=seat_of(say, person))  # fmt: skip
    stays = say(NAMED_STAYS, name=person.name) if named_for_all else ""
    return joined(" ", [ended, stays])


NAMED_STAYS: Final = N_(
    "{name} is named in the setting COORDINATORS and coordinates every network all the same; whoever runs the bot takes"
    " the name away there."
)


def seat_was_ended(say: Say, person: Person, network: str, join: str, *, replaced: bool) -> Message:
    """What somebody reads who has lost a seat: to another who was confirmed, or because a coordinator ended it."""
    seat = seat_of(say, person)
    why = (
        say("You no longer have a seat in {network}: somebody else is now {seat}.", network=network, seat=seat)
        if replaced
        else say("The coordinator has ended your seat in {network}, as {seat}.", network=network, seat=seat)
    )
    stays = say("What you have written is still yours to change and withdraw. If this is wrong, ask the coordinator, or"
                " ask to join again with `{command}`.", command=join)  # fmt: skip
    again = typed(say("Join the network"), join)
    return Message(lines(why, stays), [section(lines(why, stays)), actions(again)])


def what_was_decided(say: Say, request: JoinRequest) -> Text:
    """What a request led to then, whatever has become of the seat: it stays so."""
    name, by, seat = _with_account(request.person), _decided_by(say, request), seat_asked_for(say, request)
    if request.state is RequestState.TAKEN_BACK:
        return say("{name} has taken back the request to join as {seat}.", name=name, seat=seat)
    if request.state is RequestState.DECLINED:
        return say("The request from {name} was declined by {by}.", name=name, by=by)
    return say("{name} was confirmed as {seat} by {by}.", name=name, seat=seat, by=by)


def _decided_by(say: Say, request: JoinRequest) -> Text:
    return Text(f"<@{request.decided_by}>") if request.decided_by else say("the coordinator")


def became_of_request(say: Say, request: JoinRequest) -> Text:
    """What has become of a request, for the coordinator."""
    if request.state is not RequestState.CONFIRMED:
        return lines(what_was_decided(say, request), _reason(say, request))
    name, by, seat = _with_account(request.person), _decided_by(say, request), seat_asked_for(say, request)
    if not still_sits(request):
        return say("{name} was confirmed as {seat} by {by}, and has since left the seat.", name=name, seat=seat, by=by)
    sentence = say("✓ {name} is in as {seat}, confirmed by {by}.", name=name, seat=seat, by=by)
    out = request.put_out
    return lines(sentence, say("{name} has left the seat.", name=_with_account(out)) if out else "")


def _reason(say: Say, request: JoinRequest) -> Text:
    return say("Reason: {reason}", reason=request.reason) if request.reason else Text("")


Command = Callable[[str, str], str]
"""Writes a command, given in Swedish and English, as the reader would type it."""


def first_steps(say: Say, member: Member | None, command: Command) -> ActionsBlock:
    """What somebody who is new can press first."""
    falls_to = say("What falls to {member}", member=clip(member.name, 40)) if member else ""
    own = [typed(falls_to, command("aktiviteter mina", "activities mine"))] if member else []
    return actions(
        typed(say("Next meeting"), command("mote", "meeting")),
        typed(say("My calendar"), command("mote kalender", "meeting calendar")),
        *own,
        typed(say("What I can do"), command("natverk hjälp", "network help")),
    )


def decision_for_asker(say: Say, request: JoinRequest, command: Command) -> Message:
    """What the one who asked reads when it is decided; who is in, with the first things to press."""
    if request.state is RequestState.CONFIRMED:
        sentence = say("Welcome! You have been confirmed as {seat}.", seat=seat_asked_for(say, request))
        return Message(sentence, [section(sentence), first_steps(say, request.member, command)])
    no = say("Your request to join was declined. Ask the coordinator if you think that is wrong.")
    kept = request.person if request.person.state is PersonState.CONFIRMED else None
    stays = say("Your seat as {seat} stays as it was.", seat=seat_of(say, kept)) if kept else ""
    sentence = lines(no, _reason(say, request), stays)
    return Message(sentence, [section(sentence)])


def has_left(say: Say) -> Message:
    """What somebody reads who has left."""
    sentence = say("You have left the network. What you wrote and answered stays.")
    return Message(sentence, [section(sentence)])
