"""How the list of experiences that await review looks, and the form for a comment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.blocks.messages import Form, Message
from bot.blocks.parts import button, choice_field, header, section, text_field
from bot.experiences.card import consent_line, origin, title_of, titles, traces_in_words
from bot.experiences.load import Viewer
from bot.experiences.rules import Traces
from bot.feature.pages import Listing, Row, again
from bot.language import Say, bold, lines
from bot.models import Experience

LONGEST_NOTE: Final = 1500


def to_review(say: Say, waiting: Mapping[Experience, Traces], viewer: Viewer) -> Message:
    """What is contributed and not approved, with what in it seems to point out a person: first what may be published,
    the oldest first."""
    title = say.many(
        "{count} experience waits for review", "{count} experiences wait for review", len(waiting)
    )  # fmt: skip
    rows: list[Row] = []
    for each, traces in waiting.items():
        look = traces_in_words(say, traces)
        row = lines(bold(title_of(say, each)), origin(say, each, viewer), consent_line(say, each), look)
        rows.append(section(row, button("experience.show", say("Show"), each.id)))
    turn = again("experience.review_list")
    return Listing(
        say=say, text=title, rows=rows, words=titles(say, list(waiting)), again=turn, head=[header(title)]
    ).page()  # fmt: skip


def nothing_to_review(say: Say) -> Message:
    """All that is contributed is approved, or nothing is contributed."""
    sentence = say("No experience waits for review.")
    return Message(sentence, [section(sentence)])


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
