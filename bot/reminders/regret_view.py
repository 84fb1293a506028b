"""How what waits looks before it goes out, and that it was taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from bot.blocks.messages import Message
from bot.blocks.parts import header, section
from bot.feature.declare import CHANNEL, Post
from bot.feature.pages import Listing, Row, again, pieces
from bot.language import N_, Say, Text, bold, lines, speak
from bot.meetings.waiting import Waits
from bot.meetings.waiting_view import goes_out, waiting_rows

GOES_NOW: Final = N_("It goes out now.")
TAKEN_BACK: Final = N_("Undone. Nothing has been sent, and the meeting is as it was.")
NOT_PLANNED: Final = N_("Undone. Nothing has been sent, and the meeting is not planned.")


DRAFT_AGAIN: Final = N_("Undone. Nothing has been sent, and the meeting is a draft again.")


def taken_back(say: Say, *, is_new: bool, is_draft: bool) -> Text:
    """That nothing was sent, and what has become of the meeting: one that was just planned is gone, or a draft."""
    return say(DRAFT_AGAIN if is_draft else NOT_PLANNED if is_new else TAKEN_BACK)


def as_it_goes_out(say: Say, waits: Waits, posts: Iterable[Post], language_of: Callable[[str], str]) -> Message:
    """Each message in full as its readers will have it, once for all who get the same."""
    title = say("What goes out")
    texts = [(each.to == CHANNEL, each.write(speak(language_of(each.to))).text) for each in posts]
    words = [
        lines(bold(say("In the channel") if is_channel else say.many("To {count} person", "To {count} people", count)),
              Text(text))
        for (is_channel, text), count in sorted(Counter(texts).items(), key=lambda each: (not each[0][0], -each[1]))
    ]  # fmt: skip
    rows: list[Row] = [section(piece) for each in words for piece in pieces(each, safe=Text)]
    return Listing(
        say=say, text=lines(title, goes_out(say, waits)), rows=rows, words=words,
        again=again("waiting.look", waits.meeting.id), head=[header(title)], foot=waiting_rows(say, waits), count=0,
    ).page()  # fmt: skip
