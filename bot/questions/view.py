"""How answers in plain words look, whatever they are about: a paragraph, a guide, several at once, or a choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, get_args

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, section
from bot.dates.in_words import understood
from bot.dates.typed import NamedSpan, Side
from bot.dates.when import Kind, Span
from bot.feature.call import ASK_ALONE, By, Call
from bot.feature.declare import Likely, by_of
from bot.feature.pages import Listing, Row
from bot.feature.values import ButtonValue
from bot.intents.matching import Recognises
from bot.language import Say, Text, joined, lines
from bot.models import Period

NO_TITLE: Final = Text("")
MOST: Final = 3
"""Questions that are offered."""
ANYBODY_ASKS: Final = ("meeting", "host", "activities.open")
"""Offered when nothing at all was understood."""


def paragraph(*sentences: Text | str) -> Message:
    """A few sentences and nothing else."""
    text = lines(*sentences)
    return Message(text, [section(text)])


def several(call: Call, rows: Sequence[Row], title: Text = NO_TITLE, **more: Any) -> Message:
    """What was asked for, a row for each, under a title; all of it, on as many pages as that takes."""
    head = [section(title)] if title else []
    return Listing(say=call.say, text=title, rows=rows, head=head, **more).page()


def to_you_alone(call: Call, sv: str, en: str) -> Message:
    """Where others read, only the way to what is one's own."""
    text = call.say("I tell that to you alone: write to me directly, or use `{command}`.", command=call.command(sv, en))
    return paragraph(text)


def ask_alone(call: Call) -> Text:
    """Where others read, how whoever is inside gets the names that are not said there."""
    return call.say(ASK_ALONE) if call.is_in and not call.is_inside else Text("")


def not_for_them(call: Call, by: By = By.CONFIRMED) -> Message:
    """Why what is asked about is not for who asks, and what they can do."""
    why = call.is_not_for_them(by)
    return paragraph(call.say(why.sentence, **why.values))


@dataclass(frozen=True, kw_only=True)
class Guide:
    """A question that something else answers better than words: where it is."""

    name: str
    example: str
    answer: str
    """With the place for `{command}`."""
    command: tuple[str, str]
    """Swedish and English, without the slash."""
    button: tuple[str, str]
    """The one that does the same as the command, and its label."""
    recognises: Recognises
    further: Callable[[Call], Text] = lambda call: NO_TITLE
    """What more there is for whoever asks."""
    of_period: Callable[[Call], Period | None] = lambda call: None
    """Which period's it is, where the question names another than the one in force."""

    def is_for(self, call: Call) -> bool:
        """Whether whoever asks may go there."""
        return call.may(by_of(self.command[0]))


def guide(call: Call, to: Guide) -> Message:
    """Where something is, with the button only where nobody else presses it; or why it is not for who asks."""
    if not to.is_for(call):
        return not_for_them(call, by_of(to.command[0]))
    period = to.of_period(call)
    name = period.name if period else ""
    text = joined(" ", [call.say(to.answer, command=call.command(*to.command, name)), to.further(call)])
    if not call.is_private:
        return paragraph(text)
    action, label = to.button
    return Message(text, [section(text), actions(button(action, call.say(label), name))])


def answers_together(answers: Sequence[Message]) -> Message | None:
    """The answers to several questions in one message; None when they are not several that can stand together."""
    messages = list({each.text: each for each in answers}.values())
    if len(messages) < 2 or any(each.listing and each.listing.has_pages for each in messages):
        return None
    blocks = [block for each in messages for block in each.blocks or [section(each.text)]]
    files = tuple(file for each in messages for file in each.files)
    together = Message(lines(*(Text(each.text) for each in messages)), blocks, files=files)
    return together if together.fits else None  # too much for one message, or two cards of one meeting


@dataclass(frozen=True)
class QuestionButton(ButtonValue):
    """What a button that asks a question carries: the language it was offered in, and which question."""

    language: str
    name: str


@dataclass(frozen=True)
class DateButton(ButtonValue):
    """What a button carries that chooses one of the dates a question may mean: how long it lasts and how it is named,
    and the question as it was written."""

    language: str
    first: str
    last: str
    kind: str
    side: str
    words: str

    @classmethod
    def of(cls, say: Say, meant: NamedSpan, words: str) -> DateButton:
        """The button for one date."""
        return cls(say.code, str(meant.span.first), str(meant.span.last), meant.kind, meant.side, words)

    @property
    def meant(self) -> NamedSpan | None:
        """The date chosen; None when the value makes no sense."""
        try:
            span = Span(date.fromisoformat(self.first), date.fromisoformat(self.last))
        except ValueError:
            return None
        kind = next((each for each in get_args(Kind) if each == self.kind), None)
        side = next((each for each in get_args(Side) if each == self.side), None)
        return NamedSpan(span, kind, side) if kind and side is not None else None


LONGEST_ASKED: Final = 190
"""Characters of a question that a button can carry."""


def which_date(call: Call, doubt: Text, offers: Sequence[NamedSpan], *, can_choose: bool) -> Message:
    """Ask which date is meant, with a button for each; where others read, and of a second date in words."""
    say = call.say
    names = [understood(each.span, each.kind, say.code) for each in offers[:5]]
    either = joined(", ", names[:-1])
    asks = (
        say("Do you mean {dates} or {last}?", dates=either, last=names[-1])
        if either
        else say("Do you mean {last}?", last=names[-1])
    )
    text = lines(doubt, asks)
    if not can_choose or not call.is_private or len(call.words) > LONGEST_ASKED:
        return Message(text, [section(text)])
    rows = [
        button("question.when", name, DateButton.of(say, each, call.words))
        for name, each in zip(names, offers, strict=False)
    ]
    return Message(text, [section(text), actions(*rows)])


def not_understood(call: Call, likeliest: Sequence[Likely]) -> Message:
    """Say so, and offer the likeliest questions; equals stand in the order they are declared in."""
    say = call.say
    nothing = not likeliest or likeliest[0].score == 0
    fitting = [each.question for each in likeliest if not nothing or each.question.name in ANYBODY_ASKS]
    offers = [each for each in fitting if each.example and each.is_for(call)][:MOST]
    sentence = say("I am not sure what you ask. Do you mean one of these?")
    if not offers:
        return Message(say("I am not sure what you ask. `{command}` shows what I can answer.",
                           command=call.command("natverk", "network", say("help"))))  # fmt: skip
    rows = [button("question.ask", say(each.example), QuestionButton(say.code, each.name)) for each in offers]
    text = lines(sentence, *(say("• {question}", question=say(each.example)) for each in offers))
    return Message(text, [section(sentence), actions(*rows)])
