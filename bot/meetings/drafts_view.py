"""How the draft of a meeting stands in a list: what is filled in so far, and the way on."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.blocks import ButtonElement

from bot.blocks.messages import Message
from bot.blocks.parts import button, section
from bot.dates.in_words import month, plain_day
from bot.language import Say, Text, bold, escape, joined
from bot.meetings.card import KIND_NAMES
from bot.meetings.templates import kind_in
from bot.models import MeetingDraft


def draft_row(say: Say, draft: MeetingDraft) -> tuple[Text, ButtonElement]:
    """Its line, and the button to go on with it."""
    filled = {name: next(iter(values), "") for name, values in draft.fields.items()}
    kind, title, first = kind_in(draft.begun), filled.get("title", ""), filled.get("first_day", "")
    named = escape(title) if title or kind is None else say(KIND_NAMES[kind])
    when = plain_day(date.fromisoformat(first), say.code) if first else ""
    if not first and filled.get("month"):
        when = month(date.fromisoformat(filled["month"]), say.code)
    about = joined(" · ", [bold(named), when, filled.get("place", "")])
    return joined(" ", [say("Draft:"), about]), go_on_button(say, draft)


def go_on_button(say: Say, draft: MeetingDraft) -> ButtonElement:
    """Opens its form again."""
    return button("draft.open", say("Go on writing"), draft.id)


def thrown_away(say: Say) -> Message:
    """That it is gone."""
    said = say("The draft is thrown away.")
    return Message(said, [section(said)])
