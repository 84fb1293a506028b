"""What a feature is made of: the `Call` it gets, the decorators that say when it is called, and its two ways to say no.

A command is a function from a `Call` to an answer, a job a function from a `Run` to posts. Neither talks to Slack, opens
a session or looks at a clock. The doors (`gateway`, `outbox`) read what is declared here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.language import N_, Say
from bot.messages import Form, Home, Message
from bot.models import Network, Person, PersonState, Role


class Refusal(Exception):
    """A rule says no: one sentence for the member, in the source language, with its values."""

    def __init__(self, sentence: str, /, **values: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


class FieldRefusal(Refusal):
    """What stands in one field of a form is refused; said at the field, and everything typed stays."""

    def __init__(self, name: str, sentence: str, /, **values: object) -> None:
        super().__init__(sentence, **values)
        self.field = name


class By(Enum):
    """Who may do something. Whoever may not is told so in words."""

    ANYONE = "anyone"
    """Reads only: also guests, strangers and the unconfirmed."""
    INSIDER = "insider"
    """Anybody in this workspace who is no guest."""
    CONFIRMED = "confirmed"
    """A confirmed person of the network (or a coordinator), guests not."""
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class User:
    """Somebody in Slack, as far as the bot knows them."""

    id: str
    name: str = ""
    locale: str = ""
    is_admin: bool = False
    is_outside: bool = False


@dataclass(frozen=True)
class Fields:
    """What stands in a form, by field name: text, chosen value(s), date or time. Text is trimmed."""

    values: Mapping[str, str | tuple[str, ...] | date | time | None] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The text of a field, or the value chosen in a menu; empty when nothing is there."""
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def chosen(self, name: str) -> tuple[str, ...]:
        """The ticked or chosen values of a field with several."""
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()

    def day(self, name: str) -> date | None:
        """The date picked."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def time(self, name: str) -> time | None:
        """The time of day picked, local to the network."""
        value = self.values.get(name)
        return value if isinstance(value, time) else None


@dataclass(frozen=True, kw_only=True)
class Call:
    """One thing somebody asks, with all that is needed to answer it."""

    session: Session
    now: datetime
    """Aware, UTC; read once at the door."""
    network: Network
    user: User
    person: Person | None
    """Who they are in the network, confirmed or not."""
    is_coordinator: bool
    say: Say
    words: str = ""
    """What stands after the sub-word, cleaned, as typed."""
    value: str = ""
    """A button's or menu's value, or a form's `about`."""
    chosen: tuple[str, ...] = ()
    """What is ticked, for checkboxes and menus with several."""
    fields: Fields = field(default_factory=Fields)
    channel: str | None = None
    form_key: str | None = None
    """The form's own id: the same when it is sent twice."""
    is_private: bool = True
    """Whether only the asker sees the answer."""
    coordinators: tuple[str, ...] = ()
    """Slack ids of everybody who may administer."""
    commands: Commands | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The network's time zone."""
        return ZoneInfo(self.network.timezone)

    @property
    def today(self) -> date:
        """The date where the network is."""
        return self.now.astimezone(self.zone).date()

    @property
    def member_of(self) -> Person | None:
        """The person, when confirmed."""
        return self.person if self.person is not None and self.person.state is PersonState.CONFIRMED else None

    @property
    def may_write(self) -> bool:
        """Whether they may do what is for the confirmed."""
        person = self.member_of
        return not self.user.is_outside and (
            self.is_coordinator or (person is not None and person.role is not Role.GUEST)
        )

    @property
    def me(self) -> Person:
        """The confirmed person; only to be read where `by` has let only such through."""
        person = self.member_of
        if person is None:
            raise Refusal(NOT_IN_NETWORK)
        return person

    def command(self, sv: str, en: str = "", words: str = "") -> str:
        """Write a command as this person would type it, with the workspace's prefix."""
        prefix = self.commands.prefix if self.commands else ""
        name = en if en and self.say.code == "en" else sv
        return f"/{prefix}{name}{' ' + words if words else ''}"


NOT_IN_NETWORK: Final = N_(
    "You have no seat in the network yet. Join with `/natverk gå med`; the coordinator confirms."
)

Answer = Message | Form | Home | None
Does = Callable[[Call], Answer]


@dataclass(frozen=True)
class Word:
    """One thing that can be typed after a command. Without names: the command alone."""

    command: str
    sv: str
    en: str
    about: str
    does: Does
    by: By = By.ANYONE
    writes: bool = False
    argument: str = ""
    """What may stand after it, for help: `<text>`."""


@dataclass
class Command:
    """A slash command with its two names and all its words."""

    sv: str
    en: str
    about: str
    alone: Word
    words: list[Word] = field(default_factory=list)
    number: Word | None = None
    """Takes a number: `/mote 2`."""
    otherwise: Word | None = None
    """Takes any other words: `/erfarenhet skolval`."""


@dataclass(frozen=True)
class Act:
    """A button, menu, form, shortcut or event with the function that takes it."""

    name: str
    does: Does
    by: By
    writes: bool
    label: str = ""


@dataclass(frozen=True)
class Commands:
    """The declared commands as help and manifest want them."""

    all: tuple[Command, ...]
    prefix: str = ""


@dataclass(frozen=True)
class Post:
    """One message that goes out by itself, to one receiver, once.

    `key` says what it is about and for whom and is unique for ever; `due` and `useful_until` are aware moments.
    `write` makes the words when they are needed, in the language it is given.
    """

    key: str
    kind: str
    to: str
    """Slack user id, or `CHANNEL`."""
    due: datetime
    useful_until: datetime
    write: Callable[[Say], Message]
    about: Mapping[str, str] = field(default_factory=dict)
    """What it speaks of ({"meeting": "3", "days": "2020-05-14"}), to find out later who was told what."""


CHANNEL: Final = "channel"


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a job gets: one network as it is, the moment, and how far ahead to look.

    A job yields every post that is due up to `until` and was due after `since`; the outbox sends those whose time has come.
    """

    session: Session
    network: Network
    now: datetime
    since: datetime
    until: datetime
    coordinators: tuple[str, ...] = ()
    commands: Commands | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The network's time zone."""
        return ZoneInfo(self.network.timezone)


Plans = Callable[[Run], Iterable[Post]]


@dataclass(frozen=True)
class Job:
    """One kind of message that goes out by itself. Kinds can be muted unless `always`."""

    kind: str
    about: str
    plans: Plans
    always: bool = False


@dataclass(frozen=True)
class Question:
    """Plain words that ask for something: `recognises` gives what was understood, or None."""

    name: str
    example: str
    recognises: Callable[[str, Call], str | None]
    does: Does


class DeclaredTwice(Exception):
    """Two things have one name: the bot does not start."""


class Declared:
    """All that is declared, by name."""

    def __init__(self) -> None:
        self.commands: dict[str, Command] = {}
        self.waiting: list[tuple[str, Word]] = []
        self.buttons: dict[str, Act] = {}
        self.forms: dict[str, Act] = {}
        self.closed: dict[str, Act] = {}
        self.shortcuts: dict[str, tuple[Literal["global", "message"], Act]] = {}
        self.homes: dict[str, Act] = {}
        self.questions: dict[str, Question] = {}
        self.jobs: dict[str, Job] = {}

    def put(self, shelf: dict[str, Any], name: str, thing: object) -> None:
        """Keep a thing under its name; a second of that name is refused."""
        if name in shelf:
            raise DeclaredTwice(f"{name!r} is declared twice; find both with: grep -rn '\"{name}\"' commands jobs")
        shelf[name] = thing

    def command_list(self) -> tuple[Command, ...]:
        """Every command with its words in place, in the order of its file's name."""
        waiting, self.waiting = self.waiting, []
        for slot, word in waiting:
            self._place(slot, word)
        return tuple(self.commands.values())

    def _place(self, slot: str, word: Word) -> None:
        command = self.commands[word.command]
        if slot == "word":
            names = {name for each in command.words for name in (each.sv, each.en)}
            if names & {word.sv, word.en}:
                raise DeclaredTwice(f"/{command.sv} {word.sv} is declared twice")
            command.words.append(word)
        elif getattr(command, slot) is not None:
            raise DeclaredTwice(f"/{command.sv} takes {slot} twice")
        else:
            setattr(command, slot, word)


declared: Final = Declared()


def command(sv: str, en: str, *, about: str) -> Callable[[Does], Does]:
    """Declare a slash command by its Swedish and English name; the function answers it alone."""

    def declare(does: Does) -> Does:
        declared.put(declared.commands, sv, Command(sv, en, about, Word(sv, "", "", about, does)))
        return does

    return declare


def word(
    command: str, sv: str, en: str, *, about: str, argument: str = "", by: By | None = None, writes: bool = False
) -> Callable[[Does], Does]:
    """Declare what may be typed after a command, in Swedish and English; found with or without å ä ö, in any case."""
    return _word("word", command, sv, en, about, argument, by, writes)


def number(command: str, *, about: str, by: By | None = None, writes: bool = False) -> Callable[[Does], Does]:
    """Declare that a command takes a number; it and the rest are in `call.value` and `call.words`."""
    return _word("number", command, "", "", about, "<n>", by, writes)


def otherwise(command: str, *, about: str, argument: str) -> Callable[[Does], Does]:
    """Declare that a command takes any words that are none of its own."""
    return _word("otherwise", command, "", "", about, argument, None, False)


def _word(
    slot: str, command: str, sv: str, en: str, about: str, argument: str, by: By | None, writes: bool
) -> Callable[[Does], Does]:
    def declare(does: Does) -> Does:
        made = Word(command, sv, en, about, does, _by(by, writes), writes, argument)
        declared.waiting.append((slot, made))
        return does

    return declare


def _by(by: By | None, writes: bool) -> By:
    """Whoever writes must be confirmed, unless said otherwise."""
    return by if by is not None else By.CONFIRMED if writes else By.ANYONE


def button(name: str, *, by: By | None = None, writes: bool = False) -> Callable[[Does], Does]:
    """Declare what a button or menu of that name does; its answer replaces the message it stands in."""
    return _act(declared.buttons, name, by, writes)


def form(name: str, *, by: By = By.CONFIRMED) -> Callable[[Does], Does]:
    """Declare what happens when a form is sent. It always writes, once for each form opened."""
    return _act(declared.forms, name, by, True)


def closed(name: str, *, by: By = By.CONFIRMED) -> Callable[[Does], Does]:
    """Declare what happens when a form is closed without being sent."""
    return _act(declared.closed, name, by, True)


def home() -> Callable[[Does], Does]:
    """Declare what the app's Home tab shows."""
    return _act(declared.homes, "home", By.ANYONE, False)


def shortcut(
    name: str, *, label: str, on: Literal["global", "message"] = "global", by: By = By.CONFIRMED
) -> Callable[[Does], Does]:
    """Declare a shortcut; of a message, the message's text is in `call.words`. Labels cannot be localised: Swedish."""

    def declare(does: Does) -> Does:
        declared.put(declared.shortcuts, name, (on, Act(name, does, by, False, label)))
        return does

    return declare


def _act(shelf: dict[str, Act], name: str, by: By | None, writes: bool) -> Callable[[Does], Does]:
    def declare(does: Does) -> Does:
        declared.put(shelf, name, Act(name, does, _by(by, writes), writes))
        return does

    return declare


def question(name: str, *, example: str, recognises: Callable[[str, Call], str | None]) -> Callable[[Does], Does]:
    """Declare a question in plain words. What `recognises` gives back is in `call.value`."""

    def declare(does: Does) -> Does:
        declared.put(declared.questions, name, Question(name, example, recognises, does))
        return does

    return declare


def job(kind: str, *, about: str, always: bool = False) -> Callable[[Plans], Plans]:
    """Declare a kind of message that goes out by itself."""

    def declare(plans: Plans) -> Plans:
        declared.put(declared.jobs, kind, Job(kind, about, plans, always))
        return plans

    return declare


def everything_posted(jobs: Iterable[Job], run: Run) -> Iterator[Post]:
    """All posts of all jobs for one network."""
    for each in jobs:
        yield from each.plans(run)
