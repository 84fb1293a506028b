"""How the report is handed over, and how its editor's texts are listed and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import File, Form, Message
from bot.blocks.parts import actions, button, context, header, section, text_field
from bot.experiences.card import LOOK_BEFORE
from bot.feature.pages import Listing, Row, again, in_rows
from bot.feature.subject import opened
from bot.feature.values import ButtonValue
from bot.language import N_, Say, Text, bold, clip, joined, lines
from bot.models import ChapterText, Period
from bot.report import WORD_ASKS
from bot.report.chapters import FOR
from bot.report.model import Audience, ReportData


@dataclass(frozen=True)
class ReportValue(ButtonValue):
    """Which report to make: for whom, and the period's name."""

    between: ClassVar[str] = " "
    audience: Audience | None
    period: str


@dataclass(frozen=True)
class ChapterValue(ButtonValue):
    """Whose text to write, by its key; old buttons name no period."""

    between: ClassVar[str] = " "
    key: str
    period: str


LONGEST_CHAPTER: Final = 3000
EXCERPT: Final = 160
PARTS: Final = {"activity": N_("An activity's own text"), "member": N_("A member's own text")}
"""The parts of chapters that can have a text, by how their keys begin."""
NAMES: Final = {
    Audience.INTERNAL: N_("For the network"),
    Audience.PUBLIC: N_("For everybody"),
    Audience.RESEARCH: N_("For research"),
}


def report_comes(say: Say, data: ReportData, period: Period, file: File) -> Message:
    """That the file comes in person, for whom it is, what to look at before it is spread, and what else can be had."""
    audience = data.audience
    comes = say(
        "The report on {period} comes as a Word file in a direct message from me, in a moment.", period=period.name
    )
    looks = before_it_is_public(say, data.waiting, data.traces) if audience is Audience.PUBLIC else []
    whom = say(FOR[audience])
    others = [
        button("report.make", say(name), str(ReportValue(each, period.name)))
        for each, name in NAMES.items()
        if each is not audience
    ]
    row = actions(*others, button("report.chapters", say("Write for its chapters"), period.name))
    return Listing(
        say=say, text=lines(comes, whom), rows=looks, count=0,
        again=again("report.make", ReportValue(audience, period.name)),
        head=[section(lines(comes, whom))], foot=[context(say(WORD_ASKS)), row], files=(file,),
    ).page()  # fmt: skip


def before_it_is_public(say: Say, waiting: int, traces: Sequence[str]) -> list[Text]:
    """What is to be known before something is made public: how many experiences wait for review and are not in it,
    and who may be pointed out."""
    waits = say.many(
        "{count} experience waits for review and is not in it.",
        "{count} experiences wait for review and are not in it.",
        waiting,
    )
    lead = say(LOOK_BEFORE)
    return [*([waits] if waiting else []), *in_rows([clip(each, 200) for each in traces], "; ", lead)]


def chapter_texts(say: Say, period: Period, titles: Mapping[str, str], texts: Mapping[str, ChapterText]) -> Message:
    """The chapters, each with how its text begins and a button to write it; its parts in menus."""
    title = joined(" · ", [say("Texts for the report's chapters"), period.name])
    stands = say("What is written here stands first in its chapter each time the report is made, whoever it is for.")
    whole = {key: name for key, name in titles.items() if "/" not in key}
    parts = {key: name for key, name in titles.items() if "/" in key}
    rows: list[Row] = [_row(say, period, key, name, texts.get(key)) for key, name in whole.items()]
    for kind, label in PARTS.items():
        own = [
            _row(say, period, key, name, texts.get(key)) for key, name in parts.items() if key.startswith(f"{kind}/")
        ]
        rows += [[section(bold(say(label))), *own[:1]], *own[1:]] if own else []
    words = [bold(name) for name in (*whole.values(), *parts.values())]
    return Listing(
        say=say, text=title, rows=rows, words=words, again=again("report.chapters", period.name),
        head=[header(title), context(stands)],
    ).page()  # fmt: skip


def _row(say: Say, period: Period, key: str, name: str, now: ChapterText | None) -> Block:
    what = clip(" ".join(now.text.split()), EXCERPT) if now else say("Nothing written.")
    label = say("Change") if now else say("Write")
    return section(lines(bold(name), what), button("report.chapter", label, str(ChapterValue(key, str(period.id)))))


def chapter_form(say: Say, period: Period, key: str, title: str, now: ChapterText | None) -> Form:
    """The form for one chapter's text."""
    hint = say("An empty line begins a new paragraph. Leave it empty to take the text away.")
    return opened(Form(
        name="report.chapter",
        title=say("Chapter of the report"),
        blocks=[
            section(bold(title)),
            text_field("text", say("Text"), value=now.text if now else "", long=True, optional=True, hint=hint,
                       most=LONGEST_CHAPTER),
        ],
        submit=say("Save"),
        close=say("Cancel"),
        about=str(ChapterValue(key, str(period.id))),
    ))  # fmt: skip


def chapter_saved(say: Say, period: Period, title: str, *, is_there: bool) -> Message:
    """That the text is kept, or gone."""
    sentence = (
        say("The text for “{chapter}” is saved and stands in the report.", chapter=title)
        if is_there
        else say("“{chapter}” has no text of its own any longer.", chapter=title)
    )
    return Message(sentence, [section(sentence), actions(button("report.chapters", say("All chapters"), period.name))])
