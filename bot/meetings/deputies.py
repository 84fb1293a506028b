"""Messages about deputies: whoever cannot come is asked for one, the deputy is asked to come, both hear the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import actions, button, section
from bot.feature.values import ButtonValue, as_shown
from bot.language import N_, Say, Text, clip, joined, lines
from bot.meetings.card import REPLY_NAMES, in_one_line
from bot.meetings.reminder import Reminder, meeting_and_when, reminder
from bot.meetings.rules import when_and_where
from bot.models import Answer, Meeting, Person, Reply

MOST_DEPUTIES = 5
"""That have a button each; of more, one is chosen in the form."""


@dataclass(frozen=True)
class DeputyChoice(ButtonValue):
    """A button that has a deputy asked: the meeting's row and the deputy's."""

    meeting: int
    deputy: int


@dataclass(frozen=True)
class DeputyAnswer(ButtonValue):
    """A deputy's own answer: the row of the answer that names them, and yes or no."""

    answer: int
    reply: Reply | None


def wants_deputy(say: Say, about: Reminder, meeting: Meeting, deputies: Sequence[Person]) -> Message:
    """You cannot come: does a deputy?"""
    lead = joined(" ", [say("You cannot come:"), in_one_line(say, meeting)])
    if deputies:
        ask = say("Does a deputy come instead? Choose whom I should ask.")
    else:
        command = about.command(say, "natverk", "network", say("join"))
        how = N_("Can a deputy come instead? Let them join with `{command}`, as deputy, so that I can ask them.")
        ask = say(how, command=command)
    return reminder(say, about, lines(lead, ask), buttons=whom_to_ask(say, meeting, deputies))


def chooses_anew(say: Say, meeting: Meeting, deputies: Sequence[Person]) -> Message:
    """The same once more, about the meeting as it is now."""
    ask = say("Does a deputy come instead? Choose whom I should ask.")
    return Message(ask, [section(ask), actions(*whom_to_ask(say, meeting, deputies))])


def whom_to_ask(say: Say, meeting: Meeting, deputies: Sequence[Person]) -> list[ButtonElement]:
    """A button for each deputy, or one to the form, and that nobody comes."""
    shown = when_and_where(meeting)
    buttons = [
        button(
            "deputy.ask",
            say("Ask {name}", name=clip(each.name, 60)),
            as_shown(DeputyChoice(meeting.id, each.id), *shown),
        )
        for each in deputies
    ]
    if len(deputies) > MOST_DEPUTIES:
        buttons = [button("answer.deputy", say("My deputy attends"), as_shown(meeting.id, *shown))]
    return [*buttons, button("deputy.none", say("Nobody comes"), as_shown(meeting.id, *shown))]


def asks_to_stand_in(say: Say, answer: Answer) -> Message:
    """The deputy is asked anew, about the meeting as it is now."""
    whom = clip(answer.person.name, 100)
    lead = joined(" ", [say("Can you come instead of {name}?", name=whom), in_one_line(say, answer.meeting)])
    return Message(lead, [section(lead), actions(*yes_or_no(say, answer))])


def asks_deputy(say: Say, about: Reminder, meeting: Meeting, answer: Answer) -> Message:
    """The deputy is asked."""
    whom = clip(answer.person.name, 100)
    lead = joined(" ", [say("Can you come instead of {name}?", name=whom), in_one_line(say, meeting)])
    return reminder(say, about, lead, buttons=yes_or_no(say, answer))


def they_come(say: Say, about: Reminder, meeting: Meeting, answer: Answer) -> Message:
    """What the question becomes when the deputy has said yes."""
    return thanks_deputy(say, meeting, answer.person, comes=True)


def asks_deputy_again(say: Say, about: Reminder, meeting: Meeting, answer: Answer) -> Message:
    """The deputy is asked again."""
    lead = joined(" ", [say("You have not answered yet:"), meeting_and_when(say, meeting, about.counts_from)])
    ask = say("Can you come instead of {name}?", name=clip(answer.person.name, 100))
    return reminder(say, about, lines(lead, ask), buttons=yes_or_no(say, answer))


def yes_or_no(say: Say, answer: Answer) -> list[ButtonElement]:
    """The buttons of a deputy who is asked; they carry the answer that names them."""
    return [
        button(
            "deputy.answer",
            say(REPLY_NAMES[each]),
            as_shown(DeputyAnswer(answer.id, each), *when_and_where(answer.meeting)),
        )
        for each in (Reply.YES, Reply.NO)
    ]


class Told(StrEnum):
    """What somebody was told of a deputy, by what had happened."""

    ASK = "ask"
    FREE = "free"
    COMES = "comes"
    STAYS = "stays"


def names_deputy(say: Say, answer: Answer, deputy: Person) -> Message:
    """To the deputy, at once when somebody names them: can they come?"""
    lead = say("{name} cannot come and has named you as deputy. Can you come?", name=answer.person.name)
    text = lines(lead, in_one_line(say, answer.meeting))
    return Message(text, [section(text), actions(*yes_or_no(say, answer))])


def deputy_not_needed(say: Say, answer: Answer, deputy: Person) -> Message:
    """To a deputy who was named: they need not come after all."""
    lead = say("You no longer need to come instead of {name}.", name=answer.person.name)
    return _sentence(lines(lead, in_one_line(say, answer.meeting)))


def deputy_is_asked(say: Say, deputy: Person) -> Message:
    """To the one who cannot come: the deputy is being asked, or whoever is not in Slack must be."""
    if deputy.slack_id is None:
        return _sentence(say("{name} is not in Slack, so you need to ask them yourself.", name=clip(deputy.name, 100)))
    return _sentence(say("I ask {name}, and you hear what the answer is.", name=clip(deputy.name, 100)))


def nobody_comes(say: Say) -> Message:
    """To the one who cannot come: noted."""
    return _sentence(say("Thank you, then we know that nobody comes in your place."))


def thanks_deputy(say: Say, meeting: Meeting, whom: Person, *, comes: bool) -> Message:
    """To the deputy: what was noted."""
    if not comes:
        return _sentence(say("Thank you for answering. {name} hears that you cannot.", name=clip(whom.name, 100)))
    lead = say("Thank you, you come instead of {name}.", name=clip(whom.name, 100))
    return _sentence(lines(lead, in_one_line(say, meeting)))


def deputys_answer(say: Say, answer: Answer, deputy: Person, *, comes: bool) -> Message:
    """To the one who cannot come: what the deputy answered."""
    name = clip(deputy.name, 100)
    reply = say("{name} comes in your place.", name=name) if comes else say("{name} cannot come either.", name=name)
    return _sentence(lines(reply, in_one_line(say, answer.meeting)))


TELLS: Final[Mapping[Told, Callable[..., Message]]] = {
    Told.ASK: names_deputy,
    Told.FREE: deputy_not_needed,
    Told.COMES: partial(deputys_answer, comes=True),
    Told.STAYS: partial(deputys_answer, comes=False),
}


def is_still_so(told: Told, answer: Answer, deputy: Person, *, comes: bool) -> bool:
    """Whether what was told of a deputy still is so. `comes`: the one whom the answer names says so."""
    is_named = answer.deputy_id == deputy.id
    match told:
        case Told.ASK:
            return is_named
        case Told.FREE:
            return not is_named
        case Told.COMES:
            return is_named and comes
        case Told.STAYS:
            return not is_named and answer.reply is Reply.NO


def _sentence(text: Text) -> Message:
    return Message(text, [section(text)])
