"""How it looks who sits where, to the coordinator who changes it: the list, a person's form, and what was changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import (
    Choice,
    account_field,
    actions,
    button,
    choice_field,
    context,
    header,
    section,
    text_field,
    ticks_field,
)
from bot.feature.pages import Listing, Row, again
from bot.feature.subject import opened
from bot.feature.values import ButtonValue
from bot.language import LANGUAGES, N_, Say, Text, bold, clip, joined, lines, speak
from bot.models import Member, Person, PersonState, Role
from bot.network.membership import SEATS, holders, spokesperson_of
from bot.network.people import ROLE_NAMES, SEAT_CHOICES, Command, first_steps, seat_of, seat_was_ended
from bot.plan.checks import LONGEST_NAME

ENDS: Final = "none"
"""Chosen as somebody's role: their seat ends."""
COORDINATOR: Final = str(Role.COORDINATOR)


@dataclass(frozen=True)
class PersonValue(ButtonValue):
    """Somebody whose seat is changed; with `person` 0 somebody who is noted, in a member's empty seat if one is
    named."""

    person: int
    member: int
    role: Role | None


@dataclass(frozen=True)
class WhomToFind(ButtonValue):
    """Whom the list is narrowed down to: the people of a member, or one person."""

    member: int
    person: int

    def holds(self, person: Person) -> bool:
        """Whether somebody is one of them."""
        return self == EVERYBODY or person.id == self.person or (self.member > 0 and person.member_id == self.member)


EVERYBODY: Final = WhomToFind(0, 0)


def people_to_manage(
    say: Say, members: Sequence[Member], people: Sequence[Person], only: WhomToFind = EVERYBODY
) -> Message:
    """Every member with its seats, also the empty ones, and who else is in the network; each with a way to change it.
    `only`: those somebody has looked for."""
    title, held = say("People"), holders(people)
    listed = {each.id for each in members}
    shown = [each for each in members if only in (EVERYBODY, WhomToFind(each.id, only.person))]
    rows: list[Row] = [_member_row(say, each, people, held) for each in shown]
    others = [each for each in people if each.member_id not in listed and only.holds(each)]
    rows += [[_person(say, each, with_member=True)] for each in others]
    words = [*(Text(each.name) for each in shown), *(Text(each.name) for each in others)]
    ways = [button("manage.person", say("Add a person"), PersonValue(0, only.member, None), style="primary")]
    ways.append(
        button("manage.find_person", say("Find")) if only == EVERYBODY else button("manage.people", say("Everybody"))
    )
    head = [header(title), context(_spokesperson(say, people), say(CONTACT)), actions(*ways)]
    return Listing(
        say=say, text=title, rows=rows or [say("Nobody has joined yet.")], words=words or [Text("")],
        again=again("manage.people", "" if only == EVERYBODY else only), head=head,
    ).page()  # fmt: skip


CONTACT: Final = N_("Each member has one elected representative and one official; the official is its contact person.")


def _spokesperson(say: Say, people: Iterable[Person]) -> Text:
    speaks = spokesperson_of(people)
    if speaks is None:
        return say("No spokesperson in political matters is noted.")
    return say("Spokesperson in political matters: {name}.", name=_with_member(speaks))


def _with_member(person: Person) -> Text:
    return joined(", ", [clip(person.name, 100), person.member_name])


def _member_row(
    say: Say, member: Member, people: Sequence[Person], held: dict[tuple[int, Role], Person]
) -> Sequence[Block]:
    seats = [
        _person(say, there) if (there := held.get((member.id, role))) else _vacant(say, member, role) for role in SEATS
    ]
    seated = {each.id for each in held.values()}
    others = [_person(say, each) for each in people if each.member_id == member.id and each.id not in seated]
    return [section(bold(clip(member.name, 100))), *seats, *others]


def _person(say: Say, person: Person, *, with_member: bool = False) -> Block:
    seat = seat_of(say, person) if with_member else say(ROLE_NAMES[person.role])
    if person.role is Role.DEPUTY and person.deputy_for is not None and not with_member:
        seat = say("deputy of {name}", name=clip(person.deputy_for.name, 100))
    speaks = say("spokesperson") if person.spokesperson else ""
    away = "" if person.slack_id else say("not in Slack")
    words = lines(clip(person.name, 100), joined(" · ", [seat, speaks, away]))
    return section(words, button("manage.person", say("Change"), PersonValue(person.id, 0, None)))


def _vacant(say: Say, member: Member, role: Role) -> Block:
    words = joined(" ", [say(ROLE_NAMES[role]) + ":", say("_vacant_")])
    return section(words, button("manage.person", say("Note who"), PersonValue(0, member.id, role)))


def find_form(say: Say, members: Sequence[Member], people: Sequence[Person]) -> Form:
    """Choose a person, or a member whose people are wanted."""
    choices: list[Choice] = [(str(WhomToFind(each.id, 0)), each.name) for each in members]
    choices += [
        (str(WhomToFind(each.member_id or 0, each.id)), joined(" · ", [clip(each.name, 40), seat_of(say, each)]))
        for each in people
    ]
    field = choice_field("whom", say("Person or member"), choices, placeholder=say("Write part of the name"))
    return Form("manage.find_person", say("Find"), [field], say("Show"), say("Cancel"))


def person_form(say: Say, person: Person | None, members: Sequence[Member], seat: PersonValue) -> Form:
    """Who somebody is and where they sit; of nobody yet, somebody who is noted in an empty `seat`, or anywhere."""
    member = person.member_id if person else seat.member
    blocks: list[Block] = [
        text_field("name", say("Name"), value=person.name if person else "", most=LONGEST_NAME),
        choice_field("role", say("Role"), _roles(say, person), chosen=_role_now(person, seat)),
        choice_field("member", say("Member"), [(str(each.id), each.name) for each in members],
                     chosen=str(member) if member in {each.id for each in members} else None, optional=True,
                     hint=say("A guest may be without one.")),
        *([] if person and person.slack_id else [
            account_field("account", say("Account in Slack"), optional=True,
                          hint=say("Leave it empty for somebody who is not in Slack: others answer for them.")),
        ]),
        ticks_field("spokesperson", say("Spokesperson"),
                    [("on", say("In political matters, named by the elected"))],
                    chosen=["on"] if person and person.spokesperson else []),
    ]  # fmt: skip
    if person and person.slack_id:
        blocks.insert(0, context(say("Account: {account}.", account=Text(f"<@{person.slack_id}>"))))
    if not members:
        blocks = [each for each in blocks if each.block_id != "member"]
    title = say("The person") if person else say("A new person")
    return opened(Form("manage.person", title, blocks, say("Save"), say("Cancel"), str(seat)))


def _roles(say: Say, person: Person | None) -> list[Choice]:
    """Whoever coordinates is named elsewhere, where it is said what that gives."""
    roles: list[Choice] = [
        (value, say(label)) for value, label in SEAT_CHOICES.items() if value != COORDINATOR or _role(person) == value
    ]
    return [*roles, (ENDS, say("No seat any more: it ends"))] if person else roles


def _role(person: Person | None) -> str:
    return str(person.role) if person else ""


def _role_now(person: Person | None, seat: PersonValue) -> str | None:
    if person is None:
        return str(seat.role) if seat.role else None
    return f"{person.role}.{person.deputises}" if person.deputises else _role(person)


@dataclass(frozen=True)
class SeatBefore:
    """Who somebody was before they were changed, in words of each language."""

    name: str
    sat: bool
    """Whether they had a seat."""
    seats: dict[str, Text]
    spokesperson: bool
    slack_id: str

    @classmethod
    def of(cls, person: Person) -> SeatBefore:
        """As they are now."""
        sits = person.state is PersonState.CONFIRMED
        seats = {code: seat_of(speak(code), person) for code in LANGUAGES} if sits else {}
        return cls(person.name or "", sits, seats, bool(person.spokesperson), person.slack_id or "")


def changed_in_words(say: Say, before: SeatBefore, now: Person) -> list[Text]:
    """What a coordinator has changed of somebody, a sentence for each."""
    name, sits = now.name, now.state is PersonState.CONFIRMED
    seat = seat_of(say, now)
    changes = [
        say("{before} is now called {name}.", before=before.name, name=name) if before.sat and before.name != name
        else "",
        say("{name} is now {seat}.", name=name, seat=seat) if sits and before.seats.get(say.code) != seat else "",
        say("{name} is no longer {seat}.", name=name, seat=before.seats[say.code])
        if before.sat and (not sits or before.seats[say.code] != seat) else "",
        say("{name} has the account {account}.", name=name, account=Text(f"<@{now.slack_id}>"))
        if now.slack_id and now.slack_id != before.slack_id else "",
        say("{name} is now the network’s spokesperson in political matters.", name=name)
        if now.spokesperson and not before.spokesperson else "",
        say("{name} is no longer the network’s spokesperson in political matters.", name=name)
        if before.spokesperson and not now.spokesperson else "",
    ]  # fmt: skip
    return [Text(each) for each in changes if each]


def told_of_change(
    network: str, before: SeatBefore, now: Person, command: Callable[[Say], Command]
) -> Callable[[Say], Message]:
    """What somebody reads whom a coordinator has changed."""

    def write(say: Say) -> Message:
        if now.state is not PersonState.CONFIRMED:
            join = command(say)("natverk gå med", "network join")
            return seat_was_ended(say, now, network, join, replaced=False)
        seat, was = seat_of(say, now), before.seats.get(say.code)
        words = [
            say("You are now {seat} in {network}, as the coordinator has noted.", seat=seat, network=network)
            if seat != was else "",
            say("You are no longer {seat}.", seat=was) if was and seat != was else "",
            say("In {network} you are now called {name}; the coordinator has noted it.", network=network, name=now.name)
            if before.sat and before.name != now.name else "",
            say("You are noted as spokesperson in political matters for {network}.", network=network)
            if now.spokesperson and not before.spokesperson else "",
            say("You are no longer noted as spokesperson in political matters for {network}.", network=network)
            if before.spokesperson and not now.spokesperson else "",
            say("If something is wrong, tell the coordinator."),
        ]  # fmt: skip
        text = joined(" ", words)
        is_new = not before.sat or before.slack_id != now.slack_id
        return Message(text, [section(text), *([first_steps(say, now.member, command(say))] if is_new else [])])

    return write


def seats_undone(say: Say, people: Sequence[Person]) -> Text:
    """That a change is undone, and where those whom it was about sit."""
    sits = [say("{name} is {seat}.", name=each.name, seat=seat_of(say, each)) for each in people
            if each.state is PersonState.CONFIRMED]  # fmt: skip
    return joined(" ", [say("The change is undone."), *sits])
