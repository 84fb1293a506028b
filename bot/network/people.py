"""How people and seats look: roles, the list of members with who sits for each, and requests to join."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, actions, are_you_sure, button, choice_field, context, header, section, text_field
from bot.dates.in_words import plain_day
from bot.feature.call import TAKES_NO_PART, Refusal
from bot.feature.pages import Listing, Row, again, in_rows
from bot.feature.values import ButtonValue
from bot.language import N_, Say, Text, bold, escape, joined, lines
from bot.models import Member, MemberKind, Membership, Period, Person, PersonState, Role
from bot.network.history import MemberHistory, Stage
from bot.network.membership import (
    SEATS,
    Delegation,
    MembersOfPeriod,
    Part,
    holder,
    is_over,
    municipalities_apart,
    part_on,
    period_in_force,
    takes_part,
)

ROLE_NAMES: Final[Mapping[Role, str]] = {
    Role.ELECTED: N_("elected representative"),
    Role.OFFICIAL: N_("official"),
    Role.DEPUTY: N_("deputy"),
    Role.COORDINATOR: N_("coordinator"),
    Role.GUEST: N_("guest"),
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
    **PART_NOTES,
    Part.UNDECIDED: N_("no decision was noted"),
    Part.PAST: N_("had left"),
}
"""The same of a period that has ended."""

COMES: Final = N_(
    "{member} takes part in the network from {day}. Until then you can read and search here, answer meetings from that"
    " day on and prepare those you host, but not write anything else. What you have written is still yours to change"
    " and withdraw."
)
UNDECIDED: Final = N_(
    "{member} has not decided about {period} yet. Until then you can read and search here but not answer or write. What"
    " you have written is still yours to change and withdraw."
)
LEFT_ON: Final = N_(
    "{member} no longer takes part in the network; the last day was {day}. You can read and search here but not answer"
    " or write. What you have written is still yours to change and withdraw."
)
HAS_LEFT: Final = N_(
    "{member} has left the network. You can read and search here but not answer or write. What you have written is"
    " still yours to change and withdraw."
)
"""The same where nobody knows since when."""
AWAY_THEN: Final = N_("{member} does not take part in the network when the meeting is held, so you cannot answer it.")
UNDECIDED_THEN: Final = N_("{member} has not decided about {period} yet, so you cannot answer meetings in it yet.")


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
        return say("The period {period} ended on {day}.", period=period.name, day=plain_day(period.ends, say.code))
    if today < period.starts:
        return say("The period {period} begins on {day}.", period=period.name, day=plain_day(period.starts, say.code))
    return Text("")


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


def join_form(
    say: Say, members: Sequence[Member], person: Person | None, *, writes_another: bool, asked: AskedName | None = None
) -> Form:
    """The form to join with: which member, which role. `writes_another`: one that is not in the menu may be written.
    `asked`: the form once more, with a question about that name; sent again unchanged it is meant."""
    roles: list[Choice] = [(value, say(label)) for value, label in SEAT_CHOICES.items()]
    choices: list[Choice] = [(str(each.id), each.name) for each in members]
    written = asked.name if asked else ""
    where: list[Block] = []
    if choices:
        member = choice_field(
            "member",
            say("Member"),
            choices,
            chosen=str(person.member_id) if person and person.member_id in {each.id for each in members} else None,
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
    role = asked.role if asked else None
    what = choice_field("role", say("Role"), roles, chosen=role, placeholder=say("Choose a role"))
    after = context(say("The coordinator confirms. Until then you can read and search."))
    about = asked.name if asked else ""
    return Form("join", say("Join the network"), [*where, what, after], say("Send"), say("Cancel"), about)


def in_network_as(say: Say, person: Person, *, is_out: bool = False) -> Text:
    """As what somebody is in the network, or `is_out`, so that they only have the seat."""
    seat = seat_of(say, person)
    if is_out:
        return say("You are noted as {seat}.", seat=seat)
    return say("You are in the network as {seat}.", seat=seat)


def already_in(say: Say, person: Person, out: Refusal | None) -> Message:
    """What somebody who is in already can do about it; `out`: why their member takes no part today."""
    reads = say(out.sentence, **out.values) if out else ""
    sentence = lines(in_network_as(say, person, is_out=out is not None), reads)
    leaving = are_you_sure(
        say, say("Leave the network?"), say("What you wrote and answered stays."), say("Leave the network")
    )
    leave = [button("join.leave", say("Leave the network"), style="danger", sure=leaving)]
    row = actions(button("join.again", say("Change member or role")), *(leave if person.role is not Role.GUEST else []))
    return Message(sentence, [section(sentence), row])


def request_to_join(say: Say, person: Person, instead_of: Person | None) -> Message:
    """What a coordinator reads when somebody wants to join."""
    asks = wants_to_join(say, person)
    note = say("{name} has that seat now and leaves it if you confirm.", name=instead_of.name) if instead_of else ""
    return Message(lines(asks, note), [section(lines(asks, note)), decide_buttons(say, person)])


def wants_to_join(say: Say, person: Person) -> Text:
    """Who wants to join as what, and whether their member would be a new one; for the coordinator only."""
    asks = say("{name} wants to join as {seat}.", name=person.name, seat=seat_of(say, person))
    new = say("{member} is new here and is waiting for the coordinator to confirm it.", member=person.asks_for)
    return joined(" ", [asks, new if person.asks_for else ""])


def decide_buttons(say: Say, person: Person) -> Block:
    """Confirm or decline a request."""
    return actions(
        button("join.confirm", say("Confirm"), person.id, style="primary"),
        button("join.decline", say("Decline"), person.id),
    )


def thanks_for_asking(say: Say, person: Person, coordinators: int) -> Message:
    """What somebody reads when they have asked to join."""
    thanks = say("Thank you. You have asked to join as {seat}.", seat=seat_of(say, person))
    next_step = (
        say("The coordinator has been told and confirms. Until then you can read and search.")
        if coordinators
        else say("No coordinator is known to the bot yet. Tell the person who runs it to set one.")
    )
    return Message(lines(thanks, next_step), [section(lines(thanks, next_step))])


def member_list(
    say: Say,
    around: Sequence[MembersOfPeriod],
    people: Sequence[Person],
    requests: Sequence[Person],
    *,
    decides: bool,
) -> Message:
    """Every member with who sits for it, and for a coordinator the requests to join. `around`: the period that runs, or
    the one that ended and then the one that begins, whose members stand by name."""
    title = say("Members")
    asking = [wants_to_join(say, each) for each in requests]
    waits = say.many("{count} request to join waits.", "{count} requests to join wait.", len(asking)) if asking else ""
    first, following = around[:1], around[1:]
    memberships = [each for members in first for each in members.all]
    rows: list[Row] = [_member_lines(say, each, people, members) for members in first for each in members.all] or [
        say("No members have been loaded yet.")
    ]
    count = len(rows)
    for members in following:
        rows += in_rows([each.name for each in members.taking_part], lead=members_in_words(say, members))
    for group, role in ((say("Coordinator"), Role.COORDINATOR), (say("Guests"), Role.GUEST)):
        rows += in_rows([each.name for each in people if each.role is role], lead=bold(group))
    words = [*(escape(each.name) for each in memberships), *[Text("")] * (len(rows) - len(memberships))]
    if decides:
        asked = [[section(text), decide_buttons(say, each)] for each, text in zip(requests, asking, strict=True)]
        rows += [[header(say("Requests to join")), *asked[0]], *asked[1:]] if asked else []
        words += asking
    number = members_in_words(say, first[0]) if first else in_number(say, ())
    head = [header(title), section(number), *([context(waits)] if waits else [])]
    turn = again("network.members")
    text = Text(f"{title}: {number}")
    return Listing(say=say, text=text, rows=rows, words=words, again=turn, head=head, count=count).page()


def _member_lines(say: Say, membership: Membership, people: Sequence[Person], of: MembersOfPeriod) -> Text:
    """A member with its seats; where it is out by now, nothing is known to be vacant."""
    member = membership.member
    kind = say(KIND_NOTES[member.kind]) if KIND_NOTES[member.kind] else ""
    note = joined(", ", [kind, part_in_words(say, membership, of)])
    name = joined(" – ", [bold(membership.name), note])
    if not takes_part(membership, of.day) or not takes_part(membership, of.today):
        return name
    seats = [_seat(say, role, holder(people, member.id, role)) for role in SEATS]
    deputies = [each for each in people if each.role is Role.DEPUTY and each.member_id == member.id]
    named = [say("deputy: {name}", name=each.name) for each in deputies]
    return lines(name, joined(" · ", [*seats, *named]))


def _seat(say: Say, role: Role, person: Person | None) -> Text:
    name = person.name if person else say("_vacant_")
    spokes = say("(spokesperson)") if person and person.spokesperson else ""
    return joined(" ", [say(ROLE_NAMES[role]) + ":", name, spokes])


def decision_for_coordinator(say: Say, person: Person, by: str, left: Person | None) -> Message:
    """What stands where the buttons stood, once a request is decided."""
    if person.state is PersonState.CONFIRMED:
        sentence = say(
            "✓ {name} is in as {seat}, confirmed by {by}.", name=person.name, seat=seat_of(say, person), by=by
        )
    else:
        sentence = say("The request from {name} was declined by {by}.", name=person.name, by=by)
    note = say("{name} has left the seat.", name=left.name) if left else ""
    return Message(lines(sentence, note), [section(lines(sentence, note))])


def decision_for_asker(say: Say, person: Person, help_command: str) -> Message:
    """What the one who asked reads when it is decided."""
    if person.state is PersonState.CONFIRMED:
        sentence = say(
            "You are now in the network as {seat}. `{command}` shows what you can do.",
            seat=seat_of(say, person),
            command=help_command,
        )
    else:
        sentence = say("Your request to join was declined. Ask the coordinator if you think that is wrong.")
    return Message(sentence, [section(sentence)])


def has_left(say: Say) -> Message:
    """What somebody reads who has left."""
    sentence = say("You have left the network. What you wrote and answered stays.")
    return Message(sentence, [section(sentence)])
