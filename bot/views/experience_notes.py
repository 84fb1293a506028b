"""What a reviewer can do with an experience, and what reviewers have said of it."""

from __future__ import annotations

from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from bot.blocks.parts import button, context
from bot.dates.in_words import plain_day
from bot.feature.call import Call
from bot.language import clip, lines
from bot.models import Experience, ExperienceState

MOST_NOTES: Final = 4
LONGEST_SHOWN: Final = 400


def review_buttons(call: Call, experience: Experience) -> list[ButtonElement]:
    """What a reviewer can do with an experience."""
    say, number = call.say, experience.id
    comment = button("experience.comment", say("Write a comment"), number)
    if experience.state is ExperienceState.APPROVED:
        return [comment, button("experience.unapprove", say("Take back the approval"), number)]
    if not experience.may_publish:
        return [comment]
    return [button("experience.approve", say("Approve for publication"), number, style="primary"), comment]


def notes_of(call: Call, experience: Experience) -> list[Block]:
    """What was said last in its review, by whom and when; the answers of its author among it."""
    last = sorted(experience.notes, key=lambda each: each.id)[-MOST_NOTES:]
    rows = [
        call.say(
            "{name}, {day}: {text}",
            name=each.by.name if each.by else call.say("Comment"),
            day=plain_day(each.at.astimezone(call.zone).date(), call.say.code),
            text=clip(" ".join(each.text.split()), LONGEST_SHOWN),
        )
        for each in last
    ]
    return [context(lines(*rows))] if rows else []
