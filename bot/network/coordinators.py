"""How it looks who coordinates a network and from where, and how somebody is made coordinator of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, account_field, actions, button, choice_field, context, header, section
from bot.feature.pages import Listing, Row, again
from bot.feature.values import as_shown
from bot.language import LANGUAGES, N_, Say, Text, bold, clip, joined, lines, speak
from bot.models import Network, Person, PersonState, Role, SlackUser
from bot.network.people import Command, account_of, end_seat, first_steps, seat_of


@dataclass(frozen=True)
class Coordinates:
    """Somebody who coordinates a network."""

    name: str
    slack_id: str
    person: Person | None
    """Who holds the role in the network; None: only the installer has named them."""
    for_all: bool
    """Whether the installer has named them, for every network."""


def managing(say: Say, network: str, there: Sequence[Coordinates], ways: Sequence[Block], period: int = 0) -> Message:
    """What a coordinator sees to: the network with the `ways` to change it, in a period, and who coordinates it."""
    title = say("Manage {network}", network=network)
    none = say("Nobody coordinates this network yet. As long as no network has a coordinator, the admins of the"
               " workspace name the first.")  # fmt: skip
    head = [header(title), *ways, section(bold(say("Coordinators")))]
    foot = [actions(button("manage.coordinator", say("Make somebody coordinator"), style="primary"))]
    rows: list[Row] = [_row(say, each) for each in there] or [none]
    words = [_line(say, each) for each in there] or [none]
    text = title
    turn = again("manage.show", period or "")
    return Listing(say=say, text=text, rows=rows, words=words, again=turn, head=head, foot=foot).page()


def _row(say: Say, each: Coordinates) -> Row:
    """With a button that ends the role, where that is what they coordinate by."""
    ends = end_seat(say, each.person) if each.person is not None and not each.for_all else None
    return [section(_line(say, each), ends)]


def _line(say: Say, each: Coordinates) -> Text:
    here = say("in this network") if each.person is not None else ""
    everywhere = (
        say("in every network, by the setting COORDINATORS; whoever runs the bot changes it") if each.for_all else ""
    )
    account = Text(f"<@{each.slack_id}>") if each.slack_id else say("not in Slack")
    return joined(" · ", [clip(each.name, 100), account, here, everywhere])


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be made coordinator, as they are now."""

    slack_id: str
    person: Person | None
    account: SlackUser | None

    @property
    def name(self) -> str:
        """What they are called here or in Slack; their id where neither tells."""
        return (self.person.name if self.person else "") or (self.account.name if self.account else "") or self.slack_id

    @property
    def seat(self) -> Person | None:
        """The seat they have in the network."""
        return self.person if self.person is not None and self.person.state is PersonState.CONFIRMED else None

    @property
    def facts(self) -> tuple[object, ...]:
        """All that is shown of them before it is done."""
        seat = self.seat
        held = (seat.role, seat.member_id, seat.deputy_for_id) if seat else ()
        return (self.slack_id, *held)

    def row(self, network: Network) -> Person:
        """Them in the network; new in it where it has not met them."""
        return self.person or Person(network_id=network.id, slack_id=self.slack_id, name=self.name,
                                     role=Role.COORDINATOR, state=PersonState.REQUESTED)  # fmt: skip

    def told(self, network: str, command: Callable[[Say], Command] | None = None) -> Callable[[Say], Message]:
        """What they read who have been made coordinator, by the seat that they have now and leave."""
        seats = {code: seat_of(speak(code), self.seat) for code in LANGUAGES} if self.seat else {}

        def write(say: Say) -> Message:
            now = say("You are now coordinator of {network}.", network=network)
            left = say("You are no longer {seat}.", seat=seats[say.code]) if seats else ""
            words = joined(" ", [now, left])
            return Message(words, [section(words), *([first_steps(say, None, command(say))] if command else [])])

        return write


ONE_ROLE: Final = N_(
    "A person has one role in a network. Whoever represents a member gives up that seat; their deputies"
    " wait for the next holder."
)


def name_coordinator_form(say: Say, people: Sequence[Person], named: Candidate | None = None) -> Form:
    """Choose who: somebody of the network, or anybody in Slack. `named`: the form once more, with what it would do."""
    choices: list[Choice] = [
        (each.slack_id, joined(" · ", [clip(each.name, 40), seat_of(say, each)])) for each in people if each.slack_id
    ]
    is_listed = named is not None and named.slack_id in {value for value, _ in choices}
    chosen = named.slack_id if named is not None else None
    blocks: list[Block] = [section(lines(*_becomes(say, named)))] if named is not None else []
    if choices:
        blocks.append(
            choice_field(
                "person", say("Somebody in the network"), choices, chosen=chosen if is_listed else None, optional=True,
                placeholder=say("Choose who"),
            )
        )  # fmt: skip
    blocks.append(
        account_field(
            "account", say("Or somebody else in Slack"), chosen=None if is_listed else chosen, optional=bool(choices)
        )
    )
    blocks.append(context(say(ONE_ROLE)))
    yes = say("Make coordinator") if named else say("Go on")
    about = as_shown(named.slack_id, *named.facts) if named else ""
    return Form("manage.coordinator", say("A coordinator"), blocks, yes, say("Cancel"), about)


def _becomes(say: Say, named: Candidate) -> list[Text]:
    """What is done when the form is sent again."""
    becomes = say("{name} becomes coordinator of this network, reads all that stays inside it, and decides who is in.",
                  name=named.name)  # fmt: skip
    account = account_of(say, named.slack_id, named.account)
    return [joined(" ", [becomes, account]), leaves_seat(say, named), say("Send again if that is right.")]


def leaves_seat(say: Say, named: Candidate) -> Text:
    """Which seat goes when somebody becomes coordinator."""
    if named.seat is None:
        return Text("")
    return say("{name} is {seat} and gives up that seat.", name=named.name, seat=seat_of(say, named.seat))


def is_coordinator_now(say: Say, named: Candidate) -> Text:
    """What whoever made somebody coordinator reads; asked before it is done, while they have the seat they leave."""
    sentence = say("{name} is now coordinator of this network, and is told so.", name=named.name)
    seat = named.seat
    left = say("{name} is no longer {seat}.", name=named.name, seat=seat_of(say, seat)) if seat else ""
    return joined(" ", [sentence, left])


def coordinates_already(person: Person | None) -> bool:
    """Whether somebody holds the role."""
    return person is not None and person.role is Role.COORDINATOR and person.state is PersonState.CONFIRMED


def ended_by_plan(say: Say, network: str) -> Message:
    """What somebody reads whom the plan no longer names as coordinator."""
    words = say("You are no longer coordinator of {network}: its plan does not name you any more. What you have written"
                " is still yours to change and withdraw.", network=network)  # fmt: skip
    return Message(words, [section(words)])
