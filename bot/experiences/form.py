"""The form that contributes an experience, or changes one (domain 16, 19)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final
from zlib import crc32

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.blocks.basic_components import DispatchActionConfig
from slack_sdk.models.blocks.block_elements import FileInputElement, PlainTextInputElement

from bot.blocks.messages import Form
from bot.blocks.parts import (
    Choice,
    actions,
    button,
    choice_field,
    choices_field,
    more_fields,
    plain,
    section,
    text_field,
    ticks_field,
)
from bot.experiences.fields import FIELDS, NAMES, texts_of
from bot.experiences.rules import consents
from bot.feature.call import SlackFile
from bot.feature.values import ButtonValue, number_in
from bot.language import N_, Say
from bot.models import Activity, Experience, Member, Person

MOST_FILES: Final = 10
"""As many as Slack's own field takes."""


@dataclass(frozen=True)
class ExperienceEntry:
    """What stands in the form: the texts by their fields' names, and what is chosen."""

    texts: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(NAMES, ""))
    activity: str = ""
    author: str = ""
    co_authors: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    no_child: bool = False
    files: tuple[SlackFile, ...] = ()

    @property
    def files_mark(self) -> str:
        """What tells this set of files from another, for names of fields."""
        return f"{crc32(' '.join(each.id for each in self.files).encode()):08x}" if self.files else ""

    @property
    def has_words(self) -> bool:
        """Whether anything is written that is worth keeping."""
        return any(self.texts.values()) or bool(self.files)


def entry_of_message(text: str, files: tuple[SlackFile, ...]) -> ExperienceEntry:
    """What a message has, as the beginning of an experience."""
    return ExperienceEntry(texts=dict.fromkeys(NAMES, "") | {"did": text}, files=files)


def as_it_stands(experience: Experience) -> ExperienceEntry:
    """What an experience or a draft holds."""
    return ExperienceEntry(
        texts=texts_of(experience),
        activity=str(experience.activity_id or ""),
        author=str(experience.author_id or "") if experience.written_by_id else "",
        co_authors=tuple(sorted(str(each.person_id) for each in experience.co_authors)),
        consents=consents(experience),
        no_child=experience.no_child_recognised,
        files=files_of(experience),
    )


def files_of(experience: Experience) -> tuple[SlackFile, ...]:
    """The files that belong to an experience, in the order they came."""
    return tuple(SlackFile(each.slack_file_id, each.name, each.mimetype, each.link) for each in experience.attachments)


def content_of(entry: ExperienceEntry) -> dict[str, Any]:
    """As it is stored."""
    stored = asdict(entry)
    texts: dict[str, Any] = stored.pop("texts")
    return texts | stored


def entry_of(content: Mapping[str, Any]) -> ExperienceEntry:
    """As it was stored."""
    return ExperienceEntry(
        texts={name: str(content.get(name, "")) for name in NAMES},
        activity=str(content.get("activity", "")),
        author=str(content.get("author", "")),
        co_authors=tuple(content.get("co_authors", ())),
        consents=tuple(content.get("consents", ())),
        no_child=bool(content.get("no_child")),
        files=tuple(SlackFile(**each) for each in content.get("files", ())),
    )


def files_in(chosen: Sequence[str], before: Iterable[SlackFile], added: Iterable[SlackFile]) -> tuple[SlackFile, ...]:
    """The files of a form: of those it had before the ones still ticked, and those added in it; each once."""
    ticked = [each for each in before if each.id in chosen]
    return tuple({each.id: each for each in (*ticked, *added)}.values())


CONSENT_CHOICES: Final = {
    "publication": N_("May be published, for example on the website"),
    "research": N_("May be used in research"),
}

KEPT_WHILE_TYPING: Final = (*NAMES, "activity", "author", "co_authors", "consents", "no_child")
"""The fields that keep what is written when something is written in them. Slack tells of no file before the next."""


@dataclass(frozen=True)
class FormChoices:
    """What there is to choose from in the form; an empty menu is left out."""

    year: int
    """The one it is, for examples."""
    activities: Sequence[Activity] = ()
    people: Sequence[Person] = ()
    """For whom else somebody may write."""
    with_whom: Sequence[Person] = ()
    """Who of the same member may have taken part in the writing."""
    members: Sequence[Member] = ()
    """For whom a coordinator without a member may write."""


KEPT: Final = "kept_files"
ADDED: Final = "files"
"""How the names of the two fields for files begin. What tells the files apart follows, so that the fields have other
names when the form is drawn anew with others: Slack would keep the old ticks, and what was given in both."""


class Origin(StrEnum):
    """What a form that contributes was made of."""

    DRAFT = "draft"
    MESSAGE = "message"


@dataclass(frozen=True)
class ContributeValue(ButtonValue):
    """What the form that contributes carries along: the number of its draft, or the files of a message as JSON."""

    origin: Origin | None = None
    rest: str = ""

    @property
    def draft(self) -> int:
        """The number of its draft; 0: it is of none."""
        return number_in(self.rest) if self.origin is Origin.DRAFT else 0


@dataclass(frozen=True)
class ChangeValue(ButtonValue):
    """What the form that changes carries along: which experience, and in which version it was opened."""

    experience: int
    version: int


def experience_form(say: Say, entry: ExperienceEntry, choices: FormChoices, *, about: str = "", note: str = "") -> Form:
    """The form that contributes: empty, or with what is written so far. `about`: the draft or message it is of."""
    blocks = [*_fields(say, entry, choices, note), actions(button("experience.draft", say("Save as draft")))]
    return _form(say, "experience.contribute", say("Contribute an experience"), blocks, about)


def change_form(say: Say, entry: ExperienceEntry, choices: FormChoices, *, about: str, note: str = "") -> Form:
    """The form that changes a contributed experience; `about` is its number and version."""
    blocks = [*_fields(say, entry, choices, note), actions(button("experience.draft", say("Save for later")))]
    return _form(say, "experience.change", say("Change the experience"), blocks, about)


def _form(say: Say, name: str, title: str, blocks: list[Block], about: str) -> Form:
    """A form that tells when it is closed, so that what was written can be kept."""
    return Form(name, title, blocks, say("Save"), say("Close"), about, tells_close=True)


def _fields(say: Say, entry: ExperienceEntry, choices: FormChoices, note: str) -> list[Block]:
    needed = say("Only the title, the text and the confirmation at the end are needed. The rest can be added later.")
    blocks: list[Block] = [
        *([section(note)] if note else []),
        section(needed),
        *_in_order(
            say,
            _text_fields(say, entry, choices.year),
            _files(say, entry),
            _menus(say, entry, choices),
            _ticks(say, entry),
        ),
    ]
    return [listening(each) for each in blocks]


def _in_order(
    say: Say, texts: Sequence[Block], files: Sequence[Block], menus: Sequence[Block], ticks: Sequence[Block]
) -> list[Block]:
    """What is needed and what is usual first; the activity, where there are no files to look at."""
    activity = [each for each in menus if len(files) == 1 and getattr(each, "block_id", "") == "activity"]
    rest = [each for each in menus if each not in activity]
    return [*texts[:2], *files, *activity, *ticks, more_fields(say), *texts[2:], *rest]


def listening(block: Block) -> Block:
    """Let the bot hear of a text at each pause in the typing: when a form is closed, Slack does not say what stood
    in it (its view_closed comes with an empty state)."""
    if isinstance(block, InputBlock) and block.block_id in KEPT_WHILE_TYPING:
        block.dispatch_action = True
        if isinstance(block.element, PlainTextInputElement):
            block.element.dispatch_action_config = DispatchActionConfig(trigger_actions_on=["on_character_entered"])
    return block


def _text_fields(say: Say, now: ExperienceEntry, year: int) -> list[Block]:
    return [
        text_field(
            each.name,
            say(each.form_label or each.label),
            value=now.texts[each.name],
            long=each.is_long,
            optional=not each.refusal,
            hint=say(each.hint, year=year) if each.hint else "",
            most=each.longest,
        )
        for each in FIELDS
    ]


def _files(say: Say, now: ExperienceEntry) -> list[Block]:
    """Files to add, and those that are there already, to take away."""
    hint = say(
        "They stay in Slack and are neither copied nor published. Only you can open a file from here until you share "
        "it in Slack."
    )
    blocks: list[Block] = []
    if now.files:
        there: list[Choice] = [(each.id, each.name or say("File")) for each in now.files]
        untick = say("Take away the tick to leave a file out. It stays in Slack.")
        ticked = [each.id for each in now.files]
        blocks.append(ticks_field(f"{KEPT}{now.files_mark}", say("Files so far"), there, chosen=ticked, hint=untick))
    name = f"{ADDED}{now.files_mark}"
    adding = InputBlock(
        block_id=name,
        label=plain(say("Files and pictures")),
        hint=plain(hint, 2000),
        optional=True,
        element=FileInputElement(action_id=name, max_files=MOST_FILES),
    )
    return [*blocks, adding]


def _menus(say: Say, now: ExperienceEntry, choices: FormChoices) -> list[Block]:
    blocks: list[Block] = []
    if choices.activities:
        activities: list[Choice] = [(str(each.id), f"{each.number}. {each.title}") for each in choices.activities]
        label = say("Activity in the plan")
        blocks.append(choice_field("activity", label, activities, chosen=now.activity or None, optional=True))
    if choices.people:
        people: list[Choice] = [(str(each.id), each.name) for each in choices.people]
        hint = say("Leave it empty when you write for yourself.")
        other = now.author or None
        blocks.append(choice_field("author", say("On behalf of"), people, chosen=other, optional=True, hint=hint))
    if choices.with_whom:
        others: list[Choice] = [(str(each.id), each.name) for each in choices.with_whom]
        blocks.append(choices_field("co_authors", say("Written together with"), others, chosen=now.co_authors))
    if choices.members:
        members: list[Choice] = [(str(each.id), each.name) for each in choices.members]
        blocks.append(choice_field("member", say("On behalf of member"), members, optional=True))
    return blocks


def _ticks(say: Say, now: ExperienceEntry) -> list[Block]:
    allowed: list[Choice] = [(name, say(label)) for name, label in CONSENT_CHOICES.items()]
    confirmed: list[Choice] = [("yes", say("No child can be recognised in what I wrote"))]
    hint = say("Without a tick it stays inside the network. You can change your mind at any time.")
    return [
        ticks_field("consents", say("Beyond the network"), allowed, chosen=now.consents, hint=hint),
        ticks_field(
            "no_child",
            say("Children's privacy"),
            confirmed,
            chosen=["yes"] if now.no_child else [],
            optional=False,
        ),
    ]
