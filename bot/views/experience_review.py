"""How reviewing looks: what waits for it, the form for a comment, what has been said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.messages import Form, Message
from bot.blocks.parts import actions, button, choice_field, context, header, section, text_field
from bot.feature.call import Call
from bot.language import N_, Say, Text, bold, clip, escape, lines
from bot.models import Experience
from bot.views.experiences import consent_line, number_of, origin, pages_row, title_of

PER_PAGE: Final = 8
LONGEST_NOTE: Final = 1500


def to_review(call: Call, waiting: Sequence[Experience], page: int) -> Message:
    """What is contributed and not approved: first what may be published, the oldest first."""
    say = call.say
    pages = max(1, -(-len(waiting) // PER_PAGE))
    page = min(max(page, 1), pages)
    title = say.many(
        "{count} experience waits for review", "{count} experiences wait for review", len(waiting)
    )  # fmt: skip
    blocks: list[Block] = [header(title)]
    shown = waiting[(page - 1) * PER_PAGE : page * PER_PAGE]
    for each in shown:
        row = lines(bold(clip(title_of(say, each), 200)), origin(call, each), consent_line(say, each))
        blocks.append(section(row, button("experience.show", say("Show"), each.id)))
    blocks += pages_row(say, "experience.review_list", page, pages)
    listed = (Text(f"{number_of(each)} {clip(title_of(say, each), 150)}") for each in shown)
    return Message(lines(title, *listed), blocks)


def nothing_to_review(say: Say) -> Message:
    """All that is contributed is approved, or nothing is contributed."""
    sentence = say("No experience waits for review.")
    return Message(sentence, [section(sentence)])


def note_told(say: Say, lead: Text, text: str, number: int) -> Message:
    """A note as those in the conversation read it: who says what of which experience."""
    said = lines(lead, escape(text))
    how = say("Answer in the thread, and the others in the conversation read what you write.")
    show = actions(button("experience.show", say("Show"), number))
    return Message(lines(said, how), [section(said), show, context(how)])


CHANGED_AGAIN: Final = N_(
    "{name} has changed the experience #{number}, “{title}”. It waits for somebody to approve it."
)


def comment_form(say: Say, experience: Experience) -> Form:
    """The form for a comment to the author."""
    kinds = [("comment", say("A comment only")), ("more", say("I ask for more before it is published"))]
    return Form(
        name="experience.comment",
        title=say("Comment"),
        blocks=[
            section(bold(title_of(say, experience))),
            choice_field("kind", say("What it is"), kinds, chosen="comment"),
            text_field("note", say("To the author"), long=True, most=LONGEST_NOTE),
        ],
        submit=say("Send"),
        close=say("Cancel"),
        about=str(experience.id),
    )
