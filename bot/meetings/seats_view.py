"""How the seats at a meeting look: a grid of members and roles, who has not answered, who sends a deputy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from slack_sdk.models.blocks import Block

from bot.blocks.parts import aligned, cell, context, section, tables
from bot.language import N_, Say, Text, bold, clip, escape, joined, lines
from bot.meetings.seats import PersonReply, Seats, Sitting, Standing
from bot.models import Role

SIGNS: Final[Mapping[Standing, str]] = {
    Standing.YES: "✓",
    Standing.DIGITAL: "✓",
    Standing.DEPUTY: "✓",
    Standing.MAYBE: "?",
    Standing.NO: "✗",
    Standing.SILENT: "–",
    Standing.VACANT: " ",
}
WORDS: Final[Mapping[Standing, str]] = {
    Standing.YES: N_("yes"),
    Standing.DIGITAL: N_("digitally"),
    Standing.DEPUTY: N_("the deputy"),
    Standing.MAYBE: N_("maybe"),
    Standing.NO: N_("no"),
    Standing.SILENT: "",
    Standing.VACANT: N_("vacant"),
}
COLUMNS: Final[Mapping[Role, str]] = {Role.ELECTED: N_("Elected"), Role.OFFICIAL: N_("Official")}
SEATS_OF: Final[Mapping[Role, str]] = {
    Role.ELECTED: N_("{member} (elected)"),
    Role.OFFICIAL: N_("{member} (official)"),
}

MOST_ROWS: Final = 44
MOST_MISSING: Final = 16


def grid(say: Say, seats: Seats) -> list[Block]:
    """Every member in a row, each role in a column: a sign and a word. Nothing when nobody holds a seat."""
    if not seats.has_holders:
        return []
    rows = aligned(_rows(say, seats))
    first, left = rows[: MOST_ROWS + 1], len(rows) - MOST_ROWS - 1
    more = say.many("and {count} more member", "and {count} more members", left) if left > 0 else ""
    blocks: list[Block] = [section(each) for each in tables(first)]
    under = joined(" · ", [_legend(say, seats), more])
    return [*blocks, context(under)] if under else blocks


def _rows(say: Say, seats: Seats) -> list[list[str]]:
    """The cells, the heading first."""
    roles = list(dict.fromkeys(each.role for each in seats.sittings))
    cells: dict[int, list[str]] = {}
    for each, standing in seats.standings:
        cells.setdefault(each.member_id, [cell(each.member)]).append(_cell(say, standing))
    return [["", *(say.plain(COLUMNS[each]) for each in roles)], *cells.values()]


def _cell(say: Say, standing: Standing) -> str:
    word = say.plain(WORDS[standing]) if WORDS[standing] else ""
    return f"{SIGNS[standing]} {word}".rstrip()


def _legend(say: Say, seats: Seats) -> Text:
    """What the bare sign means, where it stands; that no answer is waited for, where that is so."""
    if seats.missing():
        return say("– has not answered yet")
    return say("Everybody has answered.") if seats.all_have_answered else Text("")


def missing(say: Say, seats: Seats) -> Text:
    """Who has not answered, by seat; empty when nobody is missing."""
    silent = seats.missing()
    if not silent:
        return Text("")
    if len(silent) > 2 and len(silent) == sum(each.person_id is not None for each in seats.sittings):
        return say("None of the {count} invited has answered yet.", count=len(silent))
    lead = bold(say("Have not answered ({count}):", count=len(silent)))
    return joined(" ", [lead, joined("; ", _grouped(say, silent, len({each.role for each in seats.sittings})))])


def _grouped(say: Say, silent: Sequence[Sitting], roles: int) -> list[Text]:
    """By seat; members all of whose seats are missing are named once."""
    seats_of = Counter(each.member_id for each in silent)
    whole = [each for each in silent if seats_of[each.member_id] == roles]
    single = _some(say, [seat_name(say, each) for each in silent if seats_of[each.member_id] < roles])
    both = _some(say, list({each.member_id: escape(cell(each.member, 40)) for each in whole}.values()))
    if roles > 1 and both:
        both = joined(" ", [say("both seats:"), both])
    return [each for each in (single, both) if each]


def _some(say: Say, names: Sequence[Text]) -> Text:
    more = [say("… and {left} more.", left=len(names) - MOST_MISSING)] if len(names) > MOST_MISSING else []
    return joined(", ", [*names[:MOST_MISSING], *more])


def seat_name(say: Say, sitting: Sitting) -> Text:
    """A seat in words: "Gävle (tjänsteperson)"."""
    return say(SEATS_OF[sitting.role], member=cell(sitting.member, 40))


def deputies(say: Say, seats: Seats) -> Text:
    """Who comes for whom, and whether the deputy has said so themselves."""
    rows = [_deputy(say, reply, has_answered) for reply, has_answered in seats.deputies() if reply.deputy]
    return joined(" ", [bold(say("Deputies:")), joined(" · ", rows[:8])]) if rows else Text("")


def _deputy(say: Say, reply: PersonReply, has_answered: bool) -> Text:
    names = {"deputy": clip(reply.deputy, 40), "name": clip(reply.name, 40)}
    if has_answered:
        return say("{deputy} for {name}", **names)
    if not reply.deputy_in_slack:
        return say("{deputy} for {name}, not in Slack, so {name} needs to ask", **names)
    return say("{deputy} for {name}, asked", **names)


def others(say: Say, seats: Seats) -> Text:
    """Who else comes, beside the seats."""
    names = [clip(each.name, 40) for each in seats.others_coming()]
    more = [say("… and {left} more.", left=len(names) - 10)] if len(names) > 10 else []
    return joined(" ", [bold(say("Also coming:")), joined(", ", [*names[:10], *more])]) if names else Text("")


def under_the_grid(say: Say, seats: Seats) -> list[Block]:
    """Who is missing, who comes for whom, who else comes; one paragraph each."""
    rows = [each for each in (missing(say, seats), deputies(say, seats), others(say, seats)) if each]
    return [section(lines(*rows))] if rows else []


def coming_in_words(say: Say, seats: Seats) -> Text:
    """Which seats are to be taken, for those who do not see the grid."""
    names = [seat_name(say, each) for each in seats.coming()]
    more = [say("… and {left} more.", left=len(names) - 12)] if len(names) > 12 else []
    return joined(" ", [say("Coming:"), joined(", ", [*names[:12], *more])]) if names else Text("")
