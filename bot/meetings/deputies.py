"""How somebody who cannot come is asked for a deputy, and the deputy asked to come."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import button, section
from bot.language import N_, Say, Text, clip, joined, lines
from bot.meetings.card import in_one_line
from bot.meetings.reminder import Reminder, meeting_and_when, reminder
from bot.models import Answer, Meeting, Person

MOST_DEPUTIES = 5


def deputy_wanted(say: Say, about: Reminder, meeting: Meeting, deputies: Sequence[Person]) -> Message:
    """You cannot come: does a deputy?"""
    lead = joined(" ", [say("You cannot come:"), in_one_line(say, meeting)])
    if deputies:
        ask = say("Does a deputy come instead? Choose whom I should ask.")
    else:
        command = about.command(say, "natverk", "network", say("join"))
        how = N_("Can a deputy come instead? Let them join with `{command}`, as deputy, so that I can ask them.")
        ask = say(how, command=command)
    buttons = [
        button("deputy.ask", say("Ask {name}", name=clip(each.name, 60)), f"{meeting.id}.{each.id}")
        for each in deputies[:MOST_DEPUTIES]
    ]
    buttons.append(button("deputy.none", say("Nobody comes"), meeting.id))
    return reminder(say, about, lines(lead, ask), buttons=buttons)


def deputy_asked(say: Say, about: Reminder, meeting: Meeting, answer: Answer) -> Message:
    """The deputy is asked."""
    whom = clip(answer.person.name, 100)
    lead = joined(" ", [say("Can you come instead of {name}?", name=whom), in_one_line(say, meeting)])
    return reminder(say, about, lead, buttons=_yes_or_no(say, answer))


def deputy_not_answered(say: Say, about: Reminder, meeting: Meeting, answer: Answer) -> Message:
    """The deputy is asked again."""
    lead = joined(" ", [say("You have not answered yet:"), meeting_and_when(say, meeting, about.today)])
    ask = say("Can you come instead of {name}?", name=clip(answer.person.name, 100))
    return reminder(say, about, lines(lead, ask), buttons=_yes_or_no(say, answer))


def _yes_or_no(say: Say, answer: Answer) -> list[ButtonElement]:
    return [
        button("deputy.answer", say("Yes"), f"{answer.id}.yes"),
        button("deputy.answer", say("No"), f"{answer.id}.no"),
    ]


def is_asked(say: Say, deputy: Person) -> Message:
    """To the one who cannot come: the deputy is being asked."""
    return _sentence(say("I ask {name}, and you hear what the answer is.", name=clip(deputy.name, 100)))


def nobody_comes(say: Say) -> Message:
    """To the one who cannot come: noted."""
    return _sentence(say("Thank you, then we know that nobody comes in your place."))


def has_answered(say: Say, meeting: Meeting, whom: Person, *, comes: bool) -> Message:
    """To the deputy: what was noted."""
    if not comes:
        return _sentence(say("Thank you for answering. {name} hears that you cannot.", name=clip(whom.name, 100)))
    lead = say("Thank you, you come instead of {name}.", name=clip(whom.name, 100))
    return _sentence(lines(lead, in_one_line(say, meeting)))


def answer_told(say: Say, meeting: Meeting, deputy: Person, *, comes: bool) -> Message:
    """To the one who cannot come: what the deputy answered."""
    name = clip(deputy.name, 100)
    said = say("{name} comes in your place.", name=name) if comes else say("{name} cannot come either.", name=name)
    return _sentence(lines(said, in_one_line(say, meeting)))


def _sentence(text: Text) -> Message:
    return Message(text, [section(text)])
