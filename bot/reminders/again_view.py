"""What the host or the coordinator reads who lets the silent be asked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.dates.in_words import plain_day
from bot.feature.pages import whole_names
from bot.language import Say, Text, escape, joined
from bot.meetings.reminder import LONGEST_NAMES
from bot.meetings.waiting_view import at_in_words


def are_reminded(say: Say, due: datetime | None, count: int, left_out: Sequence[str], again: date, today: date) -> Text:
    """How many are reminded, at once or when, who is silent and is not, and from when on it can be done again."""
    if due is None:
        said = say.many("{count} is reminded now.", "{count} are reminded now.", count)
    else:
        when = at_in_words(say, due, today)
        said = say.many("{count} is reminded {when}.", "{count} are reminded {when}.", count, when=when)
    names = whole_names(say, [escape(each) for each in left_out], LONGEST_NAMES)
    others = say("Not: {names}.", names=names) if left_out else ""
    return joined(" ", [said, others, say("It can be done again from {day} on.", day=plain_day(again, say.code))])
