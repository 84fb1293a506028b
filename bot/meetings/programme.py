"""The programme that a form says, kept with its meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.feature.call import Call, FieldRefusal
from bot.language import N_
from bot.meetings.rules import LONGEST_TITLE, MOST_LINES, AgendaItem, NotALine, days_of, read_programme
from bot.models import Meeting, ProgrammeItem

WRONG: Final = {
    "time": N_("Line {line}: “{words}” is no time. Write it like 09.00."),
    "day": N_("Line {line}: the meeting has no “{words}”."),
    "empty": N_("Line {line}: “{words}” does not say what happens."),
    "long": N_("Line {line} is too long; an item has at most {most} characters."),
    "many": N_("A programme has at most {lines} items. Leave out what is not needed."),
}


def keep(meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    """Write the items over those there were, so that the record shows what was changed."""
    there = meeting.programme
    there += [ProgrammeItem() for _ in range(len(items) - len(there))]
    del there[len(items) :]
    for place, (row, item) in enumerate(zip(there, items, strict=True), 1):
        row.position, row.day, row.starts, row.title, row.who = place, item.day, item.starts, item.title, item.who


def items_in(call: Call, meeting: Meeting) -> list[AgendaItem]:
    """The items of the form."""
    try:
        return read_programme(call.fields.text("programme"), days_of(meeting))
    except NotALine as no:
        raise FieldRefusal(
            "programme", WRONG[no.why], line=no.number, words=no.words, most=LONGEST_TITLE, lines=MOST_LINES
        ) from no
