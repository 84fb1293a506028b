"""The forms around the host's list: things put on and taken off, and what is handed over to the next host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import Choice, choices_field, day_field, section, text_field
from bot.dates.in_words import span
from bot.language import Say, Text, bold, clip, lines
from bot.meetings.card import in_one_line
from bot.meetings.rules import span_of
from bot.models import HostingTurn, Meeting
from bot.rules.checklist import Item

LONGEST_TITLE: Final = 140
LONGEST_NOTES: Final = 2000


def list_form(say: Say, meeting: Meeting, own: Sequence[Item]) -> Form:
    """Put a thing on the list, or take off one that was put there."""
    hint = say("Empty: 30 days before the meeting.")
    blocks: list[Block] = [
        section(in_one_line(say, meeting)),
        text_field("title", say("Put on the list"), optional=True, most=LONGEST_TITLE),
        day_field("due", say("To be done by"), optional=True, hint=hint),
    ]
    if own:
        choices: list[Choice] = [(each.token, each.title) for each in own]
        blocks.append(choices_field("off", say("Take off the list"), choices))
    return Form("checklist.edit", say("The host's list"), blocks, say("Save"), say("Cancel"), str(meeting.id))


def handover_form(say: Say, meeting: Meeting, turn: HostingTurn) -> Form:
    """What the next host should know."""
    hint = say("For example: what took longer than you thought, whom to ask, what you would do otherwise.")
    field = text_field(
        "notes", say("To the next host"), value=turn.handover, long=True, optional=True, hint=hint, most=LONGEST_NOTES
    )
    who = say("The next host and the coordinator read this.")
    blocks: list[Block] = [section(lines(in_one_line(say, meeting), who)), field]
    return Form("handover.write", say("Handover"), blocks, say("Save"), say("Cancel"), f"{meeting.id}.{turn.version}")


def handed_over(say: Say, meeting: Meeting) -> Text:
    """What the host of a meeting wrote to the next; empty when nothing."""
    turn = meeting.turn
    if turn is None or not turn.handover:
        return Text("")
    who = say("From {host}, host {when}:", host=turn.member.name, when=span(span_of(meeting), say.code))
    return lines(bold(who), clip(turn.handover, LONGEST_NOTES))


def handover_kept(say: Say, meeting: Meeting, following: Meeting | None) -> Message:
    """Who reads it, and when."""
    if meeting.turn is None or not meeting.turn.handover:
        sentence = say("Nothing is handed over from you now.")
    elif following is not None and following.host is not None:
        sentence = say(
            "Saved. {host}, who hosts {when}, reads it in their list.",
            host=following.host.name,
            when=span(span_of(following), say.code),
        )
    else:
        sentence = say("Saved. Whoever hosts next reads it in their list, once a host is chosen.")
    return Message(sentence, [section(sentence)])


def handover_told(say: Say, meeting: Meeting, command: str) -> Message:
    """What the next host reads, once, when something is handed over."""
    more = say("You find it again with `{command}`.", command=command)
    text = lines(handed_over(say, meeting), more)
    return Message(text, [section(text)])


def no_list(say: Say, command: str) -> Message:
    """Nobody the asker speaks for is to host."""
    sentence = say("No coming meeting has a host's list for you. `{command}` shows who hosts when.", command=command)
    return Message(sentence, [section(sentence)])
