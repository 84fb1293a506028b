"""How the parts of a meeting look that somebody may come to: in words after an answer, and in numbers for the host."""

from __future__ import annotations

from collections.abc import Sequence

from bot.feature.pages import in_rows
from bot.language import Say, Text, bold, joined
from bot.meetings.partly import MeetingPart, whole_of
from bot.meetings.seats import Seats
from bot.models import Meeting


def part_in_words(say: Say, part: MeetingPart | None) -> Text:
    """What somebody comes to, to stand after their yes; empty for all of it."""
    if part is None:
        return Text("")
    if part.is_unknown:
        return say("a part of it, before the number of days changed")
    named = [say("day {number}", number=each) for each in sorted(part.days)]
    named += [say("the dinner")] if part.dinner else []
    only = "" if len(part.days) == part.of else say("only {parts}", parts=_listed(say, named))
    return joined(", ", [only, say("not the dinner") if part.dinner is False else ""])


def in_brackets(words: Text) -> Text:
    """What stands after an answer, in brackets; nothing when there is nothing."""
    return Text(f"({words})") if words else words


def _listed(say: Say, named: Sequence[Text]) -> Text:
    """The same with "and" before the last."""
    *first, last = named
    return say("{these} and {last}", these=joined(", ", first), last=last) if first else last


def parts_in_numbers(say: Say, seats: Seats, meeting: Meeting) -> Text:
    """For the host: how many come on each day and to the dinner. Nothing of a meeting without parts, or that nobody has
    said yes to."""
    whole = whole_of(meeting)
    if whole is None or not seats.comers:
        return Text("")
    days = [say("day {number}: {count}", number=each, count=seats.on_day(each)) for each in range(1, whole.days + 1)]
    dinner = [say("dinner: {count}", count=seats.at_dinner())] if whole.dinner else []
    counted = joined(" · ", [*days, *dinner])
    return joined(" ", [bold(say("Who comes when:")), counted, say("(counted on those who have answered yes)")])


def partly(say: Say, seats: Seats) -> list[Text]:
    """Who comes to a part of it, and to which."""
    names = sorted((each.name, in_brackets(part_in_words(say, each.part))) for each in seats.partly())
    return in_rows([joined(" ", each) for each in names], "; ", bold(say("Only a part:")))
