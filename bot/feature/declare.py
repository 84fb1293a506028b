"""The decorators with which commands and jobs declare themselves, and the register of all that is declared.

A command is a function from a `Call` to an answer, a job a function from a `Run` to posts. Neither talks to Slack,
opens a session or looks at a clock. Features import everything they need for being called from here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import Form, Home, Message
from bot.feature.call import Answer, AskedAgain, By, Call, Does, FieldRefusal, Fields, Overtaken, Refusal, User
from bot.feature.post import CHANNEL, Plans, Post, Reads, Run, Worded
from bot.feature.subject import InOpened, Redrawn, Subject
from bot.intents.matching import Recognises
from bot.intents.part_said import PartSaid
from bot.intents.reading import Utterance, Utterances
from bot.language import fold
from bot.models import Reply

__all__ = [
    "CHANNEL",
    "Act",
    "Answer",
    "AskedAgain",
    "By",
    "Call",
    "Command",
    "Declared",
    "FieldRefusal",
    "Fields",
    "Form",
    "Home",
    "InWords",
    "Job",
    "Message",
    "Misdeclared",
    "Overtaken",
    "Post",
    "Question",
    "Refusal",
    "Run",
    "Subject",
    "User",
    "Word",
    "Worded",
    "always",
    "button",
    "by_of",
    "closed",
    "command",
    "declared",
    "form",
    "grave",
    "home",
    "job",
    "joined",
    "number",
    "offered",
    "otherwise",
    "over",
    "question",
    "redraws",
    "reply",
    "shortcut",
    "word",
]


NUMBER: Final = "<n>"
"""The argument of a word that takes a number."""
PERIOD: Final = "<period>"
"""The argument of a word that takes the name of a period."""
IsFor = Callable[[Call], bool]


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
    is_for: IsFor = lambda call: True
    """Whether it is of use to whoever may use it, and so is offered."""
    label: str = ""
    """What one wants who wants it, as its button says."""
    first: int = 0
    """Its place on help's first screen; 0: it stands only among all commands."""
    first_for: IsFor = lambda call: True
    """Whose first screen it is on, of those it is of use to."""
    needs_network: bool = True
    """Whether it is of a network; else it is done where there is none too."""

    @property
    def takes_number(self) -> bool:
        """Whether a number is wanted after it, or is what is typed."""
        return self.argument.startswith(NUMBER)

    @property
    def takes_period(self) -> bool:
        """Whether the name of a period may follow, in what else is typed."""
        return self.argument.endswith(PERIOD)

    @property
    def takes_words(self) -> bool:
        """Whether it reads what follows in its own way: neither a number nor a period alone."""
        return bool(self.argument) and not self.takes_number and self.argument != PERIOD


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
    in_time: str = ""
    """How one asks for what it shows at a time, which may then be typed after it: `/mote november 2021`."""


@dataclass(frozen=True)
class InWords:
    """How a button that answers what a message asks is pressed in words: "ja", "kan inte", 👍."""

    says: Callable[[str], Reply | None]
    """What the button of that value says; None: no answer."""
    is_of_coming: bool = False
    """Whether it is asked who comes."""
    is_grave: bool = False
    """Whether it cannot be taken back, or words may mean something else: then the question is shown, to be pressed."""
    does: Does | None = None
    """What is done in words, where a press opens a form."""
    taken_back: Callable[[Call, Reply], Answer] | None = None
    """What happens when a reaction that said so is taken away and no other of theirs stands; without, nothing."""
    in_part: Callable[[PartSaid], Does] | None = None
    """What is done for who says that they come to a part; nothing shown: there is no such part."""
    repeated: Callable[[Call, Reply], Answer] | None = None
    """What is shown to who says what they have said, which is asked no longer; nothing: they had not."""
    shows: Does | None = None
    """The question with its buttons for who wrote more than an answer; without, as it stands."""


def always(reply: Reply) -> Callable[[str], Reply | None]:
    """What a button says, whatever its value."""
    return lambda value: reply


def grave(reply: Reply, shows: Does | None = None) -> InWords:
    """How a button that says so is answered in words: never, its question is shown again."""
    return InWords(always(reply), is_grave=True, shows=shows)


@dataclass(frozen=True)
class Act:
    """A button, menu, form, shortcut or event with the function that takes it."""

    name: str
    does: Does
    by: By
    writes: bool
    label: str = ""
    about: Subject | Redrawn | None = None
    """What it decides about, when that can change after it was shown."""
    only_reads: bool = False
    """Whether all it writes is that it was read, so that its pages can be turned."""
    in_words: InWords | None = None
    needs_network: bool = True
    """Whether it is of a network; else it is done where there is none too."""
    reads_files: bool = False
    """Whether it reads what is in the files of the form."""


@dataclass(frozen=True)
class Job:
    """One kind of message that goes out by itself; `always` to whom it concerns, `in_channel` never to a person."""

    kind: str
    about: str
    plans: Plans
    always: bool = False
    in_channel: bool = False
    tells_who_is_out: bool = False
    """Whether it is also for those whose member takes no part: what stands with others is closed to them."""
    waits: tuple[str, ...] = ()
    """Where what it asks of a person waits on the Home tab, fields of `Todo`; none: it asks nothing that is done in the
    bot."""

    @property
    def can_be_muted(self) -> bool:
        """Whether a person can want none of it."""
        return not self.always and not self.in_channel


@dataclass(frozen=True)
class Question:
    """Something one can ask in plain words. `recognises` scores how well a text fits it."""

    name: str
    example: str
    """How one asks it, in help and on buttons; itself recognised as this question. Without: never offered."""
    recognises: Recognises
    does: Does
    holds_today: bool = False
    """Whether its answer holds on the day it is asked, whatever time is named."""
    is_for: IsFor = lambda call: True
    """Whether it is offered to whoever asks; who asks it unoffered is told why it is not for them."""


@dataclass(frozen=True)
class Likely:
    """A question that a text may ask, with its score and the sentence that got it."""

    question: Question
    score: int
    utterance: Utterance


class Misdeclared(Exception):
    """Two things have one name, or a word's command is none: the bot does not start."""


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
        self.joined: dict[str, Act] = {}
        self.replies: dict[str, Act] = {}
        self.questions: dict[str, Question] = {}
        self.jobs: dict[str, Job] = {}
        self.over: dict[str, Reads] = {}
        self.redraws: dict[str, Reads] = {}

    def put(self, shelf: dict[str, Any], name: str, thing: object) -> None:
        """Keep a thing under its name; a second of that name is refused."""
        if name in shelf:
            raise Misdeclared(_twice(repr(name), shelf[name], thing))
        shelf[name] = thing

    def command_list(self) -> tuple[Command, ...]:
        """Every command with its words in place, in the order of its file's name."""
        waiting, self.waiting = self.waiting, []
        for slot, word in waiting:
            self._place(slot, word)
        self._tell_apart()
        return tuple(self.commands.values())

    def likeliest(self, utterances: Utterances) -> list[Likely]:
        """Every question with its score for a text, the best first; of equals the one declared first."""
        likely = [Likely(each, *each.recognises(utterances)) for each in self.questions.values()]
        return sorted(likely, key=lambda each: -each.score)

    def _place(self, slot: str, word: Word) -> None:
        if (command := self.commands.get(word.command)) is None:
            raise Misdeclared(f"{_module_of(word)} adds to /{word.command}, which is no command")
        if slot == "word":
            for each in command.words:
                if _names(each) & _names(word):
                    raise Misdeclared(_twice(f"/{command.sv} {word.sv}", each, word))
            command.words.append(word)
        elif (other := getattr(command, slot)) is not None:
            raise Misdeclared(_twice(f"/{command.sv} {word.argument}", other, word))
        else:
            setattr(command, slot, word)

    def _tell_apart(self) -> None:
        by_name: dict[str, Command] = {}
        for command in self.commands.values():
            for name in _names(command):
                if by_name.setdefault(name, command) is not command:
                    raise Misdeclared(_twice(f"/{name}", by_name[name], command))


def _names(thing: Word | Command) -> set[str]:
    """What it is typed as, with or without å ä ö."""
    return {fold(thing.sv), fold(thing.en)}


def _twice(name: str, first: object, second: object) -> str:
    places = f"in {_module_of(first)} and again in {_module_of(second)}"
    return f"{name} is declared {places}; one of them needs another name"


def _module_of(thing: Any) -> str:
    thing = thing[1] if isinstance(thing, tuple) else thing
    function = getattr(thing, "plans", None) or getattr(thing, "alone", thing).does
    return str(function.__module__)


declared: Final = Declared()


def command(
    sv: str,
    en: str,
    *,
    about: str,
    in_time: str = "",
    is_for: IsFor = lambda call: True,
    label: str = "",
    first: int = 0,
) -> Callable[[Does], Does]:
    """Declare a slash command by its Swedish and English name; the function answers it alone. `label`: what its button
    says; `first`: its place on help's first screen."""

    def declare(does: Does) -> Does:
        alone = Word(sv, "", "", about, does, is_for=is_for, label=label, first=first)
        declared.put(declared.commands, sv, Command(sv, en, about, alone, in_time=in_time))
        return does

    return declare


def word(
    command: str,
    sv: str,
    en: str,
    *,
    about: str,
    argument: str = "",
    by: By | None = None,
    writes: bool = False,
    is_for: IsFor = lambda call: True,
    label: str = "",
    first: int = 0,
    first_for: IsFor = lambda call: True,
    needs_network: bool = True,
) -> Callable[[Does], Does]:
    """Declare what may be typed after a command, in Swedish and English; found with or without å ä ö, in any case.
    `label`: what its button says; `first`: its place on help's first screen, for those of `first_for`."""
    return _word("word", command, sv, en, about, argument, by, writes, is_for, label, first, first_for, needs_network)


def number(
    command: str, *, about: str, argument: str = NUMBER, by: By | None = None, writes: bool = False, label: str = ""
) -> Callable[[Does], Does]:
    """Declare that a command takes a number; it and the rest are in `call.value` and `call.words`."""
    return _word("number", command, "", "", about, argument, by, writes, label=label)


def otherwise(command: str, *, about: str, argument: str) -> Callable[[Does], Does]:
    """Declare that a command takes any words that are none of its own."""
    return _word("otherwise", command, "", "", about, argument, None, False)


def _word(
    slot: str,
    command: str,
    sv: str,
    en: str,
    about: str,
    argument: str,
    by: By | None,
    writes: bool,
    is_for: IsFor = lambda call: True,
    label: str = "",
    first: int = 0,
    first_for: IsFor = lambda call: True,
    needs_network: bool = True,
) -> Callable[[Does], Does]:
    def declare(does: Does) -> Does:
        made = Word(command, sv, en, about, does, _by(by, writes), writes, argument, is_for, label, first, first_for,
                    needs_network)  # fmt: skip
        declared.waiting.append((slot, made))
        return does

    return declare


def _by(by: By | None, writes: bool) -> By:
    """Whoever writes must be confirmed, unless said otherwise."""
    return by if by is not None else By.CONFIRMED if writes else By.ANYONE


def button(
    name: str,
    *,
    by: By | None = None,
    writes: bool = False,
    about: Subject | InOpened | None = None,
    only_reads: bool = False,
    in_words: InWords | None = None,
    needs_network: bool = True,
) -> Callable[[Does], Does]:
    """Declare what a button or menu of that name does; its answer replaces the message it stands in. `about`: what it
    decides about, which is looked at again first. `in_words`: it answers a question, which words can do too."""
    if about is not None and in_words is not None:
        in_words = _guarded(about, in_words)
    return _act(declared.buttons, name, by, writes, about, only_reads, in_words, needs_network)


def _guarded(about: Subject | InOpened, how: InWords) -> InWords:
    """What is done in words decides about the same."""
    in_part = how.in_part
    return replace(
        how,
        does=about.guard(how.does) if how.does is not None else None,
        in_part=(lambda said: about.guard(in_part(said))) if in_part is not None else None,
    )


def form(
    name: str,
    *,
    by: By = By.CONFIRMED,
    about: Subject | Redrawn | None = None,
    needs_network: bool = True,
    reads_files: bool = False,
) -> Callable[[Does], Does]:
    """Declare what happens when a form is sent. It always writes, once for each form opened. `about`: what it decides
    about, which is looked at again first."""
    return _act(declared.forms, name, by, True, about, needs_network=needs_network, reads_files=reads_files)


def closed(name: str, *, by: By = By.CONFIRMED) -> Callable[[Does], Does]:
    """Declare what happens when a form is closed without being sent."""
    return _act(declared.closed, name, by, True)


def home() -> Callable[[Does], Does]:
    """Declare what the app's Home tab shows."""
    return _act(declared.homes, "home", By.ANYONE, False)


def joined() -> Callable[[Does], Does]:
    """Declare what the bot says in a channel it comes into, once for each time; read by all there."""
    return _act(declared.joined, "joined", By.ANYONE, True)


def reply(kind: str, *, by: By = By.CONFIRMED) -> Callable[[Does], Does]:
    """Declare what an answer in the thread of a direct message of that kind does; what was written is in `call.words`,
    what the message spoke of in `call.about`."""
    return _act(declared.replies, kind, by, True)


def shortcut(
    name: str, *, label: str, on: Literal["global", "message"] = "global", by: By = By.CONFIRMED
) -> Callable[[Does], Does]:
    """Declare a shortcut; of a message, the message's text is in `call.words`. Labels cannot be localised: Swedish."""

    def declare(does: Does) -> Does:
        declared.put(declared.shortcuts, name, (on, Act(name, does, by, False, label)))
        return does

    return declare


def _act(
    shelf: dict[str, Act],
    name: str,
    by: By | None,
    writes: bool,
    about: Subject | Redrawn | None = None,
    only_reads: bool = False,
    in_words: InWords | None = None,
    needs_network: bool = True,
    reads_files: bool = False,
) -> Callable[[Does], Does]:
    def declare(does: Does) -> Does:
        made = about.guard(does) if about is not None else does
        how = (writes, "", about, only_reads, in_words, needs_network, reads_files)
        declared.put(shelf, name, Act(name, made, _by(by, writes), *how))
        return does

    return declare


def question(
    name: str,
    *,
    recognises: Recognises,
    example: str = "",
    holds_today: bool = False,
    is_for: IsFor = lambda call: True,
) -> Callable[[Does], Does]:
    """Declare a question in plain words; what it says is in `call.utterance`. Answer None: not asked."""

    def declare(does: Does) -> Does:
        declared.put(declared.questions, name, Question(name, example, recognises, does, holds_today, is_for))
        return does

    return declare


def job(
    kind: str,
    *,
    about: str,
    always: bool = False,
    in_channel: bool = False,
    tells_who_is_out: bool = False,
    waits: tuple[str, ...] = (),
) -> Callable[[Plans], Plans]:
    """Declare a kind of message that goes out by itself; `in_channel`: only there. `tells_who_is_out`: also to those
    whose member takes no part. `waits`: where what it asks waits on the Home tab."""

    def declare(plans: Plans) -> Plans:
        declared.put(declared.jobs, kind, Job(kind, about, plans, always, in_channel, tells_who_is_out, waits))
        return plans

    return declare


def by_of(typed: str) -> By:
    """Who may use a command's word, as in "mote ny": as it is declared."""
    name, _, word = typed.partition(" ")
    return next(each.by for each in declared.commands[name].words if each.sv == word)


def would_do(call: Call, name: str, value: object) -> bool:
    """Whether a button does what it is for when they press it now, and does not only refuse: asked by what draws it, of
    one that says what it decides about."""
    act = declared.buttons[name]
    try:
        if isinstance(act.about, Subject):
            act.about.facts(replace(call, value=str(value)))
    except Refusal:
        return False
    return call.may(act.by)


def offered(buttons: Sequence[ButtonElement], allowed: Collection[By]) -> list[ButtonElement]:
    """Those of some buttons that may be pressed by who is allowed so much."""
    return [each for each in buttons if declared.buttons[str(each.action_id).partition(":")[0]].by in allowed]


def over(*kinds: str) -> Callable[[Reads], Reads]:
    """Declare how messages of these kinds read when what they speak of is over; those without are struck out."""
    return _reads(declared.over, kinds)


def redraws(*kinds: str) -> Callable[[Reads], Reads]:
    """Declare how messages read now that a feature told, or that a job says no more; None when they are over."""
    return _reads(declared.redraws, kinds)


def _reads(shelf: dict[str, Reads], kinds: tuple[str, ...]) -> Callable[[Reads], Reads]:
    def declare(reads: Reads) -> Reads:
        for each in kinds:
            declared.put(shelf, each, reads)
        return reads

    return declare
